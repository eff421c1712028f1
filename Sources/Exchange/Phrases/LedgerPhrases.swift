import Portfolio
import Rulebook

/// What is said about a ledger of payments.
enum LedgerPhrases {
  static let noSheets = Phrase(
    BilingualText(vi: "tệp này không có trang tính", en: "this file has no sheets"),
    remedy: BilingualText(vi: "Bỏ --sheet", en: "Leave out --sheet"))

  static func noSuchSheet(_ names: [String]) -> Phrase {
    let list = names.map { "«\($0)»" }.joined(separator: ", ")
    return Phrase(
      BilingualText(vi: "không có trang tính mang tên này", en: "there is no sheet of this name"),
      remedy: BilingualText(vi: "Chọn một trong: \(list)", en: "Choose one of: \(list)"))
  }

  static let noHead = Phrase(
    BilingualText(
      vi: "không tìm thấy dòng tiêu đề của sổ thanh toán trong 100 dòng đầu",
      en: "the first 100 rows have no row of titles of a ledger of payments"),
    remedy: BilingualText(
      vi:
        "Ghi các tiêu đề như «Ngày hạch toán», «Mã dự án», «Số tiền», hoặc đặt tên cột ở khóa columns của tệp --mapping",
      en: "Write titles such as payment_date, project, amount, or name them under the key columns of a --mapping file"))

  static func missingColumn(_ column: LedgerColumn, unread: [String]) -> Phrase {
    let names = column.vietnamese.prefix(3).map { "«\($0)»" }.joined(separator: ", ")
    let rest = unread.prefix(12).map { "«\($0)»" }.joined(separator: ", ")
    return Phrase(
      BilingualText(
        vi: "sổ thanh toán không có cột \(column.meaning.vi)",
        en: "the ledger has no column with the \(column.meaning.en) (\(column.rawValue))"),
      remedy: BilingualText(
        vi: "Ghi tiêu đề như \(names), hoặc «\(column.rawValue): tiêu đề» ở khóa columns của tệp --mapping"
          + (rest.isEmpty ? "" : "; các cột chưa hiểu: \(rest)"),
        en: "Title it \(column.rawValue) or \(names), or write «\(column.rawValue): its title» under columns in a "
          + "--mapping file" + (rest.isEmpty ? "" : "; columns not understood: \(rest)")))
  }

  static func repeatedColumn(_ column: LedgerColumn) -> Phrase {
    Phrase(
      BilingualText(vi: "có hai cột \(column.meaning.vi)", en: "two columns are both the \(column.meaning.en)"),
      remedy: BilingualText(
        vi: "Đổi tiêu đề một cột, hoặc chỉ rõ cột cần đọc ở khóa columns của tệp --mapping",
        en: "Give one of them another title, or say which one is meant under columns in a --mapping file"))
  }

  static let noLines = Phrase(
    BilingualText(vi: "dưới tiêu đề không có dòng thanh toán nào", en: "there is no payment below the titles"),
    remedy: BilingualText(
      vi: "Kiểm tra tệp hoặc chọn trang khác bằng --sheet", en: "Check the file, or choose a --sheet"))

  static let noDate = Phrase(
    BilingualText(vi: "dòng có số tiền hoặc mã dự án nhưng không có ngày", en: "the line has no date"),
    remedy: BilingualText(
      vi: "Ghi ngày; nếu là dòng cộng, ghi chữ «Cộng» và để trống mã dự án",
      en: "Write its date; if it adds up others, write «Total» and leave the project code empty"))

  static let notAYear = Phrase(
    BilingualText(vi: "không phải là một năm", en: "this is not a year"),
    remedy: BilingualText(vi: "Ghi năm dạng 2026", en: "Write it like 2026"))

  static let doubtfulStyle = Phrase(
    BilingualText(
      vi: "không biết dấu chấm, dấu phẩy là phân cách hàng nghìn hay phần thập phân",
      en: "nothing tells whether its mark separates thousands or decimals"),
    remedy: BilingualText(
      vi: "Nêu --number-style vietnamese (1.234.567,89) hoặc --number-style plain (1234567.89)",
      en: "Say --number-style vietnamese (1.234.567,89) or --number-style plain (1234567.89)"))

  static func phrase(of defect: CellDefect) -> Phrase {
    let phrase = CellPhrases.phrase(of: defect)
    switch defect {
    case .vietnameseNumber, .plainNumber, .commasBetweenThousands:
      return Phrase(
        BilingualText(
          vi: "số viết khác kiểu với các số khác của sổ",
          en: "the number is written otherwise than others of the ledger"),
        remedy: BilingualText(
          vi: "Viết mọi số cùng một kiểu (1.234.567,89 hoặc 1234567.89), hoặc nêu --number-style",
          en: "Write all of them alike (1.234.567,89 or 1234567.89), or say --number-style"))
    case .amountTooLarge:
      return Phrase(
        phrase.problem, remedy: BilingualText(vi: "Kiểm tra số và --unit", en: "Check the number and --unit"))
    default: return phrase
    }
  }

  static func partsDiffer(_ parts: Money, unit: MoneyUnit) -> Phrase {
    let sum = PhraseText.amount(parts, in: unit)
    return Phrase(
      BilingualText(
        vi: "số tiền không bằng tạm ứng cộng thanh toán khối lượng (\(sum.vi)), trừ hay không trừ thu hồi tạm ứng",
        en: "the amount is not the advance plus volume (\(sum.en)), with or without what is recovered"),
      remedy: BilingualText(vi: "Sửa số tiền hoặc các thành phần", en: "Correct the amount or its parts"))
  }

  static let totalTooLarge = Phrase(
    BilingualText(
      vi: "số tiền của các dòng cộng lại quá 100 triệu tỷ đồng",
      en: "the lines add up to more than 100 million billion dong"),
    remedy: BilingualText(vi: "Kiểm tra --unit", en: "Check --unit"))

  static let volumeUnknown = Phrase(
    BilingualText(
      vi: "sổ có thu hồi tạm ứng nhưng không nói số thanh toán khối lượng đã gồm phần thu hồi hay chưa",
      en: "advances are recovered, and nothing tells whether amounts for volume include what is recovered"),
    remedy: BilingualText(
      vi: "Nêu --volume gross (đã gồm: số chi ra là phần còn lại) hoặc --volume net (chưa gồm: là số chi ra)",
      en: "Say --volume gross (included: the rest is paid out) or --volume net (not included: it is what is paid out)"))
}

extension LedgerPhrases {
  static func unknownTarget(nearest: String?) -> Phrase {
    Phrase(
      BilingualText(vi: "kịch bản không có dự án mang mã này", en: "the scenario has no project of this code"),
      remedy: nearest.map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? BilingualText(vi: "Ghi mã như trong bảng dự án", en: "Write the code as the table of projects has it"))
  }

  static func unknownTargetSource(_ known: [String]) -> Phrase {
    let list = known.prefix(20).joined(separator: ", ")
    return Phrase(
      BilingualText(vi: "không có nguồn vốn mang mã này ở đây", en: "there is no source of this code here"),
      remedy: BilingualText(vi: "Ghi một trong: \(list)", en: "Write one of: \(list)"))
  }
}
