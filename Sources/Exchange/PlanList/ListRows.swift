import Portfolio
import Workbook

/// The rows below the head, each known for what it is.
struct ListRows {
  struct Project {
    var row: SheetGrid.Row
    var number: String
    var group: ProjectGroup?
    /// What the headings above say.
    var source: String?
    var owner: String?
    /// Rows below that divide its amounts by source.
    var parts: [(row: SheetGrid.Row, source: String)] = []
    /// The number of the heading above, for a code where the list has none.
    var headingNumber = ""
  }

  private struct OpenHeading {
    var level: ListHeadings.Numbering
    var meaning: PlanListReading.HeadingMeaning
    var number: String
    var place: Int
  }

  private(set) var projects: [Project] = []
  private(set) var headings: [PlanListReading.Heading] = []
  private(set) var skipped: [PlanListReading.Skipped] = []
  private(set) var questions: [PlanListReading.Question] = []
  /// Rows with sums of others, by what they sum: all projects, or those from one position on to another.
  private(set) var sums: [(row: SheetGrid.Row, projects: Range<Int>)] = []

  private let columns: ListColumns
  private let year: FiscalYear?
  private let mapping: PlanListMapping?
  private let nameColumn: Int?
  private let idColumn: Int?
  private let numberColumn: Int?
  private let amountColumns: [Int]
  private var open: [OpenHeading] = []
  private var lastLetter: Character?
  private var headingRows: [(place: Int, level: ListHeadings.Numbering, row: SheetGrid.Row, first: Int)] = []

  init(_ grid: SheetGrid, head: SheetHead, columns: ListColumns, year: FiscalYear?, mapping: PlanListMapping?) {
    self.columns = columns
    self.year = year
    self.mapping = mapping
    nameColumn = columns.column(of: .name)
    idColumn = columns.column(of: .id)
    numberColumn = columns.numberColumn
    amountColumns =
      [columns.column(of: .plan), columns.column(of: .paidToDate)].compactMap { $0 }
      + columns.planSources.map(\.column) + columns.paidSources.map(\.column)
    for row in grid.rows where row.number > head.rows.upperBound { read(row, isNumbers: row.number == head.numberRow) }
    close(through: .letter)
    askForGroup()
  }

  private mutating func read(_ row: SheetGrid.Row, isNumbers: Bool) {
    let label = label(of: row)
    if isNumbers { return skip(row, label, .columnNumbers) }
    if mapping?.skippedRows.contains(row.number) == true { return skip(row, label, .asTold) }
    let number = numberColumn.map { row.text($0, style: .plain) } ?? ""
    let id = idColumn.map { row.text($0, style: .plain) } ?? ""
    let hasAmount = amountColumns.contains { isAmount(row, $0) }
    let numbering = ListHeadings.numbering(number, after: lastLetter)
    if id.isEmpty, numbering != .arabic, Self.isTotal(label) { return total(row, label) }
    if id.isEmpty, Self.isPart(label), !projects.isEmpty, numbering == .none {
      return part(row, label, hasAmount: hasAmount)
    }
    if isProject(id: id, numbering, label: label, hasAmount: hasAmount) {
      return project(row, label, number: number, hasAmount: hasAmount)
    }
    heading(row, label, number: number, numbering, hasAmount: hasAmount)
  }

  private func label(of row: SheetGrid.Row) -> String {
    if let nameColumn {
      let name = row.text(nameColumn, style: .plain)
      if !name.isEmpty { return name }
    }
    let texts = row.cells.filter { !$0.isNumber && $0.column != numberColumn }
    let first = texts.first { !$0.text(style: .plain).isEmpty }?.text(style: .plain)
    return first ?? numberColumn.map { row.text($0, style: .plain) } ?? ""
  }

  /// Whether a cell holds an amount other than zero, however it is written.
  private func isAmount(_ row: SheetGrid.Row, _ column: Int) -> Bool {
    let text = row.text(column, style: .plain)
    return text != "0" && text.contains { ("0"..."9").contains($0) } && !text.contains(where: \.isLetter)
  }

  /// Whether a cell of amounts holds something else, which is reported where the project is read.
  private func isUnreadable(_ row: SheetGrid.Row, _ column: Int) -> Bool {
    !["", "0", "-", "–"].contains(row.text(column, style: .plain)) && !isAmount(row, column)
  }

  private func isProject(id: String, _ numbering: ListHeadings.Numbering, label: String, hasAmount: Bool) -> Bool {
    if !id.isEmpty { return true }
    if numberColumn != nil { return numbering == .arabic && !label.isEmpty }
    guard hasAmount, !label.isEmpty else { return false }
    return !ListHeadings.split(label).number.isEmpty ? false : headingMeaning(label) == .nothing
  }

  private static func isTotal(_ label: String) -> Bool {
    let name = ListWords(label).bare.text
    return ["tổngcộng", "tổngsố", "cộng", "tổng"].contains { name == $0 }
      || ["tổngcộng", "tổngsố", "cộngnhóm", "cộngnguồn"].contains { name.hasPrefix($0) }
  }

  /// A line such as `- Ngân sách tỉnh` below a project.
  private static func isPart(_ label: String) -> Bool { label.first.map { "-+–•*".contains($0) } ?? false }

  private mutating func skip(_ row: SheetGrid.Row, _ label: String, _ reason: PlanListReading.Reason) {
    skipped.append(PlanListReading.Skipped(row: row.number, text: label, reason: reason))
  }

  private mutating func total(_ row: SheetGrid.Row, _ label: String) {
    skip(row, label, .total)
    sums.append((row, 0..<Int.max))
  }

  private mutating func part(_ row: SheetGrid.Row, _ label: String, hasAmount: Bool) {
    let name = String(label.drop { "-+–•* ".contains($0) })
    guard hasAmount, columns.planSources.isEmpty, !ListWords(name).isPartOfPlan else { return skip(row, label, .note) }
    projects[projects.count - 1].parts.append((row, name))
  }

  private mutating func project(_ row: SheetGrid.Row, _ label: String, number: String, hasAmount: Bool) {
    guard hasAmount || amountColumns.contains(where: { isUnreadable(row, $0) }) else {
      return skip(row, label, .noPlan)
    }
    var project = Project(row: row, number: number)
    for heading in open {
      switch heading.meaning {
      case .group(let group): project.group = group
      case .source(let source): project.source = source
      case .owner(let owner): project.owner = owner
      case .nothing, .asked: break
      }
      if !heading.number.isEmpty { project.headingNumber += heading.number + "-" }
    }
    projects.append(project)
  }

  private mutating func heading(
    _ row: SheetGrid.Row, _ label: String, number: String, _ numbering: ListHeadings.Numbering, hasAmount: Bool
  ) {
    guard !label.isEmpty else { return }
    let (ownNumber, text) = number.isEmpty ? ListHeadings.split(label) : (number, label)
    let meaning = headingMeaning(text, whole: label)
    let kind = ListHeadings.numbering(ownNumber, after: lastLetter)
    guard kind != .none || meaning != .nothing || hasAmount else { return skip(row, label, .note) }
    close(through: kind)
    if kind == .letter { lastLetter = ownNumber.uppercased().first }
    if meaning == .asked { questions.append(.heading(row: row.number, text: text)) }
    let place = headings.count
    headings.append(PlanListReading.Heading(row: row.number, text: text, meaning: meaning, projectCount: 0))
    open.append(
      OpenHeading(level: kind, meaning: meaning, number: ownNumber.trimmingTail(of: ".)-: "), place: place))
    headingRows.append((place, kind, row, projects.count))
  }

  private func headingMeaning(_ text: String, whole: String? = nil) -> PlanListReading.HeadingMeaning {
    for written in [text, whole ?? text] {
      if let told = mapping?.headings[HeaderName(written)] { return told }
    }
    return ListHeadings.meaning(of: text, year: year)
  }

  /// Ends the headings of this level and below: what they say no longer holds.
  private mutating func close(through level: ListHeadings.Numbering) {
    open.removeAll { $0.level >= level }
    for heading in headingRows where heading.level >= level {
      headings[heading.place].projectCount = projects.count - heading.first
      if amountColumns.contains(where: { isAmount(heading.row, $0) }) {
        sums.append((heading.row, heading.first..<projects.count))
      }
    }
    headingRows.removeAll { $0.level >= level }
  }

  private mutating func askForGroup() {
    let hasColumn = columns.column(of: .group) != nil
    guard !hasColumn, mapping?.group == nil, projects.contains(where: { $0.group == nil }),
      !questions.contains(where: { if case .heading = $0 { true } else { false } })
    else { return }
    questions.append(.group)
  }
}
