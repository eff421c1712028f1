import Disbursement
import Portfolio
import Rulebook
import Workbook

/// What a plan list and its mapping file say in place of `scenario.yaml`.
struct ListSettings {
  private(set) var fiscalYear: FiscalYear?
  private(set) var asOf: Day?
  private(set) var unit: MoneyUnit?
  private(set) var style: NumberStyle
  /// Of columns that state another unit than the list.
  private(set) var units: [Int: MoneyUnit] = [:]
  private(set) var name: String
  private(set) var rulebook: String?
  let assumptions: String?
  private(set) var outline: [PlanListReading.Setting] = []
  private(set) var questions: [PlanListReading.Question] = []

  private let grid: SheetGrid
  private let head: SheetHead
  private let mapping: PlanListMapping?
  /// Texts above the rows of projects, with their cells.
  private let texts: [(text: String, cell: String, row: Int)]

  init(_ grid: SheetGrid, head: SheetHead, mapping: PlanListMapping?) {
    self.grid = grid
    self.head = head
    self.mapping = mapping
    texts = grid.rows.filter { $0.number <= head.rows.upperBound }.flatMap { row in
      row.cells.compactMap { cell in
        guard case .text = cell.value else { return nil }
        let place = CellReference(row: row.number, column: cell.column)?.description ?? ""
        return (cell.text(style: .plain), place, row.number)
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

  /// The year of the plan's own title, else the one that the lines above name.
  private mutating func findYear() {
    if let year = mapping?.fiscalYear {
      fiscalYear = year
      return note("fiscalYear", "\(year.year)", .mapping)
    }
    let titles = ListTitles(year: nil)
    let plan = head.titles.filter { titles.meaning(of: $0) == .field(.plan) }.flatMap(\.parts)
    let above = texts.filter { $0.row < head.rows.lowerBound }
    for candidates in [
      texts.filter { plan.contains($0.text) }, above.filter { ListWords($0.text).hasAny("kế hoạch") },
      above.filter { ListWords($0.text).hasAny("năm") },
    ] {
      let dated = candidates.filter { !ListWords($0.text).years.isEmpty }
      guard let (text, cell, _) = dated.first, Set(dated.flatMap { ListWords($0.text).years }).count == 1,
        let year = ListWords(text).years.first.flatMap({ FiscalYear($0) })
      else { continue }
      fiscalYear = year
      return note("fiscalYear", "\(year.year)", .cell(cell))
    }
    note("fiscalYear", "", .asked)
  }

  /// `Đơn vị tính: triệu đồng` above the table, else the unit in the plan's title, else in another.
  private mutating func findUnit() {
    if let unit = mapping?.unit {
      self.unit = unit
      note("unit", unit.rawValue, .mapping)
    } else if let (unit, cell) = statedUnit {
      self.unit = unit
      note("unit", unit.rawValue, .cell(cell))
    } else {
      note("unit", "", .asked)
    }
    for title in head.titles {
      guard let own = title.parts.reversed().lazy.compactMap({ Self.unit(in: $0) }).first, own != unit else { continue }
      units[title.column] = own
    }
    for (column, unit) in mapping?.units ?? [:] { units[column] = unit }
  }

  private var statedUnit: (MoneyUnit, String)? {
    let titles = ListTitles(year: fiscalYear)
    let plan = head.titles.filter { titles.meaning(of: $0) == .field(.plan) }.flatMap(\.parts)
    let lines = texts.filter { text in !head.titles.contains { $0.parts.contains(text.text) } }
    for candidates in [lines, texts.filter { plan.contains($0.text) }, texts] {
      if let found = candidates.lazy.compactMap({ text in Self.unit(in: text.text).map { ($0, text.cell) } }).first {
        return found
      }
    }
    return nil
  }

  /// What a line above a table, or a title, says of the unit of its amounts.
  static func unit(in text: String) -> MoneyUnit? {
    let words = ListWords(text)
    var candidates: [String] = []
    if let open = text.lastIndex(of: "("), let close = text[open...].firstIndex(of: ")") {
      candidates.append(String(text[text.index(after: open)..<close]))
    }
    if words.hasAny("đơn vị", "đvt", "dvt"), let colon = text.lastIndex(of: ":") {
      candidates.append(String(text[text.index(after: colon)...]).trimmingTail(of: ") ."))
    }
    return candidates.lazy.compactMap { unit(named: $0) }.first
      ?? candidates.lazy.compactMap { candidate in
        candidate.lastIndex(of: ":").flatMap { unit(named: String(candidate[candidate.index(after: $0)...])) }
      }.first
  }

  private static func unit(named text: String) -> MoneyUnit? {
    TableWords.unit[text] ?? unaccentedUnits[HeaderName(text).text]
  }

  private static let unaccentedUnits: [String: MoneyUnit] = [
    "dong": .dong, "nghindong": .thousand, "ngandong": .thousand, "1000dong": .thousand, "1000đ": .thousand,
    "1000đồng": .thousand, "trieudong": .million, "trđồng": .million, "trd": .million, "trđ": .million,
    "tydong": .billion,
    "nghìnđ": .thousand, "đ": .dong, "1000000đồng": .million,
  ]

  private mutating func findName() {
    if name.isEmpty {
      let title = texts.first { ListWords($0.text).hasAny("kế hoạch") && $0.text.count <= 120 }?.text
      name = title ?? grid.sheet ?? grid.file
      note("name", name, texts.first { $0.text == title }.map { .cell($0.cell) } ?? .usual)
    } else {
      note("name", name, .mapping)
    }
  }

  /// The style that the texts of the amounts show.
  mutating func settleStyle(_ evidence: ListAmounts.StyleEvidence) {
    guard mapping?.style == nil else { return }
    if case .style(let shown) = evidence { style = shown }
    isStyleDoubtful = evidence == .doubtful
  }

  private var isStyleDoubtful = false

  /// What depends on the columns and rows: the as-of day and the rulebook.
  mutating func settle(columns: ListColumns, isPaid: Bool) {
    findAsOf(columns, isPaid: isPaid)
    note("numberStyle", style.rawValue, isStyleDoubtful ? .asked : mapping?.style == nil ? .usual : .mapping)
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

  private mutating func findAsOf(_ columns: ListColumns, isPaid: Bool) {
    if let day = mapping?.asOf {
      asOf = day
      return note("asOf", "\(day)", .mapping)
    }
    guard isPaid else {
      asOf = fiscalYear?.eve
      if let asOf { note("asOf", "\(asOf)", .usual) }
      return
    }
    guard let found = statedAsOf(columns) else { return note("asOf", "", .asked) }
    asOf = found.day
    note("asOf", "\(found.day)", .cell(found.cell))
  }

  /// The day that the payments' own titles state, else the lines above; nil where none or several are stated.
  private func statedAsOf(_ columns: ListColumns) -> (day: Day, cell: String)? {
    let paid = [columns.column(of: .paidToDate)].compactMap { $0 } + columns.paidSources.map(\.column)
    let own = Set(head.titles.filter { paid.contains($0.column) }.flatMap(\.parts))
    let lines = texts.filter { text in !head.titles.contains { $0.parts.contains(text.text) } }
    let titled = texts.filter { own.contains($0.text) }
    for find in [ListDates.days, ListDates.periodEnds] {
      for candidates in [titled, lines] {
        let found = candidates.flatMap { text in
          find(text.text, fiscalYear).filter(isPossible).map { (day: $0, cell: text.cell) }
        }
        let days = Set(found.map(\.day))
        if days.count == 1 { return found.first }
        if days.count > 1 { return nil }
      }
    }
    return nil
  }

  private func isPossible(_ day: Day) -> Bool {
    fiscalYear.map { day >= $0.eve && day <= $0.cutOff } ?? false
  }

  /// The day after `đến`, `đến ngày`, `đến hết ngày`, or after another word.
  static func day(after mark: String = "đến", in text: String) -> Day? {
    let words = text.split { $0 == " " || $0 == "(" || $0 == ")" || $0 == "," || $0 == ";" }
    let marks = [HeaderName(mark), HeaderName(ListText.unaccented(mark))]
    for (index, word) in words.enumerated() where marks.contains(HeaderName(word)) {
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
