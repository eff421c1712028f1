import Stochastics

/// One worker's columns over a block of replications; allocated once, reused for every block.
///
/// Layout: a column is `Workspace.block` consecutive values, one for each replication of the block.
final class Workspace {
  /// Replications in a block.
  static let block = 256

  /// Replications rounded up to whole counters of the random streams, each of which serves four.
  static func padded(_ replications: Int) -> Int { (replications + 3) / 4 * 4 }

  typealias Column = UnsafeMutablePointer<Float>

  // What chance gives a project: filled by `Kernel.draw`.

  /// The systemic factor, a standard normal score.
  let systemic = Workspace.columns(1)
  let productivity = Workspace.columns(1)
  let discipline = Workspace.columns(1)
  /// For each activity its drawn duration, in its own kind of days.
  let duration = Columns()
  /// For each driver of the project its factor (1 where it does not strike) or days (0 where not).
  private(set) var impact: [Column] = []
  /// For each future claim date a uniform number that decides on the claim of its month.
  let claimDraw = Columns()

  // What follows from it: filled by `Kernel.move`.

  let speed = Workspace.columns(1)
  let stoppage = Workspace.columns(1)
  /// 1, and 0 where payments stand still.
  let unblocked = Workspace.columns(1)
  /// Time at which construction starts, and at which the part held back starts.
  let start = Workspace.columns(1)
  let heldStart = Workspace.columns(1)
  /// For each activity its finish.
  let finish = Columns()
  /// At one checkpoint the share of what is payable that is claimed.
  let claim = Workspace.columns(1)
  /// What is payable by the checkpoint that the kernel observes, as a share of the capital not yet paid on the as-of day.
  let payableThen = Workspace.columns(1)
  /// For each stream and future checkpoint the cumulative share of its capital that is claimed.
  let claimed = Columns()
  /// For each future checkpoint the cumulative share of the project's remaining capital that is claimed, where it has several streams.
  let total = Columns()

  // Scratch.

  /// How likely what has been paid is, and what a replication would have paid by then.
  let likelihood = Workspace.columns(1)
  let reached = Workspace.columns(1)
  /// Draws among which those are chosen that agree with what has been paid.
  let pool = CandidatePool()
  let uniform = Workspace.columns(1)
  let scratch = Workspace.columns(1)
  let pace = Workspace.columns(1)
  let begin = Workspace.columns(1)
  let heldBegin = Workspace.columns(1)
  /// For each activity 1 where it is critical, once criticality is traced.
  let critical = Columns()
  /// Drivers of which some are switched off.
  let masked = Columns()

  private let ownImpact = Columns()
  private var sharedDrivers: [Int: SharedDraw] = [:]
  private var systemicFirst = -1
  private var systemicCount = 0

  /// The column of a driver of a unit that several projects share, kept for the next project of the unit.
  private struct SharedDraw {
    let column = Workspace.columns(1)
    var stream: RandomStream
    var first = -1
    var count = 0
  }

  /// Makes room for a project.
  func reserve(_ project: ProjectModel, futures: Int) {
    duration.reserve(project.activities.count)
    finish.reserve(project.activities.count)
    critical.reserve(project.activities.count)
    masked.reserve(project.drivers.count)
    ownImpact.reserve(project.drivers.count)
    claimDraw.reserve(futures)
    total.reserve(futures)
    claimed.reserve(project.streams.count * futures)
    while impact.count < project.drivers.count { impact.append(scratch) }
  }

  /// Points a driver of a project to its column; true when the column has still to be drawn.
  func place(_ driver: ProjectModel.DriverModel, at position: Int, _ block: Block) -> Bool {
    guard driver.isShared else {
      impact[position] = ownImpact[position]
      return true
    }
    var shared = sharedDrivers[driver.index] ?? SharedDraw(stream: driver.stream)
    impact[position] = shared.column
    if shared.stream == driver.stream, shared.first == block.first, shared.count == block.count { return false }
    shared.stream = driver.stream
    shared.first = block.first
    shared.count = block.count
    sharedDrivers[driver.index] = shared
    return true
  }

  /// Gives a project its own column of a driver that it shares.
  func separate(_ position: Int) { impact[position] = ownImpact[position] }

  /// True when the systemic factor of a block has still to be drawn.
  func needsSystemic(_ block: Block) -> Bool {
    if systemicFirst == block.first, systemicCount == block.count { return false }
    systemicFirst = block.first
    systemicCount = block.count
    return true
  }

  deinit {
    for column in [
      systemic, productivity, discipline, speed, stoppage, unblocked, start, heldStart, claim,
      payableThen, likelihood, reached, uniform, scratch, pace, begin, heldBegin,
    ] { column.deallocate() }
    for columns in [duration, claimDraw, finish, claimed, total, critical, masked, ownImpact] { columns.deallocate() }
    for draw in sharedDrivers.values { draw.column.deallocate() }
  }

  fileprivate static func columns(_ count: Int) -> Column { .allocate(capacity: count * block) }

  /// Consecutive columns that can be exchanged for more of them.
  ///
  /// Their place is kept outside of the workspace, so that reading it needs no check for exclusive access.
  struct Columns {
    private let place: UnsafeMutablePointer<(base: Column, count: Int)> = .allocate(capacity: 1)

    init() { place.initialize(to: (Workspace.columns(1), 1)) }

    subscript(index: Int) -> Column {
      @inline(__always) get { place.pointee.base + index * Workspace.block }
    }

    /// What the columns held is lost when there is not room enough.
    fileprivate func reserve(_ wanted: Int) {
      guard wanted > place.pointee.count else { return }
      place.pointee.base.deallocate()
      place.pointee = (Workspace.columns(wanted), wanted)
    }

    fileprivate func deallocate() {
      place.pointee.base.deallocate()
      place.deallocate()
    }
  }
}

/// Which replications a block holds, and which drivers may strike in them.
struct Block {
  let first: Int
  /// A multiple of 4, at most ``Workspace/block``.
  let count: Int
  var isNominal = false

  /// Every draw at its median and no driver: the nominal schedule.
  static let nominal = Block(first: 0, count: 4, isNominal: true)

  /// The block of a number among those that cover so many replications.
  init(number: Int, of padded: Int) {
    first = number * Workspace.block
    count = min(Workspace.block, padded - first)
  }

  init(first: Int, count: Int, isNominal: Bool = false) {
    self.first = first
    self.count = count
    self.isNominal = isNominal
  }

  static func count(covering padded: Int) -> Int { (padded + Workspace.block - 1) / Workspace.block }
}
