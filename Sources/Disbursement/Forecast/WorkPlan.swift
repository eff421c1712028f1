import Portfolio

/// Projects that a worker takes together.
enum Chunk {
  /// Enough that projects of one locality share its draws and that sums stay in the cache while they are added to.
  static let size = 16
}

/// Which projects are simulated together, and where the sums of units are kept.
///
/// A unit's sums take memory in proportion to the replications. Large units are open during the whole run, each worker having its own
/// sums; of the many small ones of a large portfolio (localities, owners) each is open only while the worker that has
/// all its projects is at them. So memory grows with projects and with replications, not with their product.
struct WorkPlan: Sendable {
  enum Place: Sendable {
    /// Open during the whole run, from this column on.
    case open(column: Int)
    /// Open within one batch, from this column on.
    case batch(column: Int)
    /// Its projects lie in several batches: simulated once more, later.
    case later
  }

  struct Batch: Sendable {
    var projects: [Int]
    /// Units that are open within this batch only.
    var units: [Int] = []
    var columns = 0
  }

  private(set) var places: [Place]
  private(set) var batches: [Batch] = []
  /// Units to be simulated once more, one each.
  private(set) var revisits: [Batch] = []
  private(set) var openColumns = 0

  /// Bytes for open units, over all workers.
  static let openMemory = 384 << 20

  init(_ directory: UnitDirectory, futures: Int, padded: Int, threads: Int, memory: Int = WorkPlan.openMemory) {
    places = directory.units.map { _ in .later }
    let affordable = memory / (8 * max(1, padded) * max(1, threads))
    let order = directory.units.indices.sorted {
      (directory.units[$1].projectCount, $0) < (directory.units[$0].projectCount, $1)
    }
    for unit in order {
      let columns = futures + directory.futureSlots(of: unit).count
      let mustBeOpen = directory.units[unit].dimension == nil || directory.units[unit].dimension == .group
      guard mustBeOpen || openColumns + columns <= affordable else { continue }
      places[unit] = .open(column: openColumns)
      openColumns += columns
    }
    let drafts = [nil] + UnitDirectory.homeDimensions.indices.map { $0 }
    let best = drafts.compactMap { Draft(places, directory, futures: futures, by: $0) }.min { $0.cost < $1.cost }
    guard let best else { return }
    places = best.places
    batches = best.batches
    revisits = best.revisits(directory, futures: futures)
  }
}

/// One way of dividing projects into batches.
private struct Draft {
  private(set) var places: [WorkPlan.Place]
  private(set) var batches: [WorkPlan.Batch] = []
  private let open: [Bool]
  private var revisited = 0
  private var largestBatch = 0

  /// Projects simulated twice, then the memory of a batch.
  var cost: (Int, Int) { (revisited, largestBatch) }

  /// One batch for each closed unit of a dimension, of its projects; the other projects one after the other.
  ///
  /// Nil when the dimension has no closed unit.
  init?(_ places: [WorkPlan.Place], _ directory: UnitDirectory, futures: Int, by dimension: Int?) {
    self.places = places
    open = places.map { if case .open = $0 { true } else { false } }
    let numbers = divide(directory, by: dimension)
    if dimension != nil, !numbers.isDivided { return nil }
    place(directory, futures: futures, numbers.batches)
  }

  private mutating func divide(_ directory: UnitDirectory, by dimension: Int?) -> (batches: [Int32], isDivided: Bool) {
    var numbers = [Int32](repeating: 0, count: directory.projectCount)
    var batchOfUnit = [Int](repeating: -1, count: places.count)
    var (loose, isDivided) = (-1, false)
    for project in numbers.indices {
      let unit = dimension.map { directory.home(of: project, $0) }
      if let unit, !open[unit] {
        isDivided = true
        if batchOfUnit[unit] < 0 {
          batchOfUnit[unit] = batches.count
          batches.append(WorkPlan.Batch(projects: []))
        }
        batches[batchOfUnit[unit]].projects.append(project)
        numbers[project] = Int32(batchOfUnit[unit])
      } else {
        if loose < 0 || batches[loose].projects.count >= Chunk.size {
          loose = batches.count
          batches.append(WorkPlan.Batch(projects: []))
        }
        batches[loose].projects.append(project)
        numbers[project] = Int32(loose)
      }
    }
    return (numbers, isDivided)
  }

  /// A closed unit is open within the one batch that has all its projects, if there is one.
  private mutating func place(_ directory: UnitDirectory, futures: Int, _ numbers: [Int32]) {
    guard open.contains(false) else { return }
    var only = [Int](repeating: -1, count: places.count)
    for project in numbers.indices {
      let number = Int(numbers[project])
      directory.forEachUnit(of: project) { unit in
        only[unit] = only[unit] == -1 || only[unit] == number ? number : -2
      }
    }
    for unit in places.indices where !open[unit] {
      guard only[unit] >= 0 else {
        revisited += directory.units[unit].projectCount
        continue
      }
      places[unit] = .batch(column: batches[only[unit]].columns)
      batches[only[unit]].units.append(unit)
      batches[only[unit]].columns += futures + directory.futureSlots(of: unit).count
      largestBatch = max(largestBatch, batches[only[unit]].columns)
    }
  }

  func revisits(_ directory: UnitDirectory, futures: Int) -> [WorkPlan.Batch] {
    guard places.contains(where: { if case .later = $0 { true } else { false } }) else { return [] }
    var number = [Int](repeating: -1, count: places.count)
    var revisits: [WorkPlan.Batch] = []
    for unit in places.indices {
      guard case .later = places[unit] else { continue }
      number[unit] = revisits.count
      revisits.append(
        WorkPlan.Batch(projects: [], units: [unit], columns: futures + directory.futureSlots(of: unit).count))
    }
    for project in 0..<directory.projectCount {
      directory.forEachUnit(of: project) { unit in
        guard number[unit] >= 0, revisits[number[unit]].projects.last != project else { return }
        revisits[number[unit]].projects.append(project)
      }
    }
    return revisits
  }
}

/// Sums over projects, one for each replication: exact integers, so that the order of adding does not matter.
///
/// Layout: blocks of replications, within a block its columns one after the other.
final class UnitSums {
  private let columns: Int
  private let cells: Int
  private let sums: UnsafeMutablePointer<Int64>

  init(columns: Int, padded: Int) {
    self.columns = columns
    cells = max(1, columns * Block.count(covering: padded) * Workspace.block)
    sums = .allocate(capacity: cells)
    sums.update(repeating: 0, count: cells)
  }

  deinit { sums.deallocate() }

  /// Starts again from nothing.
  func reset() { sums.update(repeating: 0, count: cells) }

  /// Where one unit's columns lie.
  struct Target {
    fileprivate let sums: UnsafeMutablePointer<Int64>
    fileprivate let columns: Int
    fileprivate let first: Int

    @inline(__always)
    func column(_ column: Int, _ block: Block) -> UnsafeMutablePointer<Int64> {
      sums + (block.first * columns + (first + column) * Workspace.block)
    }
  }

  /// Valid as long as the sums are.
  func target(from column: Int) -> Target { Target(sums: sums, columns: columns, first: column) }

  func add(_ other: UnitSums, threads: Int) {
    let parts = max(1, min(threads, cells / 4_096))
    let (cells, sum, more) = (cells, Parts(sums: sums), Parts(sums: other.sums))
    WorkQueue(count: parts).run(threads: parts) {
    } body: { _, part in
      for cell in part * cells / parts..<(part + 1) * cells / parts { sum.sums[cell] &+= more.sums[cell] }
    }
  }

  /// Each thread adds a part of its own.
  private struct Parts: @unchecked Sendable {
    let sums: UnsafeMutablePointer<Int64>
  }

  /// Writes a column of all replications.
  func read(_ column: Int, into out: UnsafeMutableBufferPointer<Int64>) {
    for first in stride(from: 0, to: out.count, by: Workspace.block) {
      let from = sums + (first * columns + column * Workspace.block)
      for lane in 0..<min(Workspace.block, out.count - first) { out[first + lane] = from[lane] }
    }
  }
}
