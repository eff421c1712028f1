/// Number formats by their code, such as `dd/mm/yyyy` (ECMA-376 part 1, sections 18.8.30 and 18.8.31).
enum NumberFormatCode {
  /// Dates include those that the tables of the standard give for East Asian languages.
  static func builtIn(_ id: Int) -> Workbook.NumberKind {
    switch id {
    case 9, 10: .percentage
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: .date
    case 18...21, 32...35, 45...47, 55, 56: .time
    case 49: .text
    default: .number
    }
  }

  /// The kind by the code's first section, which is that of positive numbers.
  static func kind(of code: String) -> Workbook.NumberKind {
    let signs = Scan(code)
    if signs.hasDay { return .date }
    if signs.hasTime { return .time }
    if signs.hasPercent { return .percentage }
    return code == "@" ? .text : .number
  }

  /// The letters of a code that stand for parts of a date; those in quotes, behind a backslash or in brackets do not.
  private struct Scan {
    private(set) var hasDay = false
    private(set) var hasTime = false
    private(set) var hasPercent = false
    /// An `m` is minutes behind hours or before seconds, else months.
    private var openMonth = false
    private var isBehindHours = false

    init(_ code: String) {
      var rest = Array(code.lowercased().utf8)[...]
      if rest.starts(with: "general".utf8) { rest = rest.dropFirst(7) }
      while let byte = rest.popFirst() {
        switch byte {
        case UInt8(ascii: ";"):
          rest = []
        case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"):
          _ = rest.popFirst()
        case UInt8(ascii: "\""):
          rest = rest.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
        case UInt8(ascii: "["):
          let content = rest.prefix { $0 != UInt8(ascii: "]") }
          rest = rest.dropFirst(content.count + 1)
          readBrackets(content)
        case UInt8(ascii: "a") where rest.starts(with: "m/pm".utf8): rest = rest.dropFirst(4)
        case UInt8(ascii: "a") where rest.starts(with: "/p".utf8): rest = rest.dropFirst(2)
        default: read(byte)
        }
      }
      if openMonth { hasDay = true }
    }

    private mutating func read(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "y"), UInt8(ascii: "d"):
        hasDay = true
        isBehindHours = false
      case UInt8(ascii: "h"):
        hasTime = true
        isBehindHours = true
      case UInt8(ascii: "s"):
        hasTime = true
        openMonth = false
        isBehindHours = false
      case UInt8(ascii: "m"):
        if !isBehindHours { openMonth = true }
      case UInt8(ascii: "%"): hasPercent = true
      default: break
      }
    }

    /// Elapsed hours, minutes or seconds; anything else is a colour, a condition or a language.
    private mutating func readBrackets(_ content: ArraySlice<UInt8>) {
      guard let first = content.first, content.allSatisfy({ $0 == first }) else { return }
      switch first {
      case UInt8(ascii: "h"):
        hasTime = true
        isBehindHours = true
      case UInt8(ascii: "m"), UInt8(ascii: "s"): hasTime = true
      default: break
      }
    }
  }
}
