import Portfolio
import Rulebook
import Workbook

/// One sheet that lists projects as offices keep them, read step by step: its head, its columns, its rows.
struct PlanList {
  let workbook: Workbook
  let file: String
  let mapping: PlanListMapping?
  let mappingPath: String
  private(set) var outline = PlanListReading()
  private(set) var findings: [Diagnostic] = []

  init(_ workbook: Workbook, file: String, mapping: PlanListMapping?, mappingPath: String) {
    self.workbook = workbook
    self.file = file
    self.mapping = mapping
    self.mappingPath = mappingPath
    outline.mappingPath = mappingPath
    outline.hasMapping = mapping != nil
  }

  consuming func reading() -> WorkbookReading {
    guard let (grid, head) = found() else { return result(files: [:], places: SheetPlaces(file: file)) }
    guard outline.questions.isEmpty else {
      findings += outline.questions.flatMap { ask($0, in: grid) }
      return result(files: [:], places: SheetPlaces(file: file))
    }
    outline.sheet = grid.sheet ?? ""
    outline.headRows = head.rows
    var settings = ListSettings(grid, head: head, mapping: mapping)
    let columns = ListColumns(head, year: settings.fiscalYear, mapping: mapping)
    let body = grid.rows.filter { $0.number > head.rows.upperBound }
    settings.settleStyle(ListAmounts.evidence(in: body, columns: columns.statedColumns))
    let amounts = ListAmounts(
      unit: settings.unit, style: settings.style, units: settings.units, dateSystem: workbook.dateSystem)
    outline.columns = columns.outline(body, amounts)
    outline.questions += columns.questions
    findings += columns.findings(in: grid)
    let rows = ListRows(
      grid, head: head, columns: columns, amounts: amounts, year: settings.fiscalYear, mapping: mapping)
    if let uncomputed = ListFormulas.finding(in: grid, rows, columns) {
      findings.append(uncomputed)
      outline.questions = []
      return result(files: [:], places: SheetPlaces(file: file))
    }
    note(rows, in: grid)
    settings.settle(columns: columns, isPaid: isPaid(rows, columns, amounts))
    outline.settings = settings.outline
    outline.questions += settings.questions
    let tables = ListTables(grid, columns: columns, rows: rows, settings: settings, mapping: mapping, amounts: amounts)
    outline.sources = tables.sources
    findings += tables.findings
    outline.questions += tables.questions
    check(rows, tables, columns, amounts, in: grid)
    if rows.projects.isEmpty, outline.questions.isEmpty {
      findings.append(grid.diagnostic(PlanListPhrases.noProjects, row: head.rows.upperBound))
    }
    findings += outline.questions.flatMap { ask($0, in: grid) }
    var places = SheetPlaces(file: file)
    places.tables = tables.places
    places.settingsName = mappingPath
    return result(files: tables.files, places: places)
  }

  private mutating func note(_ rows: ListRows, in grid: SheetGrid) {
    outline.headings = rows.headings
    outline.skipped = rows.skipped.sorted { $0.row < $1.row }
    outline.questions += rows.questions
    outline.projectCount = rows.projects.count
    guard rows.hiddenCount > 0 else { return }
    findings.append(grid.diagnostic(PlanListPhrases.hiddenRows(rows.hiddenCount), severity: .warning))
  }

  private func isPaid(_ rows: ListRows, _ columns: ListColumns, _ amounts: ListAmounts) -> Bool {
    let paid = [columns.column(of: .paidToDate)].compactMap { $0 } + columns.paidSources.map(\.column)
    return rows.entries.contains { entry in paid.contains { amounts.money(entry.row, $0) != .zero } }
  }

  /// What rows and sums leave open; where a column is not known, neither is what it sums.
  private mutating func check(
    _ rows: ListRows, _ tables: ListTables, _ columns: ListColumns, _ amounts: ListAmounts, in grid: SheetGrid
  ) {
    let sums = ListSums(rows, columns: columns, amounts: amounts)
    let doubtful = rows.doubtful.filter { !sums.confirms($0.place) }.map(\.line)
    let unknown = (rows.unknown + doubtful).sorted { $0.row.number < $1.row.number }
    if !unknown.isEmpty {
      outline.questions.append(.rows(unknown.map { .init(row: $0.row.number, text: $0.label) }))
    }
    outline.questions += ListScale.questions(rows, columns: columns, amounts: amounts, mapping: mapping)
    let isOpen = outline.questions.contains { question in
      switch question {
      case .column, .rows, .otherTable, .scale, .setting(key: "unit"), .setting(key: "numberStyle"): true
      default: false
      }
    }
    guard !isOpen, amounts.unit != nil else { return }
    let accepted = mapping?.differentSums ?? []
    let mismatches = sums.mismatches + tables.unequalParts.map { .init(sum: $0, isRounding: false) }
    let open = mismatches.filter { !$0.isRounding && !accepted.contains($0.sum.row) }
    if !open.isEmpty { outline.questions.append(.sums(open.map(\.sum))) }
    for mismatch in mismatches where mismatch.isRounding || accepted.contains(mismatch.sum.row) {
      findings.append(diagnostic(mismatch.sum, severity: .warning, amounts, in: grid))
    }
  }

  private func diagnostic(
    _ sum: PlanListReading.Sum, severity: Diagnostic.Severity, _ amounts: ListAmounts, in grid: SheetGrid
  ) -> Diagnostic {
    let unit = amounts.unit ?? .dong
    let column = CellReference("\(sum.column)1")?.column
    let title = outline.columns.first { $0.letters == sum.column }?.title
    return grid.diagnostic(
      PlanListPhrases.otherSum(PhraseText.amount(sum.found, in: unit), count: sum.count), severity: severity,
      row: sum.row, column: column, title: title, found: unit.text(sum.stated, style: .plain))
  }

  private func result(files: [String: [UInt8]], places: SheetPlaces) -> WorkbookReading {
    WorkbookReading(
      file: file, form: .planList(outline), files: files, places: places, findings: findings,
      references: [mapping?.rulebook, mapping?.assumptions].compactMap { $0 }, workbook: workbook)
  }

  /// The sheet and the head that the mapping file names, or else those whose titles mean the most.
  private mutating func found() -> (grid: SheetGrid, head: SheetHead)? {
    let titles = ListTitles(year: mapping?.fiscalYear)
    var candidates = workbook.sheets.filter { $0.visibility == .visible }
    if let name = mapping?.sheet {
      candidates = workbook.sheets.filter { HeaderName($0.name) == HeaderName(name) }
      guard !candidates.isEmpty else {
        findings.append(
          PlanListPhrases.noSuchSheet(workbook.sheets.map(\.name)).diagnostic(file: mappingPath, found: name))
        return nil
      }
    }
    let encoding = LegacyEncoding.of(candidates.lazy.flatMap(\.rows).flatMap(\.cells).compactMap(\.text))
    var best: (grid: SheetGrid, head: SheetHead, known: Int)?
    var lists: [String] = []
    for sheet in candidates {
      let grid = SheetGrid(sheet, of: file, encoding: encoding)
      let head = mapping?.header.map { SheetHead(in: grid, rows: $0) } ?? SheetHead.find(in: grid, meaning: titles.key)
      guard let head else { continue }
      let known = Set(head.titles.compactMap(titles.key)).count
      if known > best?.known ?? -1 { best = (grid, head, known) }
      if isList(grid, head, titles) { lists.append(sheet.name) }
    }
    if let encoding, best != nil {
      findings.append(PlanListPhrases.converted(encoding).diagnostic(severity: .warning, file: file))
    }
    if best == nil {
      findings.append(PlanListPhrases.noList.diagnostic(file: file))
    } else {
      if lists.count > 1, mapping?.sheet == nil { outline.questions.append(.sheets(names: lists)) }
      nameUnread(lists + [best?.grid.sheet ?? ""])
    }
    return best.map { ($0.grid, $0.head) }
  }

  /// Whether a sheet holds rows with amounts below titles of names and amounts.
  private func isList(_ grid: SheetGrid, _ head: SheetHead, _ titles: ListTitles) -> Bool {
    let meanings = head.titles.compactMap { title in titles.meaning(of: title).map { (title.column, $0) } }
    guard meanings.contains(where: { $0.1 == .field(.name) }) else { return false }
    let columns = meanings.filter { meaning in
      switch meaning.1 {
      case .field(.plan), .field(.paidToDate), .planOf, .paidOf: true
      default: false
      }
    }.map(\.0)
    return grid.rows.contains { row in
      row.number > head.rows.upperBound && columns.contains { row.text($0, style: .plain).contains(where: \.isNumber) }
    }
  }

  /// Sheets with something in them that are not read, hidden ones too.
  private mutating func nameUnread(_ read: [String]) {
    for sheet in workbook.sheets where !read.contains(sheet.name) {
      guard sheet.rows.contains(where: { row in row.cells.contains(where: \.isNumber) }) else { continue }
      let isHidden = sheet.visibility != .visible
      var diagnostic = PlanListPhrases.unreadSheet(isHidden: isHidden).diagnostic(severity: .warning, file: file)
      diagnostic.sheet = sheet.name
      findings.append(diagnostic)
    }
  }

  /// A question as the errors that it is until it is answered.
  private func ask(_ question: PlanListReading.Question, in grid: SheetGrid) -> [Diagnostic] {
    let phrase = PlanListPhrases.question(question, mapping: mappingPath)
    var diagnostic = grid.diagnostic(phrase)
    switch question {
    case .column(let letters, let title, _), .unit(let letters, let title):
      diagnostic = grid.diagnostic(phrase, found: title)
      diagnostic.cell = outline.headRows.map { "\(letters)\($0.lowerBound)" }
    case .heading(let row, let text): diagnostic = grid.diagnostic(phrase, row: row, found: text)
    case .rows(let rows): diagnostic = grid.diagnostic(phrase, row: rows.first?.row, found: rows.first?.text)
    case .otherTable(let row): diagnostic = grid.diagnostic(phrase, row: row)
    case .sums(let sums):
      return sums.map { sum in
        var diagnostic = grid.diagnostic(
          PlanListPhrases.question(.sums([sum]), mapping: mappingPath), row: sum.row,
          column: CellReference("\(sum.column)1")?.column,
          title: outline.columns.first { $0.letters == sum.column }?.title)
        diagnostic.found = PhraseText.amount(sum.stated, in: .dong).vi
        return diagnostic
      }
    case .group, .setting: break
    case .sheets: diagnostic.sheet = nil
    case .scale(_, let cell), .mergedAmount(let cell), .paidAbovePlan(_, let cell), .paidSplit(_, let cell):
      diagnostic.cell = cell
    }
    return [diagnostic]
  }
}

/// The columns of a list with what each holds.
struct ListColumns {
  let head: SheetHead
  /// By column, counted from 1.
  private(set) var meanings: [Int: ListTitles.Meaning] = [:]
  private(set) var questions: [PlanListReading.Question] = []
  private var asked: Set<Int> = []
  private var fieldPlaces: [Column: Int] = [:]
  private(set) var numberColumn: Int?
  /// By ascending column.
  private(set) var planSources: [(column: Int, source: String)] = []
  /// By ascending column.
  private(set) var paidSources: [(column: Int, source: String)] = []

  init(_ head: SheetHead, year: FiscalYear?, mapping: PlanListMapping?) {
    self.head = head
    let titles = ListTitles(year: year)
    for title in head.titles { meanings[title.column] = titles.meaning(of: title) }
    for (column, meaning) in mapping?.columns ?? [:] {
      // What the user says is told elsewhere of a field is no longer it here.
      if case .field = meaning {
        for (other, held) in meanings where held == meaning && mapping?.columns[other] == nil {
          meanings[other] = .ignored
        }
      }
      meanings[column] = meaning
    }
    preferThisYear(titles, mapping)
    let open = head.titles.filter { mapping?.columns[$0.column] == nil }
    askRepeated(open)
    askUnknown(open)
    settle()
  }

  /// Of an amount over several years, the column of the plan year is read and the sum is not.
  private mutating func preferThisYear(_ titles: ListTitles, _ mapping: PlanListMapping?) {
    guard let year = titles.year else { return }
    for field in [Column.plan, .paidToDate] {
      let columns = head.titles.filter { meanings[$0.column] == .field(field) && mapping?.columns[$0.column] == nil }
      let dated = columns.filter { $0.parts.count > 1 && ListWords($0.own).years.contains(year.year) }
      guard dated.count == 1, let top = dated[0].parts.first else { continue }
      for other in columns where other.column != dated[0].column && other.parts.first == top {
        meanings[other.column] = .ignored
      }
    }
  }

  /// Columns whose amounts are read or summed.
  var amountColumns: [Int] {
    [column(of: .plan), column(of: .paidToDate)].compactMap { $0 } + planSources.map(\.column)
      + paidSources.map(\.column)
  }

  /// All columns of amounts, those of projects as a whole, too.
  var statedColumns: [Int] {
    let fields = TableCatalogue.portfolio.filter { if case .amount = $0.reference.content { true } else { false } }
    return Set(fields.compactMap { column(of: $0.column) } + amountColumns).sorted()
  }

  /// Looks up once what every row asks for.
  private mutating func settle() {
    defer { matchSources() }
    for (column, meaning) in meanings.sorted(by: { $0.key < $1.key }) {
      switch meaning {
      case .field(let field): if fieldPlaces[field] == nil { fieldPlaces[field] = column }
      case .planOf(let source): planSources.append((column, source))
      case .paidOf(let source): paidSources.append((column, source))
      case .number: numberColumn = numberColumn ?? column
      case .ignored: break
      }
    }
  }

  /// Where one source of the plan and one of the payments have names of their own, they are the same.
  private mutating func matchSources() {
    func rest(_ sources: [(column: Int, source: String)], without others: [(column: Int, source: String)]) -> [Int] {
      let names = Set(others.map { HeaderName($0.source) })
      return sources.indices.filter { !names.contains(HeaderName(sources[$0].source)) }
    }
    let (plan, paid) = (rest(planSources, without: paidSources), rest(paidSources, without: planSources))
    guard plan.count == 1, paid.count == 1 else { return }
    paidSources[paid[0]].source = planSources[plan[0]].source
  }

  /// Two columns that seem to hold the same.
  private mutating func askRepeated(_ open: [SheetHead.Title]) {
    let groups = Dictionary(grouping: open.filter { meanings[$0.column].map { $0 != .ignored } ?? false }) {
      meanings[$0.column]
    }
    for (meaning, titles) in groups {
      let taken = head.titles.contains { title in
        meanings[title.column] == meaning && !open.contains { $0.column == title.column }
      }
      guard titles.count > 1 || taken, let meaning else { continue }
      for title in titles { ask(title, [Self.key(meaning), "ignore"]) }
    }
  }

  /// Required columns that were not found, and unknown ones that speak of money.
  private mutating func askUnknown(_ open: [SheetHead.Title]) {
    let unknown = open.filter { meanings[$0.column] == nil }
    let missing = [Column.name, .plan].filter { !holds($0) }.map { Self.key(.field($0)) }
    for title in unknown {
      if !missing.isEmpty {
        ask(title, missing + ["ignore"])
      } else if ListTitles.speaksOfMoney(title) {
        ask(title, ["plan", "paid_to_date", "ignore"])
      }
    }
  }

  private mutating func ask(_ title: SheetHead.Title, _ candidates: [String]) {
    guard asked.insert(title.column).inserted else { return }
    questions.append(
      .column(letters: CellReference.letters(ofColumn: title.column), title: title.text, candidates: candidates))
  }

  private func holds(_ column: Column) -> Bool {
    meanings.values.contains { meaning in
      if case .planOf = meaning, column == .plan { return true }
      return meaning == .field(column)
    }
  }

  /// The word of the mapping file for a meaning.
  static func key(_ meaning: ListTitles.Meaning) -> String {
    switch meaning {
    case .field(let column): TableCatalogue.portfolio.first { $0.column == column }?.reference.key ?? ""
    case .planOf(let source): "{plan: \(SettingsSheet.scalar(source))}"
    case .paidOf(let source): "{paid_to_date: \(SettingsSheet.scalar(source))}"
    case .number: "number"
    case .ignored: "ignore"
    }
  }

  func column(of field: Column) -> Int? { fieldPlaces[field] }

  func title(_ column: Int) -> String {
    head.titles.first { $0.column == column }?.text ?? CellReference.letters(ofColumn: column)
  }

  /// With the sums of what is not read, where a column holds amounts.
  func outline(_ body: [SheetGrid.Row], _ amounts: ListAmounts) -> [PlanListReading.Column] {
    Set(head.titles.map(\.column)).union(meanings.keys).sorted().map { column in
      var outlined = PlanListReading.Column(
        letters: CellReference.letters(ofColumn: column), title: title(column), meaning: outlineMeaning(column))
      if outlined.meaning == .ignored || outlined.meaning == .unknown || outlined.meaning == .asked {
        outlined.unreadSum = Self.sum(of: column, body, amounts)
      }
      return outlined
    }
  }

  /// Nil for a column whose title does not speak of money, or that holds no numbers.
  private static func sum(of column: Int, _ body: [SheetGrid.Row], _ amounts: ListAmounts) -> Money? {
    let cells = body.filter { $0[column]?.isNumber ?? false }
    return cells.isEmpty ? nil : cells.reduce(Money.zero) { $0.saturatingSum(amounts.money($1, column)) }
  }

  private func outlineMeaning(_ column: Int) -> PlanListReading.Meaning {
    if asked.contains(column) { return .asked }
    switch meanings[column] {
    case .field(let field): return .field(Self.key(.field(field)))
    case .planOf(let source): return .planOf(source: source)
    case .paidOf(let source): return .paidOf(source: source)
    case .number: return .number
    case .ignored: return .ignored
    case nil: return .unknown
    }
  }

  /// Required columns that nothing in the list can be.
  func findings(in grid: SheetGrid) -> [Diagnostic] {
    let missing = [Column.name, .plan].filter { !holds($0) }
    guard !missing.isEmpty, questions.isEmpty else { return [] }
    return missing.map { field in
      grid.diagnostic(PlanListPhrases.missingColumn(Self.key(.field(field))), row: head.rows.upperBound)
    }
  }
}
