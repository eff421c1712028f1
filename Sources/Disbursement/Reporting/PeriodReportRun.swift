public import Portfolio
import Rulebook

/// How a report is computed.
public struct PeriodReportSettings: Sendable {
  /// As of the forecast with the same settings, whose figures the report states; ``ForecastSettings/driverDetail`` and
  /// ``ForecastSettings/projectPaths`` are the report's own.
  public var forecast: ForecastSettings
  public var proposals: Proposals

  public enum Proposals: Hashable, Sendable {
    case made
    /// They take longest.
    case leftOut
  }

  public init(forecast: ForecastSettings, proposals: Proposals = .made) {
    self.forecast = forecast
    self.proposals = proposals
  }

  /// What the forecast of a report is run with.
  public var ofForecast: ForecastSettings {
    var settings = forecast
    settings.driverDetail = .projects
    settings.projectPaths = .yearEnd
    return settings
  }
}

extension PeriodReport {
  /// Forecasts, plans and proposes, and states it for a period that ends on the as-of day of the inputs.
  ///
  /// A pure function of the inputs and the settings except the number of threads. Throws when the period does not end on that day or is no
  /// part of the plan year. `records` are what is known of advances and of who answers for projects. `progress` is called from worker threads with the share of the work that is done.
  public static func make(
    _ period: ReportPeriod, _ inputs: ForecastInputs, records: FinanceRecords = FinanceRecords(),
    settings: PeriodReportSettings, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(UnreportablePeriod) -> PeriodReport {
    let portfolio = inputs.portfolio
    try period.requireKnown(in: portfolio.fiscalYear, asOf: portfolio.asOf)
    precondition(period.lastDay == portfolio.asOf, "a report is dated on the last day of its period")
    let steps = ReportSteps(settings, progress: progress)
    let forecast = Forecast.run(inputs, settings: settings.ofForecast, progress: steps.progress(of: .forecast))
    let schedule = PaymentSchedule.plan(
      inputs, settings: ScheduleSettings(replications: 0, seed: forecast.run.seed, threads: settings.forecast.threads))
    let proposals = proposals(inputs, settings, progress: steps.progress(of: .proposals))
    return PeriodReport(period, inputs, records, forecast, schedule, proposals)
  }

  private static func proposals(
    _ inputs: ForecastInputs, _ settings: PeriodReportSettings, progress: (@Sendable (Double) -> Void)?
  ) -> ReportedProposals {
    guard settings.proposals == .made else { return .leftOut }
    let question = ReallocationSettings(
      replications: settings.forecast.replications, seed: settings.forecast.seed, threads: settings.forecast.threads)
    do throws(InvalidReallocation) {
      return .made(try ReallocationProposal.propose(inputs, settings: question, progress: progress))
    } catch {
      return .impossible(error)
    }
  }
}

/// The shares of a report's work, for the line that says how far it is.
private struct ReportSteps {
  enum Step {
    case forecast
    case proposals
  }

  /// About what a forecast takes of a run with proposals.
  private static let forecastShare = 0.4

  let hasProposals: Bool
  let report: (@Sendable (Double) -> Void)?

  init(_ settings: PeriodReportSettings, progress: (@Sendable (Double) -> Void)?) {
    hasProposals = settings.proposals == .made
    report = progress
  }

  func progress(of step: Step) -> (@Sendable (Double) -> Void)? {
    guard let report else { return nil }
    let first = hasProposals ? Self.forecastShare : 1
    return switch step {
    case .forecast: { report($0 * first) }
    case .proposals: { report(first + $0 * (1 - first)) }
    }
  }
}
