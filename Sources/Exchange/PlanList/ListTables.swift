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

  /// Projects with one amount paid and several sources.
  private(set) var undivided: [CellReference] = []

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
  private let reader: CellReader
  private let unit: MoneyUnit?
  private var rounding = RoundedAmounts()
  private var ids: Set<String> = []

  init(
    _ grid: SheetGrid, columns: ListColumns, rows: ListRows, settings: ListSettings, mapping: PlanListMapping?,
    workbook: Workbook
  ) {
    self.grid = grid
    self.columns = columns
    self.rows = rows
    self.mapping = mapping
    unit = settings.unit
    text = SheetCellText(style: settings.style, unit: settings.unit, dateSystem: workbook.dateSystem)
    reader = CellReader(unit: settings.unit, style: settings.style)
    files[ScenarioFolder.settingsFile] = Array(settings.yaml.utf8)
    writeProjects()
    writeSources()
    checkSums()
    findings += rounding.diagnostics(in: grid)
  }

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
      if !written.isEmpty { return written }
    }
    return (project.group ?? mapping?.group)?.rawValue ?? ""
  }

  /// The code of the list; without a column of codes, the numbers of headings and row, such as `II-3`.
  private mutating func id(of project: ListRows.Project) -> String {
    if let column = columns.column(of: .id) { return project.row.text(column, style: .plain) }
    let numbered = project.headingNumber + project.number.trimmingTail(of: ".")
    let id = project.number.isEmpty || ids.contains(numbered) ? "D\(project.row.number)" : numbered
    ids.insert(id)
    return id
  }

  private mutating func value(_ row: SheetGrid.Row, _ column: Int?, _ content: TableColumn.Content? = nil) -> String {
    guard let column, let cell = row[column] else { return "" }
    let (written, isRounded) = text.text(of: cell, as: content)
    if isRounded { rounding.note(row: row.number, column: column, title: columns.title(column)) }
    return written
  }

  private mutating func amount(_ row: SheetGrid.Row, _ column: Int?) -> String {
    let written = value(row, column, .amount(.any))
    return ["-", "–"].contains(written) ? "" : written
  }

  // MARK: Sources of a project

  private mutating func parts(of project: ListRows.Project) -> [Part] {
    let planColumn = columns.column(of: .plan)
    let paidColumn = columns.column(of: .paidToDate)
    var parts: [Part]
    if !columns.planSources.isEmpty {
      parts = columns.planSources.map { column, source in
        Part(source: source, plan: amount(project.row, column), paid: "", row: project.row.number, planColumn: column)
      }
    } else if !project.parts.isEmpty {
      parts = project.parts.map { row, source in
        Part(
          source: source, plan: amount(row, planColumn), paid: amount(row, paidColumn), row: row.number,
          planColumn: planColumn, paidColumn: paidColumn)
      }
    } else {
      return [
        Part(
          source: source(of: project), plan: amount(project.row, planColumn), paid: amount(project.row, paidColumn),
          row: project.row.number, planColumn: planColumn, paidColumn: paidColumn)
      ]
    }
    addPaid(to: &parts, project)
    parts.removeAll { isZero($0.plan) && isZero($0.paid) }
    if let planColumn { checkParts(parts, project, planColumn) }
    return parts
  }

  private func source(of project: ListRows.Project) -> String {
    if let column = columns.column(of: .sourceID) {
      let written = project.row.text(column, style: .plain)
      if !written.isEmpty { return written }
    }
    return project.source ?? Self.onlySource
  }

  private func isZero(_ text: String) -> Bool { text.isEmpty || text == "0" }

  /// What was paid by source, from columns of sources or from one amount.
  private mutating func addPaid(to parts: inout [Part], _ project: ListRows.Project) {
    for (column, source) in columns.paidSources {
      let paid = amount(project.row, column)
      if let index = parts.firstIndex(where: { HeaderName($0.source) == HeaderName(source) }) {
        parts[index].paid = paid
        parts[index].paidColumn = column
      } else if !isZero(paid) {
        parts.append(Part(source: source, plan: "0", paid: paid, row: project.row.number, paidColumn: column))
      }
    }
    guard columns.paidSources.isEmpty, let column = columns.column(of: .paidToDate),
      parts.allSatisfy({ $0.paid.isEmpty })
    else { return }
    let paid = amount(project.row, column)
    let funded = parts.indices.filter { !isZero(parts[$0].plan) }
    guard !isZero(paid) else { return }
    if funded.isEmpty {
      // Paid without a plan, which is reported where it then stands.
      parts.append(
        Part(source: source(of: project), plan: "0", paid: paid, row: project.row.number, paidColumn: column))
    } else if funded.count == 1 {
      parts[funded[0]].paid = paid
      parts[funded[0]].paidColumn = column
    } else if mapping?.paidSplit == .byPlan {
      split(paid, among: funded, of: &parts, column)
    } else {
      undivided += [CellReference(row: project.row.number, column: column)].compactMap { $0 }
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
      return try reader.amount(Array(written.utf8)[...], sign: .any)
    } catch {
      return nil
    }
  }

  /// The amounts by source must add up to the project's plan where the list states both.
  private mutating func checkParts(_ parts: [Part], _ project: ListRows.Project, _ planColumn: Int) {
    let written = amount(project.row, planColumn)
    guard let unit, !written.isEmpty, let total = money(written), total != .zero else { return }
    let amounts = parts.compactMap { money($0.plan)?.dong }
    guard amounts.count == parts.count, let sum = Self.sum(amounts), sum != total.dong else { return }
    findings.append(
      grid.diagnostic(
        PlanListPhrases.unequalParts(PhraseText.amount(Money(dong: sum), in: unit)), row: project.row.number,
        column: planColumn,
        title: columns.title(planColumn), found: written))
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

  /// Sums that the list states, against the rows that they sum.
  private mutating func checkSums() {
    guard let unit, let column = columns.column(of: .plan) else { return }
    var sums: [Int128] = [0]
    for project in rows.projects {
      let plan = project.row[column].flatMap { money(text.text(of: $0, as: .amount(.any)).text) } ?? .zero
      sums.append(sums[sums.count - 1] + Int128(plan.dong))
    }
    for (row, range) in rows.sums {
      guard let cell = row[column], let stated = money(text.text(of: cell, as: .amount(.any)).text), stated != .zero
      else { continue }
      let counted = range.clamped(to: 0..<rows.projects.count)
      // A sum beyond 64 bits is beyond what a portfolio may hold, which is reported there.
      guard let sum = Int64(exactly: sums[counted.upperBound] - sums[counted.lowerBound]), sum != stated.dong else {
        continue
      }
      findings.append(
        grid.diagnostic(
          PlanListPhrases.otherSum(PhraseText.amount(Money(dong: sum), in: unit), count: counted.count),
          severity: .warning,
          row: row.number, column: column, title: columns.title(column), found: cell.text(style: text.style)))
    }
  }

  /// Nil beyond 64 bits.
  private static func sum(_ amounts: [Int64]) -> Int64? {
    Int64(exactly: amounts.reduce(Int128(0)) { $0 + Int128($1) })
  }
}
