import Portfolio
import Rulebook

/// What is said about the file of an earlier schedule.
enum SchedulePhrases {
  static func otherYear(_ year: FiscalYear) -> Phrase {
    Phrase(
      BilingualText(
        vi: "kế hoạch trong tệp là của năm khác, cần của năm \(year.year)",
        en: "the schedule is of another plan year, \(year.year) is needed"),
      remedy: BilingualText(
        vi: "Chọn tệp của cùng năm kế hoạch", en: "Name a schedule of the same plan year"))
  }
}
