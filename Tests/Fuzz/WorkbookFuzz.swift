@testable import Workbook

/// What the first byte of an input says of the rest.
private enum Kind: UInt8 {
  /// A whole file.
  case file
  // A part that replaces that of a small sound workbook.
  case sheet
  case texts
  case styles
  case workbook
  case workbookLinks
  case packageLinks

  var part: String? {
    switch self {
    case .file: nil
    case .sheet: "xl/worksheets/sheet1.xml"
    case .texts: "xl/sharedStrings.xml"
    case .styles: "xl/styles.xml"
    case .workbook: "xl/workbook.xml"
    case .workbookLinks: "xl/_rels/workbook.xml.rels"
    case .packageLinks: "_rels/.rels"
    }
  }
}

private let limits: Workbook.Limits = {
  var limits = Workbook.Limits()
  limits.fileBytes = 1 << 20
  limits.partBytes = 1 << 20
  limits.contentBytes = 4 << 20
  limits.cells = 10_000
  return limits
}()

/// The parts of the small workbook; made once, because making them costs more than reading most inputs.
private let sampleParts = SampleParts(
  rows: """
    <row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" s="1"><v>46112.5</v></c><c r="C1"><v>1.5</v></c></row>
    """
).archive.parts.map { part in
  var part = part
  part.method = ZipMethod.stored
  return part
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard size > 0, let kind = Kind(rawValue: data[0]) else { return -1 }
  let rest = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
  let bytes = kind.part.map { archive(with: rest, as: $0) } ?? rest
  guard let workbook = try? Workbook.read(bytes: bytes, limits: limits) else { return 0 }
  checkQuestions(to: workbook)
  if let written = try? rewritten(workbook) { checkSame(workbook, written) }
  return 0
}

private func archive(with content: [UInt8], as name: String) -> [UInt8] {
  RawArchive(
    sampleParts.map { part in
      guard part.name == name else { return part }
      var part = part
      part.content = content
      return part
    }
  ).bytes()
}

/// Asks what a reader of tables asks.
private func checkQuestions(to workbook: Workbook) {
  for sheet in workbook.sheets {
    precondition(zip(sheet.rows, sheet.rows.dropFirst()).allSatisfy { $0.number < $1.number }, "rows in disorder")
    for row in sheet.rows {
      precondition(zip(row.cells, row.cells.dropFirst()).allSatisfy { $0.column < $1.column }, "cells in disorder")
      for cell in row.cells {
        precondition(sheet[cell.reference] == cell.value, "another value at \(cell.reference)")
        precondition(CellReference(cell.reference.description) == cell.reference, "\(cell.reference)")
        if case .number(let number) = cell.value { _ = number.shownText }
      }
    }
  }
}

private let mostRows = 500

/// The values in a file by our own writer; nil when there are too many, or the writer says that it cannot hold them.
private func rewritten(_ workbook: Workbook) throws -> Workbook? {
  guard !workbook.sheets.isEmpty, workbook.sheets.allSatisfy({ ($0.rows.last?.number ?? 0) <= mostRows }),
    workbook.sheets.flatMap(\.rows).allSatisfy({ ($0.cells.last?.column ?? 0) <= 100 })
  else { return nil }
  var writer = WorkbookWriter()
  for sheet in workbook.sheets {
    try writer.beginSheet(named: sheet.name)
    var number = 0
    for row in sheet.rows {
      while number + 1 < row.number {
        number += 1
        try writer.append(row: [])
      }
      number = row.number
      let last = row.cells.last?.column ?? 0
      try writer.append(row: (0..<last).map { WorkbookWriter.Cell(value(row[column: $0 + 1])) })
    }
  }
  return try Workbook.read(bytes: writer.finish())
}

private func value(_ value: Workbook.Value) -> WorkbookWriter.Value {
  switch value {
  case .empty: .empty
  case .text(let text), .error(let text): .text(text)
  case .number(let number): .number(number.value)
  case .date(let date): .date(date)
  case .boolean(let flag): .boolean(flag)
  }
}

private func checkSame(_ read: Workbook, _ written: Workbook) {
  precondition(read.sheets.count == written.sheets.count, "another number of sheets")
  for (one, other) in zip(read.sheets, written.sheets) {
    for cell in one.rows.flatMap(\.cells) {
      precondition(isSame(cell.value, other[cell.reference]), "\(cell.value) came back as \(other[cell.reference])")
    }
  }
}

private func isSame(_ one: Workbook.Value, _ other: Workbook.Value) -> Bool {
  switch (one, other) {
  case (.number(let one), .number(let other)): one.value == other.value
  case (.error(let one), .text(let other)): one == other
  default: one == other
  }
}
