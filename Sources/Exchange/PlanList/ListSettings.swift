import Disbursement
import Portfolio
import Rulebook
import Workbook

/// What a plan list and its mapping file say in place of `scenario.yaml`.
struct ListSettings {
  private(set) var fiscalYear: FiscalYear?
  private(set) var asOf: Day?
  private(set) var unit: MoneyUnit?
  let style: NumberStyle
  private(set) var name: String
  private(set) var rulebook: String?
  let assumptions: String?
  private(set) var outline: [PlanListReading.Setting] = []
  private(set) var questions: [PlanListReading.Question] = []

  private let grid: SheetGrid
  private let head: SheetHead
  private let mapping: PlanListMapping?
  /// Texts above the rows of projects, with their cells.
  private let texts: [(text: String, cell: String)]

  init(_ grid: SheetGrid, head: SheetHead, mapping: PlanListMapping?) {
    self.grid = grid
    self.head = head
    self.mapping = mapping
    texts = grid.rows.filter { $0.number <= head.rows.upperBound }.flatMap { row in
      row.cells.compactMap { cell in
        guard case .text = cell.value else { return nil }
        let place = CellReference(row: row.number, column: cell.column)?.description ?? ""
        return (cell.text(style: .plain), place)
      }
    }
    style = mapping?.style ?? .vietnamese
    name = mapping?.name ?? ""
    assumptions = mapping?.assumptions
    findYear()
    findUnit()
    findName()
  }

  /// The text of `scenario.yaml`.
  var yaml: String {
    var lines = ["schema: 1", "name: \(SettingsSheet.quoted(name))"]
    if let fiscalYear { lines.append("fiscalYear: \(fiscalYear.year)") }
    if let asOf { lines.append("asOf: \(asOf)") }
    if let rulebook { lines.append("rulebook: \(SettingsSheet.scalar(rulebook))") }
    if let unit { lines.append("unit: \(unit.rawValue)") }
    lines.append("numberStyle: \(style.rawValue)")
    if let assumptions { lines.append("assumptions: \(SettingsSheet.scalar(assumptions))") }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func note(_ key: String, _ value: String, _ origin: PlanListReading.Origin) {
    outline.append(PlanListReading.Setting(key: key, value: value, origin: origin))
    if origin == .asked { questions.append(.setting(key: key)) }
  }

  /// The year of the plan's own title, else the one that the titles name last.
  private mutating func findYear() {
    if let year = mapping?.fiscalYear {
      fiscalYear = year
      return note("fiscalYear", "\(year.year)", .mapping)
    }
    let titles = ListTitles(year: nil)
    let plan = head.titles.filter { titles.meaning(of: $0) == .field(.plan) }.flatMap(\.parts)
    let years = plan.flatMap { ListWords($0).years }
    if Set(years).count == 1, let year = years.first.flatMap({ FiscalYear($0) }),
      let cell = texts.first(where: { plan.contains($0.text) && ListWords($0.text).years.contains(year.year) })?.cell
    {
      fiscalYear = year
      return note("fiscalYear", "\(year.year)", .cell(cell))
    }
    let above = texts.filter { ListWords($0.text).has("kế hoạch") && Set(ListWords($0.text).years).count == 1 }
    if Set(above.flatMap { ListWords($0.text).years }).count == 1, let (text, cell) = above.first,
      let year = ListWords(text).years.first.flatMap({ FiscalYear($0) })
    {
      fiscalYear = year
      return note("fiscalYear", "\(year.year)", .cell(cell))
    }
    note("fiscalYear", "", .asked)
  }

  /// `Đơn vị tính: triệu đồng` above the table, or `(triệu đồng)` in a title.
  private mutating func findUnit() {
    if let unit = mapping?.unit {
      self.unit = unit
      return note("unit", unit.rawValue, .mapping)
    }
    for (text, cell) in texts {
      guard let unit = Self.unit(in: text) else { continue }
      self.unit = unit
      return note("unit", unit.rawValue, .cell(cell))
    }
    note("unit", "", .asked)
  }

  /// What a line above a table, or a title, says of the unit of its amounts.
  static func unit(in text: String) -> MoneyUnit? {
    let words = ListWords(text)
    var candidates: [String] = []
    if let open = text.lastIndex(of: "("), let close = text[open...].firstIndex(of: ")") {
      candidates.append(String(text[text.index(after: open)..<close]))
    }
    if words.hasAny("đơn vị", "đvt"), let colon = text.lastIndex(of: ":") {
      candidates.append(String(text[text.index(after: colon)...]).trimmingTail(of: ") ."))
    }
    return candidates.lazy.compactMap { TableWords.unit[$0] }.first
      ?? candidates.lazy.compactMap { candidate in
        candidate.lastIndex(of: ":").flatMap { TableWords.unit[String(candidate[candidate.index(after: $0)...])] }
      }.first
  }

  private mutating func findName() {
    if name.isEmpty {
      let title = texts.first { ListWords($0.text).has("kế hoạch") && $0.text.count <= 120 }?.text
      name = title ?? grid.sheet ?? grid.file
      note("name", name, texts.first { $0.text == title }.map { .cell($0.cell) } ?? .usual)
    } else {
      note("name", name, .mapping)
    }
  }

  /// What depends on the columns and rows: the as-of day and the rulebook.
  mutating func settle(columns: ListColumns, rows: ListRows) {
    findAsOf(columns, rows)
    note("numberStyle", style.rawValue, mapping?.style == nil ? .usual : .mapping)
    if let named = mapping?.rulebook {
      rulebook = named
      note("rulebook", named, .mapping)
    } else if let builtIn = Self.rulebook(of: fiscalYear) {
      rulebook = builtIn
      note("rulebook", builtIn, .usual)
    } else if fiscalYear != nil {
      note("rulebook", "", .asked)
    }
    note("assumptions", assumptions ?? ScenarioSettings.defaultAssumptions, assumptions == nil ? .usual : .mapping)
  }

  private static func rulebook(of year: FiscalYear?) -> String? {
    guard let year else { return nil }
    return BuiltInRulebook.allCases.first { $0.rawValue.hasSuffix("-\(year.year)") }?.rawValue
  }

  private mutating func findAsOf(_ columns: ListColumns, _ rows: ListRows) {
    if let day = mapping?.asOf {
      asOf = day
      return note("asOf", "\(day)", .mapping)
    }
    let paid = [columns.column(of: .paidToDate)].compactMap { $0 } + columns.paidSources.map(\.column)
    let isPaid = rows.projects.contains { project in
      paid.contains { !["", "0", "-"].contains(project.row.text($0, style: .plain)) }
    }
    guard isPaid else {
      asOf = fiscalYear?.eve
      if let asOf { note("asOf", "\(asOf)", .usual) }
      return
    }
    for (text, cell) in texts {
      guard let day = Self.day(in: text), let fiscalYear, day >= fiscalYear.eve, day <= fiscalYear.cutOff else {
        continue
      }
      asOf = day
      return note("asOf", "\(day)", .cell(cell))
    }
    note("asOf", "", .asked)
  }

  /// The day after `đến`, `đến ngày`, `đến hết ngày`, or after another word.
  static func day(after mark: String = "đến", in text: String) -> Day? {
    let words = text.split { $0 == " " || $0 == "(" || $0 == ")" || $0 == "," || $0 == ";" }
    for (index, word) in words.enumerated() where HeaderName(word) == HeaderName(mark) {
      for candidate in words[(index + 1)...].prefix(3) {
        let parts = candidate.trimmingTailOfStops.split(separator: "/").map { Int($0) }
        if parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] {
          return Day(year: year, month: month, day: day)
        }
      }
    }
    return nil
  }
}

extension Substring {
  fileprivate var trimmingTailOfStops: Substring {
    var rest = self
    while let last = rest.last, ".:".contains(last) { rest.removeLast() }
    return rest
  }
}
