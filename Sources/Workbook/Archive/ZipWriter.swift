/// Writes an archive whose bytes depend on nothing but its parts: no time, no name of a machine.
struct ZipWriter {
  private var file: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// 1 January 1980, the first day that the format knows.
  private static let date: UInt16 = 0x0021
  private static let version: UInt16 = 20

  mutating func append(_ part: CompressedPart, named name: String) throws(WorkbookWriterError) {
    guard let offset = UInt32(exactly: file.count), let header = Self.sharedHeader(part, name: name),
      count < Int(UInt16.max)
    else { throw .tooLarge }
    file.append32(UInt32(ZipSignature.localHeader))
    file.append(contentsOf: header)
    file.append(contentsOf: name.utf8)
    file.append(contentsOf: part.data)

    directory.append32(UInt32(ZipSignature.directoryEntry))
    directory.append16(Self.version)
    directory.append(contentsOf: header)
    // Comment, disk and attributes: none.
    directory.append(contentsOf: repeatElement(0, count: 10))
    directory.append32(offset)
    directory.append(contentsOf: name.utf8)
    count += 1
  }

  /// What both headers of a part say alike: from the version needed to the length of the extra field.
  private static func sharedHeader(_ part: CompressedPart, name: String) -> [UInt8]? {
    guard let compressed = UInt32(exactly: part.data.count), let size = UInt32(exactly: part.size),
      let nameCount = UInt16(exactly: name.utf8.count)
    else { return nil }
    var header: [UInt8] = []
    header.append16(version)
    header.append16(0)
    header.append16(UInt16(ZipMethod.deflated))
    header.append16(0)
    header.append16(date)
    header.append32(part.checksum)
    header.append32(compressed)
    header.append32(size)
    header.append16(nameCount)
    header.append16(0)
    return header
  }

  consuming func finish() throws(WorkbookWriterError) -> [UInt8] {
    guard let offset = UInt32(exactly: file.count), let size = UInt32(exactly: directory.count) else { throw .tooLarge }
    file.append(contentsOf: directory)
    file.append32(UInt32(ZipSignature.directoryEnd))
    file.append32(0)
    file.append16(UInt16(count))
    file.append16(UInt16(count))
    file.append32(size)
    file.append32(offset)
    file.append16(0)
    return file
  }
}
