/// Why bytes are refused as a workbook, and where.
public struct WorkbookError: Error, Equatable, Sendable {
  public let defect: Defect
  public let place: Place

  init(_ defect: Defect, at place: Place = Place()) {
    self.defect = defect
    self.place = place
  }

  /// What is known of the place of a defect.
  public struct Place: Equatable, Sendable {
    /// The name of the file inside the archive, cut when long.
    public var part: String?
    /// Bytes before the place, in the uncompressed part.
    public var offset: Int?
    public var sheet: String?
    public var cell: CellReference?

    init(part: String? = nil, offset: Int? = nil, sheet: String? = nil, cell: CellReference? = nil) {
      self.part = part
      self.offset = offset
      self.sheet = sheet
      self.cell = cell
    }
  }

  /// Names and texts in a defect are cut to a length for a message; sizes are in bytes.
  public enum Defect: Equatable, Sendable {
    // The file as a whole
    case fileTooLarge(bytes: Int, limit: Int)
    /// Neither an archive nor anything else that is known.
    case notArchive
    /// An old .xls file.
    case compoundFile
    /// A workbook with a password.
    case passwordProtected
    /// A page of HTML or XML under the name of a workbook.
    case webPage
    /// The end of the archive is missing.
    case truncatedArchive

    // The archive
    case badDirectory
    case severalDisks
    case tooManyParts(count: Int, limit: Int)
    case badPartName
    case duplicatePart
    case overlappingParts(other: String)
    case encryptedPart
    case unknownCompression(method: Int)
    /// The header before a part's data contradicts the archive's directory.
    case contradictingHeader
    case badCompressedData
    case wrongSize(declared: Int, found: Int)
    case wrongChecksum(declared: UInt32, found: UInt32)
    case partTooLarge(bytes: Int, limit: Int)
    /// All parts together.
    case contentTooLarge(bytes: Int, limit: Int)
    case suspiciousCompression(bytes: Int, compressed: Int, limit: Int)

    // The package of parts
    case missingPart
    /// No relationship of this kind, or with this id.
    case missingRelationship(String)
    case externalTarget(String)
    case badTarget(String)
    /// Two sheets are the same part.
    case partUsedTwice
    /// A workbook in binary parts (.xlsb).
    case binaryWorkbook

    // The text of a part
    case otherEncoding(String)
    case notUTF8
    case forbiddenCharacter(UInt32)
    case documentType
    case unknownEntity(String)
    case badMarkup(Markup)
    case tooDeep(limit: Int)
    case tooManyAttributes(limit: Int)
    case tooManyNamespaces(limit: Int)
    case otherRoot(found: String, expected: String)

    // Sheets and cells
    case noSheet
    case tooManySheets(limit: Int)
    case duplicateSheetName
    case missingAttribute(element: String, attribute: String)
    case badReference(String)
    case badRowNumber(String)
    case cellInOtherRow(row: Int)
    case duplicateCell
    case badNumber(String)
    case badBoolean(String)
    case badDate(String)
    case badSharedString(String)
    case badStyle(String)
    case unknownCellType(String)
    case tooManyCells(limit: Int)
    case tooManyTexts(limit: Int)
    case textTooLong(limit: Int)
    case tooManyFormats(limit: Int)
    case tooManyAreas(limit: Int)
  }

  /// What is wrong with the markup of a part.
  public enum Markup: Sendable {
    case badTag
    case badAttribute
    case repeatedAttribute
    case unboundPrefix
    case otherEndTag
    case missingEndTag
    case unclosedComment
    case textOutside
    case secondRoot
    case noRoot
  }

  private static let excerptLength = 80

  /// The first characters of foreign bytes, printable and valid.
  static func excerpt(_ bytes: some Collection<UInt8>) -> String {
    let text = String(decoding: bytes.prefix(excerptLength * 4), as: UTF8.self)
    var cut = String(String.UnicodeScalarView(text.unicodeScalars.prefix(excerptLength).map(shown)))
    if bytes.count > cut.utf8.count && text.unicodeScalars.count > excerptLength { cut.append("…") }
    return cut
  }

  static func excerpt(_ text: String) -> String { excerpt(text.utf8) }

  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: "\u{FFFD}"
    default: scalar
    }
  }
}
