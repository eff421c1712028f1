import Portfolio
import Rulebook

/// One end of a bridge: what a forecast's file states and what it was made from.
public struct ForecastEnd: Sendable {
  public var stated: StatedForecast
  /// Of ``StatedForecast/run``.
  public var inputs: ForecastInputs
  public var targets: [Target]

  public init(stated: StatedForecast, inputs: ForecastInputs, targets: [Target]) {
    self.stated = stated
    self.inputs = inputs
    self.targets = targets
  }

  /// What repeats its draws.
  func settings(threads: Int) -> ForecastSettings {
    let run = stated.run
    return ForecastSettings(
      replications: max(1, min(run.replications, ForecastSettings.largestReplications)), seed: run.seed,
      threads: threads, targets: targets, sampling: run.sampling)
  }
}

/// The inputs between two forecasts, each with one cause more than the one before replaced by the later forecast's.
struct ChangeChain {
  /// One or more causes, and which of ``variants`` they lead to.
  struct Link {
    var causes: [ChangeCause]
    var variant: Int
    var obstacle: PortfolioProblem?
  }

  /// From the earlier inputs to the later ones, without those that are the same as the one before.
  private(set) var variants: [ComparisonVariant]
  /// The causes that are replaced in the inputs, in order.
  private(set) var links: [Link] = []

  init(from earlier: ForecastInputs, to later: ForecastInputs) {
    variants = [ComparisonVariant(name: "", inputs: earlier)]
    var inputs = earlier
    inputs.rulebook = later.rulebook
    append([.rulebook], inputs, isSame: earlier.rulebook == later.rulebook)
    inputs.assumptions = later.assumptions
    append([.assumptions], inputs, isSame: earlier.assumptions == later.assumptions)
    let steps = PortfolioSteps(earlier: earlier.portfolio, later: later.portfolio)
    var (waiting, obstacle): ([ChangeCause], PortfolioProblem?) = ([], nil)
    for cause in [ChangeCause.plan, .payments, .progress] {
      do throws(InvalidPortfolio) {
        let portfolio = try steps.portfolio(after: cause)
        let isSame = Self.isSame(portfolio, inputs.portfolio)
        inputs.portfolio = portfolio
        append(waiting + [cause], inputs, isSame: isSame, obstacle: obstacle)
        (waiting, obstacle) = ([], nil)
      } catch {
        waiting.append(cause)
        obstacle = obstacle ?? error.problems.first
      }
    }
  }

  private mutating func append(
    _ causes: [ChangeCause], _ inputs: ForecastInputs, isSame: Bool, obstacle: PortfolioProblem? = nil
  ) {
    if !isSame { variants.append(ComparisonVariant(name: "", inputs: inputs)) }
    links.append(Link(causes: causes, variant: variants.count - 1, obstacle: obstacle))
  }

  private static func isSame(_ one: Portfolio, _ other: Portfolio) -> Bool {
    one.asOf == other.asOf && one.sources == other.sources && one.projects == other.projects
  }
}
