/// What a workbook cannot hold.
public enum WorkbookWriterError: Error, Hashable, Sendable {
  /// A workbook needs a sheet.
  case noSheet
  case tooManySheets(limit: Int)
  case tooManyRows(sheet: String, limit: Int)
  case tooManyColumns(sheet: String, row: Int, limit: Int)
  /// Lengths are in UTF-16 units.
  case textTooLong(sheet: String, cell: CellReference, length: Int, limit: Int)
  case overlappingAreas(sheet: String, CellArea, CellArea)
  case tooManyStyles(limit: Int)
  /// A file or a part of more than four gigabytes.
  case tooLarge
  /// The system has no memory left for compression.
  case compressionFailed
}
