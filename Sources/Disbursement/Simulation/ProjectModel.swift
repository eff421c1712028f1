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
    /// True when other projects may share the unit.
    let isShared: Bool
    let stream: RandomStream
    let sampler: DistributionSampler
  }

  /// How accepted work turns into money that may be claimed.
  enum Payout: Sendable {
    case construction(Construction)
    /// A share at once, the rest at the end of the network.
    case settlement(Settlement)
    case approvals(Approvals)
  }

  /// Amounts are shares of the capital not yet paid on the as-of day.
  struct Settlement: Sendable {
    /// Payable before the network ends, and after.
    let atOnce: Float
    let whole: Float
  }

  /// Amounts are shares of the capital not yet paid on the as-of day.
  struct Approvals: Sendable {
    /// Positions of activities with the share of the value payable when each ends, adding up to 1; empty means all at the network's end.
    let shares: [(activity: Int, share: Double)]
    /// Value of all approvals, and what of it is not yet paid.
    let value: Float
    let whole: Float
  }

  /// Amounts are shares of the capital not yet paid on the as-of day.
  struct Construction: Sendable {
    /// One over the effective site days of the nominal duration.
    let perWorkload: Float
    let curve: CompiledCurve
    /// Share of the year's work that is left on the as-of day.
    let undone: Float
    /// Value of the year's work.
    let value: Float
    /// Accepted less paid for: on the as-of day, and when the year's work is done; negative when payments are ahead of the work.
    let unpaid: Float
    let unpaidWhenDone: Float
    let advance: Float
    let outstandingAdvance: Float
    /// One over the further volume by which all advances are recovered.
    let perRecoverySpan: Float
    /// Share of the work that waits for the activities that hold back only a part.
    let heldShare: Float
    /// Paid by the as-of day where the value counts from the eve of the year.
    var paidBefore: Float = 0
    /// What is known of the share of the work done on the as-of day.
    var doneNow = DoneNow.unknown
  }

  /// The share of the work left on the eve of the year that is done on the as-of day.
  enum DoneNow: Sendable {
    case unknown
    /// Payments prove that it is no less.
    case atLeast(Float)
    case stated(Float)
  }

  /// Allocations that are paid alike: same rank of source, same last day, same revenue. A project's streams take its payments in order.
  struct PaymentStream: Sendable {
    /// The part of the project's remaining capital that this stream covers, as shares of it.
    let lower: Float
    let perWidth: Float
    /// Capital not yet paid on the as-of day, dong.
    let capital: Double
    /// Future checkpoints after this one pay nothing more.
    let lastFuture: Int
    /// Position among the revenue-linked sources; nil when cash is assured.
    let revenueSource: Int?
    let allocations: [Int]

    /// True when it covers all that the project has left.
    var isWhole: Bool { lower == 0 && perWidth == 1 }
  }

  struct AllocationModel: Sendable {
    let sourceIndex: Int
    let plan: Int64
    let paid: Int64
    /// Position of the stream that pays it; nil when nothing is left to pay.
    let stream: Int?
    var remaining: Int64 { plan - paid }
  }

  let index: Int
  let id: String
  let group: ProjectGroup
  let plan: Int64
  let paid: Int64
  let allocations: [AllocationModel]
  let streams: [PaymentStream]
  /// Each stream's share of the remaining capital; they add up to 1 exactly.
  let weights: [Float]
  /// The share of the remaining capital that may ever be paid (total investment, plan cap).
  let largestShare: Float
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
  /// Whether the project lists its activities, with what is done of them.
  let statesActivities: Bool
  /// The earliest time at which construction, and at which an activity that is not done, may begin.
  let earliestStart: Float
  let earliestActivity: Float
  /// The latest time at which construction may have begun: that of a first payment.
  let latestStart: Float
  /// What has been paid, as evidence; nil where nothing can be learned from it.
  let history: PaymentHistory?

  var remaining: Int64 { plan - paid }

  /// What is paid of an allocation when a share of its remaining capital is.
  func amounts(of allocation: AllocationModel) -> AmountScale {
    AmountScale(paid: allocation.paid, remaining: allocation.remaining, roundsDown: largestShare < 1)
  }

  /// The same of the project as a whole.
  var total: AmountScale { AmountScale(paid: paid, remaining: remaining, roundsDown: largestShare < 1) }
}

/// Turns shares of capital into whole dong.
///
/// Shares count in whole millionths: that is what single precision surely keeps, and decimal shares such as 0.3 come out to the dong.
/// To the nearest, but downwards under a cap that roundings might exceed.
struct AmountScale {
  /// Of one millionth, dong.
  private let part: Double
  private let offset: Double
  private let shareOffset: Float
  private let base: Int64
  private let remaining: Int64
  private let isLarge: Bool

  /// 1.5 · 2⁵² and 1.5 · 2²³: a sum with it has the nearest whole number in its lowest bits.
  private static var magic: Double { 0x1.8p52 }
  private static var shareMagic: Float { 0x1.8p23 }

  init(paid: Int64, remaining: Int64, roundsDown: Bool) {
    part = Double(remaining) / 1e6
    offset = roundsDown ? -0.499 : 0
    shareOffset = roundsDown ? -0.5 : 0
    base = paid
    self.remaining = remaining
    isLarge = remaining >= 1 << 51
  }

  /// The nearest whole number of millionths, or the one below.
  @inline(__always)
  func millionths(_ share: Float) -> Float {
    let sum: Float = (share * 1e6 + shareOffset) + Self.shareMagic
    return positive(sum - Self.shareMagic)
  }

  @inline(__always)
  private func small(_ millionths: Float) -> Int64 {
    let sum = part * Double(millionths) + offset + Self.magic
    return base &+ (Int64(bitPattern: sum.bitPattern) &- Int64(bitPattern: Self.magic.bitPattern))
  }

  private func large(_ millionths: Float) -> Int64 {
    base &+ min(remaining, Int64(min(9.2e18, (part * Double(millionths) + offset).rounded(.toNearestOrEven))))
  }

  func amount(millionths: Float) -> Int64 { isLarge ? large(millionths) : small(millionths) }

  func amount(_ share: Float) -> Int64 { amount(millionths: millionths(share)) }

  func add(_ shares: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Int64>, count: Int) {
    if isLarge {
      for lane in 0..<count { sums[lane] &+= large(millionths(shares[lane])) }
    } else {
      for lane in 0..<count { sums[lane] &+= small(millionths(shares[lane])) }
    }
  }

  func fill(_ out: UnsafeMutablePointer<Int64>, shares: UnsafePointer<Float>, count: Int) {
    if isLarge {
      for lane in 0..<count { out[lane] = large(millionths(shares[lane])) }
    } else {
      for lane in 0..<count { out[lane] = small(millionths(shares[lane])) }
    }
  }

  func fillMillionths(_ out: UnsafeMutablePointer<Float>, shares: UnsafePointer<Float>, count: Int) {
    for lane in 0..<count { out[lane] = millionths(shares[lane]) }
  }
}

/// An S-curve ready for columns, read from its end: the share of the value that is left when a share of the work is.
enum CompiledCurve: Sendable {
  /// Coefficients of y, y² and y³.
  case cubic(Float, Float, Float)
  /// Values at equal steps from 0 to 1.
  case table([Float])

  static let tableSteps = 1_024

  init(_ curve: SCurve) {
    switch curve {
    case .cubic(let c1, let c2):
      self = .cubic(Float(3 - 3 * c2), Float(6 * c2 - 3 - 3 * c1), Float(1 + 3 * c1 - 3 * c2))
    case .kumaraswamy, .monthly:
      let steps = curve.steps
      self = .table((0...steps).map { Float(1 - curve.value(at: 1 - Double($0) / Double(steps))) })
    }
  }
}

extension SCurve {
  /// Steps in which a table follows it.
  fileprivate var steps: Int {
    if case .monthly(let cumulative) = self { return max(1, cumulative.count) }
    return CompiledCurve.tableSteps
  }

  /// The share of the value accepted after a share of the work.
  func value(at work: Double) -> Double {
    let x = max(0, min(1, work))
    switch self {
    case .cubic(let c1, let c2):
      return x >= 1 ? 1 : x * (3 * c1 + x * (3 * c2 - 6 * c1 + x * (1 + 3 * c1 - 3 * c2)))
    case .kumaraswamy(let a, let b):
      return 1 - power(1 - power(x, a), b)
    case .monthly(let cumulative):
      let position = x * Double(cumulative.count)
      let step = min(Int(position), cumulative.count - 1)
      let before = step > 0 ? cumulative[step - 1] : 0
      return before + (position - Double(step)) * (cumulative[step] - before)
    }
  }

  /// The smallest share of the work after which a value is accepted, by bisection.
  func work(for value: Double) -> Double {
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
