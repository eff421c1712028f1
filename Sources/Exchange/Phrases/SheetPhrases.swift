import Rulebook

/// What is said about the sheets of a workbook.
enum SheetPhrases {
  static func unusedSheet(nearest: String?) -> Phrase {
    Phrase(
      BilingualText(
        vi: "trang không phải là bảng của kịch bản, không được đọc",
        en: "this sheet is no table of a scenario and is not read"),
      remedy: nearest.map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? BilingualText(vi: "Đổi tên trang nếu là một bảng", en: "Rename it if it is one"))
  }

  static let beyondHeader = Phrase(
    BilingualText(vi: "ô nằm ngoài các cột có tiêu đề", en: "the cell stands beyond the columns with a header"),
    remedy: BilingualText(
      vi: "Xóa ô này, hoặc đặt tiêu đề cho cột ở dòng đầu", en: "Delete it, or name its column in the first row"))

  static func rounded(_ count: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "\(PhraseText.count(count).vi) số tiền lẻ hơn một đồng được làm tròn đến đồng, đầu tiên là ô này",
        en: "\(PhraseText.count(count).en) amounts finer than a dong were rounded to whole dong, this one first"),
      remedy: BilingualText(
        vi: "Làm tròn trong công thức nếu cần số khác", en: "Round in the formula if another amount is meant"))
  }
}
