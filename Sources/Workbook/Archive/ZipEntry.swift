/// One part of an archive, as the archive's directory describes it.
struct ZipEntry: Sendable {
  let name: String
  let method: Int
  let flags: Int
  let checksum: UInt32
  let compressedSize: Int
  let size: Int
  /// Offset of the header before the data.
  let headerOffset: Int

  var isFolder: Bool { name.hasSuffix("/") }
}

extension ZipEntry {
  private static let fixedSize = 46

  /// Reads the entry of the directory at the offset, which is moved behind it.
  static func read(
    from file: LittleEndianBytes, at offset: inout Int, limit: Int
  ) throws(WorkbookError) -> ZipEntry {
    let start = offset
    guard offset + fixedSize <= limit, file.number32(at: start) == ZipSignature.directoryEntry,
      let flags = file.number16(at: start + 8), let method = file.number16(at: start + 10),
      let checksum = file.number32(at: start + 16), let compressed = file.number32(at: start + 20),
      let size = file.number32(at: start + 24), let nameCount = file.number16(at: start + 28),
      let extraCount = file.number16(at: start + 30), let commentCount = file.number16(at: start + 32),
      let disk = file.number16(at: start + 34), let header = file.number32(at: start + 42),
      start + fixedSize + nameCount + extraCount + commentCount <= limit,
      let nameBytes = file.slice(at: start + fixedSize, count: nameCount)
    else { throw WorkbookError(.badDirectory) }
    offset = start + fixedSize + nameCount + extraCount + commentCount
    let name = try ZipPartName.checked(nameBytes)
    guard disk == 0 || disk == 0xffff else { throw WorkbookError(.severalDisks) }

    var large = LargeNumbers(file: file, at: start + fixedSize + nameCount, count: extraCount)
    guard let size = large.value(for: size), let compressed = large.value(for: compressed),
      let header = large.value(for: header)
    else { throw WorkbookError(.badDirectory, at: .init(part: name)) }
    return ZipEntry(
      name: name, method: method, flags: flags, checksum: UInt32(clamping: checksum), compressedSize: compressed,
      size: size, headerOffset: header)
  }

  /// The 64-bit numbers of an entry's extra field, in the order of the 32-bit fields that they replace (APPNOTE 4.5.3).
  private struct LargeNumbers {
    private let file: LittleEndianBytes
    private var offset = 0
    private var end = 0

    init(file: LittleEndianBytes, at start: Int, count: Int) {
      self.file = file
      var field = start
      while field + 4 <= start + count, let kind = file.number16(at: field), let size = file.number16(at: field + 2),
        field + 4 + size <= start + count
      {
        if kind == 1 {
          offset = field + 4
          end = offset + size
          return
        }
        field += 4 + size
      }
    }

    mutating func value(for short: Int) -> Int? {
      guard short == 0xffff_ffff else { return short }
      guard offset + 8 <= end, let value = file.number64(at: offset) else { return nil }
      offset += 8
      return value
    }
  }
}

/// Names of parts that stay inside their archive.
enum ZipPartName {
  private static let longest = 512

  static func checked(_ bytes: ArraySlice<UInt8>) throws(WorkbookError) -> String {
    let excerpt = WorkbookError.excerpt(bytes)
    let name = String(validating: bytes, as: UTF8.self) ?? ""
    guard !name.isEmpty, bytes.count <= longest, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }),
      !bytes.contains(UInt8(ascii: "\\")), !bytes.contains(UInt8(ascii: ":"))
    else { throw WorkbookError(.badPartName, at: .init(part: excerpt)) }
    let folderless = bytes.last == UInt8(ascii: "/") ? bytes.dropLast() : bytes
    for segment in folderless.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    where segment.isEmpty || segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8) {
      throw WorkbookError(.badPartName, at: .init(part: excerpt))
    }
    return name
  }

  /// Names that differ in the case of ASCII letters only are one name (ECMA-376 part 2, section 6.2.2.3).
  static func key(_ name: String) -> [UInt8] {
    name.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
  }
}
