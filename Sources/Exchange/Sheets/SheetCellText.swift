import Foundation
import Portfolio
import Workbook

/// Cells of a sheet as a table of delimited text states them.
struct SheetCellText {
  var style: NumberStyle
  /// Of amounts; nil when it is not known, and nothing is then rounded.
  var unit: MoneyUnit?
  var dateSystem: Workbook.DateSystem

  /// The text, and whether an amount that was computed was rounded to whole dong.
  func text(of cell: SheetGrid.Cell, as content: TableColumn.Content?) -> (text: String, isRounded: Bool) {
    switch (cell.value, content) {
    case (.number(let number), .amount):
      guard let unit, let rounded = Self.rounded(number.shownText, places: unit.scale) else { break }
      return (decimalText(rounded), true)
    case (.number(let number), .date), (.number(let number), .month):
      guard let day = Self.day(number, dateSystem) else { break }
      return (Self.text(of: day, as: content), false)
    case (.date(let date), .month):
      return (Self.text(of: date, as: .month), false)
    default: break
    }
    return (cell.text(style: style), false)
  }

  private func decimalText(_ text: String) -> String {
    switch style {
    case .plain: text
    case .vietnamese: text.replacing(".", with: ",")
    }
  }

  /// The number rounded half away from zero; nil when it has no more decimals than that.
  private static func rounded(_ text: String, places: Int) -> String? {
    guard let point = text.firstIndex(of: "."), text[point...].dropFirst().count > places,
      var value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    else { return nil }
    var result = Decimal()
    NSDecimalRound(&result, &value, places, .plain)
    return result.description
  }

  /// The day of a number without a date format: a whole serial number of this century.
  private static func day(_ number: Workbook.Number, _ system: Workbook.DateSystem) -> Workbook.DateTime? {
    guard number.value == number.value.rounded(),
      let day = Workbook.DateTime(serial: number.value, system: system), (2000...2100).contains(day.year)
    else { return nil }
    return day
  }

  private static func text(of date: Workbook.DateTime, as content: TableColumn.Content?) -> String {
    let cell = SheetGrid.Cell(column: 1, value: .date(date), isFormula: false).text(style: .plain)
    return content == .month ? String(cell.dropLast(3)) : cell
  }
}

/// Delimited text whose lines are written one by one, each with a number of its own.
struct DelimitedLines {
  private(set) var bytes: [UInt8] = []
  private var line = 1

  /// The line on which the next record will stand.
  var nextLine: Int { line }

  /// Leaves lines empty up to this one.
  mutating func skip(to number: Int) {
    while line < number { endLine() }
  }

  mutating func append(_ cells: some Sequence<String>) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell)
    }
    endLine()
  }

  private mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    line += 1
  }

  private mutating func append(_ text: String) {
    let quote = UInt8(ascii: "\"")
    guard text.utf8.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
