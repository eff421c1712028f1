import Testing

@testable import Exchange

@Suite struct CSVTableTests {
  /// All records with their rows.
  private static func records(_ text: String) throws -> [(row: Int, cells: [String])] {
    try records(Array(text.utf8))
  }

  private static func records(_ bytes: [UInt8]) throws -> [(row: Int, cells: [String])] {
    var table = try CSVTable(bytes)
    var records: [(row: Int, cells: [String])] = []
    while try table.advance() {
      records.append((table.row, table.cells.map { String(decoding: table.contents($0), as: UTF8.self) }))
    }
    return records
  }

  private static func defect(_ bytes: [UInt8]) -> CSVDefect? {
    do {
      _ = try records(bytes)
      return nil
    } catch {
      return error as? CSVDefect
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func lineEnds(end: String) throws {
    let records = try Self.records(["a,b", "1,2", "", "3,4", ""].joined(separator: end))
    #expect(records.map(\.cells) == [["a", "b"], ["1", "2"], ["3", "4"]])
    #expect(records.map(\.row) == [1, 2, 4])
  }

  @Test func lastLineNeedsNoEnd() throws {
    #expect(try Self.records("a,b\n1,").map(\.cells) == [["a", "b"], ["1", ""]])
  }

  @Test(arguments: [",", ";", "\t"]) func delimiters(delimiter: String) throws {
    let text = ["a", "b", "c"].joined(separator: delimiter) + "\n" + ["1", "2", "3"].joined(separator: delimiter)
    #expect(try Self.records(text).map(\.cells) == [["a", "b", "c"], ["1", "2", "3"]])
  }

  @Test func delimiterIsTheMostFrequentOneOutsideQuotes() throws {
    #expect(try Self.records("\"a,b,c\";d\n1;2,3").map(\.cells) == [["a,b,c", "d"], ["1", "2,3"]])
  }

  @Test func byteOrderMarkIsNoPartOfTheFirstCell() throws {
    #expect(try Self.records("\u{FEFF}a,b\n").map(\.cells) == [["a", "b"]])
    #expect(try Self.records("\u{FEFF}\"a\",b\n").map(\.cells) == [["a", "b"]])
  }

  @Test func quotes() throws {
    let records = try Self.records(
      "a,b\n\"x, y\",\"say \"\"so\"\"\"\n\"two\r\nlines\nand\rmore\",5\" pipe\nlast,\"\"\n")
    #expect(
      records.map(\.cells)
        == [["a", "b"], ["x, y", "say \"so\""], ["two\r\nlines\nand\rmore", "5\" pipe"], ["last", ""]])
    #expect(records.map(\.row) == [1, 2, 3, 7])
  }

  @Test func onlyQuotationMarks() throws {
    #expect(try Self.records("a,b\n\"\"\"\",\"\"\"\"\"\"\n").map(\.cells) == [["a", "b"], ["\"", "\"\""]])
  }

  @Test func recordsOfEmptyCellsAreSkipped() throws {
    #expect(try Self.records(",,\n\na,b,c\n,,\n1,2,3\n,,\n").map(\.row) == [3, 5])
  }

  @Test(arguments: [
    ("a,b\n\"x,1\n", CSVDefect(.unclosedQuote, row: 2, cell: 0)),
    ("a,b\n\"", CSVDefect(.unclosedQuote, row: 2, cell: 0)),
    ("a,b\n1,\"x\"y\n", CSVDefect(.textAfterQuote, row: 2, cell: 1)),
    ("a,b\n1,x\u{0}y\n", CSVDefect(.binary, row: 2, cell: 1)),
    ("a,b\n1,\"x\u{0}y\"\n", CSVDefect(.binary, row: 2, cell: 1)),
    ("", CSVDefect(.empty)), ("\u{0}a", CSVDefect(.utf16)), ("PK\u{3}\u{4}", CSVDefect(.workbook)),
  ]) func defects(text: String, expected: CSVDefect) {
    #expect(Self.defect(Array(text.utf8)) == expected)
  }

  @Test func utf16() {
    #expect(Self.defect([0xFF, 0xFE, 0x61, 0x00])?.kind == .utf16)
    #expect(Self.defect([0xFE, 0xFF, 0x00, 0x61])?.kind == .utf16)
    #expect(Self.defect([0x61, 0x00, 0x2C, 0x00])?.kind == .utf16)
  }

  /// Table 3-7 of the Unicode Standard: the first and last of each form, and what lies just outside.
  @Test func utf8() {
    let wellFormed: [[UInt8]] = [
      [0x7F], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80],
      [0xEF, 0xBF, 0xBF],
      [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
    ]
    let illFormed: [[UInt8]] = [
      [0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xEF, 0xBF],
      [0xE1, 0x80, 0x41], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ]
    for bytes in wellFormed {
      #expect(([0x61] + bytes + [0x61])[...].isUTF8, "\(bytes)")
      #expect(String(validating: bytes, as: UTF8.self) != nil)
    }
    for bytes in illFormed {
      #expect(!([0x61] + bytes)[...].isUTF8, "\(bytes)")
      #expect(String(validating: bytes, as: UTF8.self) == nil)
    }
    #expect(Self.defect(Array("a,b\n1,2\n3,".utf8) + [0xE1, 0xBB]) == CSVDefect(.notUTF8, row: 3, cell: 1))
  }

  @Test func cellLimit() throws {
    let limit = CSVTable.largestCell
    let full = String(repeating: "x", count: limit)
    #expect(try Self.records("a,b\n\(full),\"\(full)\"\n").last?.cells == [full, full])
    #expect(
      Self.defect(Array("a,b\n1,\(full)x\n".utf8)) == CSVDefect(.cellTooLong(limit: limit), row: 2, cell: 1))
    #expect(
      Self.defect(Array("a,b\n1,\"\(full)x\"\n".utf8)) == CSVDefect(.cellTooLong(limit: limit), row: 2, cell: 1))
    #expect(
      Self.defect(Array("a,b\n1,\"\(full)\"\"\n".utf8))?.kind == .cellTooLong(limit: limit))
  }

  @Test func recordLimit() {
    let cells = Array(repeating: String(repeating: "x", count: 99_999), count: 11).joined(separator: ",")
    #expect(Self.defect(Array("a\n\(cells)\n".utf8)) == CSVDefect(.recordTooLong(limit: 1_000_000), row: 2))
  }

  @Test func columnLimit() {
    let limit = CSVTable.largestColumnCount
    #expect(Self.defect([UInt8](repeating: UInt8(ascii: ","), count: limit - 1)) == nil)
    #expect(
      Self.defect([UInt8](repeating: UInt8(ascii: ","), count: limit))?.kind == .tooManyColumns(limit: limit))
  }

  /// Whatever the bytes, reading ends, in one of two ways, without a trap.
  @Test func damagedBytesNeverTrap() throws {
    let sound = Array("\u{FEFF}id;name;plan\nDA-01;\"Đường \"\"A\"\"\nthôn 1\";1.234,5\r\nDA-02;Cầu;7\r\n".utf8)
    let pieces: [UInt8] = [0, 0x22, 0x2C, 0x3B, 0x0A, 0x0D, 0x80, 0xC3, 0xE1, 0xF4, 0xFF, 0x41]
    for seed in UInt64(0)..<2_000 {
      var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
      func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
      }
      var bytes = sound
      for _ in 0...next(below: 4) {
        switch next(below: 3) {
        case 0: bytes[next(below: bytes.count)] = pieces[next(below: pieces.count)]
        case 1: bytes.insert(pieces[next(below: pieces.count)], at: next(below: bytes.count))
        default: bytes.removeLast(min(bytes.count - 1, next(below: 9)))
        }
      }
      if let records = try? Self.records(bytes) {
        #expect(records.map(\.row) == records.map(\.row).sorted(), "seed \(seed)")
        #expect(records.flatMap(\.cells).allSatisfy { $0.utf8.count <= bytes.count }, "seed \(seed)")
      }
    }
  }
}
