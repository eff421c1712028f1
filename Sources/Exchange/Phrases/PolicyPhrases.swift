import Disbursement
import Portfolio
import Rulebook

/// What is wrong with policies, in words for users.
enum PolicyPhrases {
  /// With the key that the defect is of.
  static func phrase(of defect: PolicyProblem.Defect) -> (key: String, phrase: Phrase) {
    switch defect {
    case .duplicate:
      (
        "id",
        Phrase(
          BilingualText(vi: "mã chính sách lặp lại", en: "the policy id is repeated"),
          remedy: BilingualText(vi: "Đặt mã khác", en: "Give it another id"))
      )
    case .noRules:
      (
        "rules",
        Phrase(
          BilingualText(vi: "chính sách không có quy tắc nào", en: "the policy has no rules"),
          remedy: BilingualText(vi: "Ghi ít nhất một quy tắc", en: "Write at least one"))
      )
    case .tooMany(let limit):
      (
        "rules",
        Phrase(
          BilingualText(vi: "nhiều hơn \(limit)", en: "there are more than \(limit)"),
          remedy: BilingualText(vi: "Bớt đi", en: "Leave some out"))
      )
    case .noOpenWindow(_, let open): ("window", noOpenWindow(open))
    case .windowsDescend(_, let before):
      (
        "window",
        Phrase(
          BilingualText(
            vi: "đợt điều chỉnh trước đợt của quy tắc đứng trên, \(PhraseText.date(before).vi)",
            en: "the window is before that of the rule above, \(PhraseText.date(before).en)"),
          remedy: BilingualText(vi: "Xếp các quy tắc theo ngày", en: "Put the rules in order of date"))
      )
    case .noGroups:
      (
        "takeFrom",
        Phrase(
          BilingualText(vi: "không nhóm dự án nào", en: "there are no groups"),
          remedy: BilingualText(vi: "Ghi ít nhất một nhóm, hoặc bỏ khóa groups", en: "Name one, or leave groups out"))
      )
    case .takesNothing:
      (
        "takeFrom",
        Phrase(
          BilingualText(vi: "quy tắc không lấy được gì", en: "the rule takes nothing"),
          remedy: BilingualText(
            vi: "Ghi paidBelow và share lớn hơn 0", en: "Write paidBelow and share above 0"))
      )
    }
  }

  private static func noOpenWindow(_ open: [Day]) -> Phrase {
    let (vi, en) = (
      open.map { PhraseText.date($0).vi }.joined(separator: ", "),
      open.map { PhraseText.date($0).en }.joined(separator: ", ")
    )
    return Phrase(
      BilingualText(
        vi: "không phải đợt điều chỉnh còn mở", en: "the day is no adjustment window that is still open"),
      remedy: open.isEmpty
        ? BilingualText(
          vi: "Sau ngày số liệu không còn đợt điều chỉnh nào; bỏ quy tắc này",
          en: "None is left after the as-of day; leave the rule out")
        : BilingualText(vi: "Ghi một trong: \(vi)", en: "Write one of: \(en)"))
  }
}
