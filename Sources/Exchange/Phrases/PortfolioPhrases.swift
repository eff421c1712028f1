import Portfolio
import Rulebook

/// What is said about values that are readable each by itself but make no portfolio together.
enum PortfolioPhrases {
  static func phrase(
    of defect: PortfolioProblem.Defect, field: PortfolioProblem.Field, in unit: MoneyUnit, asOf: Day
  ) -> Phrase {
    switch defect {
    case .exceeds(let amount, let bound, let boundField):
      exceeds(amount, bound, (field, boundField), in: unit)
    case .unequalSum(let sum, let expected): unequalSum(sum, expected: expected, in: unit)
    case .negative(let amount): negative(amount, in: unit)
    case .tooLarge(let amount, let limit): tooLarge(amount, limit: limit, in: unit)
    case .dateOutside(let day, let first, let last):
      field == .activityDate && day > asOf ? afterAsOf(asOf) : outside(PhraseText.date(first), PhraseText.date(last))
    case .yearOutside(_, let first, let last):
      outside(BilingualText(vi: "\(first)", en: "\(first)"), BilingualText(vi: "\(last)", en: "\(last)"))
    case .outside(_, let lower, let upper): outside(PhraseText.number(lower), PhraseText.number(upper))
    case .notFinite: CellPhrases.phrase(of: .notFinite)
    case .disordered(let lower, let upper): disordered(lower, upper)
    case .sharesDoNotAddUp(let sum): field == .sCurve ? curveEnd(sum) : shares(sum)
    case .monthAfterAsOf: RowPhrases.monthAfter(asOf)
    case .noAllocation: noAllocation
    case .empty: field == .id ? RowPhrases.noRows : CellPhrases.phrase(of: .empty)
    case .duplicate: duplicate
    case .tooMany(let limit): tooMany(limit)
    case .unknownSource: RowPhrases.unknownSource(nearest: nil)
    }
  }

  private static func exceeds(
    _ amount: Money, _ bound: Money, _ fields: (PortfolioProblem.Field, PortfolioProblem.Field), in unit: MoneyUnit
  ) -> Phrase {
    let (found, limit) = (PhraseText.amount(amount, in: unit), PhraseText.amount(bound, in: unit))
    let (what, than) = names(of: fields.0, fields.1)
    return Phrase(
      BilingualText(
        vi: "\(what.vi) (\(found.vi)) lớn hơn \(than.vi) (\(limit.vi))",
        en: "\(what.en) (\(found.en)) is more than \(than.en) (\(limit.en))"),
      remedy: BilingualText(vi: "Sửa một trong hai số", en: "Correct one of the two"))
  }

  private static func names(
    of field: PortfolioProblem.Field, _ bound: PortfolioProblem.Field
  ) -> (BilingualText, BilingualText) {
    let plan = BilingualText(vi: "kế hoạch vốn", en: "the plan")
    let total = BilingualText(vi: "tổng mức đầu tư", en: "the total investment")
    switch (field, bound) {
    case (.paidToDate, _): return (BilingualText(vi: "lũy kế giải ngân", en: "the amount paid to date"), plan)
    case (.paid, _):
      return (BilingualText(vi: "số giải ngân cộng dồn các tháng", en: "the sum of the monthly payments"), plan)
    case (.outstandingAdvance, _):
      return (
        BilingualText(vi: "dư tạm ứng", en: "the outstanding advance"),
        BilingualText(vi: "tổng số đã giải ngân", en: "all that has been paid")
      )
    case (.paidBeforeYear, _):
      return (
        BilingualText(
          vi: "tổng số đã giải ngân các năm trước và năm nay", en: "all that has been paid, earlier and this year,"),
        total
      )
    default: return (plan, total)
    }
  }

  private static func unequalSum(_ sum: Money, expected: Money, in unit: MoneyUnit) -> Phrase {
    let (found, wanted) = (PhraseText.amount(sum, in: unit), PhraseText.amount(expected, in: unit))
    return Phrase(
      BilingualText(
        vi: "các tháng ở actuals.csv cộng lại là \(found.vi), khác lũy kế giải ngân \(wanted.vi)",
        en: "the months of actuals.csv add up to \(found.en), not to the \(wanted.en) paid to date"),
      remedy: BilingualText(
        vi: "Sửa cho khớp, hoặc để trống ô lũy kế giải ngân", en: "Make them agree, or leave paid_to_date empty"))
  }

  private static func negative(_ amount: Money, in unit: MoneyUnit) -> Phrase {
    let found = PhraseText.amount(amount, in: unit)
    return Phrase(
      BilingualText(
        vi: "số giải ngân cộng dồn xuống dưới 0 (\(found.vi))",
        en: "the sum of the payments falls below zero (\(found.en))"),
      remedy: BilingualText(vi: "Kiểm tra dòng điều chỉnh giảm", en: "Check the correction"))
  }

  static func tooLarge(_ amount: Money, limit: Money, in unit: MoneyUnit) -> Phrase {
    let (found, most) = (PhraseText.amount(amount, in: unit), PhraseText.amount(limit, in: unit))
    return Phrase(
      BilingualText(
        vi: "số tiền cộng lại là \(found.vi), lớn hơn \(most.vi)",
        en: "the amounts add up to \(found.en), more than \(most.en)"),
      remedy: BilingualText(
        vi: "Kiểm tra khóa unit trong scenario.yaml", en: "Check the key unit of scenario.yaml"))
  }

  private static func afterAsOf(_ asOf: Day) -> Phrase {
    let date = PhraseText.date(asOf)
    return Phrase(
      BilingualText(vi: "ngày sau ngày số liệu \(date.vi)", en: "the date is after the as-of day \(date.en)"),
      remedy: BilingualText(
        vi: "Việc chưa xảy ra thì ghi trạng thái todo và để trống ngày",
        en: "What has not happened yet has the state todo and no date"))
  }

  private static func outside(_ lower: BilingualText, _ upper: BilingualText) -> Phrase {
    Phrase(
      BilingualText(vi: "giá trị ngoài khoảng cho phép", en: "the value is out of range"),
      remedy: BilingualText(
        vi: "Ghi giá trị từ \(lower.vi) đến \(upper.vi)", en: "Write a value from \(lower.en) to \(upper.en)"))
  }

  private static func disordered(_ lower: Double, _ upper: Double) -> Phrase {
    let (before, after) = (PhraseText.number(lower), PhraseText.number(upper))
    return Phrase(
      BilingualText(
        vi: "\(after.vi) nhỏ hơn giá trị trước nó là \(before.vi)",
        en: "\(after.en) is less than \(before.en) before it"),
      remedy: BilingualText(vi: "Ghi các giá trị không giảm", en: "Write values that never fall"))
  }

  private static func shares(_ sum: Double) -> Phrase {
    let found = PhraseText.number(sum)
    return Phrase(
      BilingualText(
        vi: "tỷ lệ thu mười hai tháng cộng lại là \(found.vi)",
        en: "the shares of the twelve months add up to \(found.en)"),
      remedy: BilingualText(vi: "Sửa cho tổng bằng 1", en: "Make them add up to 1"))
  }

  private static func curveEnd(_ last: Double) -> Phrase {
    let found = PhraseText.number(last)
    return Phrase(
      BilingualText(vi: "đường tiến độ kết thúc ở \(found.vi)", en: "the curve ends at \(found.en)"),
      remedy: BilingualText(vi: "Bước cuối cùng phải bằng 1", en: "Make its last step 1"))
  }

  private static let noAllocation = Phrase(
    BilingualText(vi: "dự án chưa có kế hoạch vốn", en: "the project has no allocation"),
    remedy: BilingualText(
      vi: "Thêm dòng của dự án vào allocations.csv, hoặc bỏ dự án",
      en: "Add a row for it to allocations.csv, or remove the project"))

  private static let duplicate = Phrase(
    BilingualText(vi: "mã bị lặp", en: "the code is repeated"),
    remedy: BilingualText(vi: "Sửa một trong hai mã", en: "Correct one of them"))

  private static func tooMany(_ limit: Int) -> Phrase {
    let count = PhraseText.count(limit)
    return Phrase(
      BilingualText(vi: "có quá \(count.vi) dự án", en: "there are more than \(count.en) projects"),
      remedy: BilingualText(vi: "Chia thành nhiều kịch bản", en: "Split them into several scenarios"))
  }
}
