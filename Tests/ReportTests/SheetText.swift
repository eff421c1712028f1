import Workbook

/// The cells of a workbook as text, a row a line, for comparison with what was recorded.
enum SheetText {
  static func text(of bytes: [UInt8]) throws -> String {
    try Workbook.read(bytes: bytes).sheets.map { sheet in
      let merged = sheet.mergedAreas.map(\.description).joined(separator: " ")
      let rows = sheet.rows.map { row in
        row.cells.filter { $0.value != .empty }.map { "\($0.reference)=\(text(of: $0.value))" }.joined(separator: " | ")
      }
      return "[\(sheet.name)]\n\(rows.filter { !$0.isEmpty }.joined(separator: "\n"))\nmerged: \(merged)\n"
    }.joined(separator: "\n")
  }

  static func text(of value: Workbook.Value) -> String {
    switch value {
    case .empty: ""
    case .text(let text): "«\(text)»"
    case .number(let number): number.text
    case .date(let date): "\(date.year)-\(date.month)-\(date.day)"
    case .boolean(let flag): "\(flag)"
    case .error(let text): text
    }
  }
}
