import Portfolio
import Rulebook

/// What is said about a document that this program wrote and reads again.
enum DocumentPhrases {
  private static func remedy(_ kind: WrittenKind) -> BilingualText {
    BilingualText(
      vi: "Chọn tệp \(kind.file) do «\(kind.command)» ghi ra, không sửa bên trong",
      en: "Name a \(kind.file) as «\(kind.command)» wrote it, unedited")
  }

  static func defect(_ defect: DocumentDefect, kind: WrittenKind) -> Phrase {
    let expected = expectation(defect.expected)
    guard !defect.path.isEmpty else { return Phrase(expected, remedy: remedy(kind)) }
    let place = defect.place
    return Phrase(
      BilingualText(vi: "«\(place)»: \(expected.vi)", en: "«\(place)»: \(expected.en)"), remedy: remedy(kind))
  }

  private static func expectation(_ expected: DocumentDefect.Expected) -> BilingualText {
    switch expected {
    case .json: BilingualText(vi: "nội dung tệp không phải là JSON", en: "the content is not JSON")
    case .schema(let name): BilingualText(vi: "cần «\(name)»", en: "«\(name)» is expected")
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
    case .dayWithin(let first, let last):
      BilingualText(
        vi: "cần một ngày từ \(PhraseText.date(first).vi) đến \(PhraseText.date(last).vi)",
        en: "a date from \(PhraseText.date(first).en) to \(PhraseText.date(last).en) is expected")
    case .entry(let day):
      BilingualText(
        vi: "danh sách này thiếu ngày \(PhraseText.date(day).vi)",
        en: "this list lacks the day \(PhraseText.date(day).en)")
    case .number(let first, let last):
      BilingualText(
        vi: "cần một số nguyên từ \(first) đến \(last)", en: "a whole number from \(first) to \(last) is expected")
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
