import Portfolio
import Rulebook

/// What is said about the form of a table.
enum TablePhrases {
  static func phrase(of kind: CSVDefect.Kind) -> Phrase {
    switch kind {
    case .empty, .workbook, .utf16, .notUTF8, .binary: encodingPhrase(of: kind)
    case .unclosedQuote:
      Phrase(
        BilingualText(
          vi: "dấu ngoặc kép mở ở dòng này không được đóng", en: "a quotation mark opened in this row is never closed"),
        remedy: BilingualText(
          vi: "Thêm dấu ngoặc kép đóng, hoặc bỏ dấu ngoặc kép ở đầu ô",
          en: "Close it, or remove the quotation mark at the beginning of the cell"))
    case .textAfterQuote:
      Phrase(
        BilingualText(
          vi: "có chữ sau dấu ngoặc kép đóng của ô", en: "there is text after the closing quotation mark of a cell"),
        remedy: BilingualText(
          vi: "Viết dấu ngoặc kép bên trong ô thành hai dấu liền nhau",
          en: "Double every quotation mark inside a quoted cell"))
    case .cellTooLong(let limit): tooLong(limit, BilingualText(vi: "một ô", en: "a cell"))
    case .recordTooLong(let limit): tooLong(limit, BilingualText(vi: "một dòng", en: "a row"))
    case .tooManyColumns(let limit): tooMany(limit, BilingualText(vi: "cột", en: "columns"))
    case .tooManyRows(let limit): tooMany(limit, BilingualText(vi: "dòng", en: "rows"))
    }
  }

  private static func encodingPhrase(of kind: CSVDefect.Kind) -> Phrase {
    let saveAsUTF8 = BilingualText(
      vi: "Trong Excel chọn «Lưu thành» rồi chọn kiểu «CSV UTF-8»", en: "In Excel, save it as “CSV UTF-8”")
    switch kind {
    case .empty:
      return Phrase(
        BilingualText(vi: "tệp không có nội dung", en: "the file is empty"),
        remedy: BilingualText(
          vi: "Ghi dòng tiêu đề và các dòng số liệu, hoặc xóa tệp nếu không dùng",
          en: "Write a header and rows, or remove the file if it is not needed"))
    case .workbook:
      return Phrase(
        BilingualText(vi: "tệp là bảng tính Excel, không phải CSV", en: "the file is an Excel workbook, not CSV"),
        remedy: saveAsUTF8)
    case .utf16:
      return Phrase(
        BilingualText(vi: "tệp ghi theo mã UTF-16", en: "the file is in UTF-16"), remedy: saveAsUTF8)
    case .binary:
      return Phrase(
        BilingualText(vi: "có ký tự không phải văn bản", en: "there is a byte that belongs to no text"),
        remedy: saveAsUTF8)
    default:
      return Phrase(
        BilingualText(vi: "chữ không theo mã UTF-8", en: "the text is not UTF-8"), remedy: saveAsUTF8)
    }
  }

  private static func tooLong(_ limit: Int, _ what: BilingualText) -> Phrase {
    let count = PhraseText.count(limit)
    return Phrase(
      BilingualText(vi: "\(what.vi) dài hơn \(count.vi) byte", en: "\(what.en) is longer than \(count.en) bytes"),
      remedy: BilingualText(
        vi: "Kiểm tra dấu ngoặc kép chưa đóng và dấu xuống dòng bị thiếu",
        en: "Look for an unclosed quotation mark or missing line breaks"))
  }

  private static func tooMany(_ limit: Int, _ what: BilingualText) -> Phrase {
    let count = PhraseText.count(limit)
    return Phrase(
      BilingualText(vi: "bảng có quá \(count.vi) \(what.vi)", en: "the table has more than \(count.en) \(what.en)"),
      remedy: BilingualText(vi: "Chia nhỏ hoặc rút gọn bảng", en: "Split or shorten the table"))
  }

  static func tooManyCells(_ count: Int, expected: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "dòng có \(count) ô, tiêu đề có \(expected) cột",
        en: "the row has \(count) cells, the header \(expected) columns"),
      remedy: BilingualText(
        vi: "Đặt ô có chứa dấu phân cách trong dấu ngoặc kép, hoặc bỏ ô thừa",
        en: "Quote the cells that hold the delimiter, or remove the surplus cells"))
  }

  static func tooFewCells(_ count: Int, expected: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "dòng có \(count) ô, tiêu đề có \(expected) cột, thiếu ô ở cột bắt buộc",
        en: "the row has \(count) cells, the header \(expected) columns, and a required one is missing"),
      remedy: BilingualText(vi: "Ghi đủ các ô của dòng", en: "Complete the row"))
  }

  static let noHeader = Phrase(
    BilingualText(
      vi: "dòng đầu không phải là tiêu đề của bảng này", en: "the first line is not the header of this table"),
    remedy: BilingualText(
      vi: "Bỏ các dòng phía trên tiêu đề và dùng tên cột trong hướng dẫn",
      en: "Remove the lines above the header and use the column names of the reference"))

  static func missingColumn(_ column: TableColumn, nearest: String?) -> Phrase {
    let vietnamese = column.vietnamese.first.map { " («\($0)»)" } ?? ""
    return Phrase(
      BilingualText(vi: "thiếu cột bắt buộc", en: "the required column is missing"),
      remedy: BilingualText(
        vi: "Thêm cột «\(column.key)»\(vietnamese)" + (nearest.map { "; có lẽ là cột «\($0)»" } ?? ""),
        en: "Add the column «\(column.key)»\(vietnamese)" + (nearest.map { "; perhaps it is «\($0)»" } ?? "")))
  }

  static func unknownColumn(nearest: String?) -> Phrase {
    Phrase(
      BilingualText(vi: "cột lạ, không được đọc", en: "the column is unknown and is not read"),
      remedy: nearest.map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? BilingualText(vi: "Xóa cột này nếu không cần", en: "Remove it if it is not needed"))
  }

  static func unnamedColumn(_ position: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "cột thứ \(position) có số liệu nhưng không có tên, không được đọc",
        en: "column \(position) has content but no name and is not read"),
      remedy: BilingualText(vi: "Đặt tên cột ở dòng tiêu đề", en: "Name it in the header"))
  }

  static func repeatedColumn(key: String, first: Int, firstName: String, second: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "hai cột cùng là «\(key)»: cột thứ \(first) («\(firstName)») và cột thứ \(second)",
        en: "two columns are both «\(key)»: number \(first) («\(firstName)») and number \(second)"),
      remedy: BilingualText(vi: "Chỉ giữ một cột", en: "Keep one of them"))
  }

  static func otherUnit(_ found: MoneyUnit, declared: MoneyUnit) -> Phrase {
    let (foundName, declaredName) = (PhraseText.unitName(found), PhraseText.unitName(declared))
    return Phrase(
      BilingualText(
        vi: "tiêu đề ghi đơn vị \(foundName.vi), scenario.yaml ghi \(declaredName.vi)",
        en: "the header says \(foundName.en), scenario.yaml says \(declaredName.en)"),
      remedy: BilingualText(
        vi: "Dùng một đơn vị cho mọi bảng và ghi đúng đơn vị đó ở khóa unit",
        en: "Use one unit in all tables and state it under the key unit"))
  }
}
