/// One worker's scratch columns over a block of replications; allocated once, reused for every block.
///
/// Layout: a column is `Workspace.block` consecutive values, one for each replication of the block.
final class Workspace {
  /// Replications in a block.
  static let block = 256

  /// Replications rounded up to whole counters of the random streams, each of which serves four.
  static func padded(_ replications: Int) -> Int { (replications + 3) / 4 * 4 }

  /// Scratch for one draw.
  let uniform = column(of: Float.self)
  let normal = column(of: Float.self)
  let systemic = column(of: Float.self)
  /// Scratch for a driver's impact or an activity's duration.
  let impact = column(of: Float.self)
  /// Time at which construction starts, and at which the part held back starts.
  let start = column(of: Float.self)
  let heldStart = column(of: Float.self)
  /// Productivity, file discipline, days of stoppage; 1 where nothing is blocked and 0 where payments stand still.
  let speed = column(of: Float.self)
  let discipline = column(of: Float.self)
  let stoppage = column(of: Float.self)
  let unblocked = column(of: Float.self)
  /// For each activity its finish; then, while criticality is traced, 1 where it is critical.
  let finish: UnsafeMutablePointer<Float>
  let critical: UnsafeMutablePointer<Float>
  /// For each driver of the project its factor (1 where it does not strike) or days (0 where not).
  let driver: UnsafeMutablePointer<Float>
  /// Site days elapsed at the start of construction and of the part held back.
  let siteStart = column(of: Double.self)
  let heldSiteStart = column(of: Double.self)
  /// For each future checkpoint: the payable share of the remaining capital, the advance's share, the claimed share of what is payable.
  let payable: UnsafeMutablePointer<Double>
  let advance: UnsafeMutablePointer<Double>
  let claim: UnsafeMutablePointer<Float>
  /// Cumulative share paid so far, of one stream.
  let share = column(of: Double.self)
  let checkpoints: Int

  init(activities: Int, drivers: Int, checkpoints: Int) {
    self.checkpoints = checkpoints
    finish = .allocate(capacity: max(1, activities) * Self.block)
    critical = .allocate(capacity: max(1, activities) * Self.block)
    driver = .allocate(capacity: max(1, drivers) * Self.block)
    payable = .allocate(capacity: max(1, checkpoints) * Self.block)
    advance = .allocate(capacity: max(1, checkpoints) * Self.block)
    claim = .allocate(capacity: max(1, checkpoints) * Self.block)
  }

  deinit {
    for pointer in [
      uniform, normal, systemic, impact, start, heldStart, speed, discipline, stoppage, unblocked, finish, critical,
      driver, claim,
    ] { pointer.deallocate() }
    for pointer in [siteStart, heldSiteStart, payable, advance, share] { pointer.deallocate() }
  }

  private static func column<Number>(of type: Number.Type) -> UnsafeMutablePointer<Number> {
    .allocate(capacity: block)
  }
}

/// Which replications a block holds, and which drivers may strike in them.
struct Block {
  let first: Int
  /// A multiple of 4, at most ``Workspace/block``.
  let count: Int
  let noise: Noise

  /// What stands for chance.
  enum Noise {
    /// Every draw at its median and no driver: the nominal schedule.
    case none
    case all
    /// Bit d of a replication's number is 1 where driver d may strike.
    case drivers(UnsafePointer<UInt64>)
  }
}
