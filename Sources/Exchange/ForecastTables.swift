public import Disbursement
import Portfolio
import Rulebook

/// A forecast as CSV tables (RFC 4180, UTF-8, comma, CRLF): one header row of English keys, amounts in whole dong.
///
/// Text that users supplied and that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, a tab or
/// a carriage return) gets an apostrophe before it.
public enum ForecastTables {
  public enum Table: String, CaseIterable, Sendable {
    /// One row for each project.
    case projects
    /// One row for each milestone of the portfolio, of each unit and of each project.
    case milestones
    /// One row for each checkpoint of the portfolio, of each unit and of each project.
    case paths
    /// One row for each group, source, owner, locality and sector.
    case units
    /// One row for each start or approval deadline of a project.
    case deadlines
    /// One row for each risk driver.
    case drivers
    /// One row for each project's part in a milestone's expected shortfall.
    case contributions
    /// One row for each remaining activity of a project.
    case criticality

    public var fileName: String { "\(rawValue).csv" }
  }

  /// Excel takes a file for UTF-8 only when it starts with the mark; other programs read it as part of the first header.
  public enum ByteOrderMark: Sendable {
    case present
    case absent
  }

  /// The whole table.
  public static func encode(_ table: Table, of forecast: Forecast, byteOrderMark: ByteOrderMark) -> [UInt8] {
    var text: [UInt8] = []
    write(table, of: forecast, byteOrderMark: byteOrderMark) { text.append(contentsOf: $0) }
    return text
  }

  /// Hands the table on in pieces of about a megabyte.
  public static func write<Failure: Error>(
    _ table: Table, of forecast: Forecast, byteOrderMark: ByteOrderMark, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try self.table(table, of: forecast).writeCSV(byteOrderMark, to: sink)
  }

  static func table(_ table: Table, of forecast: Forecast) -> OutputTable {
    let (name, projects) = (table.rawValue, forecast.projects.lazy)
    return switch table {
    case .projects: OutputTable(name, projects, projectColumns(forecast))
    case .milestones: OutputTable(name, bearers(forecast).lazy.flatMap(\.milestoneRows), milestoneColumns)
    case .paths: OutputTable(name, bearers(forecast).lazy.flatMap(\.pathRows), pathColumns)
    case .units: OutputTable(name, units(forecast), unitColumns)
    case .deadlines: OutputTable(name, projects.flatMap(deadlines), deadlineColumns)
    case .drivers: OutputTable(name, forecast.drivers.drivers, driverColumns)
    case .contributions: OutputTable(name, bearers(forecast).lazy.flatMap(\.contributionRows), contributionColumns)
    case .criticality: OutputTable(name, projects.flatMap(criticality), criticalityColumns)
    }
  }
}

/// Whatever has a path and milestones: the portfolio, a unit of it, or a project.
private struct Bearer {
  var scope: String
  var id: String
  var name: String
  var path: [PathPoint]
  var nominalPath: [Money]
  var milestones: [MilestoneForecast]

  init(_ unit: UnitForecast, scope: String, milestones: [MilestoneForecast]? = nil) {
    self.scope = scope
    id = unit.id
    name = unit.name
    path = unit.path
    nominalPath = unit.nominalPath
    self.milestones = milestones ?? unit.milestones
  }

  init(_ project: ProjectForecast) {
    scope = "project"
    id = project.id
    name = project.name
    path = project.path
    nominalPath = project.nominalPath
    milestones = project.milestones
  }

  var milestoneRows: [(bearer: Bearer, milestone: MilestoneForecast)] { milestones.map { (self, $0) } }

  var pathRows: [(bearer: Bearer, point: PathPoint, nominal: Money?)] {
    path.indices.map { (self, path[$0], $0 < nominalPath.count ? nominalPath[$0] : nil) }
  }

  var contributionRows: [(bearer: Bearer, milestone: MilestoneForecast, part: MilestoneForecast.Contribution)] {
    guard scope != "project" else { return [] }
    return milestones.flatMap { milestone in milestone.contributions.map { (self, milestone, $0) } }
  }
}

extension ForecastTables {
  /// The portfolio, each unit and each project, of which one at a time is looked at.
  private static func bearers(_ forecast: Forecast) -> some Sequence<Bearer> {
    let whole = Bearer(forecast.whole, scope: "portfolio", milestones: forecast.milestones)
    let units = units(forecast).lazy.map { Bearer($0.unit, scope: $0.dimension.rawValue) }
    let projects = forecast.projects.lazy.map { Bearer($0) }
    return [AnySequence([whole]), AnySequence(units), AnySequence(projects)].lazy.joined()
  }

  private static func units(_ forecast: Forecast) -> [(dimension: Dimension, unit: UnitForecast)] {
    Dimension.allCases.flatMap { dimension in (forecast.units[dimension] ?? []).map { (dimension, $0) } }
  }

  private static func deadlines(
    of project: ProjectForecast
  ) -> [(project: ProjectForecast, deadline: DeadlineForecast)] {
    ([project.startDeadline].compactMap { $0 } + project.approvalDeadlines).map { (project, $0) }
  }

  private static func criticality(
    of project: ProjectForecast
  ) -> [(project: ProjectForecast, step: ActivityCriticality)] {
    project.criticality.map { (project, $0) }
  }

  private static func projectColumns(_ forecast: Forecast) -> [OutputColumn<ProjectForecast>] {
    let lastDay = forecast.run.fiscalYear.lastDay
    let yearEnd = forecast.checkpoints.firstIndex(of: lastDay)
    func atYearEnd(_ project: ProjectForecast) -> PathPoint? {
      guard let yearEnd, yearEnd < project.path.count else { return nil }
      return project.path[yearEnd]
    }
    return [
      .id("id") { $0.id },
      .name("name") { $0.name },
      .word("group") { $0.group.rawValue },
      .name("owner") { $0.owner },
      .name("locality") { $0.locality },
      .name("sector") { $0.sector },
      .name("contractor") { $0.contractor },
      .id("sources") { $0.sources.joined(separator: ";") },
      .flag("key_project") { $0.isKeyProject },
      .amount("plan") { $0.plan },
      .amount("paid_to_date") { $0.paidToDate },
      .amount("year_end_mean") { atYearEnd($0)?.mean },
      .amount("year_end_p10") { atYearEnd($0)?.p10 },
      .amount("year_end_p50") { atYearEnd($0)?.p50 },
      .amount("year_end_p90") { atYearEnd($0)?.p90 },
      .amount("expected_shortfall") { $0.expectedShortfall },
      .amount("expected_unpaid_claims") { $0.expectedUnpaidClaims },
      .share("share_of_shortfall") { $0.shareOfShortfall },
      .share("share_of_tail_shortfall") { $0.shareOfTailShortfall },
      .amount("lapse_mean") { $0.lapse.mean },
      .amount("lapse_p50") { $0.lapse.p50 },
      .amount("lapse_p90") { $0.lapse.p90 },
      .day("network_end_nominal") { $0.networkEnd?.nominal },
      .day("network_end_p10") { $0.networkEnd?.p10 },
      .day("network_end_p50") { $0.networkEnd?.p50 },
      .day("network_end_p90") { $0.networkEnd?.p90 },
    ]
  }

  private static var milestoneColumns: [OutputColumn<(bearer: Bearer, milestone: MilestoneForecast)>] {
    [
      .word("scope") { $0.bearer.scope },
      .id("unit_id") { $0.bearer.id },
      .name("unit_name") { $0.bearer.name },
      .id("rule") { $0.milestone.ruleID },
      .word("group") { $0.milestone.group.rawValue },
      .day("date") { $0.milestone.date },
      .share("required") { $0.milestone.requiredShare.value },
      .share("probability") { $0.milestone.probability },
      .fineShare("standard_error") { $0.milestone.standardError },
      .amount("expected_shortfall") { $0.milestone.expectedShortfall },
      .amount("expected_shortfall_error") { $0.milestone.expectedShortfallError },
      .word("level") { $0.milestone.level.rawValue },
      .amount("plan") { $0.milestone.plan },
      .amount("required_amount") { $0.milestone.required },
      .amount("paid_to_date") { $0.milestone.paidToDate },
      .amount("expected_disbursed") { $0.milestone.expectedDisbursed },
      .amount("shortfall_given_failure") { $0.milestone.shortfallGivenFailure },
      .amount("tail_shortfall") { $0.milestone.tailShortfall },
      .amount("tail_shortfall_error") { $0.milestone.tailShortfallError },
      .count("project_count") { $0.milestone.projectCount },
      .number("projects_expected_to_meet", places: 1) { $0.milestone.projectsExpectedToMeet },
    ]
  }

  private static var pathColumns: [OutputColumn<(bearer: Bearer, point: PathPoint, nominal: Money?)>] {
    [
      .word("scope") { $0.bearer.scope },
      .id("unit_id") { $0.bearer.id },
      .name("unit_name") { $0.bearer.name },
      .day("date") { $0.point.date },
      .flag("actual") { $0.point.isActual },
      .amount("nominal") { $0.nominal },
      .amount("mean") { $0.point.mean },
      .amount("standard_error") { $0.point.standardError },
      .amount("sd") { $0.point.sd },
      .amount("p5") { $0.point.p5 },
      .amount("p10") { $0.point.p10 },
      .amount("p25") { $0.point.p25 },
      .amount("p50") { $0.point.p50 },
      .amount("p75") { $0.point.p75 },
      .amount("p90") { $0.point.p90 },
      .amount("p95") { $0.point.p95 },
    ]
  }

  private static var unitColumns: [OutputColumn<(dimension: Dimension, unit: UnitForecast)>] {
    [
      .word("dimension") { $0.dimension.rawValue },
      .id("id") { $0.unit.id },
      .name("name") { $0.unit.name },
      .count("project_count") { $0.unit.projectCount },
      .amount("plan") { $0.unit.plan },
      .amount("paid_to_date") { $0.unit.paidToDate },
      .amount("expected_shortfall") { $0.unit.expectedShortfall },
      .amount("expected_unpaid_claims") { $0.unit.expectedUnpaidClaims },
      .share("share_of_shortfall") { $0.unit.shareOfShortfall },
      .amount("lapse_mean") { $0.unit.lapse.mean },
      .amount("lapse_p50") { $0.unit.lapse.p50 },
      .amount("lapse_p90") { $0.unit.lapse.p90 },
      .amount("lapse_p95") { $0.unit.lapse.p95 },
    ]
  }

  private static var deadlineColumns: [OutputColumn<(project: ProjectForecast, deadline: DeadlineForecast)>] {
    [
      .id("project_id") { $0.project.id },
      .name("project_name") { $0.project.name },
      .id("rule") { $0.deadline.ruleID },
      .id("activity") { $0.deadline.activity ?? "start-of-construction" },
      .day("date") { $0.deadline.date },
      .share("probability") { $0.deadline.probability },
      .fineShare("standard_error") { $0.deadline.standardError },
      .day("p10") { $0.deadline.p10 },
      .day("p50") { $0.deadline.p50 },
      .day("p90") { $0.deadline.p90 },
      .number("mean_days_late", places: 1) { $0.deadline.meanDaysLate },
      .word("level") { $0.deadline.level.rawValue },
    ]
  }

  private static var driverColumns: [OutputColumn<DriverEffect>] {
    [
      .id("driver_id") { $0.id },
      .name("name_vi") { $0.name.vi },
      .name("name_en") { $0.name.en },
      .word("scope") { $0.scope.rawValue },
      .share("frequency") { $0.frequency },
      .amount("mean_effect") { $0.meanEffect },
      .amount("mean_effect_error") { $0.meanEffectError },
      .share("share_of_shortfall") { $0.shareOfShortfall },
      .fineShare("share_of_shortfall_error") { $0.shareOfShortfallError },
    ]
  }

  private static var contributionColumns:
    [OutputColumn<(bearer: Bearer, milestone: MilestoneForecast, part: MilestoneForecast.Contribution)>]
  {
    [
      .word("scope") { $0.bearer.scope },
      .id("unit_id") { $0.bearer.id },
      .id("rule") { $0.milestone.ruleID },
      .word("group") { $0.milestone.group.rawValue },
      .day("date") { $0.milestone.date },
      .id("project_id") { $0.part.projectID },
      .amount("amount") { $0.part.amount },
    ]
  }

  private static var criticalityColumns: [OutputColumn<(project: ProjectForecast, step: ActivityCriticality)>] {
    [
      .id("project_id") { $0.project.id },
      .id("activity") { $0.step.activity },
      .share("probability") { $0.step.probability },
    ]
  }
}
