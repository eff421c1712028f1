import Portfolio
import Workbook

/// Turns cells of a ledger into days, amounts and years.
struct LedgerCells {
  let dateSystem: Workbook.DateSystem

  /// Days before 2000 are no payments; numbers of columns and counts are not taken for them.
  private static let firstSerial = 36_526.0
  private static let lastSerial = 73_050.0

  /// A date as typed, as text (`30/06/2026`, `2026-06-30`, with a time of day or without) or as a serial number; throws for anything else.
  func day(_ cell: SheetGrid.Cell) throws(CellDefect) -> Day {
    switch cell.value {
    case .number(let number): return try day(serial: number.value)
    case .date, .text, .empty, .boolean, .error: break
    }
    let bytes = Array(cell.text(style: .plain).utf8)
    if bytes.count == 5, let serial = TableText.digits(bytes[...]) { return try day(serial: Double(serial)) }
    return try CellReader(unit: nil, style: nil).date(Self.withoutTime(bytes[...]))
  }

  private func day(serial: Double) throws(CellDefect) -> Day {
    guard serial >= Self.firstSerial, serial < Self.lastSerial,
      let date = Workbook.DateTime(serial: serial, system: dateSystem),
      let day = Day(year: date.year, month: date.month, day: date.day)
    else { throw .notADate }
    return day
  }

  private static func withoutTime(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let space = text.firstIndex(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") }) else {
      return text
    }
    let time = text[space...].dropFirst()
    let isTime =
      time.count <= 12 && time.contains(UInt8(ascii: ":"))
      && time.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: ":")).contains($0) || $0 == UInt8(ascii: ".") }
    return isTime ? text[..<space] : text
  }

  /// An amount with its sign: `-1.234`, `(1.234)`, with `đ` or `VND` after it; nothing and a dash are zero.
  static func amount(_ cell: SheetGrid.Cell?, unit: MoneyUnit, style: NumberStyle) throws(CellDefect) -> Money {
    guard let cell else { return .zero }
    if cell.isNumber {
      return try CellReader(unit: unit, style: .plain).amount(Array(cell.text(style: .plain).utf8)[...], sign: .any)
    }
    let text = Array(cell.text(style: style).utf8)
    guard !isNothing(text[...]) else { return .zero }
    let (digits, isBracketed) = bare(text[...])
    let amount = try CellReader(unit: unit, style: style).amount(digits, sign: isBracketed ? .notNegative : .any)
    return isBracketed ? -amount : amount
  }

  /// Whether a cell holds no amount: nothing, or a dash as programs show a zero.
  static func isNothing(_ cell: SheetGrid.Cell?) -> Bool {
    guard let cell else { return true }
    return isNothing(Array(cell.text(style: .plain).utf8)[...])
  }

  private static func isNothing(_ text: ArraySlice<UInt8>) -> Bool {
    text.isEmpty || text.elementsEqual("-".utf8) || text.elementsEqual("–".utf8)
  }

  /// Whether a cell is a number, or text of digits with what may stand around them.
  static func looksLikeAmount(_ cell: SheetGrid.Cell) -> Bool {
    if cell.isNumber { return true }
    let digits = bare(Array(cell.text(style: .plain).utf8)[...]).digits
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    return digits.contains(where: isDigit) && digits.allSatisfy { isDigit($0) || ".,-+".utf8.contains($0) }
  }

  /// Without a currency after it and brackets around it.
  private static func bare(_ text: ArraySlice<UInt8>) -> (digits: ArraySlice<UInt8>, isBracketed: Bool) {
    var rest = text
    for currency in ["VNĐ", "VND", "đồng", "đ"] where rest.count > currency.utf8.count {
      if rest.suffix(currency.utf8.count).elementsEqual(currency.utf8) {
        rest = TableText.trimmed(rest.dropLast(currency.utf8.count))
        break
      }
    }
    guard rest.count > 2, rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") else { return (rest, false) }
    return (TableText.trimmed(rest.dropFirst().dropLast()), true)
  }

  /// A year, also as `Năm 2026`; nil for an empty cell.
  static func year(_ cell: SheetGrid.Cell?) throws(CellDefect) -> Int? {
    guard let text = cell?.text(style: .plain), !text.isEmpty else { return nil }
    let last = text.split(separator: " ").last ?? ""
    let isNamed = ["năm", "nam", "year"].contains { text.lowercased() == "\($0) \(last)" }
    return try CellReader(unit: nil, style: nil)
      .wholeNumber(Array((isNamed ? String(last) : text).utf8)[...], in: 1990...2100)
  }
}

/// Words by which rows are told apart.
enum LedgerWords {
  static let kind = WordList<PaymentKind>([
    (.advance, "advance", ["tạm ứng", "tạm ứng vốn", "chi tạm ứng", "tạm ứng hợp đồng", "tạm ứng theo chế độ", "TƯ"]),
    (
      .volume, "volume",
      [
        "thanh toán KLHT", "thanh toán khối lượng hoàn thành", "thanh toán khối lượng", "KLHT", "TTKLHT",
        "khối lượng hoàn thành", "thực chi", "thanh toán", "TT",
      ]
    ),
    (.recovery, "recovery", ["thu hồi tạm ứng", "thu hồi vốn tạm ứng", "hoàn tạm ứng", "thu hồi TƯ"]),
    (
      .reduction, "reduction",
      [
        "ghi giảm", "điều chỉnh giảm", "nộp trả", "thu hồi nộp trả", "thu hồi, nộp trả", "nộp giảm", "giảm chi",
        "thu hồi giảm chi", "nộp điều chỉnh giảm",
      ]
    ),
    (
      .advanceReduction, "advance-reduction",
      [
        "ghi giảm tạm ứng", "điều chỉnh giảm tạm ứng", "nộp trả tạm ứng", "thu hồi nộp trả tạm ứng", "nộp giảm tạm ứng",
      ]
    ),
    (.payment, "payment", ["giải ngân"]),
  ])

  private static let totals = [
    "tổng", "cộng", "lũy kế", "luỹ kế", "số dư", "phát sinh", "mang sang", "chuyển trang", "total", "subtotal",
    "grand total", "sum", "balance",
  ]

  /// Whether a text begins as those of rows that add up others do.
  static func beginsTotal(_ text: String) -> Bool {
    let lowered = HeaderName.composed(text).lowercased()
    return totals.contains { word in
      guard lowered.hasPrefix(word) else { return false }
      return lowered.dropFirst(word.count).first.map { !$0.isLetter } ?? true
    }
  }

  /// Whether the title of amounts says that recovered advances are within them; nil where it does not say.
  static func volumeMeaning(of title: String) -> VolumeMeaning? {
    let text = HeaderName.composed(title).lowercased()
    func has(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    if has("thu hồi") {
      if has("không", "chưa", "trừ", "sau khi") { return .net }
      return has("gồm", "cả thu hồi") ? .gross : nil
    }
    guard has("recover") else { return nil }
    if has("excluding", "without", "net of", "after") { return .net }
    return has("including", "with") ? .gross : nil
  }
}
