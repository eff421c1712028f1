import Portfolio
import Rulebook

/// What is said about a cell that cannot be read.
enum CellPhrases {
  static func phrase(of defect: CellDefect) -> Phrase {
    switch defect {
    case .empty:
      Phrase(
        BilingualText(vi: "ô bắt buộc để trống", en: "the cell is required but empty"),
        remedy: BilingualText(vi: "Điền ô này", en: "Fill it in"))
    case .notANumber, .notFinite, .exponent, .vietnameseNumber, .commasBetweenThousands, .plainNumber:
      numeralPhrase(of: defect)
    case .notWholeDong, .amountTooLarge, .negativeAmount: amountPhrase(of: defect)
    case .negativeNumber, .numberTooLarge, .shareOutside, .notWholeNumber, .wholeNumberOutside:
      numberPhrase(of: defect)
    case .notADate, .noSuchDate, .notAMonth: datePhrase(of: defect)
    case .unknownWord, .sizeClassAsGroup, .identifierTooLong: wordPhrase(of: defect)
    }
  }

  /// Said as a warning of the first amount such as 1.234 in a table where no amount has other decimals.
  static let doubtfulStyle = Phrase(
    BilingualText(
      vi: "dấu chấm được hiểu là dấu thập phân, nhưng mọi số trong bảng đều có đúng ba chữ số sau dấu chấm",
      en: "the full stop is read as a decimal point, yet every amount of the table has exactly three digits after it"),
    remedy: BilingualText(
      vi: "Nếu dấu chấm phân cách hàng nghìn, ghi «numberStyle: vietnamese» trong scenario.yaml; nếu không, ghi "
        + "«numberStyle: plain»",
      en: "If it separates thousands, write «numberStyle: vietnamese» in scenario.yaml; if not, write "
        + "«numberStyle: plain»"))

  private static func numeralPhrase(of defect: CellDefect) -> Phrase {
    let plain = BilingualText(
      vi: "Ghi số dạng 1234567.89, không phân cách hàng nghìn", en: "Write it like 1234567.89, without separators")
    switch defect {
    case .notFinite:
      return Phrase(
        BilingualText(vi: "giá trị không phải là một số hữu hạn", en: "the value is not a finite number"),
        remedy: BilingualText(
          vi: "Ghi một số, hoặc sửa công thức sinh ra giá trị này", en: "Write a number, or mend the formula behind it")
      )
    case .exponent:
      return Phrase(
        BilingualText(vi: "số viết dạng lũy thừa", en: "the number is written with an exponent"),
        remedy: BilingualText(vi: "Ghi đủ các chữ số", en: "Write all its digits"))
    case .vietnameseNumber:
      return Phrase(
        BilingualText(
          vi: "số viết theo kiểu Việt Nam trong khi kiểu số là plain",
          en: "the number is written the Vietnamese way, the number style is plain"),
        remedy: BilingualText(
          vi: "Ghi «numberStyle: vietnamese» trong scenario.yaml, hoặc viết số dạng 1234567.89",
          en: "Declare «numberStyle: vietnamese» in scenario.yaml, or write it like 1234567.89"))
    case .plainNumber:
      return Phrase(
        BilingualText(
          vi: "số không viết theo kiểu Việt Nam trong khi kiểu số là vietnamese",
          en: "the number is not written the Vietnamese way, the number style is vietnamese"),
        remedy: BilingualText(
          vi: "Viết số dạng 1.234.567,89, hoặc ghi «numberStyle: plain» trong scenario.yaml",
          en: "Write it like 1.234.567,89, or declare «numberStyle: plain» in scenario.yaml"))
    case .commasBetweenThousands:
      return Phrase(
        BilingualText(
          vi: "số có dấu phẩy phân cách hàng nghìn", en: "the number has commas between thousands"), remedy: plain)
    case .notANumber(.vietnamese):
      return Phrase(
        BilingualText(vi: "không phải là một số", en: "this is not a number"),
        remedy: BilingualText(vi: "Ghi số dạng 1.234.567,89", en: "Write it like 1.234.567,89"))
    default:
      return Phrase(BilingualText(vi: "không phải là một số", en: "this is not a number"), remedy: plain)
    }
  }

  private static func amountPhrase(of defect: CellDefect) -> Phrase {
    switch defect {
    case .notWholeDong(let unit):
      let name = PhraseText.unitName(unit)
      return Phrase(
        BilingualText(
          vi: "số tiền không tròn đồng (đơn vị là \(name.vi))",
          en: "the amount is no whole number of dong (the unit is \(name.en))"),
        remedy: unit == .dong
          ? BilingualText(vi: "Ghi số nguyên", en: "Write a whole number")
          : BilingualText(
            vi: "Ghi nhiều nhất \(unit.scale) chữ số thập phân", en: "Write at most \(unit.scale) decimals"))
    case .amountTooLarge(let unit):
      let limit = PhraseText.amount(.largestInput, in: unit)
      return Phrase(
        BilingualText(vi: "số tiền lớn hơn \(limit.vi)", en: "the amount is larger than \(limit.en)"),
        remedy: BilingualText(
          vi: "Kiểm tra số và khóa unit trong scenario.yaml", en: "Check the number and the key unit of scenario.yaml"))
    default:
      return Phrase(
        BilingualText(vi: "số tiền âm", en: "the amount is negative"),
        remedy: BilingualText(vi: "Ghi số không âm", en: "Write an amount of at least zero"))
    }
  }

  private static func numberPhrase(of defect: CellDefect) -> Phrase {
    switch defect {
    case .negativeNumber:
      return Phrase(
        BilingualText(vi: "số âm", en: "the number is negative"),
        remedy: BilingualText(vi: "Ghi số không âm", en: "Write a number of at least zero"))
    case .numberTooLarge:
      return Phrase(
        BilingualText(vi: "số quá lớn", en: "the number is too large"),
        remedy: BilingualText(vi: "Kiểm tra lại số", en: "Check it"))
    case .shareOutside:
      return Phrase(
        BilingualText(vi: "tỷ lệ ngoài khoảng từ 0 đến 1", en: "the share is not between 0 and 1"),
        remedy: BilingualText(
          vi: "Ghi tỷ lệ như 0.35 hoặc 35% (kiểu số Việt Nam: 0,35)",
          en: "Write it like 0.35 or 35% (0,35 in the Vietnamese number style)"))
    case .wholeNumberOutside(let range):
      return Phrase(
        BilingualText(vi: "số ngoài khoảng cho phép", en: "the number is out of range"),
        remedy: BilingualText(
          vi: "Ghi số nguyên từ \(range.lowerBound) đến \(range.upperBound)",
          en: "Write a whole number from \(range.lowerBound) to \(range.upperBound)"))
    default:
      return Phrase(
        BilingualText(vi: "không phải là số nguyên", en: "this is not a whole number"),
        remedy: BilingualText(vi: "Chỉ ghi các chữ số", en: "Write digits only"))
    }
  }

  private static func datePhrase(of defect: CellDefect) -> Phrase {
    switch defect {
    case .noSuchDate:
      Phrase(
        BilingualText(vi: "ngày không có trong lịch", en: "there is no such date"),
        remedy: BilingualText(
          vi: "Ghi ngày có thật, dạng 2026-06-30 hoặc 30/06/2026 (ngày trước, tháng sau)",
          en: "Write a real date, like 2026-06-30 or 30/06/2026 (day first)"))
    case .notAMonth:
      Phrase(
        BilingualText(vi: "không phải là một tháng", en: "this is not a month"),
        remedy: BilingualText(
          vi: "Ghi tháng dạng 2026-03 hoặc 03/2026", en: "Write it like 2026-03 or 03/2026"))
    default:
      Phrase(
        BilingualText(vi: "không phải là một ngày", en: "this is not a date"),
        remedy: BilingualText(
          vi: "Ghi ngày dạng 2026-06-30 hoặc 30/06/2026", en: "Write it like 2026-06-30 or 30/06/2026"))
    }
  }

  private static func wordPhrase(of defect: CellDefect) -> Phrase {
    switch defect {
    case .unknownWord(let words):
      let list = PhraseText.words(words)
      return Phrase(
        BilingualText(vi: "giá trị không có trong danh sách", en: "the value is not one of the list"),
        remedy: BilingualText(vi: "Ghi một trong: \(list.vi)", en: "Write one of: \(list.en)"))
    case .sizeClassAsGroup:
      let list = PhraseText.words(TableWords.group.words)
      return Phrase(
        BilingualText(
          vi: "đây là nhóm A, B, C theo Luật Đầu tư công", en: "this is a group of the Law on Public Investment"),
        remedy: BilingualText(
          vi: "Ghi nhóm A, B, C ở cột «Nhóm A/B/C»; ở đây ghi một trong: \(list.vi)",
          en: "Write it in the column «size_class»; here write one of: \(list.en)"))
    default:
      let limit = CellReader.longestIdentifier
      return Phrase(
        BilingualText(vi: "mã dài hơn \(limit) ký tự", en: "the code is longer than \(limit) characters"),
        remedy: BilingualText(vi: "Rút gọn mã", en: "Shorten it"))
    }
  }
}
