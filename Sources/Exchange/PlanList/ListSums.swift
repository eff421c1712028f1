import Portfolio
import Workbook

/// The sums that a list states, against the rows that they sum.
struct ListSums {
  struct Mismatch {
    var sum: PlanListReading.Sum
    /// Whether the difference is one of rounding.
    var isRounding: Bool
  }

  private(set) var mismatches: [Mismatch] = []
  /// Places of entries over which a stated sum agrees.
  private var confirmed: [Range<Int>] = []

  private let columns: [Int]
  /// By column, the sums of the entries before each place.
  private var running: [Int: [Int128]] = [:]
  /// By column, the size of the last digit that entries have, in dong.
  private var steps: [Int: Int128] = [:]

  init(_ rows: ListRows, columns: ListColumns, amounts: ListAmounts) {
    self.columns = columns.amountColumns
    for column in self.columns { add(column, rows, columns, amounts) }
    for sum in rows.sums { check(sum, amounts) }
  }

  /// Whether a stated sum shows that what was made of a row at this place is right.
  func confirms(_ place: Int) -> Bool { confirmed.contains { $0.lowerBound <= place && place <= $0.upperBound } }

  private mutating func add(_ column: Int, _ rows: ListRows, _ columns: ListColumns, _ amounts: ListAmounts) {
    let unit = amounts.unit(of: column) ?? .dong
    var step = (0..<unit.scale).reduce(Int128(1)) { power, _ in power * 10 }
    var sums: [Int128] = [0]
    for entry in rows.entries {
      var amount = Int128(amounts.money(entry.row, column).dong)
      if amount == 0 { amount = Self.dividedAmount(entry, column, columns, amounts) }
      while step > 1, amount % step != 0 { step /= 10 }
      sums.append(sums[sums.count - 1] + amount)
    }
    running[column] = sums
    steps[column] = step
  }

  /// What columns or rows of sources give where the project itself states nothing.
  private static func dividedAmount(
    _ entry: (row: SheetGrid.Row, parts: [SheetGrid.Row]), _ column: Int, _ columns: ListColumns, _ amounts: ListAmounts
  ) -> Int128 {
    func sum(_ row: SheetGrid.Row, _ columns: [Int]) -> Int128 {
      columns.reduce(0) { $0 + Int128(amounts.money(row, $1).dong) }
    }
    if !entry.parts.isEmpty { return entry.parts.reduce(0) { $0 + sum($1, [column]) } }
    if column == columns.column(of: .plan) { return sum(entry.row, columns.planSources.map(\.column)) }
    if column == columns.column(of: .paidToDate) { return sum(entry.row, columns.paidSources.map(\.column)) }
    return 0
  }

  private mutating func check(_ sum: ListRows.Sum, _ amounts: ListAmounts) {
    let stated = columns.compactMap { column -> (column: Int, amount: Money)? in
      let amount = amounts.money(sum.row, column)
      return amount == .zero ? nil : (column, amount)
    }
    guard !stated.isEmpty else { return }
    let candidates = sum.ranges.map { range in
      (range: range, wrong: stated.filter { abs(difference($0, range)) > tolerance($0.column, range.count) })
    }
    guard let best = candidates.min(by: { $0.wrong.count < $1.wrong.count }) else { return }
    if best.wrong.isEmpty, !best.range.isEmpty { confirmed.append(best.range) }
    let different = best.wrong.isEmpty ? stated.filter { difference($0, best.range) != 0 } : best.wrong
    for entry in different {
      let found = Int128(entry.amount.dong) - difference(entry, best.range)
      // A sum beyond 64 bits is beyond what a portfolio may hold, which is reported there.
      guard let found = Int64(exactly: found) else { continue }
      mismatches.append(
        Mismatch(
          sum: .init(
            row: sum.row.number, column: CellReference.letters(ofColumn: entry.column), stated: entry.amount,
            found: Money(dong: found), count: best.range.count), isRounding: best.wrong.isEmpty))
    }
  }

  private func difference(_ stated: (column: Int, amount: Money), _ range: Range<Int>) -> Int128 {
    guard let sums = running[stated.column] else { return 0 }
    return Int128(stated.amount.dong) - (sums[range.upperBound] - sums[range.lowerBound])
  }

  /// Half a last digit for each row.
  private func tolerance(_ column: Int, _ count: Int) -> Int128 { (steps[column] ?? 0) * Int128(count) / 2 }
}

/// Amounts that do not go with those around them: a full stop between thousands that became a decimal point, another unit.
enum ListScale {
  private static let fewest = 2
  /// So many times smaller than the middle one, an amount is looked at.
  private static let ratio = 100.0

  static func questions(
    _ rows: ListRows, columns: ListColumns, amounts: ListAmounts, mapping: PlanListMapping?
  ) -> [PlanListReading.Question] {
    guard let unit = amounts.unit, unit != .billion else { return [] }
    let whole = columns.column(of: .totalInvestment)
    var found: Set<Int> = []
    var first: String?
    for column in columns.amountColumns + [whole].compactMap({ $0 }) {
      for row in doubtful(rows.entries.map(\.row), column, whole, columns, amounts)
      where mapping?.asWritten.contains(row) != true {
        found.insert(row)
        first = first ?? SheetGrid.reference(row: row, column: column)
      }
    }
    var questions: [PlanListReading.Question] = []
    if let first { questions.append(.scale(rows: found.sorted(), cell: first)) }
    if let other = otherUnit(rows, columns, amounts), mapping?.units[other] == nil {
      questions.append(.unit(letters: CellReference.letters(ofColumn: other), title: columns.title(other)))
    }
    return questions
  }

  /// Rows with an amount in this column that would go with the others if it were a thousand times larger or smaller.
  private static func doubtful(
    _ rows: [SheetGrid.Row], _ column: Int, _ whole: Int?, _ columns: ListColumns, _ amounts: ListAmounts
  ) -> [Int] {
    let values = rows.map { Double(amounts.money($0, column).dong) }
    let stated = values.filter { $0 > 0 }.sorted()
    guard stated.count >= fewest, let largest = stated.last else { return [] }
    let middle = stated[stated.count / 2]
    let wholes = whole.map { whole in rows.map { Double(amounts.money($0, whole).dong) } }
    let middleWhole = wholes.flatMap { wholes in
      let stated = wholes.filter { $0 > 0 }.sorted()
      return stated.isEmpty ? nil : stated[stated.count / 2]
    }
    return rows.indices.filter { index in
      let value = values[index]
      guard value > 0 else { return false }
      if value > middle * ratio, value / 1000 <= middle * 10,
        stated.count(where: { $0 > middle * ratio }) * 3 < stated.count
      {
        // A large project has a large investment, too.
        return wholes.map { $0[index] > 0 && $0[index] < value } ?? (value > middle * 500)
      }
      guard value < middle / ratio, value * 1000 <= largest * 3 else { return false }
      let investment = wholes?[index] ?? 0
      if let middleWhole, investment > 0, investment < middleWhole / ratio { return true }
      if investment == 0, value < middle / (ratio * 3) { return true }
      return hasFraction(rows[index], column) && (investment == 0 || value * 1000 <= investment)
    }.map { rows[$0].number }
  }

  /// Whether an amount stands with decimals, at most three of them.
  private static func hasFraction(_ row: SheetGrid.Row, _ column: Int) -> Bool {
    let text = row.text(column, style: .plain)
    guard let point = text.lastIndex(where: { $0 == "." || $0 == "," }) else { return false }
    return (1...3).contains(text.distance(from: point, to: text.endIndex) - 1)
  }

  /// The column of total investment where most of it is below the plan, or thousands of times above it.
  private static func otherUnit(_ rows: ListRows, _ columns: ListColumns, _ amounts: ListAmounts) -> Int? {
    guard let whole = columns.column(of: .totalInvestment), let plan = columns.column(of: .plan) else { return nil }
    let ratios = rows.entries.compactMap { entry -> Double? in
      let (all, part) = (amounts.money(entry.row, whole), amounts.money(entry.row, plan))
      return all > .zero && part > .zero ? Double(all.dong) / Double(part.dong) : nil
    }.sorted()
    guard ratios.count > fewest else { return nil }
    let middle = ratios[ratios.count / 2]
    return middle < 0.05 || middle > 500 ? whole : nil
  }
}

/// Formulas of projects whose values no program has stored.
enum ListFormulas {
  static func finding(in grid: SheetGrid, _ rows: ListRows, _ columns: ListColumns) -> Diagnostic? {
    var (count, first): (Int, (row: Int, column: Int)?) = (0, nil)
    for row in rows.entries.flatMap({ [$0.row] + $0.parts }) + rows.unknown.map(\.row) {
      for column in columns.statedColumns where row[column].map({ $0.isFormula && $0.value == .empty }) ?? false {
        count += 1
        first = first ?? (row.number, column)
      }
    }
    return first.map {
      grid.diagnostic(
        PlanListPhrases.uncomputed(count), row: $0.row, column: $0.column, title: columns.title($0.column),
        found: SheetGrid.Cell.uncomputed)
    }
  }
}
