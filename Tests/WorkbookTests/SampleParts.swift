@testable import Workbook

/// The parts of a small workbook as text, to be changed one at a time.
struct SampleParts {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let package = "http://schemas.openxmlformats.org/package/2006/relationships"
  static let strictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main"
  static let strictOffice = "http://purl.oclc.org/ooxml/officeDocument/relationships"

  /// Parts by name; a part without text is left out.
  var texts: [String: String] = [
    "_rels/.rels": """
    <Relationships xmlns="\(package)"><Relationship Id="r1" Type="\(office)/officeDocument" Target="xl/workbook.xml"/>\
    </Relationships>
    """,
    "xl/_rels/workbook.xml.rels": """
    <Relationships xmlns="\(package)"><Relationship Id="r1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
    <Relationship Id="r8" Type="\(office)/sharedStrings" Target="sharedStrings.xml"/>\
    <Relationship Id="r9" Type="\(office)/styles" Target="styles.xml"/></Relationships>
    """,
    "xl/workbook.xml": """
    <workbook xmlns="\(main)" xmlns:r="\(office)"><sheets><sheet name="Một" sheetId="1" r:id="r1"/></sheets></workbook>
    """,
    "xl/sharedStrings.xml": """
    <sst xmlns="\(main)" count="2" uniqueCount="2"><si><t>không</t></si><si><t>một</t></si></sst>
    """,
    "xl/styles.xml": """
    <styleSheet xmlns="\(main)"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>
    """,
    "xl/worksheets/sheet1.xml": worksheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>"),
  ]

  static func worksheet(_ rows: String, behind: String = "") -> String {
    "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData>\(behind)</worksheet>"
  }

  static func styles(_ codes: [String]) -> String {
    let formats = codes.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }.joined()
    let styles = codes.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }.joined()
    return """
      <styleSheet xmlns="\(main)"><numFmts>\(formats)</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
      <cellXfs><xf/>\(styles)</cellXfs></styleSheet>
      """
  }

  init() {}

  /// The small workbook with this in its sheet.
  init(rows: String, behind: String = "") {
    texts["xl/worksheets/sheet1.xml"] = Self.worksheet(rows, behind: behind)
  }

  /// The small workbook with this part instead.
  init(_ part: String, _ text: String?) { texts[part] = text }

  var archive: RawArchive {
    let parts = texts.sorted { $0.key < $1.key }.map { name, text in
      var part = RawArchive.Part(name, Array(text.utf8))
      // Large constructed parts are too monotonous to pass for honest ones when compressed.
      if part.content.count > 1 << 20 { part.method = ZipMethod.stored }
      return part
    }
    return RawArchive(parts)
  }

  var bytes: [UInt8] { archive.bytes() }

  func read(limits: Workbook.Limits = Workbook.Limits()) throws -> Workbook {
    try Workbook.read(bytes: bytes, limits: limits)
  }

  /// The only sheet.
  func sheet() throws -> Workbook.Sheet { try read().sheets[0] }
}

/// The cell of this name, which must be one.
func place(_ name: String) -> CellReference { CellReference(name) ?? CellReference(uncheckedRow: 1, column: 1) }

extension Workbook.Value {
  /// The text of a number as it stands in the file; nil of anything else.
  var numberText: String? {
    guard case .number(let number) = self else { return nil }
    return number.text
  }

  static func day(_ year: Int, _ month: Int, _ day: Int, seconds: Int = 0) -> Self {
    Workbook.DateTime(year: year, month: month, day: day, secondsOfDay: seconds).map { .date($0) } ?? .empty
  }

  static func number(_ text: String) -> Self { Workbook.Number(text).map { .number($0) } ?? .empty }
}
