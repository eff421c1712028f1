import Portfolio

/// The words of an import.
extension Phrases {
  func name(of part: LedgerFate.Class) -> String {
    switch part {
    case .imported: say("đã nhập", "imported")
    case .unmatched: say("chưa khớp", "unmatched")
    case .otherYear: say("năm khác", "other years")
    case .otherDays: say("ngày khác", "other days")
    }
  }

  func title(of part: LedgerFate.Class) -> String {
    switch part {
    case .imported: say("CÁC DÒNG ĐÃ NHẬP", "LINES IMPORTED")
    case .unmatched: say("CÁC DÒNG CHƯA KHỚP", "UNMATCHED LINES")
    case .otherYear: say("CÁC DÒNG CỦA NĂM KHÁC", "LINES OF OTHER YEARS")
    case .otherDays: say("CÁC DÒNG NGOÀI KHOẢNG NGÀY ĐƯỢC NHẬP", "LINES OUTSIDE OF THE DAYS IMPORTED")
    }
  }

  func name(of kind: PaymentKind) -> String {
    switch kind {
    case .advance: say("tạm ứng", "advances")
    case .volume: say("khối lượng", "volume")
    case .recovery: say("thu hồi TƯ", "recovered")
    case .reduction: say("ghi giảm", "reductions")
    case .advanceReduction: say("giảm tạm ứng", "advances returned")
    case .payment: say("số tiền", "payments")
    case .unknown: say("loại lạ", "unknown kind")
    }
  }

  /// Where a line went, or why nowhere.
  func text(of fate: LedgerFate, figures: Figures, year: FiscalYear) -> String {
    switch fate {
    case .imported(let project, let source, let month):
      "\(project), \(source), \(figures.monthName(month, of: year))"
    case .unmatched(let mismatch): text(of: mismatch)
    case .outside(.planYear(let year)): say("kế hoạch vốn năm \(year)", "plan of \(year)")
    case .outside(.budgetYear(let year)): say("niên độ \(year)", "budget year \(year)")
    case .outside(.day): say("ngày ngoài năm kế hoạch", "paid outside of the plan year")
    case .outside(.beforeFirst): say("trước ngày đầu", "before the first day")
    case .outside(.afterLast): say("sau ngày cuối", "after the last day")
    }
  }

  private func text(of mismatch: LedgerFate.Mismatch) -> String {
    switch mismatch {
    case .noCode: say("không có mã dự án", "no project code")
    case .unknownCode: say("không có dự án mang mã này", "no project of this code")
    case .noKind: say("không ghi loại thanh toán", "no kind of payment")
    case .unknownKind: say("không hiểu loại thanh toán", "unknown kind of payment")
    case .unknownSource: say("không có nguồn vốn này", "no such source")
    case .sourceNotNamed: say("nhiều nguồn vốn, dòng không ghi nguồn", "several sources, none named")
    case .noAllocation(let project, let source):
      say("\(project) không có vốn từ \(source)", "\(project) has no capital from \(source)")
    }
  }
}
