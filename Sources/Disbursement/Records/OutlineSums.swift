public import Portfolio

/// Columns of amounts of an official table, one after another; the raw value is the number that the table gives them.
public protocol AmountColumn: RawRepresentable<Int>, CaseIterable, Hashable, Sendable {}

/// Amounts in the lines of an outline: those of the parts, and in every heading the sum of what is known below it.
public struct OutlineSums<Column: AmountColumn>: Sendable {
  public struct Line: Sendable {
    public var outline: PlanOutline.Line
    fileprivate var amounts: [StatedAmount]

    /// Nil when nothing is known, or where the amount stands on another line of the project.
    public subscript(column: Column) -> Money? {
      let index = column.rawValue - firstNumber(Column.self)
      return amounts.indices.contains(index) ? amounts[index].money : nil
    }
  }

  public let lines: [Line]
  /// How many lines of projects lack an amount in each column; columns that lack none are left out.
  public let missing: [Column: Int]
  /// Lines of projects.
  public let lineCount: Int
  /// Columns in which projects with several sources state an amount of the whole project, on one of their lines.
  public let stated: Set<Column>

  /// `parts` are the amounts of each part of the outline, one for each column.
  init(_ outline: PlanOutline, parts: [[StatedAmount]]) {
    let columns = Array(Column.allCases)
    lines = outline.lines.map { line in
      if line.parts.count == 1, case .project = line.subject {
        return Line(outline: line, amounts: parts[line.parts.lowerBound])
      }
      return Line(
        outline: line,
        amounts: columns.indices.map { column in StatedAmount(parts[line.parts].lazy.map { $0[column] }.sumOfKnown) })
    }
    var missing: [Column: Int] = [:]
    var stated: Set<Column> = []
    for (index, column) in columns.enumerated() {
      let count = parts.count { $0[index] == .unknown }
      if count > 0 { missing[column] = count }
      if parts.contains(where: { $0[index] == .elsewhere }) { stated.insert(column) }
    }
    self.missing = missing
    self.stated = stated
    lineCount = parts.count
  }
}

/// The number of the first column of amounts.
func firstNumber<Column: AmountColumn>(_ column: Column.Type) -> Int { Column.allCases.first?.rawValue ?? 0 }
