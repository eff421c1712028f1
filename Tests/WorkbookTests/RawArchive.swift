@testable import Workbook

/// An archive built field by field, so that each field can be wrong.
struct RawArchive {
  struct Part {
    var name: String
    var content: [UInt8]
    var method = ZipMethod.deflated
    var flags = 0
    /// In place of the true values, in both headers.
    var size: UInt32?
    var compressedSize: UInt32?
    var checksum: UInt32?
    var data: [UInt8]?
    /// In place of the name, in the header before the data only.
    var localName: String?
    /// In place of the true values, in the header before the data only.
    var localSize: UInt32?
    var localMethod: Int?
    /// Moves what the directory says of the header's place.
    var offsetShift = 0
    var isMissingInData = false
    var directoryExtra: [UInt8] = []
    var localExtra: [UInt8] = []

    init(_ name: String, _ content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  var parts: [Part] = []
  var prefix: [UInt8] = []
  var comment: [UInt8] = []
  /// In place of the true values, in the record at the end.
  var count: UInt16?
  var directoryOffset: UInt32?
  var disk: UInt16 = 0
  var hasLargeEnd = false

  init(_ parts: [Part]) { self.parts = parts }

  static func deflated(_ content: [UInt8]) -> [UInt8] {
    do {
      var stream = DeflateStream()
      try stream.append(content)
      return try stream.finish().data
    } catch { return [] }
  }

  func bytes() -> [UInt8] {
    var file = prefix
    var directory: [UInt8] = []
    for part in parts { append(part, to: &file, directory: &directory) }
    let offset = file.count
    file += directory
    if hasLargeEnd { appendLargeEnd(to: &file, offset: offset, size: directory.count) }
    file.append32(UInt32(ZipSignature.directoryEnd))
    file.append16(disk)
    file.append16(disk)
    let shownCount = hasLargeEnd ? 0xffff : count ?? UInt16(parts.count)
    file.append16(shownCount)
    file.append16(shownCount)
    file.append32(hasLargeEnd ? 0xffff_ffff : UInt32(directory.count))
    file.append32(hasLargeEnd ? 0xffff_ffff : directoryOffset ?? UInt32(offset))
    file.append16(UInt16(comment.count))
    return file + comment
  }

  private func append(_ part: Part, to file: inout [UInt8], directory: inout [UInt8]) {
    let isDeflated = part.method == ZipMethod.deflated
    let data = part.data ?? (isDeflated ? Self.deflated(part.content) : part.content)
    let checksum = part.checksum ?? Deflate.checksum(part.content)
    let compressed = part.compressedSize ?? UInt32(data.count)
    let size = part.size ?? UInt32(part.content.count)
    let follows = part.flags & ZipFlag.sizesFollow != 0
    let headerOffset = UInt32(file.count + part.offsetShift)
    if !part.isMissingInData {
      file.append32(UInt32(ZipSignature.localHeader))
      file.append16(20)
      file.append16(UInt16(part.flags))
      file.append16(UInt16(part.localMethod ?? part.method))
      file.append32(0)
      file.append32(follows ? 0 : checksum)
      file.append32(follows ? 0 : compressed)
      file.append32(follows ? 0 : part.localSize ?? size)
      let localName = part.localName ?? part.name
      file.append16(UInt16(localName.utf8.count))
      file.append16(UInt16(part.localExtra.count))
      file += Array(localName.utf8) + part.localExtra + data
      if follows {
        for number in [0x0807_4b50, checksum, compressed, size] { file.append32(number) }
      }
    }
    directory.append32(UInt32(ZipSignature.directoryEntry))
    directory.append16(20)
    directory.append16(20)
    directory.append16(UInt16(part.flags))
    directory.append16(UInt16(part.method))
    directory.append32(0)
    for number in [checksum, compressed, size] { directory.append32(number) }
    directory.append16(UInt16(part.name.utf8.count))
    directory.append16(UInt16(part.directoryExtra.count))
    directory += [UInt8](repeating: 0, count: 10)
    directory.append32(headerOffset)
    directory += Array(part.name.utf8) + part.directoryExtra
  }

  private func appendLargeEnd(to file: inout [UInt8], offset: Int, size: Int) {
    let record = file.count
    file.append32(UInt32(ZipSignature.directoryEnd64))
    file.append64(44)
    file.append16(45)
    file.append16(45)
    file.append32(0)
    file.append32(0)
    file.append64(UInt64(parts.count))
    file.append64(UInt64(parts.count))
    file.append64(UInt64(size))
    file.append64(UInt64(offset))
    file.append32(UInt32(ZipSignature.directoryEnd64Locator))
    file.append32(0)
    file.append64(UInt64(record))
    file.append32(1)
  }
}

extension [UInt8] {
  mutating func append64(_ number: UInt64) {
    append32(UInt32(truncatingIfNeeded: number))
    append32(UInt32(truncatingIfNeeded: number >> 32))
  }
}
