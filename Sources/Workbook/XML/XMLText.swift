extension XMLPull {
  /// Appends text or an attribute's value with references resolved and line ends as line feeds.
  func appendDecoded(_ range: Range<Int>, to output: inout [UInt8]) throws(WorkbookError) {
    var index = range.lowerBound
    var plainStart = index
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "&"):
        output.append(contentsOf: bytes[plainStart..<index])
        index = try appendReference(at: index, end: range.upperBound, to: &output)
        plainStart = index
      case 0x0d:
        output.append(contentsOf: bytes[plainStart..<index])
        if index + 1 == range.upperBound || bytes[index + 1] != 0x0a { output.append(0x0a) }
        index += 1
        plainStart = index
      default: index += 1
      }
    }
    output.append(contentsOf: bytes[plainStart..<range.upperBound])
  }

  /// Appends the text of the last text event.
  func appendText(to output: inout [UInt8]) throws(WorkbookError) {
    guard !isLiteral else {
      let isPlain = !bytes[textRange].contains(0x0d)
      if isPlain { output.append(contentsOf: bytes[textRange]) } else { appendLineEnds(of: textRange, to: &output) }
      return
    }
    try appendDecoded(textRange, to: &output)
  }

  private func appendLineEnds(of range: Range<Int>, to output: inout [UInt8]) {
    var isAfterReturn = false
    for byte in bytes[range] {
      if !(isAfterReturn && byte == 0x0a) { output.append(byte == 0x0d ? 0x0a : byte) }
      isAfterReturn = byte == 0x0d
    }
  }

  private static let longestReference = 16

  /// Appends what the reference stands for; the result is the index behind its semicolon.
  private func appendReference(at start: Int, end: Int, to output: inout [UInt8]) throws(WorkbookError) -> Int {
    let body = bytes[(start + 1)..<min(end, start + 1 + Self.longestReference)]
    guard let semicolon = body.firstIndex(of: UInt8(ascii: ";")) else {
      throw error(.unknownEntity(WorkbookError.excerpt(body)), at: start)
    }
    let name = (start + 1)..<semicolon
    if byte(at: start + 1) == UInt8(ascii: "#") {
      let scalar = try character((start + 2)..<semicolon, start: start)
      output.append(contentsOf: Array(String(scalar).utf8))
    } else if matches(name, "amp") {
      output.append(UInt8(ascii: "&"))
    } else if matches(name, "lt") {
      output.append(UInt8(ascii: "<"))
    } else if matches(name, "gt") {
      output.append(UInt8(ascii: ">"))
    } else if matches(name, "quot") {
      output.append(UInt8(ascii: "\""))
    } else if matches(name, "apos") {
      output.append(UInt8(ascii: "'"))
    } else {
      throw error(.unknownEntity(WorkbookError.excerpt(bytes[name])), at: start)
    }
    return semicolon + 1
  }

  /// The character of a numeric reference, given the digits or `x` and hexadecimal digits.
  private func character(_ digits: Range<Int>, start: Int) throws(WorkbookError) -> Unicode.Scalar {
    let isHexadecimal = byte(at: digits.lowerBound) == UInt8(ascii: "x")
    let text = Substring(decoding: bytes[digits].dropFirst(isHexadecimal ? 1 : 0), as: UTF8.self)
    guard text.first != "+", text.first != "-", let code = UInt32(text, radix: isHexadecimal ? 16 : 10) else {
      throw error(.unknownEntity(WorkbookError.excerpt(bytes[(start + 1)..<digits.upperBound])), at: start)
    }
    let isControl = code < 0x20 && code != 0x09 && code != 0x0a && code != 0x0d
    guard !isControl, code != 0xfffe, code != 0xffff, let scalar = Unicode.Scalar(code) else {
      throw error(.forbiddenCharacter(code), at: start)
    }
    return scalar
  }

  /// The decoded value of an attribute.
  func string(_ range: Range<Int>) throws(WorkbookError) -> String {
    var decoded: [UInt8] = []
    try appendDecoded(range, to: &decoded)
    return String(decoding: decoded, as: UTF8.self)
  }
}
