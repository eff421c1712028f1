import Portfolio
import Rulebook

/// What is said about records for official papers that contradict one another.
enum RecordPhrases {
  static func exceeds(_ sum: Money, _ whole: Money, _ bound: SettlementRecord.Whole, in unit: MoneyUnit) -> Phrase {
    let (parts, limit) = (PhraseText.amount(sum, in: unit), PhraseText.amount(whole, in: unit))
    let name: BilingualText
    switch bound {
    case .field(let field): name = BilingualText(vi: field.rawValue, en: field.rawValue)
    case .plan: name = BilingualText(vi: "kế hoạch vốn", en: "the plan")
    }
    return Phrase(
      BilingualText(
        vi: "các khoản cộng lại (\(parts.vi)) lớn hơn \(name.vi) (\(limit.vi))",
        en: "the parts add up to more (\(parts.en)) than \(name.en) (\(limit.en))"),
      remedy: BilingualText(vi: "Sửa một trong các số", en: "Correct one of the amounts"))
  }

  static func unequal(_ sum: Money, paid: Money, in unit: MoneyUnit) -> Phrase {
    let (parts, whole) = (PhraseText.amount(sum, in: unit), PhraseText.amount(paid, in: unit))
    return Phrase(
      BilingualText(
        vi: "thanh toán khối lượng và tạm ứng cộng lại là \(parts.vi), khác lũy kế giải ngân \(whole.vi)",
        en: "volume and advances add up to \(parts.en), which is not the amount paid to date, \(whole.en)"),
      remedy: BilingualText(
        vi: "Sửa một trong các số, hoặc để trống một ô", en: "Correct one of the amounts, or leave one cell empty"))
  }

  static func pastPayments(_ sum: Money, whole: Money, table: String, in unit: MoneyUnit) -> Phrase {
    let (parts, total) = (PhraseText.amount(sum, in: unit), PhraseText.amount(whole, in: unit))
    return Phrase(
      BilingualText(
        vi: "các nguồn của dự án cộng lại là \(parts.vi), không khớp paid_before_year ở \(table) (\(total.vi))",
        en: "the project's sources add up to \(parts.en), which does not fit paid_before_year in \(table) (\(total.en))"
      ),
      remedy: BilingualText(vi: "Sửa một trong hai bảng", en: "Correct one of the two tables"))
  }

  static func outstanding(_ sum: Money, stated: Money, table: String, in unit: MoneyUnit) -> Phrase {
    let (parts, whole) = (PhraseText.amount(sum, in: unit), PhraseText.amount(stated, in: unit))
    return Phrase(
      BilingualText(
        vi: "các khoản tạm ứng của dự án cộng lại là \(parts.vi), khác outstanding_advance ở \(table) (\(whole.vi))",
        en: "the project's advances add up to \(parts.en), and outstanding_advance in \(table) is \(whole.en)"),
      remedy: BilingualText(vi: "Kiểm tra lại hai bảng", en: "Check both tables"))
  }

  static func paidAfter(_ asOf: Day) -> Phrase {
    let date = PhraseText.date(asOf)
    return Phrase(
      BilingualText(vi: "ngày tạm ứng sau ngày số liệu \(date.vi)", en: "the day is after the as-of day \(date.en)"),
      remedy: BilingualText(
        vi: "Sửa ngày, hoặc sửa asOf trong scenario.yaml", en: "Correct it, or correct asOf in scenario.yaml"))
  }

  static func dueBeforePaid(_ paidOn: Day) -> Phrase {
    let date = PhraseText.date(paidOn)
    return Phrase(
      BilingualText(
        vi: "ngày phải thu hồi hết trước ngày tạm ứng \(date.vi)",
        en: "the day by which it is recovered is before the day on which it was paid, \(date.en)"),
      remedy: BilingualText(vi: "Sửa một trong hai ngày", en: "Correct one of the two days"))
  }

  static func depositAbove(_ outstanding: Money, in unit: MoneyUnit) -> Phrase {
    let whole = PhraseText.amount(outstanding, in: unit)
    return Phrase(
      BilingualText(
        vi: "số gốc gửi ngân hàng lớn hơn số dư tạm ứng (\(whole.vi))",
        en: "the deposit is more than what is outstanding (\(whole.en))"),
      remedy: BilingualText(vi: "Sửa một trong hai số", en: "Correct one of the two"))
  }

  static func leftOut(asOf: Day, stated: Day) -> Phrase {
    let (run, data) = (PhraseText.date(asOf), PhraseText.date(stated))
    return Phrase(
      BilingualText(
        vi: "số trong năm của settlement.csv và advances.csv là của ngày \(data.vi), không dùng cho ngày \(run.vi)",
        en: "amounts of the year in settlement.csv and advances.csv are of \(data.en) and are left out on \(run.en)"),
      remedy: BilingualText(
        vi: "Lập biểu cho ngày \(data.vi) nếu cần các số này", en: "Date the forms \(data.en) where they are wanted"))
  }
}
