import Portfolio
import Workbook

/// The sheet of a scenario's settings: keys in column A, values beside them.
///
/// A target has its date, rate and probability in columns B, C and D of a row `targets`.
struct SettingsSheet {
  /// The settings as `scenario.yaml` states them.
  let bytes: [UInt8]
  let places: SheetPlaces.Table
  let fiscalYear: FiscalYear?
  let unit: MoneyUnit?
  let style: NumberStyle?
  /// Names of the rulebook and the assumptions.
  let references: [String]

  static let names = ["scenario", "Kịch bản", "Thiết lập"]

  static func isNamed(_ name: String) -> Bool { names.contains { HeaderName($0) == HeaderName(name) } }

  private static let vietnamese: [(key: String, words: [String])] = [
    ("schema", ["Phiên bản"]), ("name", ["Tên", "Tên kịch bản"]), ("fiscalYear", ["Năm kế hoạch", "Năm"]),
    ("asOf", ["Ngày số liệu", "Số liệu đến ngày"]), ("rulebook", ["Bộ quy định", "Quy định"]),
    ("unit", ["Đơn vị tính", "Đơn vị"]), ("numberStyle", ["Kiểu số"]), ("assumptions", ["Bộ giả định", "Giả định"]),
    ("simulation.replications", ["Số lần mô phỏng"]), ("simulation.seed", ["Mầm ngẫu nhiên"]),
    ("targets", ["Mục tiêu"]),
  ]

  init(_ grid: SheetGrid) {
    var entries: [(key: String, row: SheetGrid.Row)] = []
    for row in grid.rows {
      let text = row.text(1, style: .plain)
      let isTitle = entries.isEmpty && ["key", "khóa", "khoá"].contains(text.lowercased())
      if !text.isEmpty, !isTitle { entries.append((Self.key(text), row)) }
    }
    var lines: [(text: String, row: Int)] = []
    if !entries.contains(where: { $0.key == "schema" }) { lines.append(("schema: 1", entries.first?.row.number ?? 1)) }
    for (key, row) in entries where !key.hasPrefix("simulation.") && key != "targets" {
      lines.append(("\(Self.quoted(key)): \(Self.value(of: row, key: key))", row.number))
    }
    let simulation = entries.filter { $0.key.hasPrefix("simulation.") }
    if let first = simulation.first { lines.append(("simulation:", first.row.number)) }
    for (key, row) in simulation {
      let name = Self.quoted(String(key.dropFirst("simulation.".count)))
      lines.append(("  \(name): \(Self.value(of: row, key: key))", row.number))
    }
    let targets = entries.filter { $0.key == "targets" }
    if let first = targets.first { lines.append(("targets:", first.row.number)) }
    for (_, row) in targets {
      let cells = [2, 3, 4].map { Self.scalar(row.text($0, style: .plain)) }
      lines.append(("  - {date: \(cells[0]), rate: \(cells[1]), probability: \(cells[2])}", row.number))
    }
    bytes = Array((lines.map(\.text).joined(separator: "\n") + "\n").utf8)
    let rows = Dictionary(lines.enumerated().map { ($0 + 1, $1.row) }) { first, _ in first }
    places = SheetPlaces.Table(sheet: grid.sheet ?? "", rows: rows, onlyColumn: 2)
    func text(_ key: String) -> String? { entries.first { $0.key == key }.map { Self.word(of: $0.row, key: key) } }
    fiscalYear = text("fiscalYear").flatMap { Int($0) }.flatMap { FiscalYear($0) }
    unit = text("unit").flatMap { MoneyUnit(rawValue: $0) }
    style = text("numberStyle").flatMap { NumberStyle(rawValue: $0) }
    references = ["rulebook", "assumptions"].compactMap(text)
  }

  private static func key(_ text: String) -> String {
    vietnamese.first { $0.words.contains { HeaderName($0) == HeaderName(text) } }?.key ?? text
  }

  private static func value(of row: SheetGrid.Row, key: String) -> String { scalar(word(of: row, key: key)) }

  /// The text of the value; words of units and number styles may be Vietnamese.
  private static func word(of row: SheetGrid.Row, key: String) -> String {
    let text = row.text(2, style: .plain)
    switch key {
    case "unit": return TableWords.unit[text]?.rawValue ?? text
    case "numberStyle": return HeaderName(text) == HeaderName("Việt Nam") ? NumberStyle.vietnamese.rawValue : text
    default: return text
    }
  }

  /// Plain where YAML reads it as it stands, else in quotes.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: "._-/".utf8.contains(byte)
        }
      } && !text.hasPrefix("-")
    return isPlain ? text : quoted(text)
  }

  static func quoted(_ text: String) -> String {
    guard !text.isEmpty else { return "\"\"" }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
