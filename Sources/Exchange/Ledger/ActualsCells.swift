import Portfolio
import Rulebook

/// Payments by month in the cells of `actuals.csv`; rows of other months, and cells that say the same already, stay byte for byte.
struct ActualsCells {
  /// What the table says afterwards of the months that it has to say something of.
  let payments: [LedgerPosting.Place: Money]
  /// What it says of advances in these months; nothing where it has to say nothing.
  let parts: [LedgerPosting.Place: PaymentParts]
  /// The order in which rows are added: of projects, their sources, then months.
  let order: [LedgerPosting.Place]
  let unit: MoneyUnit
  let style: NumberStyle
  let fiscalYear: FiscalYear

  private static let partColumns: [Column] = [.advance, .recovered]

  /// The table as it is, changed.
  func written(into bytes: [UInt8]) throws(CSVDefect) -> [UInt8] {
    var csv = try CSVTable(bytes)
    guard try csv.advance() else { throw CSVDefect(.empty) }
    var edits = CellEdits(csv)
    let names = csv.cells.map { TableText.string(TableText.trimmed(csv.contents($0))) }
    let header = TableHeader(names: names, table: .actuals, fiscalYear: fiscalYear, unit: unit)
    var places = header.positions
    var added: [Int: String] = [:]
    for column in parts.isEmpty ? [] : Self.partColumns where places[column.rawValue] == nil {
      let position = csv.cells.count + added.count
      places[column.rawValue] = position
      added[position] = header.name(of: column)
    }
    edits.set(added, of: csv.cells)
    let width = csv.cells.count + added.count
    var missing = Set(order)
    while try csv.advance() {
      guard let place = place(csv, places), let paid = payments[place] else { continue }
      missing.remove(place)
      edits.set(edit(of: csv, places, paid, parts[place]), of: csv.cells)
    }
    let form = TableForm(bytes, delimiter: csv.delimiter, isVietnamese: header.isVietnamese)
    return form.appending(order.filter(missing.contains).map { row($0, places, width) }, to: edits.result)
  }

  /// A new table in the form of another.
  func table(like form: TableForm) -> [UInt8] {
    let columns = [.projectID, .sourceID, .month, .paid] + (parts.isEmpty ? [] : Self.partColumns)
    var places = [Int?](repeating: nil, count: Column.allCases.count)
    for (position, column) in columns.enumerated() { places[column.rawValue] = position }
    let head = columns.map { TableHeader.name(of: $0, in: .actuals, isVietnamese: form.isVietnamese) }
    return form.appending([head] + order.map { row($0, places, columns.count) }, to: form.mark)
  }

  private func place(_ csv: CSVTable, _ places: [Int?]) -> LedgerPosting.Place? {
    guard let project = csv.text(at: places[Column.projectID.rawValue]),
      let source = csv.text(at: places[Column.sourceID.rawValue]),
      let text = csv.text(at: places[Column.month.rawValue]),
      let written = try? CellReader(unit: nil, style: nil).month(Array(text.utf8)[...])
    else { return nil }
    return LedgerPosting.Place(
      project: project, source: source, month: (written.year - fiscalYear.year) * 12 + written.month)
  }

  /// The cells of a record that say something else, by position.
  private func edit(of csv: CSVTable, _ places: [Int?], _ paid: Money, _ parts: PaymentParts?) -> [Int: String] {
    var edit: [Int: String] = [:]
    if let position = places[Column.paid.rawValue], amount(csv.text(at: position)) != paid {
      edit[position] = unit.text(paid, style: style)
    }
    let positions = Self.partColumns.map { places[$0.rawValue] }
    let present = positions.map { csv.text(at: $0) }
    let isStated = present.contains { $0 != nil }
    let stated = isStated ? PaymentParts(advance: amount(present[0]), recovered: amount(present[1])) : nil
    guard stated != parts else { return edit }
    for (position, amount) in zip(positions, [parts?.advance, parts?.recovered]) {
      if let position { edit[position] = amount.map { unit.text($0, style: style) } ?? "" }
    }
    return edit
  }

  /// Of a cell of a table that has been read without errors.
  private func amount(_ text: String?) -> Money {
    guard let text else { return .zero }
    return (try? CellReader(unit: unit, style: style).amount(Array(text.utf8)[...], sign: .any)) ?? .zero
  }

  private func row(_ place: LedgerPosting.Place, _ places: [Int?], _ width: Int) -> [String] {
    let month = (place.month - 1) % 12 + 1
    var cells = [String](repeating: "", count: width)
    func set(_ column: Column, _ text: String?) {
      guard let text, let position = places[column.rawValue], cells.indices.contains(position) else { return }
      cells[position] = text
    }
    set(.projectID, place.project)
    set(.sourceID, place.source)
    set(.month, "\(fiscalYear.year + (place.month - 1) / 12)-\(month < 10 ? "0" : "")\(month)")
    set(.paid, unit.text(payments[place] ?? .zero, style: style))
    set(.advance, parts[place].map { unit.text($0.advance, style: style) })
    set(.recovered, parts[place].map { unit.text($0.recovered, style: style) })
    return cells
  }
}

/// How a table of delimited text is written besides its cells.
struct TableForm {
  /// A byte-order mark, or nothing.
  let mark: [UInt8]
  let delimiter: UInt8
  let lineEnd: [UInt8]
  let isVietnamese: Bool

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ bytes: [UInt8], delimiter: UInt8, isVietnamese: Bool) {
    mark = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark : []
    self.delimiter = delimiter
    self.isVietnamese = isVietnamese
    let end = bytes.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    let isReturn = end.map { bytes[$0] == UInt8(ascii: "\r") } ?? false
    let isPair = isReturn && end.map { $0 + 1 < bytes.count && bytes[$0 + 1] == UInt8(ascii: "\n") } ?? false
    lineEnd = Array((isPair ? "\r\n" : isReturn ? "\r" : "\n").utf8)
  }

  /// The form of a table that has been read without errors.
  init(of table: ScenarioTable, _ bytes: [UInt8], fiscalYear: FiscalYear) throws(CSVDefect) {
    var csv = try CSVTable(bytes)
    guard try csv.advance() else { throw CSVDefect(.empty) }
    let names = csv.cells.map { TableText.string(TableText.trimmed(csv.contents($0))) }
    let header = TableHeader(names: names, table: table, fiscalYear: fiscalYear, unit: nil)
    self.init(bytes, delimiter: csv.delimiter, isVietnamese: header.isVietnamese)
  }

  /// A table with more rows at its end.
  func appending(_ rows: [[String]], to bytes: [UInt8]) -> [UInt8] {
    var text = bytes
    if !rows.isEmpty, text.count > mark.count, let last = text.last, !lineEnd.contains(last) { text += lineEnd }
    for row in rows {
      text += Array(row.map { CellEdits.field($0, delimiter: delimiter) }.joined(separator: [delimiter])) + lineEnd
    }
    return text
  }
}
