import Foundation

@testable import Exchange

/// Real records of public works (Ministry of Economy and Finance of Peru, system SSI): one row for each investment and year.
struct RecordTable {
  let rows: [ProjectYear]
  /// For each investment, the first year in which it had a budget.
  let firstYears: [String: Int]

  init(_ bytes: [UInt8]) throws {
    var table = try CSVTable(bytes)
    guard try table.advance() else { throw RecordDefect(row: 1, column: "", found: "") }
    let header = try RecordHeader(table.texts)
    var rows: [ProjectYear] = []
    while try table.advance() {
      rows.append(try RecordRow(header: header, cells: table.texts, row: table.row).projectYear())
    }
    self.rows = rows
    let budgeted = rows.filter { $0.budget > 0 }.map { ($0.code, $0.year) }
    firstYears = Dictionary(budgeted, uniquingKeysWith: min)
  }
}

/// A cell of the records that is missing or is not what its column holds.
struct RecordDefect: Error, Hashable {
  var row: Int
  var column: String
  var found: String
}

extension RecordTable {
  /// Named by GIAINGAN_RECORDS, or beside the checkout; nil when the records are absent.
  ///
  /// A path that is named is taken at its word, so that a wrong one fails and is not passed over.
  static var location: URL? {
    if let path = ProcessInfo.processInfo.environment["GIAINGAN_RECORDS"], !path.isEmpty { return URL(filePath: path) }
    let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let beside = checkout.deletingLastPathComponent().appending(path: "shared/data/peru_ssi_train.csv")
    return FileManager.default.fileExists(atPath: beside.path(percentEncoded: false)) ? beside : nil
  }
}

extension CSVTable {
  fileprivate var texts: [String] { cells.map { String(decoding: contents($0), as: UTF8.self) } }
}

private struct RecordHeader {
  private let positions: [String: Int]

  init(_ names: [String]) throws(RecordDefect) {
    positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for column in RecordRow.columns where positions[column] == nil {
      throw RecordDefect(row: 1, column: column, found: "")
    }
  }

  func position(of column: String) -> Int? { positions[column] }
}

private struct RecordRow {
  static let monthColumns = (1...12).map { $0 < 10 ? "dev_m0\($0)" : "dev_m\($0)" }
  static let columns =
    ["CODIGO_UNICO", "year", "pim", "NIVEL", "SECTOR", "FUNCION", "monthly_matches_annual"] + monthColumns
  /// Far above any amount of the records and far below what whole numbers hold.
  private static let largestAmount = 1e14

  let header: RecordHeader
  let cells: [String]
  let row: Int

  func projectYear() throws(RecordDefect) -> ProjectYear {
    ProjectYear(
      code: try text("CODIGO_UNICO"), year: Int(try amount("year")), budget: Int64(try amount("pim").rounded()),
      cumulative: try cumulative(), level: try text("NIVEL"), sector: try text("SECTOR"),
      function: try text("FUNCION"), monthsMatchYear: try text("monthly_matches_annual") == "1")
  }

  private func cumulative() throws(RecordDefect) -> [Int64] {
    var sum = 0.0
    var sums: [Int64] = []
    for column in Self.monthColumns {
      sum += try amount(column)
      sums.append(Int64(sum.rounded()))
    }
    return sums
  }

  private func text(_ column: String) throws(RecordDefect) -> String {
    guard let position = header.position(of: column), cells.indices.contains(position), !cells[position].isEmpty else {
      throw RecordDefect(row: row, column: column, found: "")
    }
    return cells[position]
  }

  private func amount(_ column: String) throws(RecordDefect) -> Double {
    let text = try text(column)
    guard let value = Double(text), abs(value) <= Self.largestAmount else {
      throw RecordDefect(row: row, column: column, found: text)
    }
    return value
  }
}
