import Portfolio

/// The rows of a list as a tree, and what each of them is.
///
/// Rows are told apart by how they are numbered, by which cells are filled, by what they say and by what they sum, and never by one of these alone where
/// another contradicts it: what remains open is unknown, or doubtful until a stated sum confirms it.
struct ListOutline {
  enum Kind: Equatable {
    case project(isDoubtful: Bool)
    case heading(isDoubtful: Bool)
    /// A part of the project above, whose amounts the project's own include.
    case part(isDoubtful: Bool)
    /// What one source gives to the project above.
    case source
    /// Further amounts of the project above.
    case continuation
    case total
    case note
    case unknown
  }

  let lines: [ListLine]
  private(set) var kinds: [Kind] = []
  private var parents: [Int?] = []
  private var children: [[Int]] = []
  /// Lines that stand in the tree, by ascending place.
  private var nodes: [Int] = []
  private var ranks: [Int] = []
  private var measures: [Int128] = []
  private let reader: ListLineReader
  private let projectRows: Set<Int>?
  /// Whether projects are described by more than name and amounts.
  private var hasDescriptions = false
  /// Whether most rows have neither a number nor a mark.
  private var isUnnumbered = false

  init(_ lines: [ListLine], reader: ListLineReader, mapping: PlanListMapping?) {
    self.lines = lines
    self.reader = reader
    projectRows = mapping?.projectRows
    measures = lines.map { Self.measure($0, reader, isPaid: false) }
    if measures.allSatisfy({ $0 == 0 }) { measures = lines.map { Self.measure($0, reader, isPaid: true) } }
    kinds = lines.map { Self.plainKind($0, reader) ?? .unknown }
    nodes = lines.indices.filter { Self.plainKind(lines[$0], reader) == nil }
    let amounts = nodes.map { lines[$0] }.filter { $0.hasAmount && $0.meaning == .nothing }
    let full = amounts.count(where: \.isFull)
    hasDescriptions = full >= 2 && full * 3 >= amounts.count
    isUnnumbered = !hasDescriptions && amounts.count(where: \.isNumbered) * 4 <= amounts.count
    ranks = Array(repeating: 0, count: lines.count)
    for position in nodes.indices.reversed() { ranks[nodes[position]] = rank(at: position) }
    plant()
    for node in nodes { kinds[node] = kind(of: node) }
  }

  private static func measure(_ line: ListLine, _ reader: ListLineReader, isPaid: Bool) -> Int128 {
    let columns = reader.columns
    let whole = reader.amounts.money(line.row, columns.column(of: isPaid ? .paidToDate : .plan))
    guard whole == .zero else { return Int128(whole.dong) }
    return (isPaid ? columns.paidSources : columns.planSources).reduce(0) {
      $0 + Int128(reader.amounts.money(line.row, $1.column).dong)
    }
  }

  /// What a line is wherever it stands; nil where that depends on others.
  private static func plainKind(_ line: ListLine, _ reader: ListLineReader) -> Kind? {
    if !line.isFull, line.numbering.style.rank < 2, line.numbering.ordinal == nil, ListLineReader.isTotal(line.text) {
      return line.hasAmount ? .total : .note
    }
    let isNumbered = line.numbering != .none || !line.id.isEmpty
    let isAmount = line.hasAmount || line.hasUnreadDigits || isNumbered && line.isUnreadable
    if line.nameRow < line.row.number {
      return !isAmount ? .note : reader.columns.column(of: .sourceID) == nil ? .unknown : .continuation
    }
    let source = reader.columns.column(of: .sourceID).map { line.row.text($0, style: .plain) } ?? ""
    if line.label.isEmpty, line.numbering == .none {
      if !line.hasAmount, !line.hasUnreadDigits { return .note }
      if line.id.isEmpty { return source.isEmpty ? nil : .continuation }
    }
    if !isAmount, line.id.isEmpty, line.numbering.style == .none, line.meaning == .nothing { return .note }
    return nil
  }

  // MARK: The tree

  /// The rank of a row that nothing marks.
  private static let loose = 9

  /// Zero for headings, more for what stands under them.
  private func rank(at position: Int) -> Int {
    let line = lines[nodes[position]]
    let style = line.numbering.style
    if line.isFull { return max(style == .none ? 1 : 0, line.rank) }
    if style == .none {
      if line.meaning != .nothing { return isSourceBelowProject(position) ? Self.loose : 0 }
      if position > 0, ListHeadings.isPartOfProject(ListWords(line.text)) { return Self.loose }
      let isDivided = position + 1 < nodes.count && lines[nodes[position + 1]].dividesProject
      if isUnnumbered { return isDivided || !sums(position, atLeast: 2) ? 1 : 0 }
      return !isDivided && sums(position, atLeast: 1) ? 0 : Self.loose
    }
    guard case .arabic = style, position + 1 < nodes.count else { return line.rank }
    let next = lines[nodes[position + 1]]
    let isRestart = next.numbering.style == style && next.numbering.ordinal == 1
    let isHead = line.meaning != .nothing && (isRestart || next.isFull || next.rank > line.rank)
    let isBare = (hasDescriptions && next.isFull && next.rank <= line.rank) || isRestart
    let isProject = projectRows?.contains(line.row.number) ?? false
    return !isProject && (isHead || isBare && (!line.hasAmount || sums(position, atLeast: 1))) ? 0 : style.rank
  }

  /// Whether rows below this one, from the next on and of its kind, add up to it.
  private func sums(_ position: Int, atLeast least: Int) -> Bool {
    let own = measures[nodes[position]]
    guard own != 0, position + 1 < nodes.count else { return false }
    let first = lines[nodes[position + 1]]
    var (sum, count): (Int128, Int) = (0, 0)
    for node in nodes[(position + 1)...].prefix(10_000) {
      let line = lines[node]
      if line.rank > first.rank { continue }
      guard line.numbering.style == first.numbering.style || line.isFull else { return false }
      sum += measures[node]
      count += 1
      if sum == own, count >= least { return true }
      if sum > own { return false }
    }
    return false
  }

  /// Whether an unnumbered row that names a source divides the project above it.
  private func isSourceBelowProject(_ position: Int) -> Bool {
    guard lines[nodes[position]].isSource, position > 0 else { return false }
    var first = position
    while first > 0, isLoose(first - 1) { first -= 1 }
    guard first > 0, lines[nodes[first - 1]].isFull || lines[nodes[first - 1]].numbering.ordinal != nil else {
      return false
    }
    let run = nodes[first...].enumerated().prefix { isLoose(first + $0.offset) }.map { measures[$0.element] }
    return run.reduce(0, +) == measures[nodes[first - 1]]
  }

  private func isLoose(_ position: Int) -> Bool {
    let line = lines[nodes[position]]
    return line.isSource && line.numbering.style == .none && line.hasAmount
  }

  private enum Key: Hashable {
    case numbered(ListNumbering.Style)
    case source, group, owner, other
  }

  private func key(_ line: ListLine, _ rank: Int) -> Key {
    if (1..<7).contains(rank) { return .other }
    if line.numbering.style != .none { return .numbered(line.numbering.style) }
    switch line.meaning {
    case .source: return .source
    case .group, .asked: return .group
    case .owner: return .owner
    case .nothing: return .other
    }
  }

  private mutating func plant() {
    parents = Array(repeating: nil, count: lines.count)
    children = Array(repeating: [], count: lines.count)
    var stack: [(rank: Int, key: Key, node: Int)] = []
    for node in nodes {
      let rank = ranks[node]
      let key = key(lines[node], rank)
      while let top = stack.last, top.rank > rank { stack.removeLast() }
      if let same = stack.firstIndex(where: { $0.rank == rank && $0.key == key }) { stack.removeSubrange(same...) }
      parents[node] = stack.last?.node
      if let parent = stack.last?.node { children[parent].append(node) }
      stack.append((rank, key, node))
    }
  }

  /// How many of the open headings, from the first on, a line stands under.
  func openCount(at node: Int, among open: [Int]) -> Int {
    var above: Set<Int> = []
    var next = parents[node]
    while let parent = next {
      above.insert(parent)
      next = parents[parent]
    }
    return open.prefix { above.contains($0) }.count
  }

  func hasParts(_ node: Int) -> Bool { children[node].contains { kinds[$0] == .source } }

  // MARK: Kinds

  /// Parents come before their children.
  private func kind(of node: Int) -> Kind {
    let line = lines[node]
    if let parent = parents[node] {
      switch kinds[parent] {
      case .project: return partKind(node, of: parent)
      case .part, .source: return .part(isDoubtful: false)
      case .unknown where ranks[node] > 0 && !line.isFull && projectRows == nil:
        return line.hasAmount ? .unknown : .note
      default: break
      }
    }
    if projectRows?.contains(line.row.number) == true { return .project(isDoubtful: false) }
    let below = children[node].filter { lines[$0].hasAmount }
    if below.isEmpty { return leafKind(node) }
    if let told = projectRows, below.contains(where: { told.contains(lines[$0].row.number) }) {
      return .heading(isDoubtful: false)
    }
    return innerKind(node, below)
  }

  private func leafKind(_ node: Int) -> Kind {
    let line = lines[node]
    let isAmount = line.hasAmount || line.isUnreadable
    if line.isFull { return .project(isDoubtful: false) }
    if ranks[node] == 0 { return isAmount && !isSumOfHeadings(node) ? .unknown : .heading(isDoubtful: false) }
    if ranks[node] == Self.loose { return .unknown }
    if !isAmount {
      return line.numbering.ordinal != nil && line.meaning == .nothing ? .project(isDoubtful: false) : .note
    }
    if line.numbering.style == .none { return .project(isDoubtful: !isUnnumbered || sumsNext(node)) }
    return .project(isDoubtful: hasDescriptions || repeatsNumber(node))
  }

  /// An unnumbered row with the amount of the next one may be its heading.
  private func sumsNext(_ node: Int) -> Bool {
    guard let next = nodes.first(where: { $0 > node }) else { return false }
    return measures[next] == measures[node]
  }

  /// A heading of others, such as the whole list's, whose own children are headings.
  private func isSumOfHeadings(_ node: Int) -> Bool { !children[node].isEmpty }

  /// Whether the number does not follow that of the row before it under the same heading.
  private func repeatsNumber(_ node: Int) -> Bool {
    guard let ordinal = lines[node].numbering.ordinal, let parent = parents[node] else { return false }
    let siblings = children[parent]
    guard let place = siblings.firstIndex(of: node), place > 0,
      let before = lines[siblings[place - 1]].numbering.ordinal
    else { return false }
    return ordinal <= before
  }

  private func innerKind(_ node: Int, _ below: [Int]) -> Kind {
    let line = lines[node]
    let isFullBelow = below.contains { lines[$0].isFull }
    let isSum = below.reduce(0) { $0 + measures[$1] } == measures[node]
    if line.isFull {
      guard isFullBelow else { return .project(isDoubtful: false) }
      if ranks[node] == 0, line.id.isEmpty { return .heading(isDoubtful: false) }
      let isCodedBelow = below.contains { !lines[$0].id.isEmpty }
      if isCodedBelow != !line.id.isEmpty, isSum || !line.hasAmount {
        return isCodedBelow ? .heading(isDoubtful: false) : .project(isDoubtful: false)
      }
      return .unknown
    }
    // What adds up to an unnumbered row may be projects below a heading, or parts of a project.
    let isOpen = line.numbering.style == .none && line.meaning == .nothing
    if isOpen, !isFullBelow, ranks[node] == 0, below.contains(where: { !lines[$0].isNumbered }) { return .unknown }
    if isFullBelow || ranks[node] == 0 { return .heading(isDoubtful: false) }
    if below.allSatisfy({ lines[$0].isSource }) { return .project(isDoubtful: hasDescriptions) }
    if line.meaning != .nothing { return .heading(isDoubtful: false) }
    if below.allSatisfy({ ListHeadings.isPartOfProject(ListWords(lines[$0].text)) }) {
      return .project(isDoubtful: hasDescriptions)
    }
    return line.hasAmount ? .unknown : .heading(isDoubtful: true)
  }

  /// What stands below a project: sources where one of its rows reads like one, else parts that it includes.
  private func partKind(_ node: Int, of project: Int) -> Kind {
    let line = lines[node]
    guard line.hasAmount else { return .part(isDoubtful: false) }
    let siblings = children[project].filter { lines[$0].hasAmount }
    let sum = siblings.reduce(0) { $0 + measures[$1] }
    let isPart = siblings.contains { ListHeadings.isPartOfProject(ListWords(lines[$0].text)) }
    if !isPart, siblings.contains(where: { lines[$0].isSource }), reader.columns.planSources.isEmpty { return .source }
    if sum == measures[project] { return .part(isDoubtful: false) }
    // What is less than the project may be a part of it, or a project of its own.
    guard sum < measures[project], !line.isFull, isPart || ranks[node] < Self.loose else { return .unknown }
    let isSaid = siblings.allSatisfy { ListHeadings.isSurelyPart(ListWords(lines[$0].text)) }
    return .part(isDoubtful: !isSaid)
  }
}
