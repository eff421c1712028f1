import Testing

@testable import Workbook

@Suite struct CellReferenceTests {
  @Test(arguments: [
    ("A1", 1, 1), ("B7", 7, 2), ("Z9", 9, 26), ("AA10", 10, 27), ("AZ1", 1, 52), ("BA1", 1, 53), ("ZZ1", 1, 702),
    ("AAA1", 1, 703), ("XFD1048576", 1_048_576, 16_384),
  ])
  func readsAndWrites(text: String, row: Int, column: Int) throws {
    let reference = try #require(CellReference(text))
    #expect(reference.row == row)
    #expect(reference.column == column)
    #expect(reference.description == text)
    #expect(CellReference(text.lowercased()) == reference)
  }

  @Test(arguments: [
    "", "A", "1", "A0", "A01", "XFE1", "A1048577", "AAAAAAAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999999999999",
    "A1B",
    "A-1", "A 1", " A1", "Ä1", "$", "A$", "A1:B2",
  ])
  func refuses(text: String) { #expect(CellReference(text) == nil) }

  @Test func lettersRoundTripForEveryColumn() throws {
    for column in 1...CellReference.lastColumn {
      let reference = try #require(CellReference(CellReference.letters(ofColumn: column) + "1"))
      #expect(reference.column == column)
    }
    #expect(CellReference.letters(ofColumn: 0).isEmpty)
    #expect(CellReference.letters(ofColumn: 16_385).isEmpty)
  }

  @Test func areasAreRectangles() throws {
    let area = try #require(CellArea("C2:A1"))
    #expect(area.description == "A1:C2")
    #expect(area.contains(place("B2")))
    #expect(!area.contains(place("B3")))
    #expect(CellArea("B7")?.description == "B7")
    #expect(CellArea("$A$1:$B$2")?.description == "A1:B2")
    for text in ["", ":", "A1:", ":A1", "A1:B2:C3", "A:B", "1:2"] { #expect(CellArea(text) == nil, "\(text)") }
  }
}
