import Stochastics

/// What may be paid by a checkpoint, as shares of the remaining capital.
struct Payable {
  var volume: Float
  var advance: Float

  /// Q(c) = Q(c−1) + h·max(0, payable − Q(c−1)), at once for an advance, and never above a limit.
  ///
  /// What is claimed depends neither on a source's cash nor on the plan: a file that cannot be paid waits. Stopping at the limit gives the smaller
  /// of it and what would be claimed without one, because neither what is payable nor what is claimed ever falls.
  @inline(__always)
  func claimed(_ before: Float, _ share: Float, limit: Float) -> Float {
    let reachable = larger(before, volume)
    let part = before + share * (reachable - before)
    let claimed: Float = share >= 1 ? reachable : smaller(part, reachable)
    return smaller(limit, larger(claimed, advance))
  }
}

/// How accepted work turns into money that may be claimed by one checkpoint, replication by replication.
///
/// Rules are types, not closures, so that the loop over a column is compiled for each of them and vectorises.
protocol PayableRule {
  func payable(_ lane: Int) -> Payable
}

/// What is done with such a rule, replication by replication.
protocol PayableUse {
  func take<Rule: PayableRule>(_ rule: Rule, _ kernel: Kernel, _ project: borrowing ProjectModel, _ block: Block)
}

/// Whether a formula has a part: chosen when the loop is compiled.
protocol Switch { static var isOn: Bool { get } }
enum Yes: Switch { static var isOn: Bool { @inline(__always) get { true } } }
enum No: Switch { static var isOn: Bool { @inline(__always) get { false } } }

// MARK: Construction

/// What is left of the value when so much of the work is: the S-curve from its end.
protocol RestCurve {
  func left(_ work: Float) -> Float
}

struct Cubic: RestCurve {
  let linear: Float
  let quadratic: Float
  let cubic: Float

  @inline(__always)
  func left(_ work: Float) -> Float { work * (linear + work * (quadratic + work * cubic)) }
}

struct Table: RestCurve {
  let values: UnsafePointer<Float>
  let steps: Float

  @inline(__always)
  func left(_ work: Float) -> Float {
    let position = work * steps
    let step = wholePart(position, below: steps)
    let place = Int(step)
    return values[place] + (position - step) * (values[place + 1] - values[place])
  }
}

/// A project under construction and a checkpoint, as numbers and columns.
struct Site {
  fileprivate let begin: Workspace.Column
  fileprivate let heldBegin: Workspace.Column
  fileprivate let pace: Workspace.Column
  fileprivate let start: Workspace.Column
  fileprivate let unblocked: Workspace.Column
  fileprivate let elapsed: Float
  fileprivate let advanceTime: Float
  fileprivate let undone: Float
  fileprivate let value: Float
  fileprivate let held: Float
  fileprivate let unpaid: Float
  fileprivate let whenDone: Float
  fileprivate let share: Float
  fileprivate let outstanding: Float
  fileprivate let perSpan: Float
  fileprivate let paidBefore: Float

  init(_ work: Workspace, _ construction: ProjectModel.Construction, elapsed: Float, advanceTime: Float) {
    (begin, heldBegin, pace, start, unblocked) = (work.begin, work.heldBegin, work.pace, work.start, work.unblocked)
    (self.elapsed, self.advanceTime) = (elapsed, advanceTime)
    (undone, value, held) = (construction.undone, construction.value, construction.heldShare)
    (unpaid, whenDone) = (positive(construction.unpaid), construction.unpaidWhenDone)
    (share, outstanding, perSpan) = (
      construction.advance, construction.outstandingAdvance, construction.perRecoverySpan
    )
    paidBefore = construction.paidBefore
  }

  var isHeldBack: Bool { held > 0 }
  var paysAdvances: Bool { share > 0 || outstanding > 0 }
}

/// Formulas of section 2 of the model: work, volume, recovery of advances.
///
/// Work and value are counted from their end, so that work that is done is paid to the last dong whatever single precision makes of the way
/// to it.
struct Construction<Curve: RestCurve, HoldsBack: Switch, PaysAdvances: Switch>: PayableRule {
  private let site: Site
  private let curve: Curve

  init(_ site: Site, _ curve: Curve) {
    self.site = site
    self.curve = curve
  }

  @inline(__always)
  func payable(_ lane: Int) -> Payable {
    let done = clampedShare((site.elapsed - site.begin[lane]) * site.pace[lane])
    var rest = curve.left(site.undone * (1 - done))
    if HoldsBack.isOn {
      let heldDone = clampedShare((site.elapsed - site.heldBegin[lane]) * site.pace[lane])
      rest = (1 - site.held) * rest + site.held * curve.left(site.undone * (1 - heldDone))
    }
    let claimable: Float = done > 0 ? positive(site.whenDone - site.value * rest) : site.unpaid
    guard PaysAdvances.isOn else { return Payable(volume: claimable - site.paidBefore, advance: 0) }
    let advance: Float = site.start[lane] <= site.advanceTime ? site.share : 0
    let recovered = smaller(claimable, (site.outstanding + advance) * smaller(1, claimable * site.perSpan))
    return Payable(
      volume: claimable + (advance - recovered) - site.paidBefore,
      advance: advance * site.unblocked[lane] - site.paidBefore)
  }
}

// MARK: Groups without construction

/// A share at once, the rest at the end of the network.
struct Settlement: PayableRule {
  private let end: Workspace.Column
  private let limit: Float
  private let early: Float
  private let whole: Float

  init(_ work: Workspace, limit: Float, _ settlement: ProjectModel.Settlement) {
    end = work.heldStart
    self.limit = limit
    early = settlement.atOnce
    whole = settlement.whole
  }

  @inline(__always)
  func payable(_ lane: Int) -> Payable { Payable(volume: end[lane] <= limit ? whole : early, advance: 0) }
}

/// Shares of a value that become payable as activities end, less what has been paid.
struct Approvals: PayableRule {
  private let missing: Workspace.Column
  private let approvals: ProjectModel.Approvals

  /// The column `begin` holds the shares not approved.
  init(_ work: Workspace, _ approvals: ProjectModel.Approvals) {
    missing = work.begin
    self.approvals = approvals
  }

  /// Counted from the end, so that what has all been approved is payable to the last dong.
  @inline(__always)
  func payable(_ lane: Int) -> Payable {
    let share: Float =
      missing[lane] < 0.999_999 ? approvals.whole - approvals.value * missing[lane] : approvals.whole - approvals.value
    return Payable(volume: share, advance: 0)
  }
}

// MARK: Claims

/// The share of what is payable that is claimed at one checkpoint; nothing where payments stand still.
protocol ClaimRule {
  func share(_ lane: Int) -> Float
}

/// Shares worked out before.
struct GivenClaims: ClaimRule {
  private let claim: Workspace.Column

  init(_ work: Workspace) { claim = work.claim }

  @inline(__always)
  func share(_ lane: Int) -> Float { claim[lane] }
}

/// Claims made or not, each covering an evenly drawn share.
struct LumpClaims: ClaimRule {
  private let rates: ClaimRates
  fileprivate let discipline: Workspace.Column
  private let unblocked: Workspace.Column
  private let draw: Workspace.Column
  private let start: Float
  private let width: Float

  init(_ work: Workspace, _ rates: ClaimRates, draw: Workspace.Column, _ coverage: (start: Float, width: Float)) {
    self.rates = rates
    (discipline, unblocked, self.draw) = (work.discipline, work.unblocked, draw)
    (start, width) = coverage
  }

  @inline(__always)
  func share(_ lane: Int) -> Float {
    let claim = rates.claim(discipline[lane])
    let covered = smaller(1, start + width * rates.rank(draw[lane], claim)) * unblocked[lane]
    return draw[lane] < claim ? covered : 0
  }

  /// The share claimed by when a claim that is made is made.
  @inline(__always)
  fileprivate func timing(_ lane: Int) -> Float {
    let claim = rates.claim(discipline[lane])
    return ClaimRates.timing(rates.rank(draw[lane], claim)) * claim
  }
}

/// Claims that have been made by a day within their month.
struct LumpClaimsByThen: ClaimRule {
  let ofMonth: LumpClaims
  let byThen: ClaimRates

  @inline(__always)
  func share(_ lane: Int) -> Float {
    ofMonth.timing(lane) < byThen.claim(ofMonth.discipline[lane]) ? ofMonth.share(lane) : 0
  }
}

/// How much is claimed at a checkpoint.
struct ClaimRates {
  /// Logarithm of the share of what is payable that is not claimed at file discipline 1.
  let logUnclaimed: Float

  /// h = 1 − (1 − h̄)^η, the share claimed or the probability of a claim.
  @inline(__always)
  func claim(_ discipline: Float) -> Float { 1 - ColumnMath.exp(larger(discipline * logUnclaimed, -80)) }

  /// Where a claim is made, the quotient of its uniform draw by its probability draws what it covers.
  @inline(__always)
  func rank(_ draw: Float, _ claim: Float) -> Float { smaller(draw / larger(claim, 1e-9), 0.999_999_9) }

  /// When within its month a claim is made, evenly in 0…1: the lower digits of what draws its coverage.
  @inline(__always)
  static func timing(_ rank: Float) -> Float { rank * 64 - wholePart(rank * 64, below: 64) }
}

// MARK: Arithmetic that vectorises

@inline(__always) func larger(_ a: Float, _ b: Float) -> Float { a > b ? a : b }
@inline(__always) func smaller(_ a: Float, _ b: Float) -> Float { a < b ? a : b }
/// Between nothing and more than any year holds: extreme parameters may overflow single precision, and what is not a number counts as nothing.
@inline(__always) func bounded(_ x: Float) -> Float { x > 0 ? (x < 1e6 ? x : 1e6) : 0 }
@inline(__always) func positive(_ x: Float) -> Float { x > 0 ? x : 0 }
@inline(__always) func clampedShare(_ x: Float) -> Float { x > 0 ? (x < 1 ? x : 1) : 0 }

/// A whole number next below a number between 0 and 2²² (or one less than a whole number itself), at most `bound` − 1.
@inline(__always)
func wholePart(_ x: Float, below bound: Float) -> Float {
  let whole = positive((x - 0.5 + 0x1.8p23) - 0x1.8p23)
  return smaller(whole, bound - 1)
}
