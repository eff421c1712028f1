import Foundation

/// Vietnamese text typed with the fonts of the time before Unicode, whose letters are Latin letters and signs.
enum LegacyEncoding: String, Sendable {
  /// Fonts such as .VnTime (TCVN 5712:1993, table 3): one byte for each letter.
  case tcvn3 = "TCVN3"
  /// Fonts such as VNI-Times: a letter and, behind it, its accents.
  case vni = "VNI"

  private static let fewest = 3

  /// The encoding of a list's texts; nil for Unicode, and for texts without accents.
  static func of(_ texts: some Sequence<String>) -> LegacyEncoding? {
    var (tcvn3, vni) = (0, 0)
    for text in texts where !text.utf8.allSatisfy({ $0 < 0x80 }) {
      var previous: Unicode.Scalar = " "
      for scalar in text.unicodeScalars where scalar.value >= 0x80 {
        if isUnicodeVietnamese(scalar) { return nil }
      }
      for scalar in text.unicodeScalars {
        if telling.contains(scalar) { tcvn3 += 1 }
        if "ñÑöÖ".unicodeScalars.contains(scalar) || isVowel(previous) && marks[scalar] != nil { vni += 1 }
        previous = scalar
      }
    }
    if tcvn3 >= fewest, tcvn3 > vni { return .tcvn3 }
    return vni >= fewest ? .vni : nil
  }

  func converted(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return switch self {
    case .tcvn3: Self.fromTCVN3(text)
    case .vni: Self.fromVNI(text)
    }
  }

  /// Letters that only Vietnamese has, and that neither of the old fonts uses.
  private static func isUnicodeVietnamese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x1EA0...0x1EF9, 0x300,
      0x301,
      0x303, 0x309, 0x323:
      true
    default: false
    }
  }

  // MARK: TCVN3

  /// Signs that no text holds within words but for these fonts.
  private static let telling = Set("§®¸µ¶·¹¨¾»¼½©ª«¬\u{AD}¦¡¢£¤¥".unicodeScalars)

  private static let letters: [Unicode.Scalar: Character] = {
    let table: [(UInt32, String)] = [
      (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"), (0xB5, "àảãáạ"), (0xBB, "ằẳẵắ"), (0xC6, "ặầẩẫấậè"), (0xCE, "ẻẽéẹềểễếệìỉ"),
      (0xDC, "ĩíịò"),
      (0xE1, "ỏõóọồổỗốộ"), (0xEA, "ờởỡớợù"), (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
    ]
    var letters: [Unicode.Scalar: Character] = [:]
    for (start, row) in table {
      for (offset, letter) in row.enumerated() {
        if let scalar = Unicode.Scalar(start + UInt32(offset)) { letters[scalar] = letter }
      }
    }
    return letters
  }()

  /// The fonts of capitals have the codes of small letters, so that the letters beside one decide.
  private static func fromTCVN3(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let plain = word.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }
      let isCapital = !plain.isEmpty && plain.allSatisfy { $0.properties.isUppercase }
      return String(
        word.unicodeScalars.map { scalar -> String in
          guard let letter = letters[scalar] else { return String(scalar) }
          return isCapital ? letter.uppercased() : String(letter)
        }.joined())
    }.joined(separator: " ")
  }

  // MARK: VNI

  private static func isVowel(_ scalar: Unicode.Scalar) -> Bool { "aeiouyôöAEIOUYÔÖ".unicodeScalars.contains(scalar) }

  /// What a sign behind a vowel adds to it.
  private static let marks: [Unicode.Scalar: String] = {
    let small: [(Unicode.Scalar, String)] = [
      ("ù", "\u{301}"), ("ø", "\u{300}"), ("û", "\u{309}"), ("õ", "\u{303}"), ("ï", "\u{323}"), ("â", "\u{302}"),
      ("á", "\u{302}\u{301}"), ("à", "\u{302}\u{300}"), ("å", "\u{302}\u{309}"), ("ã", "\u{302}\u{303}"),
      ("ä", "\u{302}\u{323}"), ("ê", "\u{306}"), ("é", "\u{306}\u{301}"), ("è", "\u{306}\u{300}"),
      ("ú", "\u{306}\u{309}"),
      ("ü", "\u{306}\u{303}"), ("ë", "\u{306}\u{323}"),
    ]
    var marks: [Unicode.Scalar: String] = [:]
    for (scalar, mark) in small {
      marks[scalar] = mark
      if let capital = scalar.properties.uppercaseMapping.unicodeScalars.first { marks[capital] = mark }
    }
    return marks
  }()

  private static let single: [Unicode.Scalar: String] = [
    "ñ": "đ", "Ñ": "Đ", "ö": "ư", "Ö": "Ư", "ô": "ơ", "Ô": "Ơ", "æ": "ỉ", "Æ": "Ỉ", "ó": "ĩ", "Ó": "Ĩ", "ò": "ị",
    "Ò": "Ị",
    "î": "ỵ", "Î": "Ỵ",
  ]

  private static func fromVNI(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if isVowel(previous), let mark = marks[scalar] {
        result.unicodeScalars.append(contentsOf: mark.unicodeScalars)
        previous = " "
      } else {
        result += single[scalar] ?? String(scalar)
        previous = scalar
      }
    }
    return HeaderName.composed(result)
  }
}
