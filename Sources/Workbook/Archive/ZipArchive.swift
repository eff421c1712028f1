/// A ZIP archive held in memory whose directory has been found sound.
///
/// Parts are stored or deflated; what else the format allows (encryption, several disks, other methods, overlapping parts)
/// is refused. The sizes in the directory are checked against limits before anything is decompressed, and against the
/// data after.
struct ZipArchive: Sendable {
  private let file: LittleEndianBytes
  private let limits: Workbook.Limits
  private let entries: [[UInt8]: ZipEntry]
  private let dataOffsets: [[UInt8]: Int]

  init(bytes: [UInt8], limits: Workbook.Limits) throws(WorkbookError) {
    guard bytes.count <= limits.fileBytes else {
      throw WorkbookError(.fileTooLarge(bytes: bytes.count, limit: limits.fileBytes))
    }
    file = LittleEndianBytes(bytes: bytes)
    self.limits = limits
    let directory = try ZipDirectory.find(in: file)
    let listed = try Self.entries(of: directory, in: file, limits: limits)
    var entries: [[UInt8]: ZipEntry] = [:]
    for entry in listed where entries.updateValue(entry, forKey: ZipPartName.key(entry.name)) != nil {
      throw WorkbookError(.duplicatePart, at: Self.place(entry))
    }
    dataOffsets = try Self.dataOffsets(of: listed, in: file, end: directory.offset)
    self.entries = entries
  }

  func contains(_ name: String) -> Bool { entries[ZipPartName.key(name)] != nil }

  /// The uncompressed size of a part as declared; nil when there is none.
  func size(of name: String) -> Int? { entries[ZipPartName.key(name)]?.size }

  /// The uncompressed bytes of a part, whose size and checksum are those declared.
  func content(of name: String) throws(WorkbookError) -> [UInt8] {
    let key = ZipPartName.key(name)
    guard let entry = entries[key], let offset = dataOffsets[key], !entry.isFolder,
      let data = file.slice(at: offset, count: entry.compressedSize)
    else { throw WorkbookError(.missingPart, at: .init(part: WorkbookError.excerpt(name))) }
    try checkSizes(of: entry)
    let content: [UInt8]
    switch entry.method {
    case ZipMethod.stored: content = Array(data)
    case ZipMethod.deflated:
      do { content = try Deflate.inflated(data, size: entry.size) } catch {
        throw WorkbookError(error.defect(size: entry.size), at: Self.place(entry))
      }
    default: throw WorkbookError(.unknownCompression(method: entry.method), at: Self.place(entry))
    }
    let checksum = Deflate.checksum(content)
    guard checksum == entry.checksum else {
      throw WorkbookError(.wrongChecksum(declared: entry.checksum, found: checksum), at: Self.place(entry))
    }
    return content
  }

  private func checkSizes(of entry: ZipEntry) throws(WorkbookError) {
    guard entry.size <= limits.partBytes else {
      throw WorkbookError(.partTooLarge(bytes: entry.size, limit: limits.partBytes), at: Self.place(entry))
    }
    let ratioFloor = 1 << 20
    let isSuspicious = entry.size > ratioFloor && entry.size / limits.compressionRatio > entry.compressedSize
    guard !isSuspicious else {
      throw WorkbookError(
        .suspiciousCompression(
          bytes: entry.size, compressed: entry.compressedSize, limit: limits.compressionRatio), at: Self.place(entry))
    }
    if entry.method == ZipMethod.stored, entry.size != entry.compressedSize {
      throw WorkbookError(.wrongSize(declared: entry.size, found: entry.compressedSize), at: Self.place(entry))
    }
  }

  private static func place(_ entry: ZipEntry) -> WorkbookError.Place {
    .init(part: WorkbookError.excerpt(entry.name))
  }

  private static func entries(
    of directory: ZipDirectory, in file: LittleEndianBytes, limits: Workbook.Limits
  ) throws(WorkbookError) -> [ZipEntry] {
    guard directory.count <= limits.parts else {
      throw WorkbookError(.tooManyParts(count: directory.count, limit: limits.parts))
    }
    var entries: [ZipEntry] = []
    var offset = directory.offset
    var total = 0
    for _ in 0..<directory.count {
      let entry = try ZipEntry.read(from: file, at: &offset, limit: directory.offset + directory.size)
      try checkFeatures(of: entry)
      let (sum, isOverflow) = total.addingReportingOverflow(entry.size)
      total = isOverflow ? .max : sum
      guard total <= limits.contentBytes else {
        throw WorkbookError(.contentTooLarge(bytes: total, limit: limits.contentBytes), at: place(entry))
      }
      entries.append(entry)
    }
    guard offset == directory.offset + directory.size else { throw WorkbookError(.badDirectory) }
    return entries
  }

  private static func checkFeatures(of entry: ZipEntry) throws(WorkbookError) {
    guard entry.flags & (ZipFlag.encrypted | ZipFlag.stronglyEncrypted | ZipFlag.maskedHeader) == 0 else {
      throw WorkbookError(.encryptedPart, at: place(entry))
    }
    guard entry.method == ZipMethod.stored || entry.method == ZipMethod.deflated else {
      throw WorkbookError(.unknownCompression(method: entry.method), at: place(entry))
    }
  }

  /// Where the data of each part begins; parts lie one after the other before the directory.
  private static func dataOffsets(
    of entries: [ZipEntry], in file: LittleEndianBytes, end: Int
  ) throws(WorkbookError) -> [[UInt8]: Int] {
    var offsets: [[UInt8]: Int] = [:]
    var previous: (end: Int, name: String)?
    for entry in entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
      if let previous, entry.headerOffset < previous.end {
        throw WorkbookError(.overlappingParts(other: WorkbookError.excerpt(previous.name)), at: place(entry))
      }
      let offset = try ZipLocalHeader.dataOffset(of: entry, in: file)
      guard offset <= end, entry.compressedSize <= end - offset else {
        throw WorkbookError(.badDirectory, at: place(entry))
      }
      offsets[ZipPartName.key(entry.name)] = offset
      previous = (offset + entry.compressedSize, entry.name)
    }
    return offsets
  }
}
