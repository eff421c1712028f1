import Portfolio
import Rulebook
import Workbook

/// What is said when results do not fit into a workbook.
enum WorkbookPhrases {
  static func explanation(_ error: WorkbookWriterError) -> BilingualText {
    switch error {
    case .textTooLong(let sheet, let cell, let length, let limit):
      let (longest, found) = (PhraseText.count(limit), PhraseText.count(length))
      return BilingualText(
        vi: "Trang tính «\(sheet)», ô \(cell): một ô chứa được \(longest.vi) ký tự, cần \(found.vi). "
          + "Hãy rút ngắn nội dung, hoặc ghi tệp loại khác (.csv, .json).",
        en: "Sheet «\(sheet)», cell \(cell): a cell holds \(longest.en) characters, \(found.en) are needed. "
          + "Shorten the text, or write a file of another kind (.csv, .json).")
    case .tooManySheets(let limit):
      return BilingualText(
        vi: "Cần hơn \(limit) trang tính. Hãy ghi tệp loại khác (.csv, .json).",
        en: "More than \(limit) sheets are needed. Write a file of another kind (.csv, .json).")
    case .tooLarge:
      return BilingualText(
        vi: "Một trang tính hoặc cả tệp lớn hơn 4 gigabyte. Hãy ghi tệp loại khác (.csv, .json).",
        en: "A sheet or the file would be larger than 4 gigabytes. Write a file of another kind (.csv, .json).")
    case .compressionFailed:
      return BilingualText(
        vi:
          "Hệ thống không còn bộ nhớ để nén tệp. Hãy đóng bớt chương trình khác, hoặc ghi tệp loại khác (.csv, .json).",
        en:
          "The system has no memory left to compress it. Close other programs, or write a file of another kind (.csv, .json)."
      )
    case .noSheet, .tooManyRows, .tooManyColumns, .overlappingAreas, .tooManyStyles:
      return BilingualText(
        vi: "Bảng tính không chứa được kết quả này (\(error)). Hãy ghi tệp loại khác (.csv, .json).",
        en: "A workbook does not hold this result (\(error)). Write a file of another kind (.csv, .json).")
    }
  }
}
