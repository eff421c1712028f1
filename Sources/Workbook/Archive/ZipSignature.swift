/// Record signatures and flags of the archive format (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4).
enum ZipSignature {
  static let localHeader = 0x0403_4b50
  static let directoryEntry = 0x0201_4b50
  static let directoryEnd = 0x0605_4b50
  static let directoryEnd64 = 0x0606_4b50
  static let directoryEnd64Locator = 0x0706_4b50
}

enum ZipFlag {
  static let encrypted = 1 << 0
  /// Sizes and checksum follow the data and are zero in the header before it.
  static let sizesFollow = 1 << 3
  static let stronglyEncrypted = 1 << 6
  static let maskedHeader = 1 << 13
}

enum ZipMethod {
  static let stored = 0
  static let deflated = 8
}
