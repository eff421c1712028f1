import Portfolio
import Rulebook
import Stochastics

/// A project as the kernel sees it: numbers and positions only.
struct ProjectModel: Sendable {
  struct ActivityModel: Sendable {
    let name: String
    let predecessors: [Int]
    let sampler: DistributionSampler
    let stream: RandomStream
    let countsOfficeDays: Bool
    /// The time at which it ended, not positive; nil while it is not done.
    let doneAt: Float?
    /// Positions in ``ProjectModel/drivers`` of the drivers that multiply or lengthen it.
    let factorDrivers: [Int]
    let stoppageDrivers: [Int]
    /// True when it must end before anything of the construction starts.
    let holdsBackAll: Bool
  }

  /// A driver that can strike this project, with the stream of the unit it shares.
  struct DriverModel: Sendable {
    let index: Int
    let probability: Float
    let effect: RiskDriver.Effect
    let strikesConstruction: Bool
    let stream: RandomStream
    let sampler: DistributionSampler
  }

  /// How accepted work turns into money that may be claimed.
  enum Payout: Sendable {
    case construction(Construction)
    /// A share at once, the rest at the end of the network.
    case settlement(atOnce: Double)
    /// Positions of activities with the share payable when each ends, adding up to 1; empty means all at the network's end.
    case approvals([(activity: Int, share: Double)])
  }

  struct Construction: Sendable {
    /// Effective site days of the nominal duration.
    let workload: Float
    let curve: CompiledCurve
    let progress: Double
    /// Value of the year's work, dong.
    let value: Double
    /// Accepted less paid for on the as-of day, dong; negative when payments are ahead of the work.
    let unpaid: Double
    let advance: Double
    let outstandingAdvance: Double
    /// Further volume by which all advances are recovered, dong.
    let recoverySpan: Double
    /// Share of the work that waits for the activities that hold back only a part.
    let heldShare: Double
  }

  /// Allocations that are paid alike: same rank of source, same last day, same revenue.
  struct PaymentStream: Sendable {
    /// The part of the project's remaining capital that this stream covers, as shares of it.
    let lower: Double
    let upper: Double
    /// Future checkpoints after this one pay nothing more.
    let lastFuture: Int
    /// Position among the revenue-linked sources; nil when cash is assured.
    let revenueSource: Int?
    let allocations: [Int]
  }

  struct AllocationModel: Sendable {
    let sourceIndex: Int
    let plan: Int64
    let paid: Int64
    var remaining: Int64 { plan - paid }
  }

  let index: Int
  let id: String
  let group: ProjectGroup
  let plan: Int64
  let paid: Int64
  let allocations: [AllocationModel]
  let streams: [PaymentStream]
  /// The share of the remaining capital that may ever be paid (total investment, plan cap).
  let largestShare: Double
  let activities: [ActivityModel]
  let drivers: [DriverModel]
  let payout: Payout
  let productivity: DistributionSampler
  let productivityStream: RandomStream
  let disciplineStream: RandomStream
  let claimStream: RandomStream
  /// Rank in the order of payment from a source short of cash; 0 first.
  let paymentRank: Int
  /// When construction already began, its time (not positive).
  let startedAt: Float?

  var remaining: Int64 { plan - paid }

  /// Added before amounts are cut to whole dong: to the nearest, but downwards under a cap that roundings together might exceed.
  var rounding: Double { largestShare < 1 ? 1e-3 : 0.5 }
}

/// An S-curve ready for columns.
enum CompiledCurve: Sendable {
  /// Coefficients of x, x² and x³.
  case cubic(Double, Double, Double)
  /// Values at equal steps from 0 to 1.
  case table([Double])

  static let tableSteps = 1_024

  init(_ curve: SCurve) {
    switch curve {
    case .cubic(let c1, let c2):
      self = .cubic(3 * c1, 3 * c2 - 6 * c1, 1 + 3 * c1 - 3 * c2)
    case .kumaraswamy(let a, let b):
      self = .table(
        (0...Self.tableSteps).map { step in
          1 - power(1 - power(Double(step) / Double(Self.tableSteps), a), b)
        })
    case .monthly(let cumulative):
      self = .table([0] + cumulative)
    }
  }

  func value(at x: Double) -> Double {
    switch self {
    case .cubic(let linear, let quadratic, let cubic):
      return x >= 1 ? 1 : x * (linear + x * (quadratic + x * cubic))
    case .table(let values):
      let steps = values.count - 1
      let position = max(0, min(1, x)) * Double(steps)
      let step = min(Int(position), steps - 1)
      return values[step] + (position - Double(step)) * (values[step + 1] - values[step])
    }
  }

  /// The smallest x at which the curve reaches `value`, by bisection.
  func inverse(_ value: Double) -> Double {
    if value <= 0 { return 0 }
    if value >= 1 { return 1 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if self.value(at: middle) < value { low = middle } else { high = middle }
    }
    return high
  }
}
