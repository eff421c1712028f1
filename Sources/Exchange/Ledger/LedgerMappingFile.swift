import Disbursement
public import Portfolio
import Rulebook
import Yams

/// What a user says of a ledger once, in a file: codes, sources, kinds and titles that it writes otherwise than the scenario.
///
/// ```yaml
/// schema: 1
/// codes:
///   "7894561": CT-01
///   "7894562": {project: CT-05, source: NST}
/// sources:
///   "Nguồn 41": NST
/// kinds:
///   "Chi khối lượng": volume
/// columns:
///   posting_date: Ngày KB duyệt
/// volume: gross
/// planYears: [2025]
/// ```
public struct LedgerMappingFile: Hashable, Sendable {
  /// As the user knows it.
  public let file: String
  public private(set) var mapping = LedgerMapping()
  /// By the words of the ledger.
  public private(set) var kinds: [String: PaymentKind] = [:]
  public private(set) var titles: [LedgerColumn: String] = [:]
  public private(set) var volume: VolumeMeaning?

  /// Kinds that a file may name.
  static let namedKinds: [PaymentKind] = PaymentKind.allCases.filter { $0 != .unknown }

  /// Where the mapping file of a ledger stands when nothing else is said: `ledger.csv` has `ledger.mapping.yaml` beside it.
  public static func path(of ledger: String) -> String {
    for suffix in [".csv", ".txt", ".tsv"] where ledger.lowercased().hasSuffix(suffix) {
      return WorkbookReading.mappingPath(of: String(ledger.dropLast(suffix.count)))
    }
    return WorkbookReading.mappingPath(of: ledger)
  }

  /// Whether anything has the name of a path.
  public static func exists(at path: String) -> Bool { InputFile.exists(path) }

  /// The file at a path; throws everything that is wrong with it, also against the scenario, at once.
  public static func read(at path: String, for scenario: Scenario) throws(InvalidInput) -> LedgerMappingFile {
    let bytes: [UInt8]
    do throws(InputFileDefect) {
      bytes = try InputFile.bytes(at: path, limit: YAMLTree.largestByteCount)
    } catch {
      throw InvalidInput([ScenarioPhrases.unreadable(error).diagnostic(file: path)])
    }
    guard bytes[...].isUTF8 else { throw InvalidInput([ScenarioPhrases.notUTF8.diagnostic(file: path)]) }
    return try read(text: String(decoding: bytes, as: UTF8.self), file: path, for: scenario.inputs.portfolio)
  }

  static func read(text: String, file: String, for portfolio: Portfolio) throws(InvalidInput) -> LedgerMappingFile {
    let collector = DiagnosticCollector()
    var mapping = LedgerMappingFile(file: file)
    if let top = YAMLTree.read(text: text, file: file, collector: collector) { mapping.read(top, portfolio) }
    try collector.throwIfErrors()
    return mapping
  }

  private init(file: String) { self.file = file }

  private mutating func read(_ top: YAMLMapping, _ portfolio: Portfolio) {
    let projects = Dictionary(portfolio.projects.map { ($0.id, $0) }) { first, _ in first }
    let sources = portfolio.sources.map(\.id)
    top.checkSchema(1)
    for (code, value) in top.mapping("codes", .optional)?.allValues() ?? [] {
      if let target = Self.target(value, projects) { mapping.codes[Self.text(code)] = target }
    }
    for (name, value) in top.mapping("sources", .optional)?.allValues() ?? [] {
      if let id = Self.source(value, sources) { mapping.sources[Self.text(name)] = id }
    }
    for (words, value) in top.mapping("kinds", .optional)?.allValues() ?? [] {
      if let kind = value.choice(from: Self.namedKinds.map { ($0.rawValue, $0) }) { kinds[Self.text(words)] = kind }
    }
    if let columns = top.mapping("columns", .optional) {
      for column in LedgerColumn.allCases { titles[column] = columns.string(column.rawValue, .optional) }
      columns.finish()
    }
    volume = top.choice("volume", .optional)
    mapping.planYears = Set((top.list("planYears", .optional) ?? []).compactMap { $0.integer(in: 1990...2100) })
    top.finish()
  }

  /// As cells of a ledger are compared: without outer spaces, composed.
  private static func text(_ key: String) -> String {
    TableText.string(TableText.trimmed(Array(key.utf8)[...]))
  }

  private static func target(_ value: YAMLValue, _ projects: [String: Project]) -> LedgerMapping.Target? {
    guard value.node.mapping != nil else {
      return project(value, projects).map { LedgerMapping.Target(project: $0.id) }
    }
    guard let part = value.mapping() else { return nil }
    let project = part.value("project").flatMap { self.project($0, projects) }
    let source = part.value("source", .optional)
    part.finish()
    guard let project else { return nil }
    guard let source else { return LedgerMapping.Target(project: project.id) }
    guard let id = self.source(source, project.allocations.map(\.sourceID)) else { return nil }
    return LedgerMapping.Target(project: project.id, source: id)
  }

  private static func project(_ value: YAMLValue, _ projects: [String: Project]) -> Project? {
    guard let id = value.string().map(text) else { return nil }
    if let project = projects[id] { return project }
    value.report(LedgerPhrases.unknownTarget(nearest: nearestWord(to: id, in: projects.keys.sorted())), found: id)
    return nil
  }

  private static func source(_ value: YAMLValue, _ known: [String]) -> String? {
    guard let id = value.string().map(text) else { return nil }
    if known.contains(id) { return id }
    value.report(LedgerPhrases.unknownTargetSource(known), found: id)
    return nil
  }
}

extension LedgerMappingFile {
  /// A file to fill in: what `earlier` says, and an empty place for every code, source and kind that is unmatched.
  public static func skeleton(
    for posting: LedgerPosting, of scenario: Scenario, after earlier: LedgerMappingFile?
  ) -> String {
    var skeleton = Skeleton(posting: posting, portfolio: scenario.inputs.portfolio)
    skeleton.write(earlier)
    return skeleton.lines.joined(separator: "\n") + "\n"
  }
}

/// The lines of a mapping file while it is written.
private struct Skeleton {
  let posting: LedgerPosting
  let portfolio: Portfolio
  private(set) var lines: [String] = []

  init(posting: LedgerPosting, portfolio: Portfolio) {
    self.posting = posting
    self.portfolio = portfolio
  }

  mutating func write(_ earlier: LedgerMappingFile?) {
    lines = [
      "# Điền mã của kịch bản sau dấu hai chấm, rồi chạy lại với --mapping; dòng để trống vẫn là chưa khớp.",
      "# Write the scenario's code after each colon and run again with --mapping; what stays empty stays unmatched.",
      "schema: 1",
    ]
    writeCodes(earlier)
    writeSources(earlier)
    writeKinds(earlier)
    if let titles = earlier?.titles, !titles.isEmpty {
      lines.append("columns:")
      for column in LedgerColumn.allCases {
        if let title = titles[column] { lines.append("  \(column.rawValue): \(Self.quoted(title))") }
      }
    }
    if let volume = earlier?.volume { lines.append("volume: \(volume.rawValue)") }
    let years = (earlier?.mapping.planYears ?? []).sorted().map(String.init)
    if !years.isEmpty { lines.append("planYears: [\(years.joined(separator: ", "))]") }
  }

  private mutating func writeCodes(_ earlier: LedgerMappingFile?) {
    let known = earlier?.mapping.codes ?? [:]
    var entries = Self.inOrder(known).map { code, target in
      "  \(Self.quoted(code)): " + (target.source.map { Self.pair(target.project, $0) } ?? Self.quoted(target.project))
    }
    let sources = Dictionary(portfolio.projects.map { ($0.id, $0.allocations.map(\.sourceID)) }) { first, _ in first }
    for (code, lines) in unmatched(by: \.project, where: { $0 == .unknownCode }) {
      entries.append("  \(Self.quoted(code)):\(comment(lines, names: lines.map(\.projectName)))")
    }
    for (code, lines) in unmatched(by: \.project, where: { $0 == .sourceNotNamed }) {
      let project = known[code]?.project ?? code
      let choice = (sources[project] ?? []).joined(separator: " | ")
      entries.removeAll { $0.hasPrefix("  \(Self.quoted(code)): ") }
      entries.append("  # source: \(choice)")
      entries.append("  \(Self.quoted(code)): {project: \(Self.quoted(project)), source: }\(comment(lines, names: []))")
    }
    write("codes", entries)
  }

  private mutating func writeSources(_ earlier: LedgerMappingFile?) {
    var entries = Self.inOrder(earlier?.mapping.sources ?? [:]).map { "  \(Self.quoted($0)): \(Self.quoted($1))" }
    let open = unmatched(by: \.source, where: { $0 == .unknownSource })
    if !open.isEmpty { entries.append("  # " + portfolio.sources.map(\.id).joined(separator: " | ")) }
    entries += open.map { "  \(Self.quoted($0)):\(comment($1, names: []))" }
    write("sources", entries)
  }

  private mutating func writeKinds(_ earlier: LedgerMappingFile?) {
    var entries = Self.inOrder(earlier?.kinds ?? [:]).map { "  \(Self.quoted($0)): \($1.rawValue)" }
    let open = unmatched(by: \.kind, where: { $0 == .unknownKind || $0 == .noKind })
    if !open.isEmpty {
      entries.append("  # " + LedgerMappingFile.namedKinds.map(\.rawValue).joined(separator: " | "))
    }
    entries += open.map { "  \(Self.quoted($0)):\(comment($1, names: []))" }
    write("kinds", entries)
  }

  private mutating func write(_ key: String, _ entries: [String]) {
    guard !entries.isEmpty else { return }
    lines.append("\(key):")
    lines += entries
  }

  /// Unmatched lines by what they write, in order.
  private func unmatched(
    by text: (LedgerLine) -> String, where isWanted: (LedgerFate.Mismatch) -> Bool
  ) -> [(String, [LedgerLine])] {
    let wanted = zip(posting.lines, posting.fates).filter { _, fate in
      guard case .unmatched(let mismatch) = fate else { return false }
      return isWanted(mismatch)
    }
    return Self.inOrder(Dictionary(grouping: wanted.map(\.0), by: text)).map { ($0.key, $0.value) }
  }

  private func comment(_ lines: [LedgerLine], names: [String]) -> String {
    let paid = lines.reduce(into: PaymentSums()) { $0 += $1.sums(volume: posting.volume) }.paid
    let rows = lines.prefix(5).map { String($0.row) }.joined(separator: ", ") + (lines.count > 5 ? ", …" : "")
    let name = names.first { !$0.isEmpty }.map { " · " + $0.filter { !$0.isNewline }.prefix(60) } ?? ""
    return "  # \(PhraseText.amount(paid, in: .dong).en) · \(lines.count == 1 ? "row" : "rows") \(rows)\(name)"
  }

  private static func inOrder<Value>(_ entries: [String: Value]) -> [(key: String, value: Value)] {
    entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  /// As YAML writes any text in double quotes.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func pair(_ project: String, _ source: String) -> String {
    "{project: \(quoted(project)), source: \(quoted(source))}"
  }
}
