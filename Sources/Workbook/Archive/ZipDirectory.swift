/// Where an archive's directory lies and how many entries it says to have.
struct ZipDirectory {
  let offset: Int
  let size: Int
  let count: Int

  private static let endSize = 22
  private static let longestComment = 0xffff
  private static let locatorSize = 20
  private static let end64Size = 56

  /// Finds the record at the end of the file; nothing but its comment may follow it.
  static func find(in file: LittleEndianBytes) throws(WorkbookError) -> ZipDirectory {
    var offset = file.count - endSize
    let earliest = max(0, offset - longestComment)
    while offset >= earliest {
      if file.number32(at: offset) == ZipSignature.directoryEnd,
        file.number16(at: offset + 20) == file.count - offset - endSize
      {
        return try read(from: file, endRecord: offset)
      }
      offset -= 1
    }
    throw WorkbookError(defectWithoutEnd(file))
  }

  private static func defectWithoutEnd(_ file: LittleEndianBytes) -> WorkbookError.Defect {
    if file.number32(at: 0) == ZipSignature.localHeader { return .truncatedArchive }
    if file.bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
      return holdsEncryptedPackage(file.bytes) ? .passwordProtected : .compoundFile
    }
    let first = file.bytes.prefix(64).first { $0 != 0xef && $0 != 0xbb && $0 != 0xbf && !XMLPull.isSpace($0) }
    return first == UInt8(ascii: "<") ? .webPage : .notArchive
  }

  /// Whether a compound file has the stream that holds a workbook with a password.
  private static func holdsEncryptedPackage(_ bytes: [UInt8]) -> Bool {
    let name = Array("EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xff), 0] as [UInt8] })
    // Entries of a directory begin at multiples of 128.
    return stride(from: 0, to: bytes.count - name.count, by: 128).contains { bytes[$0...].starts(with: name) }
  }

  private static func read(
    from file: LittleEndianBytes, endRecord: Int
  ) throws(WorkbookError) -> ZipDirectory {
    guard let disk = file.number16(at: endRecord + 4), let startDisk = file.number16(at: endRecord + 6),
      let countHere = file.number16(at: endRecord + 8), let count = file.number16(at: endRecord + 10),
      let size = file.number32(at: endRecord + 12), let offset = file.number32(at: endRecord + 16)
    else { throw WorkbookError(.badDirectory) }
    let isLarge = count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff
    if isLarge, file.number32(at: endRecord - locatorSize) == ZipSignature.directoryEnd64Locator {
      return try readLarge(from: file, locator: endRecord - locatorSize)
    }
    guard disk == 0, startDisk == 0, countHere == count else { throw WorkbookError(.severalDisks) }
    return try ZipDirectory(offset: offset, size: size, count: count).checked(endsAt: endRecord)
  }

  private static func readLarge(
    from file: LittleEndianBytes, locator: Int
  ) throws(WorkbookError) -> ZipDirectory {
    guard let record = file.number64(at: locator + 8), record <= locator - end64Size,
      file.number32(at: record) == ZipSignature.directoryEnd64, let disk = file.number32(at: record + 16),
      let startDisk = file.number32(at: record + 20), let countHere = file.number64(at: record + 24),
      let count = file.number64(at: record + 32), let size = file.number64(at: record + 40),
      let offset = file.number64(at: record + 48)
    else { throw WorkbookError(.badDirectory) }
    guard disk == 0, startDisk == 0, countHere == count else { throw WorkbookError(.severalDisks) }
    return try ZipDirectory(offset: offset, size: size, count: count).checked(endsAt: record)
  }

  private func checked(endsAt end: Int) throws(WorkbookError) -> ZipDirectory {
    guard offset <= end, size == end - offset else { throw WorkbookError(.badDirectory) }
    return self
  }
}
