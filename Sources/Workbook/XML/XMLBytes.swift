/// The bytes of a part, known to be valid UTF-8 without characters that XML forbids below U+0080.
struct XMLBytes {
  let bytes: [UInt8]
  /// Where the text begins: after the byte order mark if there is one.
  let start: Int

  init(_ bytes: [UInt8], part: String) throws(WorkbookError) {
    if let encoding = Self.otherEncoding(bytes) {
      throw WorkbookError(.otherEncoding(encoding), at: .init(part: part))
    }
    if let fault = bytes.withUnsafeBufferPointer({ Self.firstFault(in: $0) }) {
      throw WorkbookError(fault.defect, at: .init(part: part, offset: fault.offset))
    }
    self.bytes = bytes
    start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    if let name = declaredEncoding, !["utf-8", "utf8", "us-ascii"].contains(name.lowercased()) {
      throw WorkbookError(.otherEncoding(WorkbookError.excerpt(name)), at: .init(part: part))
    }
  }

  private static func otherEncoding(_ bytes: [UInt8]) -> String? {
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xff, 0xfe), (0xfe, 0xff), (0x3c, 0), (0, 0x3c): "UTF-16"
    default: nil
    }
  }

  /// What the XML declaration says; nil without a declaration or an encoding in it.
  private var declaredEncoding: String? {
    let head = bytes[start...].prefix(200)
    guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let declaration = Substring(decoding: head[..<end], as: UTF8.self)
    let words = declaration.split { $0.isWhitespace || $0 == "=" || $0 == "\"" || $0 == "'" || $0 == "?" }
    guard let index = words.firstIndex(of: "encoding"), index + 1 < words.count else { return nil }
    return String(words[index + 1])
  }

  private struct Fault {
    var defect: WorkbookError.Defect
    var offset: Int
  }

  private static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        guard byte >= 0x20 || byte == 0x0a || byte == 0x09 || byte == 0x0d else {
          return Fault(defect: .forbiddenCharacter(UInt32(byte)), offset: index)
        }
        index += 1
      } else {
        let length = sequenceLength(bytes, at: index)
        guard length > 0 else { return Fault(defect: .notUTF8, offset: index) }
        index += length
      }
    }
    return nil
  }

  /// The length of the multi-byte sequence at the index (Unicode, table 3-7), 0 when it is none.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = bytes[index]
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: (length, second) = (3, 0x80...0xbf)
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for offset in 2..<max(length, 2) where !(0x80...0xbf).contains(bytes[index + offset]) { return 0 }
    return length
  }
}
