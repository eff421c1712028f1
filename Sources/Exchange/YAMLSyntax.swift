import Rulebook
import Yams

/// How words of YAML files are told apart, and the parser's errors in words for users.
enum YAMLSyntax {
  /// For numbers whose range is checked later.
  static let anyNumber = -1e15...1e15

  static func isInteger(_ text: String) -> Bool {
    let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// `12`, `-0.5`, `1e-3`; neither `1_000`, `0x10`, `.inf` nor `1,5`.
  static func isNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == 45 || sign == 43 { rest = rest.dropFirst() }
    let whole = rest.prefix { (48...57).contains($0) }
    rest = rest.dropFirst(whole.count)
    var digits = whole.count
    if rest.first == 46 {
      let fraction = rest.dropFirst().prefix { (48...57).contains($0) }
      digits += fraction.count
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard digits > 0 else { return false }
    guard let mark = rest.first, mark == 101 || mark == 69 else { return rest.isEmpty }
    return isInteger(String(Substring(rest.dropFirst())))
  }

  /// `.nan`, `.inf`, `inf`, `NaN` and their like, and numbers too large for a double.
  static func isNotFinite(_ text: String) -> Bool {
    let word = text.lowercased().drop { "+-.".contains($0) }
    if ["nan", "inf", "infinity"].contains(word) { return true }
    guard isNumber(text), let value = Double(text) else { return false }
    return !value.isFinite
  }

  /// Year, month and day of `2026-06-30` or `30/06/2026`, not yet checked against the calendar.
  static func dateParts(_ text: String) -> (year: Int, month: Int, day: Int)? {
    let isISO = text.contains("-")
    let parts = text.split(separator: isISO ? "-" : "/", omittingEmptySubsequences: false)
    guard parts.count == 3,
      parts.allSatisfy({ (1...4).contains($0.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let first = Int(parts[0]), let month = Int(parts[1]), let last = Int(parts[2])
    else { return nil }
    let yearDigits = isISO ? parts[0].count : parts[2].count
    guard yearDigits == 4, parts[1].count <= 2 else { return nil }
    return isISO ? (first, month, last) : (last, month, first)
  }

  /// A number as it would be written in a file: `1`, `0.95`.
  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return String(value)
  }

  /// The line on which aliases become more than a file of ours could hold by accident; nil when they never do.
  ///
  /// Aliases are refused once the tree is there; but a tree of aliases used as keys takes exponential time to compose, so
  /// that text with many of them is refused before. Comments and markers followed by a space do not count.
  static func lineOfExcessiveAliases(in text: String) -> Int? {
    guard text.utf8.contains(42) else { return nil }
    var count = 0
    var line = 1
    var previous: UInt8 = 10
    var isComment = false
    var isCandidate = false
    for byte in text.utf8 {
      if isCandidate, byte > 32 {
        count += 1
        if count > 16 { return line }
      }
      if byte == 35, previous <= 32 { isComment = true }
      isCandidate = byte == 42 && !isComment && (previous <= 32 || Array("[{,:-?".utf8).contains(previous))
      if byte == 10 {
        line += 1
        isComment = false
      }
      previous = byte
    }
    return nil
  }

  static func aliasesNotAccepted(file: String, row: Int?, column: String?) -> Diagnostic {
    Diagnostic(
      file: file, row: row, column: column,
      problem: BilingualText(
        vi: "không dùng neo (&) và bí danh (*) của YAML", en: "anchors (&) and aliases (*) of YAML are not accepted"),
      remedy: BilingualText(
        vi: "Ghi lại đầy đủ giá trị; văn bản bắt đầu bằng & hoặc * phải đặt trong dấu nháy",
        en: "Write the value out; put text that starts with & or * in quotes"))
  }

  static func diagnostic(of error: any Error, text: String, file: String) -> Diagnostic {
    switch error as? YamlError {
    case .duplicatedKeysInMapping(let keys, let context):
      repeatedKey(keys, firstMark: context.mark, text: text, file: file)
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      invalidSyntax(problem, mark: mark, text: text, file: file)
    case .composer(_, let problem, let mark, _):
      composing(problem, mark: mark, text: text, file: file)
    case .reader(_, let offset, _, _):
      unreadable(offset: offset, text: text, file: file)
    default:
      Diagnostic(
        file: file, problem: BilingualText(vi: "không đọc được tệp YAML", en: "the YAML file cannot be read"),
        remedy: BilingualText(vi: "Kiểm tra lại nội dung tệp", en: "Check what the file holds"))
    }
  }

  private static func repeatedKey(_ keys: [String], firstMark: Mark, text: String, file: String) -> Diagnostic {
    let key = keys.first ?? ""
    return Diagnostic(
      file: file, row: lineRepeating(key, after: firstMark, in: text) ?? firstMark.line,
      column: String(firstMark.column), found: key,
      problem: BilingualText(
        vi: "khóa lặp lại khóa ở dòng \(firstMark.line)", en: "the key repeats the one on line \(firstMark.line)"),
      remedy: BilingualText(vi: "Bỏ hoặc đổi tên một trong hai", en: "Remove or rename one of the two"))
  }

  /// The line after the mark that starts with the same key at the same indent, in block style.
  private static func lineRepeating(_ key: String, after mark: Mark, in text: String) -> Int? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated().dropFirst(mark.line) {
      let indent = line.prefix { $0 == " " }.count
      let words = line.dropFirst(indent)
      if words.isEmpty || words.first == "#" { continue }
      if indent + 1 < mark.column { return nil }
      guard indent + 1 == mark.column else { continue }
      for written in [key, "\"\(key)\"", "'\(key)'"] where words.hasPrefix(written) {
        if words.dropFirst(written.count).drop(while: { $0 == " " }).first == ":" { return index + 1 }
      }
    }
    return nil
  }

  private static func invalidSyntax(_ problem: String, mark: Mark, text: String, file: String) -> Diagnostic {
    Diagnostic(
      file: file, row: mark.line, column: String(mark.column), found: excerpt(of: text, line: mark.line),
      problem: BilingualText(vi: "sai cú pháp YAML (\(problem))", en: "this is no valid YAML (\(problem))"),
      remedy: remedy(for: problem))
  }

  private static func remedy(for problem: String) -> BilingualText {
    if problem.contains("tab") || problem.contains("cannot start any token") {
      return BilingualText(
        vi: "Thụt dòng bằng dấu cách, không bằng tab; đặt văn bản có ký tự đặc biệt trong dấu nháy",
        en: "Indent with spaces, not tabs; put text with special characters in quotes")
    }
    if problem.contains("nest") || problem.contains("maximum") {
      return BilingualText(vi: "Bớt lồng nhau", en: "Nest less deeply")
    }
    return BilingualText(
      vi: "Kiểm tra thụt dòng, dấu hai chấm, dấu nháy và ngoặc ở dòng này và dòng trước",
      en: "Check indents, colons, quotes and brackets on this line and the one before")
  }

  private static func composing(_ problem: String, mark: Mark, text: String, file: String) -> Diagnostic {
    if problem.contains("alias") { return aliasesNotAccepted(file: file, row: mark.line, column: String(mark.column)) }
    return Diagnostic(
      file: file, row: mark.line, column: String(mark.column), found: excerpt(of: text, line: mark.line),
      problem: BilingualText(vi: "tệp có hơn một tài liệu YAML", en: "the file holds more than one YAML document"),
      remedy: BilingualText(vi: "Bỏ dấu --- và phần sau nó", en: "Remove --- and what follows it"))
  }

  private static func unreadable(offset: Int?, text: String, file: String) -> Diagnostic {
    let row = offset.map { offset in text.prefix(offset).reduce(1) { $0 + ($1.isNewline ? 1 : 0) } }
    return Diagnostic(
      file: file, row: row,
      problem: BilingualText(
        vi: "có ký tự điều khiển không được phép", en: "it holds a control character that is not allowed"),
      remedy: BilingualText(
        vi: "Xóa ký tự đó; lưu tệp dạng văn bản UTF-8", en: "Delete it; save the file as UTF-8 text"))
  }

  private static func excerpt(of text: String, line: Int) -> String? {
    let lines = text.split(maxSplits: line, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.indices.contains(line - 1) else { return nil }
    let found = String(lines[line - 1].prefix(200)).trimmedOfSpaces
    return found.isEmpty ? nil : found
  }
}

extension String {
  /// Without spaces, tabs and line ends at both ends.
  var trimmedOfSpaces: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
