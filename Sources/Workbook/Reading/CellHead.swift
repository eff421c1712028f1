/// What the start tag of a cell says, and what it makes of the cell's content.
struct CellHead {
  enum ContentType {
    case number
    case sharedText
    case inlineText
    /// The text that a formula gave.
    case formulaText
    case boolean
    case error
    case date
  }

  let reference: CellReference
  let type: ContentType
  let format: Workbook.NumberKind

  /// Reads the attributes of the element that was last started.
  init(_ xml: XMLPull, reference: CellReference, formats: CellFormats) throws(WorkbookError) {
    self.reference = reference
    type = try Self.type(xml)
    format = try Self.format(xml, formats)
  }

  /// Where the cell stands; without a reference it is the one after the last.
  static func reference(_ xml: XMLPull, row: Int, columnBefore: Int) throws(WorkbookError) -> CellReference {
    guard let place = xml.attribute("r") else {
      guard let next = CellReference(row: row, column: columnBefore + 1) else {
        throw xml.error(.badReference("R\(row)C\(columnBefore + 1)"))
      }
      return next
    }
    guard let reference = CellReference(xml.bytes[place]) else {
      throw xml.error(.badReference(WorkbookError.excerpt(xml.bytes[place])))
    }
    guard reference.row == row else {
      throw WorkbookError(.cellInOtherRow(row: row), at: .init(part: xml.part, offset: xml.position, cell: reference))
    }
    return reference
  }

  private static func type(_ xml: XMLPull) throws(WorkbookError) -> ContentType {
    guard let place = xml.attribute("t") else { return .number }
    if xml.matches(place, "s") { return .sharedText }
    if xml.matches(place, "n") { return .number }
    if xml.matches(place, "str") { return .formulaText }
    if xml.matches(place, "inlineStr") { return .inlineText }
    if xml.matches(place, "b") { return .boolean }
    if xml.matches(place, "e") { return .error }
    if xml.matches(place, "d") { return .date }
    throw xml.error(.unknownCellType(WorkbookError.excerpt(xml.bytes[place])))
  }

  private static func format(_ xml: XMLPull, _ formats: CellFormats) throws(WorkbookError) -> Workbook.NumberKind {
    guard let place = xml.attribute("s") else { return formats.kind(ofStyle: 0) ?? .number }
    guard let index = xml.wholeNumber(place), let kind = formats.kind(ofStyle: index) else {
      throw xml.error(.badStyle(WorkbookError.excerpt(xml.bytes[place])))
    }
    return kind
  }

  /// The value of a cell with this content.
  func value(_ content: [UInt8], context: SheetContext, xml: XMLPull) throws(WorkbookError) -> Workbook.Value {
    if type == .formulaText || type == .inlineText { return .text(XStringText.decoded(content)) }
    let trimmed = Self.trimmed(content)
    guard !trimmed.isEmpty else { return .empty }
    switch type {
    case .number: return try number(trimmed, context: context, xml: xml)
    case .sharedText: return .text(try sharedText(trimmed, context: context, xml: xml))
    case .boolean: return .boolean(try boolean(trimmed, xml: xml))
    case .date:
      guard let date = Workbook.DateTime(iso: trimmed) else {
        throw xml.error(.badDate(WorkbookError.excerpt(trimmed)))
      }
      return .date(date)
    case .error, .formulaText, .inlineText: return .error(String(decoding: trimmed, as: UTF8.self))
    }
  }

  private func number(
    _ content: ArraySlice<UInt8>, context: SheetContext, xml: XMLPull
  ) throws(WorkbookError) -> Workbook.Value {
    guard let number = Workbook.Number(content) else { throw xml.error(.badNumber(WorkbookError.excerpt(content))) }
    if format == .date, let date = Workbook.DateTime(serial: number.value, system: context.dateSystem) {
      return .date(date)
    }
    return .number(number)
  }

  private func sharedText(
    _ content: ArraySlice<UInt8>, context: SheetContext, xml: XMLPull
  ) throws(WorkbookError) -> String {
    guard content.count <= 9, content.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw xml.error(.badSharedString(WorkbookError.excerpt(content)))
    }
    let index = content.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    guard context.texts.indices.contains(index) else {
      throw xml.error(.badSharedString(WorkbookError.excerpt(content)))
    }
    return context.texts[index]
  }

  private func boolean(_ content: ArraySlice<UInt8>, xml: XMLPull) throws(WorkbookError) -> Bool {
    if content.elementsEqual("1".utf8) || content.elementsEqual("true".utf8) { return true }
    if content.elementsEqual("0".utf8) || content.elementsEqual("false".utf8) { return false }
    throw xml.error(.badBoolean(WorkbookError.excerpt(content)))
  }

  private static func trimmed(_ content: [UInt8]) -> ArraySlice<UInt8> {
    var rest = content[...]
    while let byte = rest.first, XMLPull.isSpace(byte) { rest.removeFirst() }
    while let byte = rest.last, XMLPull.isSpace(byte) { rest.removeLast() }
    return rest
  }
}
