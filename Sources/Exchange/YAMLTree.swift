import Portfolio
import Rulebook
import Yams

/// Whether a key may be left out.
enum Presence {
  case required
  case optional
}

/// A YAML file as a tree whose every node knows its line: the one way in which YAML is read here.
///
/// Stricter than YAML: one document, the top is a mapping, no anchors and aliases, no repeated or unknown keys, numbers
/// and dates unquoted or not at will but never `.inf`, `1_000` or `0x10`, booleans `true` and `false` only.
enum YAMLTree {
  static let largestByteCount = 4 << 20
  static let largestNodeCount = 200_000
  static let largestDepth = 100

  /// The top mapping of a file; nil after a report when the text is no such file.
  static func read(text: String, file: String, collector: DiagnosticCollector) -> YAMLMapping? {
    guard let root = compose(text: text, file: file, collector: collector) else { return nil }
    let value = YAMLValue(node: root, path: "", file: file, collector: collector)
    return value.mapping()
  }

  private static func compose(text: String, file: String, collector: DiagnosticCollector) -> Node? {
    guard text.utf8.count <= largestByteCount else {
      collector.report(
        Diagnostic(
          file: file, problem: BilingualText(vi: "tệp lớn hơn 4 MB", en: "the file is larger than 4 MB"),
          remedy: BilingualText(vi: "Chia nhỏ hoặc rút gọn tệp", en: "Split or shorten the file")))
      return nil
    }
    if let line = YAMLSyntax.lineOfExcessiveAliases(in: text) {
      collector.report(YAMLSyntax.aliasesNotAccepted(file: file, row: line, column: nil))
      return nil
    }
    let content = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    do {
      let parser = try Parser(yaml: content, encoding: .utf8)
      if let root = try parser.singleRoot() {
        // Nodes refer to their anchors weakly: the parser owns them.
        let problem = withExtendedLifetime(parser) {
          var census = YAMLCensus(file: file)
          return census.examine(root, depth: 1)
        }
        guard let problem else { return root }
        collector.report(problem)
        return nil
      }
      collector.report(
        Diagnostic(
          file: file, problem: BilingualText(vi: "tệp không có nội dung", en: "the file is empty"),
          remedy: BilingualText(
            vi: "Ghi các khóa theo mẫu, ít nhất là schema: 1", en: "Write the keys of the format, at least schema: 1")))
    } catch {
      collector.report(YAMLSyntax.diagnostic(of: error, text: content, file: file))
    }
    return nil
  }
}

/// A node with its place in the file and the path of keys that leads to it.
struct YAMLValue {
  let node: Node
  /// Such as `claims.monthlyRates[3]`; empty for the top.
  let path: String
  let file: String
  let collector: DiagnosticCollector

  var line: Int? { node.mark?.line }

  /// The text of a scalar, of whatever style; nil for a list or a mapping.
  var scalar: String? { node.scalar?.string }

  /// True for `key:` with nothing after it, `~` and `null`.
  var isNull: Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  func report(
    severity: Diagnostic.Severity = .error, found: String? = nil, problem: BilingualText, remedy: BilingualText
  ) {
    collector.report(
      Diagnostic(
        severity: severity, file: file, row: node.mark?.line, column: node.mark.map { String($0.column) }, found: found,
        problem: path.isEmpty
          ? problem : BilingualText(vi: "«\(path)»: \(problem.vi)", en: "«\(path)»: \(problem.en)"),
        remedy: remedy))
  }

  func mapping() -> YAMLMapping? {
    guard let mapping = node.mapping else {
      reportKind(BilingualText(vi: "các khóa con, mỗi khóa một dòng", en: "keys, each on its line"))
      return nil
    }
    return YAMLMapping(mapping, of: self)
  }

  func list() -> [YAMLValue]? {
    guard let sequence = node.sequence else {
      reportKind(
        BilingualText(vi: "danh sách [a, b] hoặc các dòng bắt đầu bằng -", en: "a list [a, b] or lines with -"))
      return nil
    }
    return sequence.enumerated().map { index, node in
      YAMLValue(node: node, path: "\(path)[\(index + 1)]", file: file, collector: collector)
    }
  }

  /// Text that is not blank.
  func string() -> String? {
    guard let scalar = node.scalar, !isNull else {
      reportKind(BilingualText(vi: "văn bản", en: "text"))
      return nil
    }
    let text = scalar.string.trimmedOfSpaces
    guard !text.isEmpty else {
      report(
        problem: BilingualText(vi: "để trống", en: "it is empty"),
        remedy: BilingualText(vi: "Ghi nội dung", en: "Write something here"))
      return nil
    }
    return text
  }

  func number(in range: ClosedRange<Double>) -> Double? {
    guard let text = plainScalar else {
      reportKind(BilingualText(vi: "một số, không có dấu nháy", en: "a number without quotes"))
      return nil
    }
    if YAMLSyntax.isNotFinite(text) {
      report(
        found: text, problem: BilingualText(vi: "không phải số hữu hạn", en: "it is not a finite number"),
        remedy: Self.range(range))
      return nil
    }
    guard YAMLSyntax.isNumber(text), let value = Double(text) else {
      reportKind(
        BilingualText(
          vi: "một số như 0.25 (dấu chấm thập phân, không phân nhóm)",
          en: "a number like 0.25 (no thousands separators)"))
      return nil
    }
    guard range.contains(value) else {
      report(
        found: text, problem: BilingualText(vi: "số ngoài khoảng cho phép", en: "the number is out of range"),
        remedy: Self.range(range))
      return nil
    }
    return value
  }

  func integer(in range: ClosedRange<Int>) -> Int? {
    guard let text = plainScalar, YAMLSyntax.isInteger(text) else {
      reportKind(BilingualText(vi: "một số nguyên không có dấu nháy", en: "a whole number without quotes"))
      return nil
    }
    guard let value = Int(text), range.contains(value) else {
      report(
        found: text, problem: BilingualText(vi: "số ngoài khoảng cho phép", en: "the number is out of range"),
        remedy: BilingualText(
          vi: "Ghi số nguyên từ \(range.lowerBound) đến \(range.upperBound)",
          en: "Write a whole number from \(range.lowerBound) to \(range.upperBound)"))
      return nil
    }
    return value
  }

  func date() -> Day? {
    guard let scalar = node.scalar, let parts = YAMLSyntax.dateParts(scalar.string) else {
      reportKind(BilingualText(vi: "ngày dạng 2026-06-30", en: "a date like 2026-06-30"))
      return nil
    }
    guard let day = Day(year: parts.year, month: parts.month, day: parts.day) else {
      report(
        found: scalar.string, problem: BilingualText(vi: "ngày không tồn tại", en: "there is no such date"),
        remedy: BilingualText(
          vi: "Ghi ngày có trong lịch, dạng 2026-06-30", en: "Write a day of the calendar, like 2026-06-30"))
      return nil
    }
    return day
  }

  func bool() -> Bool? {
    switch plainScalar {
    case "true": return true
    case "false": return false
    default:
      reportKind(BilingualText(vi: "true hoặc false", en: "true or false"))
      return nil
    }
  }

  /// One of the raw values of an enumeration.
  func choice<Choice>(of type: Choice.Type = Choice.self) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    choice(from: Choice.allCases.map { ($0.rawValue, $0) })
  }

  /// One of the words listed.
  func choice<Choice>(from words: [(word: String, value: Choice)]) -> Choice? {
    let list = words.map(\.word).joined(separator: ", ")
    guard let text = node.scalar?.string else {
      reportKind(BilingualText(vi: "một trong: \(list)", en: "one of: \(list)"))
      return nil
    }
    if let match = words.first(where: { $0.word == text }) { return match.value }
    let near = nearestWord(to: text, in: words.map(\.word))
    report(
      found: text, problem: BilingualText(vi: "giá trị lạ", en: "the value is unknown"),
      remedy: near.map {
        BilingualText(
          vi: "Có lẽ là «\($0)»; ghi một trong: \(list)", en: "Perhaps it is «\($0)»; write one of: \(list)")
      }
        ?? BilingualText(vi: "Ghi một trong: \(list)", en: "Write one of: \(list)"))
    return nil
  }

  private var plainScalar: String? {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return nil }
    return scalar.string
  }

  private func reportKind(_ expected: BilingualText) {
    let found: String? =
      switch node {
      case .scalar(let scalar): scalar.string
      case .mapping: "{…}"
      case .sequence: "[…]"
      case .alias: "*"
      }
    report(
      found: isNull ? nil : found,
      problem: isNull
        ? BilingualText(vi: "để trống", en: "it is empty")
        : BilingualText(vi: "không đúng kiểu", en: "it is of the wrong kind"),
      remedy: BilingualText(vi: "Ghi \(expected.vi)", en: "Write \(expected.en)"))
  }

  private static func range(_ range: ClosedRange<Double>) -> BilingualText {
    if range == YAMLSyntax.anyNumber { return BilingualText(vi: "Ghi một số", en: "Write a number") }
    let lower = YAMLSyntax.text(range.lowerBound)
    let upper = YAMLSyntax.text(range.upperBound)
    return BilingualText(vi: "Ghi số từ \(lower) đến \(upper)", en: "Write a number from \(lower) to \(upper)")
  }
}

/// A mapping that reports what is missing, what is wrong and, in the end, what nobody asked for.
///
/// An accessor returns nil when the key is absent or after it has reported why its value cannot be used; a key with an
/// empty value counts as absent.
final class YAMLMapping {
  let value: YAMLValue
  /// Keys in the file's order.
  let keys: [String]
  private let entries: [String: (key: Node, value: Node)]
  private var asked: [String] = []

  init(_ mapping: Node.Mapping, of value: YAMLValue) {
    self.value = value
    var entries: [String: (key: Node, value: Node)] = [:]
    var keys: [String] = []
    for (key, node) in mapping {
      guard let name = key.scalar?.string else {
        value.report(
          problem: BilingualText(vi: "khóa không phải là một từ", en: "a key is not a word"),
          remedy: BilingualText(vi: "Ghi khóa: giá trị", en: "Write key: value"))
        continue
      }
      keys.append(name)
      entries[name] = (key, node)
    }
    self.entries = entries
    self.keys = keys
  }

  var file: String { value.file }
  var path: String { value.path }
  var line: Int? { value.line }
  var collector: DiagnosticCollector { value.collector }

  /// True when the key stands in the file, even with an empty value; counts as asked for.
  func has(_ key: String) -> Bool {
    note(key)
    return entries[key] != nil
  }

  /// Those of the keys that stand in the file, in its order; all of them count as asked for.
  func present(of wanted: [String]) -> [String] {
    for key in wanted { note(key) }
    return keys.filter(wanted.contains)
  }

  /// The value of a key, of any kind; nil when absent or empty, after a report when it is required.
  func value(_ key: String, _ presence: Presence = .required) -> YAMLValue? {
    note(key)
    guard let entry = entries[key] else {
      if presence == .required { reportMissing(key) }
      return nil
    }
    let found = YAMLValue(
      node: entry.value, path: path.isEmpty ? key : "\(path).\(key)", file: file, collector: collector)
    guard found.isNull else { return found }
    if presence == .required {
      found.report(
        problem: BilingualText(vi: "để trống", en: "it is empty"),
        remedy: BilingualText(vi: "Ghi giá trị của khóa", en: "Write the value of the key"))
    }
    return nil
  }

  func string(_ key: String, _ presence: Presence = .required) -> String? { value(key, presence)?.string() }

  func number(_ key: String, in range: ClosedRange<Double>, _ presence: Presence = .required) -> Double? {
    value(key, presence)?.number(in: range)
  }

  func integer(_ key: String, in range: ClosedRange<Int>, _ presence: Presence = .required) -> Int? {
    value(key, presence)?.integer(in: range)
  }

  func date(_ key: String, _ presence: Presence = .required) -> Day? { value(key, presence)?.date() }

  func bool(_ key: String, _ presence: Presence = .required) -> Bool? { value(key, presence)?.bool() }

  func choice<Choice>(_ key: String, of type: Choice.Type = Choice.self, _ presence: Presence = .required) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    value(key, presence)?.choice(of: type)
  }

  func mapping(_ key: String, _ presence: Presence = .required) -> YAMLMapping? { value(key, presence)?.mapping() }

  func list(_ key: String, _ presence: Presence = .required) -> [YAMLValue]? { value(key, presence)?.list() }

  /// A list of mappings; those items that are none are reported and left out.
  func mappings(_ key: String, _ presence: Presence = .required) -> [YAMLMapping]? {
    list(key, presence)?.compactMap { $0.mapping() }
  }

  /// Text with the keys `vi` and `en`.
  func bilingualText(_ key: String, _ presence: Presence = .required) -> BilingualText? {
    guard let mapping = mapping(key, presence) else { return nil }
    let vi = mapping.string("vi")
    let en = mapping.string("en")
    mapping.finish()
    guard let vi, let en else { return nil }
    return BilingualText(vi: vi, en: en)
  }

  /// All keys with their values, for a mapping whose keys are free; each counts as asked for.
  func allValues() -> [(key: String, value: YAMLValue)] {
    keys.compactMap { key in value(key, .optional).map { (key, $0) } }
  }

  /// Checks the key `schema` against the one number that this program reads.
  func checkSchema(_ number: Int) {
    guard let value = value("schema"), let found = value.integer(in: 0...Int.max), found != number else { return }
    value.report(
      found: String(found),
      problem: BilingualText(vi: "phiên bản định dạng không đọc được", en: "this version of the format cannot be read"),
      remedy: BilingualText(vi: "Ghi schema: \(number)", en: "Write schema: \(number)"))
  }

  /// Reports the keys that no accessor has asked for. Call it when everything has been asked.
  func finish() {
    for key in keys where !asked.contains(key) {
      guard let entry = entries[key] else { continue }
      let place = YAMLValue(node: entry.key, path: path, file: file, collector: collector)
      let isEmpty = YAMLValue(node: entry.value, path: path, file: file, collector: collector).isNull
      place.report(
        found: key, problem: BilingualText(vi: "khóa lạ", en: "the key is unknown"),
        remedy: remedy(forUnknown: key, isEmpty: isEmpty))
    }
  }

  private func remedy(forUnknown key: String, isEmpty: Bool) -> BilingualText {
    if let near = nearestWord(to: key, in: asked) {
      return BilingualText(vi: "Có lẽ là «\(near)»", en: "Perhaps it is «\(near)»")
    }
    if isEmpty {
      return BilingualText(
        vi: "Văn bản có dấu phẩy trong { } phải đặt trong dấu nháy", en: "Put text with a comma inside { } in quotes")
    }
    let list = asked.joined(separator: ", ")
    return BilingualText(vi: "Bỏ khóa này; các khóa được dùng: \(list)", en: "Remove it; the keys are: \(list)")
  }

  /// Reports something about a key's own place, or the mapping's when the key is absent.
  func report(
    _ key: String, severity: Diagnostic.Severity = .error, found: String? = nil, problem: BilingualText,
    remedy: BilingualText
  ) {
    let node = entries[key]?.key ?? value.node
    YAMLValue(node: node, path: path.isEmpty ? key : "\(path).\(key)", file: file, collector: collector)
      .report(severity: severity, found: found, problem: problem, remedy: remedy)
  }

  private func note(_ key: String) {
    if !asked.contains(key) { asked.append(key) }
  }

  private func reportMissing(_ key: String) {
    let near = keys.filter { !asked.contains($0) }.first { nearestWord(to: $0, in: [key]) != nil }
    value.report(
      problem: BilingualText(vi: "thiếu khóa «\(key)»", en: "the key «\(key)» is missing"),
      remedy: near.map {
        BilingualText(vi: "Thêm «\(key)»; có lẽ đã ghi thành «\($0)»", en: "Add «\(key)»; perhaps it is «\($0)»")
      }
        ?? BilingualText(vi: "Thêm «\(key)»", en: "Add «\(key)»"))
  }
}

/// Counts the nodes of a tree and finds what is refused wherever it stands.
private struct YAMLCensus {
  let file: String
  private var count = 0

  init(file: String) { self.file = file }

  mutating func examine(_ node: Node, depth: Int) -> Diagnostic? {
    count += 1
    if count > YAMLTree.largestNodeCount || depth > YAMLTree.largestDepth { return tooMuch(at: node) }
    if node.anchor != nil {
      return YAMLSyntax.aliasesNotAccepted(
        file: file, row: node.mark?.line, column: node.mark.map { String($0.column) })
    }
    switch node {
    case .scalar, .alias: break
    case .sequence(let sequence):
      for item in sequence {
        if let problem = examine(item, depth: depth + 1) { return problem }
      }
    case .mapping(let mapping):
      for (key, value) in mapping {
        if let problem = examine(key, depth: depth + 1) ?? examine(value, depth: depth + 1) { return problem }
      }
    }
    return nil
  }

  private func tooMuch(at node: Node) -> Diagnostic {
    Diagnostic(
      file: file, row: node.mark?.line, column: node.mark.map { String($0.column) },
      problem: BilingualText(
        vi: "tệp có quá nhiều phần tử (\(YAMLTree.largestNodeCount)) hoặc lồng quá sâu (\(YAMLTree.largestDepth))",
        en:
          "the file has too many elements (\(YAMLTree.largestNodeCount)) or is nested too deep (\(YAMLTree.largestDepth))"
      ),
      remedy: BilingualText(vi: "Rút gọn tệp", en: "Shorten the file"))
  }
}
