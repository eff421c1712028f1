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
    outline.sheet = grid.sheet ?? ""
    outline.headRows = head.rows
    var settings = ListSettings(grid, head: head, mapping: mapping)
    let columns = ListColumns(head, year: settings.fiscalYear, mapping: mapping)
    outline.columns = columns.outline
    outline.questions = columns.questions
    findings += columns.findings(in: grid)
    let rows = ListRows(grid, head: head, columns: columns, year: settings.fiscalYear, mapping: mapping)
    outline.headings = rows.headings
    outline.skipped = rows.skipped
    outline.questions += rows.questions
    outline.projectCount = rows.projects.count
    settings.settle(columns: columns, rows: rows)
    outline.settings = settings.outline
    outline.questions += settings.questions
    let tables = ListTables(
      grid, columns: columns, rows: rows, settings: settings, mapping: mapping, workbook: workbook)
    outline.sources = tables.sources
    findings += tables.findings
    if let first = tables.undivided.first {
      outline.questions.append(.paidSplit(count: tables.undivided.count, cell: "\(first)"))
    }
    if rows.projects.isEmpty, outline.questions.isEmpty {
      findings.append(grid.diagnostic(PlanListPhrases.noProjects, row: head.rows.upperBound))
    }
    findings += outline.questions.map { ask($0, in: grid) }
    var places = SheetPlaces(file: file)
    places.tables = tables.places
    places.settingsName = mappingPath
    return result(files: tables.files, places: places)
  }

  private func result(files: [String: [UInt8]], places: SheetPlaces) -> WorkbookReading {
    WorkbookReading(
      file: file, form: .planList(outline), files: files, places: places, findings: findings,
      references: [mapping?.rulebook, mapping?.assumptions].compactMap { $0 })
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
    var best: (grid: SheetGrid, head: SheetHead, known: Int)?
    for sheet in candidates {
      let grid = SheetGrid(sheet, of: file)
      let head = mapping?.header.map { SheetHead(in: grid, rows: $0) } ?? SheetHead.find(in: grid, meaning: titles.key)
      guard let head else { continue }
      let known = Set(head.titles.compactMap(titles.key)).count
      if known > best?.known ?? -1 { best = (grid, head, known) }
    }
    if best == nil { findings.append(PlanListPhrases.noList.diagnostic(file: file)) }
    return best.map { ($0.grid, $0.head) }
  }

  /// A question as the error that it is until it is answered.
  private func ask(_ question: PlanListReading.Question, in grid: SheetGrid) -> Diagnostic {
    let phrase = PlanListPhrases.question(question, mapping: mappingPath)
    switch question {
    case .column(let letters, let title, _):
      var diagnostic = grid.diagnostic(phrase, found: title)
      diagnostic.cell = outline.headRows.map { "\(letters)\($0.lowerBound)" }
      return diagnostic
    case .heading(let row, let text): return grid.diagnostic(phrase, row: row, found: text)
    case .group, .setting: return grid.diagnostic(phrase)
    case .paidSplit(_, let cell):
      var diagnostic = grid.diagnostic(phrase)
      diagnostic.cell = cell
      return diagnostic
    }
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
    let open = head.titles.filter { mapping?.columns[$0.column] == nil }
    askRepeated(open)
    askUnknown(open)
    settle()
  }

  /// Looks up once what every row asks for.
  private mutating func settle() {
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

  var outline: [PlanListReading.Column] {
    Set(head.titles.map(\.column)).union(meanings.keys).sorted().map { column in
      PlanListReading.Column(
        letters: CellReference.letters(ofColumn: column), title: title(column), meaning: outlineMeaning(column))
    }
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
