import Portfolio
import Rulebook

/// What is said about the file of an earlier schedule.
enum SchedulePhrases {
  private static let remedy = BilingualText(
    vi: "Chọn tệp schedule.json do «giaingan schedule --output» ghi ra, không sửa bên trong",
    en: "Name a schedule.json as «giaingan schedule --output» wrote it, unedited")

  static func otherYear(_ year: FiscalYear) -> Phrase {
    Phrase(
      BilingualText(
        vi: "kế hoạch trong tệp là của năm khác, cần của năm \(year.year)",
        en: "the schedule is of another plan year, \(year.year) is needed"),
      remedy: BilingualText(
        vi: "Chọn tệp của cùng năm kế hoạch", en: "Name a schedule of the same plan year"))
  }

  static func defect(_ defect: ScheduleFileDefect) -> Phrase {
    let expected = expectation(defect.expected)
    guard !defect.path.isEmpty else { return Phrase(expected, remedy: remedy) }
    let place = defect.place
    return Phrase(
      BilingualText(vi: "«\(place)»: \(expected.vi)", en: "«\(place)»: \(expected.en)"), remedy: remedy)
  }

  private static func expectation(_ expected: ScheduleFileDefect.Expected) -> BilingualText {
    switch expected {
    case .json: BilingualText(vi: "nội dung tệp không phải là JSON", en: "the content is not JSON")
    case .schema:
      BilingualText(
        vi: "cần «\(ScheduleJSON.schema)»", en: "«\(ScheduleJSON.schema)» is expected")
    case .present: BilingualText(vi: "thiếu mục này", en: "this member is missing")
    case .object: BilingualText(vi: "cần một đối tượng {…}", en: "an object {…} is expected")
    case .list: BilingualText(vi: "cần một danh sách […]", en: "a list […] is expected")
    case .text: BilingualText(vi: "cần một chuỗi chữ", en: "text is expected")
    case .amount:
      BilingualText(
        vi: "cần số đồng nguyên, không quá \(PhraseText.count(Int(Money.largestTotal.dong)).vi)",
        en: "whole dong are expected, at most \(PhraseText.count(Int(Money.largestTotal.dong)).en)")
    case .date:
      BilingualText(
        vi: "cần một ngày có thật, như 2026-06-30", en: "a date that exists, such as 2026-06-30, is expected")
    case .share: BilingualText(vi: "cần một số từ 0 đến 1", en: "a number from 0 to 1 is expected")
    case .year: BilingualText(vi: "cần một năm từ 2000 đến 2100", en: "a year from 2000 to 2100 is expected")
    case .word(let words):
      BilingualText(
        vi: "cần một trong các từ \(words.joined(separator: ", "))",
        en: "one of \(words.joined(separator: ", ")) is expected")
    case .count(let count):
      BilingualText(vi: "cần danh sách có \(count) phần tử", en: "a list of \(count) elements is expected")
    case .ascendingDates: BilingualText(vi: "các ngày phải tăng dần", en: "the dates must ascend")
    case .uniqueID: BilingualText(vi: "mã này đã có ở trên", en: "this code occurs before")
    }
  }
}
