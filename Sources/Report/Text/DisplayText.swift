/// Text as it stands on a terminal: widths by grapheme, nothing that could steer the terminal.
enum DisplayText {
  /// Columns that a text takes: letters with their marks one, East Asian wide letters and emoji two.
  static func width(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + width(of: $1) } }

  static func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if first.properties.isEmojiPresentation || character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) {
      return 2
    }
    return isWide(first.value) ? 2 : 1
  }

  /// The same text without control characters and marks that reverse the writing direction.
  static func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { cleaned.append(isHarmful(scalar) ? " " : scalar) }
    return String(cleaned)
  }

  /// At most `width` columns, ending in an ellipsis when something is left out.
  static func shortened(_ text: String, to width: Int) -> String {
    guard self.width(text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      let next = self.width(of: character)
      if used + next > width - 1 { break }
      kept.append(character)
      used += next
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  static func padded(_ text: String, to width: Int, alignment: Alignment) -> String {
    let gap = max(0, width - self.width(text))
    switch alignment {
    case .left: return text + String(repeating: " ", count: gap)
    case .right: return String(repeating: " ", count: gap) + text
    }
  }

  /// Lines of at most `width` columns, broken between words; a longer word is cut.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var rest = String(word)
      let needed = self.width(line) + (line.isEmpty ? 0 : 1) + self.width(rest)
      if needed <= width {
        line += (line.isEmpty ? "" : " ") + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while self.width(rest) > width {
        let head = cut(rest, to: width)
        lines.append(head)
        rest.removeFirst(head.count)
      }
      line = rest
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  private static func cut(_ text: String, to width: Int) -> String {
    var kept = ""
    var used = 0
    for character in text {
      let next = self.width(of: character)
      if used + next > width, !kept.isEmpty { break }
      kept.append(character)
      used += next
    }
    return kept
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// East_Asian_Width W and F (Unicode Standard Annex 11), by block.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

enum Alignment {
  case left
  case right
}

extension String {
  /// For the middle of a sentence; abbreviations stay as they are.
  var lowercasedFirst: String {
    guard let first, dropFirst().first.map({ !$0.isUppercase }) ?? true else { return self }
    return first.lowercased() + dropFirst()
  }
}
