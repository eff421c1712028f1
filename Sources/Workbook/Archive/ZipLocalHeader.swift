/// The header that stands before each part's data and repeats what the directory says.
enum ZipLocalHeader {
  private static let fixedSize = 30

  /// Where the data behind the header begins.
  static func dataOffset(of entry: ZipEntry, in file: LittleEndianBytes) throws(WorkbookError) -> Int {
    let start = entry.headerOffset
    guard file.contains(start, fixedSize), file.number32(at: start) == ZipSignature.localHeader,
      let flags = file.number16(at: start + 6), let method = file.number16(at: start + 8),
      let checksum = file.number32(at: start + 14), let compressed = file.number32(at: start + 18),
      let size = file.number32(at: start + 22), let nameCount = file.number16(at: start + 26),
      let extraCount = file.number16(at: start + 28), let name = file.slice(at: start + fixedSize, count: nameCount),
      file.contains(start + fixedSize + nameCount, extraCount)
    else { throw WorkbookError(.badDirectory, at: .init(part: WorkbookError.excerpt(entry.name))) }
    let areSizesSame =
      flags & ZipFlag.sizesFollow != 0
      || (checksum == Int(entry.checksum) && isSame(size, entry.size) && isSame(compressed, entry.compressedSize))
    guard flags & ZipFlag.encrypted == 0, method == entry.method, name.elementsEqual(entry.name.utf8), areSizesSame
    else {
      throw WorkbookError(.contradictingHeader, at: .init(part: WorkbookError.excerpt(entry.name)))
    }
    return start + fixedSize + nameCount + extraCount
  }

  /// All bits set stand for a number that is in the extra field.
  private static func isSame(_ short: Int, _ size: Int) -> Bool { short == size || short == 0xffff_ffff }
}
