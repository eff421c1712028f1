import Portfolio
import Rulebook
import Workbook

/// Why a workbook cannot be read, and why results do not fit into one.
enum WorkbookPhrases {
  private static let saveAnew = BilingualText(
    vi: "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại kiểu .xlsx",
    en: "Open it in Excel or LibreOffice and save it as .xlsx again")
  private static let suspicious = BilingualText(
    vi: "Không dùng tệp này nếu không biết rõ nguồn gốc; nếu biết, lưu lại bằng Excel hoặc LibreOffice",
    en: "Do not use it unless you know where it comes from; if you do, save it again in Excel or LibreOffice")
  private static let shorten = BilingualText(
    vi: "Xóa trang, dòng, định dạng không dùng, hoặc chia nhỏ tệp",
    en: "Delete unused sheets, rows and formats, or split it")

  /// The defect in words; `part` is the file inside the archive in which it lies.
  static func phrase(of defect: WorkbookError.Defect, part: String?) -> Phrase {
    let (problem, remedy) = words(of: defect)
    guard let part, !part.isEmpty else { return Phrase(problem, remedy: remedy) }
    return Phrase(
      BilingualText(vi: "\(problem.vi) (phần \(part))", en: "\(problem.en) (part \(part))"), remedy: remedy)
  }

  /// What stands in the file, where the defect holds it.
  static func found(_ defect: WorkbookError.Defect) -> String? {
    switch defect {
    case .badReference(let text), .badRowNumber(let text), .badNumber(let text), .badBoolean(let text),
      .badDate(let text), .badSharedString(let text), .badStyle(let text), .unknownCellType(let text),
      .externalTarget(let text), .badTarget(let text), .unknownEntity(let text), .otherEncoding(let text):
      text
    default: nil
    }
  }

  private static func words(of defect: WorkbookError.Defect) -> (BilingualText, BilingualText) {
    switch defect {
    case .notArchive, .compoundFile, .passwordProtected, .webPage, .binaryWorkbook, .truncatedArchive, .encryptedPart,
      .severalDisks,
      .unknownCompression:
      kindWords(defect)
    case .fileTooLarge, .tooManyParts, .partTooLarge, .contentTooLarge, .suspiciousCompression, .tooManySheets,
      .tooManyCells, .tooManyTexts, .textTooLong, .tooManyFormats, .tooManyAreas, .tooDeep, .tooManyAttributes,
      .tooManyNamespaces:
      sizeWords(defect)
    case .badDirectory, .badPartName, .duplicatePart, .overlappingParts, .contradictingHeader, .badCompressedData,
      .wrongSize, .wrongChecksum:
      archiveWords(defect)
    default: contentWords(defect)
    }
  }

  private static func kindWords(_ defect: WorkbookError.Defect) -> (BilingualText, BilingualText) {
    switch defect {
    case .compoundFile:
      (
        BilingualText(vi: "tệp là bảng tính .xls cũ", en: "the file is an old .xls workbook"),
        BilingualText(
          vi: "Mở bằng Excel hoặc LibreOffice rồi lưu thành kiểu .xlsx",
          en: "Open it in Excel or LibreOffice and save it as .xlsx")
      )
    case .passwordProtected:
      (
        BilingualText(vi: "tệp có mật khẩu", en: "the file has a password"),
        BilingualText(
          vi: "Mở bằng Excel, bỏ mật khẩu rồi lưu lại", en: "Open it in Excel, remove the password and save it again")
      )
    case .webPage:
      (
        BilingualText(
          vi: "tệp là trang web (HTML) mang tên bảng tính",
          en: "the file is a page of HTML under the name of a workbook"),
        saveAnew
      )
    case .binaryWorkbook:
      (
        BilingualText(vi: "tệp là bảng tính nhị phân .xlsb", en: "the file is a binary workbook (.xlsb)"),
        BilingualText(vi: "Lưu thành kiểu .xlsx", en: "Save it as .xlsx")
      )
    case .truncatedArchive:
      (
        BilingualText(vi: "tệp bị thiếu phần cuối", en: "the end of the file is missing"),
        BilingualText(vi: "Sao chép hoặc tải lại tệp", en: "Copy or download it again")
      )
    case .encryptedPart:
      (
        BilingualText(vi: "tệp được mã hóa", en: "the file is encrypted"),
        BilingualText(vi: "Bỏ mật khẩu rồi lưu lại", en: "Remove the password and save it again")
      )
    default:
      (BilingualText(vi: "tệp không phải là bảng tính .xlsx", en: "the file is no .xlsx workbook"), saveAnew)
    }
  }

  private static func sizeWords(_ defect: WorkbookError.Defect) -> (BilingualText, BilingualText) {
    switch defect {
    case .fileTooLarge(_, let limit), .partTooLarge(_, let limit), .contentTooLarge(_, let limit):
      (
        BilingualText(
          vi: "tệp, hoặc nội dung sau khi giải nén, lớn hơn \(limit >> 20) MB",
          en: "the file, or what it unpacks to, is larger than \(limit >> 20) MB"), shorten
      )
    case .suspiciousCompression(_, _, let limit):
      (
        BilingualText(
          vi: "một phần được nén hơn \(limit) lần, như tệp làm ra để gây quá tải",
          en: "a part is compressed more than \(limit) times, like a file made to overload"), suspicious
      )
    case .tooManyCells(let limit), .tooManyTexts(let limit), .tooManyFormats(let limit), .tooManyAreas(let limit),
      .tooManySheets(let limit), .tooManyParts(_, let limit):
      (
        BilingualText(
          vi: "tệp có quá \(PhraseText.count(limit).vi) \(things(defect).vi)",
          en: "the file has more than \(PhraseText.count(limit).en) \(things(defect).en)"), shorten
      )
    case .textTooLong(let limit):
      (
        BilingualText(vi: "một ô dài hơn \(limit) byte", en: "a text is longer than \(limit) bytes"),
        BilingualText(vi: "Rút gọn nội dung của ô", en: "Shorten it")
      )
    default:
      (
        BilingualText(vi: "cấu trúc tệp lồng quá sâu hoặc quá rộng", en: "the markup is nested too deep or too wide"),
        suspicious
      )
    }
  }

  private static func things(_ defect: WorkbookError.Defect) -> BilingualText {
    switch defect {
    case .tooManyCells: BilingualText(vi: "ô có nội dung", en: "cells with content")
    case .tooManyTexts: BilingualText(vi: "chuỗi văn bản", en: "texts")
    case .tooManyFormats: BilingualText(vi: "định dạng", en: "formats")
    case .tooManyAreas:
      BilingualText(vi: "vùng trộn ô hoặc cột ẩn trong một trang", en: "merged areas or hidden columns in a sheet")
    case .tooManySheets: BilingualText(vi: "trang", en: "sheets")
    default: BilingualText(vi: "phần", en: "parts")
    }
  }

  private static func archiveWords(_ defect: WorkbookError.Defect) -> (BilingualText, BilingualText) {
    switch defect {
    case .wrongChecksum, .wrongSize, .badCompressedData:
      (
        BilingualText(
          vi: "nội dung bị hỏng: không khớp mã kiểm tra",
          en: "the content is damaged: its checksum or size does not agree"),
        BilingualText(vi: "Sao chép hoặc tải lại tệp", en: "Copy or download it again")
      )
    case .badPartName, .duplicatePart, .overlappingParts, .contradictingHeader:
      (
        BilingualText(
          vi: "các phần trong tệp có tên hoặc vị trí không hợp lệ",
          en: "parts of the file have names or places that no program gives them"),
        suspicious
      )
    default:
      (BilingualText(vi: "danh mục các phần trong tệp bị hỏng", en: "the directory of the file is damaged"), saveAnew)
    }
  }

  private static func contentWords(_ defect: WorkbookError.Defect) -> (BilingualText, BilingualText) {
    switch defect {
    case .documentType, .unknownEntity:
      (
        BilingualText(
          vi: "tệp khai báo thực thể XML, bảng tính không dùng đến",
          en: "the file declares XML entities, which no workbook needs"),
        suspicious
      )
    case .externalTarget:
      (BilingualText(vi: "một trang nằm ngoài tệp", en: "a sheet lies outside the file"), suspicious)
    case .noSheet:
      (
        BilingualText(vi: "tệp không có trang tính nào", en: "the workbook has no sheet"),
        BilingualText(vi: "Thêm trang có bảng số liệu", en: "Add a sheet with the data")
      )
    case .duplicateCell, .cellInOtherRow, .badReference, .badRowNumber, .badNumber, .badBoolean, .badDate,
      .badSharedString, .badStyle, .unknownCellType:
      (
        BilingualText(vi: "một ô ghi sai quy cách của .xlsx", en: "a cell is not written as .xlsx wants it"), saveAnew
      )
    default:
      (
        BilingualText(
          vi: "cấu trúc của tệp không đúng quy cách .xlsx", en: "the structure of the file is not that of .xlsx"),
        saveAnew
      )
    }
  }
}

extension WorkbookPhrases {
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
