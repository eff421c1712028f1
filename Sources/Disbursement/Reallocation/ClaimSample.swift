/// What each project could be paid by certain days if its plan were no limit, replication by replication: cumulative dong, with what has been
/// paid on the as-of day.
///
/// Column 0 of a project is at the date that counts, the others at the days of its own milestones, in the order of ``CapitalProblem/Project/milestones``.
/// Under a plan K it is paid min(K, claims).
final class ClaimSample: @unchecked Sendable {
  // Columns are written by one worker each before all are joined, and only read afterwards.
  private let storage: UnsafeMutablePointer<Int64>
  private let firstColumns: [Int]
  let replications: Int
  var projectCount: Int { firstColumns.count - 1 }

  /// - Parameter columnCounts: Of each project.
  init(replications: Int, columnCounts: [Int]) {
    precondition(replications > 0 && replications <= Int(Int32.max), "a sample has replications")
    self.replications = replications
    firstColumns = columnCounts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    let size = max(1, firstColumns[firstColumns.count - 1] * replications)
    storage = .allocate(capacity: size)
    storage.initialize(repeating: 0, count: size)
  }

  deinit { storage.deallocate() }

  /// - Parameter columns: Of each project; all columns equally long.
  convenience init(_ columns: [[[Int64]]]) {
    self.init(replications: columns.first?.first?.count ?? 1, columnCounts: columns.map(\.count))
    for (project, columns) in columns.enumerated() {
      for (number, values) in columns.enumerated() { _ = column(project, number).update(fromContentsOf: values) }
    }
  }

  func columnCount(_ project: Int) -> Int { firstColumns[project + 1] - firstColumns[project] }

  func column(_ project: Int, _ number: Int = 0) -> UnsafeMutableBufferPointer<Int64> {
    precondition(number < columnCount(project), "no such column")
    return UnsafeMutableBufferPointer(
      start: storage + (firstColumns[project] + number) * replications, count: replications)
  }
}
