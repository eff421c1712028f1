import Portfolio
import Workbook

/// The rows below the head, each known for what it is: no row with an amount is left out without being summed or asked about.
struct ListRows {
  /// A row with a project's amounts from one heading.
  struct Occurrence {
    var row: SheetGrid.Row
    /// What the headings above say.
    var source: String?
    /// Rows below that divide its amounts by source.
    var parts: [(row: SheetGrid.Row, source: String)] = []
  }

  struct Project {
    var occurrences: [Occurrence]
    var name: String
    var id: String
    var number: String
    var group: ProjectGroup?
    var owner: String?
    /// The number of the heading above, for a code where the list has none.
    var headingNumber = ""

    var row: SheetGrid.Row { occurrences[0].row }
  }

  /// A row that states a sum, with the rows that it may sum, as places in ``entries``.
  struct Sum {
    var row: SheetGrid.Row
    var ranges: [Range<Int>]
  }

  private(set) var projects: [Project] = []
  private(set) var headings: [PlanListReading.Heading] = []
  private(set) var skipped: [PlanListReading.Skipped] = []
  private(set) var questions: [PlanListReading.Question] = []
  private(set) var sums: [Sum] = []
  /// Rows with amounts of projects in the order of the list, each with the rows of its parts.
  private(set) var entries: [(row: SheetGrid.Row, parts: [SheetGrid.Row])] = []
  /// What has been taken for a project or a heading on little evidence, by its place among the entries.
  private(set) var doubtful: [(line: ListLine, place: Int)] = []
  /// Rows with amounts that are nothing known.
  private(set) var unknown: [ListLine] = []
  /// Rows of projects that the sheet hides.
  private(set) var hiddenCount = 0

  private let reader: ListLineReader
  private let mapping: PlanListMapping?
  private var open: [OpenHeading] = []
  private var totals: [(row: SheetGrid.Row, place: Int, open: [Int])] = []
  private var lastProject: (project: Int, occurrence: Int)?
  private var places: [String: [Int]] = [:]

  private struct OpenHeading {
    var node: Int
    var meaning: PlanListReading.HeadingMeaning
    var number: String
    /// Among ``headings``.
    var place: Int
    var first: Int
  }

  init(
    _ grid: SheetGrid, head: SheetHead, columns: ListColumns, amounts: ListAmounts, year: FiscalYear?,
    mapping: PlanListMapping?
  ) {
    reader = ListLineReader(grid, head: head, columns: columns, amounts: amounts, year: year, mapping: mapping)
    self.mapping = mapping
    askOfRowsAbove(grid, head)
    let outline = ListOutline(lines(of: grid, head: head), reader: reader, mapping: mapping)
    for index in outline.lines.indices { take(index, in: outline) }
    close(downTo: 0)
    settleTotals()
    for heading in headings where heading.meaning == .asked && heading.projectCount > 0 {
      questions.append(.heading(row: heading.row, text: heading.text))
    }
    hiddenCount = entries.count { grid.hiddenRows.contains($0.row.number) }
    askForGroup(hasColumn: columns.column(of: .group) != nil)
  }

  /// Amounts above the head belong to a table of their own.
  private mutating func askOfRowsAbove(_ grid: SheetGrid, _ head: SheetHead) {
    let above = grid.rows.first { row in
      row.number < head.rows.lowerBound && mapping?.skippedRows.contains(row.number) != true
        && reader.amountColumns.contains { row[$0]?.isNumber ?? false } && row.cells.count >= 3
    }
    if let above { questions.append(.otherTable(row: above.number)) }
  }

  // MARK: Lines

  private mutating func lines(of grid: SheetGrid, head: SheetHead) -> [ListLine] {
    var lines: [ListLine] = []
    var lastLetter: Character?
    var isHead = false
    let numberTexts = grid.rows.first { $0.number == head.numberRow }?.cells.map { $0.text(style: .plain) }
    for raw in grid.rows where raw.number > head.rows.upperBound {
      let row = reader.filled(raw)
      let isNumbers =
        raw.number == head.numberRow || raw.cells.map { $0.text(style: .plain) } == numberTexts
        || isHead && SheetHead.numbersColumns(raw, head.titles.count)
      if isNumbers {
        skip(raw, "", .columnNumbers)
        continue
      }
      isHead = reader.repeatsHead(raw)
      if isHead {
        skip(raw, raw.cells.first?.text(style: .plain) ?? "", .head)
        continue
      }
      let line = reader.line(row, after: lastLetter)
      if mapping?.skippedRows.contains(row.number) == true {
        skip(row, line.label, .asTold)
        continue
      }
      if reader.isOtherHead(raw) {
        questions.append(.otherTable(row: raw.number))
        break
      }
      if line.numbering.style == .letter { lastLetter = line.numbering.text.uppercased().first }
      lines.append(line)
    }
    return lines
  }

  private mutating func skip(_ row: SheetGrid.Row, _ label: String, _ reason: PlanListReading.Reason) {
    let text = label.isEmpty ? reader.anyText(row) : label
    skipped.append(PlanListReading.Skipped(row: row.number, text: text, reason: reason))
  }

  // MARK: What each line is

  private mutating func take(_ index: Int, in outline: ListOutline) {
    let line = outline.lines[index]
    switch outline.kinds[index] {
    case .total:
      skip(line.row, line.label, .total)
      totals.append((line.row, entries.count, open.map(\.place)))
    case .note: skip(line.row, line.label, .note)
    case .part(let isDoubtful):
      if isDoubtful { doubtful.append((line, entries.count)) }
      skip(line.row, line.label, .part)
    case .source: source(line)
    case .continuation: continuation(line)
    case .unknown:
      unknown.append(line)
      lastProject = nil
    case .heading(let isDoubtful):
      if isDoubtful { doubtful.append((line, entries.count)) }
      heading(line, index, in: outline)
    case .project(let isDoubtful):
      close(downTo: outline.openCount(at: index, among: open.map(\.node)))
      guard line.hasAmount || line.isUnreadable || outline.hasParts(index) else {
        lastProject = nil
        return skip(line.row, line.label, .noPlan)
      }
      if isDoubtful { doubtful.append((line, entries.count)) }
      project(line)
    }
  }

  private mutating func source(_ line: ListLine) {
    guard let (project, occurrence) = lastProject, line.hasAmount else { return skip(line.row, line.label, .part) }
    projects[project].occurrences[occurrence].parts.append((line.row, line.text))
    entries[entries.count - 1].parts.append(line.row)
  }

  private mutating func continuation(_ line: ListLine) {
    guard let (project, occurrence) = lastProject else { return unknown.append(line) }
    let source = projects[project].occurrences[occurrence].source
    projects[project].occurrences.append(Occurrence(row: line.row, source: source))
    lastProject = (project, projects[project].occurrences.count - 1)
    entries.append((line.row, []))
  }

  private mutating func project(_ line: ListLine) {
    var project = Project(
      occurrences: [Occurrence(row: line.row)], name: line.text, id: line.id, number: line.numbering.text)
    for heading in open {
      switch heading.meaning {
      case .group(let group): project.group = group
      case .source(let source): project.occurrences[0].source = source
      case .owner(let owner): project.owner = owner
      case .nothing, .asked: break
      }
      if !heading.number.isEmpty { project.headingNumber += heading.number + "-" }
    }
    entries.append((line.row, []))
    let key = HeaderName(project.name).text
    if let same = places[key]?.first(where: { isElsewhere(project, than: projects[$0]) }) {
      projects[same].occurrences += project.occurrences
      if projects[same].id.isEmpty { projects[same].id = project.id }
      lastProject = (same, projects[same].occurrences.count - 1)
      return
    }
    places[key, default: []].append(projects.count)
    lastProject = (projects.count, 0)
    projects.append(project)
  }

  /// Whether a project of the same name stands under other sources than another, and without another code.
  private func isElsewhere(_ project: Project, than other: Project) -> Bool {
    guard project.id.isEmpty || other.id.isEmpty || HeaderName(project.id) == HeaderName(other.id) else { return false }
    let source = source(of: project.occurrences[0])
    return source != nil && !project.name.isEmpty
      && other.occurrences.allSatisfy { self.source(of: $0).map { $0 != source } ?? false }
  }

  private func source(of occurrence: Occurrence) -> HeaderName? {
    let column = reader.columns.column(of: .sourceID)
    let written = column.map { occurrence.row.text($0, style: .plain) } ?? ""
    return (written.isEmpty ? occurrence.source : written).map { HeaderName($0) }
  }

  private mutating func heading(_ line: ListLine, _ index: Int, in outline: ListOutline) {
    close(downTo: outline.openCount(at: index, among: open.map(\.node)))
    lastProject = nil
    let place = headings.count
    headings.append(
      PlanListReading.Heading(row: line.row.number, text: line.text, meaning: line.meaning, projectCount: 0))
    open.append(
      OpenHeading(
        node: index, meaning: line.meaning, number: line.numbering.text, place: place, first: entries.count))
    headingRows.append(line.row)
  }

  private var headingRows: [SheetGrid.Row] = []
  private var headingRanges: [Int: Range<Int>] = [:]

  /// Ends headings: what they say no longer holds.
  private mutating func close(downTo count: Int) {
    while open.count > count, let heading = open.popLast() {
      let range = heading.first..<entries.count
      headings[heading.place].projectCount = range.count
      headingRanges[heading.place] = range
      let row = headingRows[heading.place]
      if reader.amountColumns.contains(where: { reader.amounts.money(row, $0) != .zero }) {
        sums.append(Sum(row: row, ranges: [range]))
      }
    }
  }

  /// A total may sum everything, what stands above it up to the last one, or what stands under a heading.
  private mutating func settleTotals() {
    var last = 0
    for total in totals {
      var ranges = [0..<entries.count, last..<total.place, 0..<total.place]
      ranges += headingRanges.values.filter { $0.upperBound == total.place || $0.lowerBound == total.place }
      ranges += total.open.compactMap { headingRanges[$0] }
      sums.append(Sum(row: total.row, ranges: ranges))
      if total.place > last { last = total.place }
    }
    sums.sort { $0.row.number < $1.row.number }
  }

  private mutating func askForGroup(hasColumn: Bool) {
    guard !hasColumn, mapping?.group == nil, projects.contains(where: { $0.group == nil }),
      !questions.contains(where: { if case .heading = $0 { true } else { false } })
    else { return }
    questions.append(.group)
  }
}
