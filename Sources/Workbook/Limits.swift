extension Workbook {
  /// How much a workbook may hold before it is refused; sizes are in bytes.
  public struct Limits: Sendable {
    public var fileBytes = 128 << 20
    public var parts = 10_000
    /// One part, uncompressed.
    public var partBytes = 128 << 20
    /// All parts, uncompressed.
    public var contentBytes = 512 << 20
    /// Uncompressed over compressed size of a part of more than a megabyte.
    public var compressionRatio = 200
    public var depth = 64
    public var attributes = 100
    /// Namespace declarations in scope at once.
    public var namespaces = 64
    public var sheets = 1_000
    /// Cells with content, in all sheets.
    public var cells = 2_000_000
    /// Distinct texts in the table of shared texts.
    public var texts = 2_000_000
    /// One text, in UTF-8. Programs stop at 32,767 UTF-16 units.
    public var textBytes = 1 << 18
    public var formats = 100_000
    /// Merged areas and ranges of hidden columns, for each sheet.
    public var areas = 100_000

    public init() {}
  }
}
