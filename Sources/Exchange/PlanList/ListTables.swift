import Portfolio
import Rulebook
import Workbook

/// A plan list as the tables of a scenario folder, with the cell of everything in them.
struct ListTables {
  private(set) var files: [String: [UInt8]] = [:]
  private(set) var places: [String: SheetPlaces.Table] = [:]
  private(set) var findings: [Diagnostic] = []
  /// Names of sources in the order in which the list names them.
  private(set) var sources: [String] = []

  private(set) var questions: [PlanListReading.Question] = []
  /// Plans that are not the sums of their sources.
  private(set) var unequalParts: [PlanListReading.Sum] = []

  /// Projects with one amount paid and several sources.
  private var undivided: [CellReference] = []
  /// Amounts paid that are more than their plans.
  private var overpaid: [CellReference] = []
  private var leftOut = Money.zero
  /// Whether a cell of amounts holds something that is none, which is reported where it then stands.
  private var hasDefect = false

  /// Of projects for which the list names no source.
  static let onlySource = "Vốn đầu tư công"

  private struct Part {
    var source: String
    var plan: String
    var paid: String
    var row: Int
    var planColumn: Int?
    var paidColumn: Int?
  }

  private let grid: SheetGrid
  private let columns: ListColumns
  private let rows: ListRows
  private let mapping: PlanListMapping?
  private let text: SheetCellText
  private let amounts: ListAmounts
  private var rounding = RoundedAmounts()
  private var ids: Set<String> = []

  init(
    _ grid: SheetGrid, columns: ListColumns, rows: ListRows, settings: ListSettings, mapping: PlanListMapping?,
    amounts: ListAmounts
  ) {
    self.grid = grid
    self.columns = columns
    self.rows = rows
    self.mapping = mapping
    self.amounts = amounts
    text = SheetCellText(style: settings.style, unit: settings.unit, dateSystem: amounts.dateSystem)
    files[ScenarioFolder.settingsFile] = Array(settings.yaml.utf8)
    writeProjects()
    writeSources()
    askOfPayments()
    askOfMergedAmounts()
    findings += rounding.diagnostics(in: grid)
  }

  private mutating func askOfPayments() {
    if let first = undivided.first {
      questions.append(.paidSplit(count: undivided.count, cell: "\(first)"))
    }
    if let first = overpaid.first, !hasDefect {
      questions.append(.paidAbovePlan(count: overpaid.count, cell: "\(first)"))
    }
    guard leftOut > .zero, let unit else { return }
    findings.append(
      grid.diagnostic(PlanListPhrases.leftOut(PhraseText.amount(leftOut, in: unit)), severity: .warning))
  }

  /// One amount over several projects cannot be divided.
  private mutating func askOfMergedAmounts() {
    let projects = Set(rows.skipped.lazy.filter { $0.reason == .noPlan }.map(\.row))
    for area in grid.mergedAreas
    where columns.amountColumns.contains(area.first.column) && area.first.row > columns.head.rows.upperBound
      && area.last.row > area.first.row
    {
      guard (area.first.row + 1...area.last.row).contains(where: projects.contains) else { continue }
      questions.append(.mergedAmount(cell: "\(area.first)"))
    }
  }

  private var unit: MoneyUnit? { amounts.unit }

  // MARK: Projects and allocations

  private mutating func writeProjects() {
    let fields = fieldColumns
    let keys = ["id", "name", "group"] + fields.map(\.key)
    var projects = DelimitedLines()
    var allocations = DelimitedLines()
    var projectPlaces = SheetPlaces.Table(sheet: grid.sheet ?? "")
    var allocationPlaces = SheetPlaces.Table(sheet: grid.sheet ?? "")
    projects.append(keys)
    allocations.append(["project_id", "source_id", "plan", "paid_to_date"])
    for (key, column) in [
      ("id", columns.column(of: .id)), ("name", columns.column(of: .name)), ("group", columns.column(of: .group)),
    ]
      + fields.map({ ($0.key, Optional($0.column)) })
    {
      guard let column else { continue }
      projectPlaces.columns[key] = column
      projectPlaces.titles[key] = columns.title(column)
    }
    let usesGroup = groupHoldsGroups
    var seen: Set<String> = [""]
    for project in rows.projects {
      let id = self.id(of: project)
      projects.skip(to: project.row.number)
      projects.append(
        [id, value(project.row, columns.column(of: .name)), group(of: project, usesColumn: usesGroup)]
          + fields.map { fieldValue($0, project) })
      // Without a code of its own, a project is reported once, where the code should be.
      guard seen.insert(id).inserted else { continue }
      for part in parts(of: project) {
        note(source: part.source)
        let line = allocations.nextLine
        allocationPlaces.rows[line] = part.row
        allocationPlaces.exceptions[line] = [
          "plan": part.planColumn, "paid_to_date": part.paidColumn,
          "source_id": columns.column(of: .sourceID) ?? part.planColumn, "project_id": columns.column(of: .id),
        ].compactMapValues { $0 }
        allocations.append([id, part.source, part.plan, part.paid])
      }
    }
    for column in columns.planSources { allocationPlaces.titles["plan"] = columns.title(column.column) }
    if let column = columns.column(of: .plan) { allocationPlaces.titles["plan"] = columns.title(column) }
    if let column = columns.column(of: .paidToDate) { allocationPlaces.titles["paid_to_date"] = columns.title(column) }
    files[ScenarioTable.projects.fileName] = projects.bytes
    files[ScenarioTable.allocations.fileName] = allocations.bytes
    places[ScenarioTable.projects.fileName] = projectPlaces
    places[ScenarioTable.allocations.fileName] = allocationPlaces
  }

  /// Columns of the table of projects beside code, name and group.
  private var fieldColumns: [(key: String, column: Int, content: TableColumn.Content)] {
    var fields = TableCatalogue.projects.compactMap {
      entry -> (key: String, column: Int, content: TableColumn.Content)? in
      guard ![.id, .name, .group].contains(entry.column), let column = columns.column(of: entry.column) else {
        return nil
      }
      return (entry.reference.key, column, entry.reference.content)
    }
    let sizeClass = TableCatalogue.projects.first { $0.column == .sizeClass }?.reference
    if !groupHoldsGroups, let sizeClass, let column = columns.column(of: .group), columns.column(of: .sizeClass) == nil
    {
      fields.append((sizeClass.key, column, sizeClass.content))
    }
    let owner = TableCatalogue.projects.first { $0.column == .owner }?.reference
    if columns.column(of: .owner) == nil, let owner, rows.projects.contains(where: { $0.owner != nil }) {
      fields.append((owner.key, 0, owner.content))
    }
    return fields
  }

  /// False where a column «Nhóm dự án» holds the groups A, B and C of the law.
  private var groupHoldsGroups: Bool {
    guard let column = columns.column(of: .group) else { return false }
    let texts = rows.projects.map { $0.row.text(column, style: .plain) }.filter { !$0.isEmpty }
    return texts.isEmpty || !texts.allSatisfy { TableWords.sizeClass[$0] != nil }
  }

  private mutating func fieldValue(
    _ field: (key: String, column: Int, content: TableColumn.Content), _ project: ListRows.Project
  ) -> String {
    field.column == 0 ? project.owner ?? "" : value(project.row, field.column, field.content)
  }

  private func group(of project: ListRows.Project, usesColumn: Bool) -> String {
    if usesColumn, let column = columns.column(of: .group) {
      let written = project.row.text(column, style: .plain)
      if case .group(let group) = ListHeadings.meaning(of: written, year: nil) { return group.rawValue }
      if !written.isEmpty { return written }
    }
    return (project.group ?? mapping?.group)?.rawValue ?? ""
  }

  /// The code of the list; where it has none, the numbers of headings and row, such as `II-3`.
  private mutating func id(of project: ListRows.Project) -> String {
    if !project.id.isEmpty {
      ids.insert(project.id)
      return project.id
    }
    let numbered = project.headingNumber + project.number
    let id = project.number.isEmpty || ids.contains(numbered) ? "D\(project.row.number)" : numbered
    ids.insert(id)
    return id
  }

  private mutating func value(_ row: SheetGrid.Row, _ column: Int?, _ content: TableColumn.Content? = nil) -> String {
    guard let column, let cell = row[column] else { return "" }
    switch content {
    case .amount: return amount(row, column)
    case .share where isPercent(column): return cell.text(style: text.style) + "%"
    default: return text.text(of: cell, as: content).text
    }
  }

  /// Whether the shares of a column stand as per cent: its title says so, and one of them is above 1.
  private func isPercent(_ column: Int) -> Bool {
    guard columns.title(column).contains("%") else { return false }
    return rows.projects.contains { project in
      if case .number(let number) = project.row[column]?.value { number.value > 1 } else { false }
    }
  }

  private mutating func amount(_ row: SheetGrid.Row, _ column: Int?) -> String {
    guard let column else { return "" }
    if case .unreadable = amounts.content(row, column) { hasDefect = true }
    let (written, isRounded) = amounts.text(row, column)
    if isRounded { rounding.note(row: row.number, column: column, title: columns.title(column)) }
    return written
  }

  // MARK: Sources of a project

  private mutating func parts(of project: ListRows.Project) -> [Part] {
    project.occurrences.flatMap { settled(parts(of: $0)) }
  }

  private mutating func parts(of occurrence: ListRows.Occurrence) -> [Part] {
    let (planColumn, paidColumn) = (columns.column(of: .plan), columns.column(of: .paidToDate))
    let row = occurrence.row
    var parts: [Part]
    if !columns.planSources.isEmpty {
      parts = columns.planSources.map { column, source in
        Part(source: source, plan: amount(row, column), paid: "", row: row.number, planColumn: column)
      }
    } else if !occurrence.parts.isEmpty {
      parts = occurrence.parts.map { row, source in
        Part(
          source: source, plan: amount(row, planColumn), paid: amount(row, paidColumn), row: row.number,
          planColumn: planColumn, paidColumn: paidColumn)
      }
    } else {
      return [
        Part(
          source: source(of: occurrence), plan: amount(row, planColumn), paid: amount(row, paidColumn),
          row: row.number, planColumn: planColumn, paidColumn: paidColumn)
      ]
    }
    addPaid(to: &parts, occurrence)
    parts.removeAll { isZero($0.plan) && isZero($0.paid) }
    addUndivided(to: &parts, occurrence)
    if let planColumn { checkParts(parts, occurrence, planColumn) }
    return parts
  }

  /// The plan of a project whose columns of sources are all empty.
  private mutating func addUndivided(to parts: inout [Part], _ occurrence: ListRows.Occurrence) {
    guard parts.isEmpty, let column = columns.column(of: .plan) else { return }
    let plan = amount(occurrence.row, column)
    guard !isZero(plan) else { return }
    parts.append(
      Part(source: source(of: occurrence), plan: plan, paid: "", row: occurrence.row.number, planColumn: column))
  }

  /// As the answers settle payments above the plan.
  private mutating func settled(_ parts: [Part]) -> [Part] {
    parts.map { part in
      guard let plan = money(part.plan), let paid = money(part.paid), paid > plan, plan >= .zero else { return part }
      var part = part
      switch mapping?.paidAbovePlan {
      case .carriedOver:
        leftOut = leftOut.saturatingSum(paid - plan)
        part.paid = part.plan
      case .raisePlan: part.plan = part.paid
      case nil:
        let column = part.paidColumn ?? part.planColumn ?? 1
        overpaid += [CellReference(row: part.row, column: column)].compactMap { $0 }
      }
      return part
    }
  }

  private func source(of occurrence: ListRows.Occurrence) -> String {
    if let column = columns.column(of: .sourceID) {
      let written = occurrence.row.text(column, style: .plain)
      if !written.isEmpty { return written }
    }
    return occurrence.source ?? Self.onlySource
  }

  private func isZero(_ text: String) -> Bool { text.isEmpty || text == "0" }

  /// What was paid by source, from columns of sources or from one amount.
  private mutating func addPaid(to parts: inout [Part], _ occurrence: ListRows.Occurrence) {
    let row = occurrence.row
    for (column, source) in columns.paidSources {
      let paid = amount(row, column)
      if let index = parts.firstIndex(where: { HeaderName($0.source) == HeaderName(source) }) {
        parts[index].paid = paid
        parts[index].paidColumn = column
      } else if !isZero(paid) {
        parts.append(Part(source: source, plan: "0", paid: paid, row: row.number, paidColumn: column))
      }
    }
    guard columns.paidSources.isEmpty, let column = columns.column(of: .paidToDate),
      parts.allSatisfy({ $0.paid.isEmpty })
    else { return }
    let paid = amount(row, column)
    let funded = parts.indices.filter { !isZero(parts[$0].plan) }
    guard !isZero(paid) else { return }
    if funded.isEmpty {
      // Paid without a plan, which is reported where it then stands.
      parts.append(
        Part(source: source(of: occurrence), plan: "0", paid: paid, row: row.number, paidColumn: column))
    } else if funded.count == 1 {
      parts[funded[0]].paid = paid
      parts[funded[0]].paidColumn = column
    } else if mapping?.paidSplit == .byPlan {
      split(paid, among: funded, of: &parts, column)
    } else {
      undivided += [CellReference(row: row.number, column: column)].compactMap { $0 }
    }
  }

  /// In proportion to the plans, in whole dong; what rounding leaves goes to the first.
  private func split(_ paid: String, among funded: [Int], of parts: inout [Part], _ column: Int) {
    guard let unit, let whole = money(paid) else {
      // The amount cannot be read, which is reported where it then stands.
      if let first = funded.first { parts[first].paid = paid }
      return
    }
    let plans = funded.map { money(parts[$0].plan)?.dong ?? 0 }
    guard let sum = Self.sum(plans), sum > 0, whole >= .zero, plans.allSatisfy({ $0 >= 0 }) else {
      // Amounts below zero are reported where they stand.
      if let first = funded.first { parts[first].paid = paid }
      return
    }
    // Each plan is at most their sum, so that no share is more than the whole.
    var shares = plans.map { Int64(Int128(whole.dong) * Int128($0) / Int128(sum)) }
    shares[0] += whole.dong - shares.reduce(0, +)
    for (index, share) in zip(funded, shares) {
      parts[index].paid = unit.text(Money(dong: share), style: text.style)
      parts[index].paidColumn = column
    }
  }

  /// Nil where a text is no amount, which the reading of the table reports.
  private func money(_ written: String) -> Money? {
    guard !written.isEmpty else { return .zero }
    do throws(CellDefect) {
      return try CellReader(unit: amounts.unit ?? .thousand, style: text.style).amount(
        Array(written.utf8)[...], sign: .any)
    } catch {
      return nil
    }
  }

  /// The amounts by source must add up to the project's plan where the list states both.
  private mutating func checkParts(_ parts: [Part], _ occurrence: ListRows.Occurrence, _ planColumn: Int) {
    let written = amount(occurrence.row, planColumn)
    guard !written.isEmpty, let total = money(written), total != .zero else { return }
    let amounts = parts.compactMap { money($0.plan)?.dong }
    guard amounts.count == parts.count, let sum = Self.sum(amounts), sum != total.dong else { return }
    unequalParts.append(
      .init(
        row: occurrence.row.number, column: CellReference.letters(ofColumn: planColumn), stated: total,
        found: Money(dong: sum), count: parts.count))
  }

  // MARK: Sources and sums

  private mutating func note(source: String) {
    if !sources.contains(source) { sources.append(source) }
  }

  private mutating func writeSources() {
    var lines = DelimitedLines()
    lines.append(["source_id", "name", "kind", "priority", "revenue_expected"])
    for source in sources {
      let told = mapping?.sources[HeaderName(source)]
      let kind = told?.kind ?? .transfer
      lines.append([
        source, source, kind.rawValue, told?.priority.map(String.init) ?? "",
        kind == .revenue ? told?.revenueExpected ?? "" : "",
      ])
      guard told?.kind == nil, Self.looksRevenueLinked(source) else { continue }
      findings.append(PlanListPhrases.looksRevenueLinked.diagnostic(severity: .warning, file: grid.file, found: source))
    }
    files[ScenarioTable.sources.fileName] = lines.bytes
    places[ScenarioTable.sources.fileName] = SheetPlaces.Table(sheet: grid.sheet ?? "", rows: [:])
  }

  private static func looksRevenueLinked(_ source: String) -> Bool {
    ListWords(source).hasAny("tiền sử dụng đất", "xổ số", "tiền thuê đất", "đấu giá")
  }

  /// Nil beyond 64 bits.
  private static func sum(_ amounts: [Int64]) -> Int64? {
    Int64(exactly: amounts.reduce(Int128(0)) { $0 + Int128($1) })
  }
}
