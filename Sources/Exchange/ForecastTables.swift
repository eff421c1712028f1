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
    switch table {
    case .projects: try OutputTable.write(forecast.projects, projectColumns(forecast), byteOrderMark, sink)
    case .milestones: try write(forecast, \.milestoneRows, milestoneColumns, byteOrderMark, sink)
    case .paths: try write(forecast, \.pathRows, pathColumns, byteOrderMark, sink)
    case .units: try OutputTable.write(units(forecast), unitColumns, byteOrderMark, sink)
    case .deadlines:
      try OutputTable.write(forecast.projects.lazy.flatMap(deadlines), deadlineColumns, byteOrderMark, sink)
    case .drivers: try OutputTable.write(forecast.drivers.drivers, driverColumns, byteOrderMark, sink)
    case .contributions: try write(forecast, \.contributionRows, contributionColumns, byteOrderMark, sink)
    case .criticality:
      try OutputTable.write(forecast.projects.lazy.flatMap(criticality), criticalityColumns, byteOrderMark, sink)
    }
  }

  /// The rows of the portfolio, of each unit and of each project, of which one at a time is looked at.
  private static func write<Row, Failure: Error>(
    _ forecast: Forecast, _ rows: (Bearer) -> [Row], _ columns: [OutputColumn<Row>], _ mark: ByteOrderMark,
    _ sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = OutputTable.started(columns, mark)
    try OutputTable.append(
      rows(Bearer(forecast.whole, scope: "portfolio", milestones: forecast.milestones)), columns, to: &writer, sink)
    for (dimension, unit) in units(forecast) {
      try OutputTable.append(rows(Bearer(unit, scope: dimension.rawValue)), columns, to: &writer, sink)
    }
    for project in forecast.projects { try OutputTable.append(rows(Bearer(project)), columns, to: &writer, sink) }
    try sink(writer.drain())
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
      OutputColumn("id") { .text($0.id) },
      OutputColumn("name") { .text($0.name) },
      OutputColumn("group") { .text($0.group.rawValue) },
      OutputColumn("owner") { .text($0.owner) },
      OutputColumn("locality") { .text($0.locality) },
      OutputColumn("sector") { .text($0.sector) },
      OutputColumn("contractor") { .text($0.contractor) },
      OutputColumn("sources") { .text($0.sources.joined(separator: ";")) },
      OutputColumn("key_project") { .flag($0.isKeyProject) },
      OutputColumn("plan") { .amount($0.plan) },
      OutputColumn("paid_to_date") { .amount($0.paidToDate) },
      OutputColumn("year_end_mean") { .amount(atYearEnd($0)?.mean) },
      OutputColumn("year_end_p10") { .amount(atYearEnd($0)?.p10) },
      OutputColumn("year_end_p50") { .amount(atYearEnd($0)?.p50) },
      OutputColumn("year_end_p90") { .amount(atYearEnd($0)?.p90) },
      OutputColumn("expected_shortfall") { .amount($0.expectedShortfall) },
      OutputColumn("expected_unpaid_claims") { .amount($0.expectedUnpaidClaims) },
      OutputColumn("share_of_shortfall") { .share($0.shareOfShortfall) },
      OutputColumn("share_of_tail_shortfall") { .share($0.shareOfTailShortfall) },
      OutputColumn("lapse_mean") { .amount($0.lapse.mean) },
      OutputColumn("lapse_p50") { .amount($0.lapse.p50) },
      OutputColumn("lapse_p90") { .amount($0.lapse.p90) },
      OutputColumn("network_end_nominal") { .day($0.networkEnd?.nominal) },
      OutputColumn("network_end_p10") { .day($0.networkEnd?.p10) },
      OutputColumn("network_end_p50") { .day($0.networkEnd?.p50) },
      OutputColumn("network_end_p90") { .day($0.networkEnd?.p90) },
    ]
  }

  private static var milestoneColumns: [OutputColumn<(bearer: Bearer, milestone: MilestoneForecast)>] {
    [
      OutputColumn("scope") { .text($0.bearer.scope) },
      OutputColumn("unit_id") { .text($0.bearer.id) },
      OutputColumn("unit_name") { .text($0.bearer.name) },
      OutputColumn("rule") { .text($0.milestone.ruleID) },
      OutputColumn("group") { .text($0.milestone.group.rawValue) },
      OutputColumn("date") { .day($0.milestone.date) },
      OutputColumn("required") { .share($0.milestone.requiredShare.value) },
      OutputColumn("probability") { .share($0.milestone.probability) },
      OutputColumn("standard_error") { .share($0.milestone.standardError) },
      OutputColumn("expected_shortfall") { .amount($0.milestone.expectedShortfall) },
      OutputColumn("expected_shortfall_error") { .amount($0.milestone.expectedShortfallError) },
      OutputColumn("level") { .text($0.milestone.level.rawValue) },
      OutputColumn("plan") { .amount($0.milestone.plan) },
      OutputColumn("required_amount") { .amount($0.milestone.required) },
      OutputColumn("paid_to_date") { .amount($0.milestone.paidToDate) },
      OutputColumn("expected_disbursed") { .amount($0.milestone.expectedDisbursed) },
      OutputColumn("shortfall_given_failure") { .amount($0.milestone.shortfallGivenFailure) },
      OutputColumn("tail_shortfall") { .amount($0.milestone.tailShortfall) },
      OutputColumn("tail_shortfall_error") { .amount($0.milestone.tailShortfallError) },
      OutputColumn("project_count") { .count($0.milestone.projectCount) },
      OutputColumn("projects_expected_to_meet") { .share($0.milestone.projectsExpectedToMeet) },
    ]
  }

  private static var pathColumns: [OutputColumn<(bearer: Bearer, point: PathPoint, nominal: Money?)>] {
    [
      OutputColumn("scope") { .text($0.bearer.scope) },
      OutputColumn("unit_id") { .text($0.bearer.id) },
      OutputColumn("unit_name") { .text($0.bearer.name) },
      OutputColumn("date") { .day($0.point.date) },
      OutputColumn("actual") { .flag($0.point.isActual) },
      OutputColumn("nominal") { .amount($0.nominal) },
      OutputColumn("mean") { .amount($0.point.mean) },
      OutputColumn("standard_error") { .amount($0.point.standardError) },
      OutputColumn("sd") { .amount($0.point.sd) },
      OutputColumn("p5") { .amount($0.point.p5) },
      OutputColumn("p10") { .amount($0.point.p10) },
      OutputColumn("p25") { .amount($0.point.p25) },
      OutputColumn("p50") { .amount($0.point.p50) },
      OutputColumn("p75") { .amount($0.point.p75) },
      OutputColumn("p90") { .amount($0.point.p90) },
      OutputColumn("p95") { .amount($0.point.p95) },
    ]
  }

  private static var unitColumns: [OutputColumn<(dimension: Dimension, unit: UnitForecast)>] {
    [
      OutputColumn("dimension") { .text($0.dimension.rawValue) },
      OutputColumn("id") { .text($0.unit.id) },
      OutputColumn("name") { .text($0.unit.name) },
      OutputColumn("project_count") { .count($0.unit.projectCount) },
      OutputColumn("plan") { .amount($0.unit.plan) },
      OutputColumn("paid_to_date") { .amount($0.unit.paidToDate) },
      OutputColumn("expected_shortfall") { .amount($0.unit.expectedShortfall) },
      OutputColumn("expected_unpaid_claims") { .amount($0.unit.expectedUnpaidClaims) },
      OutputColumn("share_of_shortfall") { .share($0.unit.shareOfShortfall) },
      OutputColumn("lapse_mean") { .amount($0.unit.lapse.mean) },
      OutputColumn("lapse_p50") { .amount($0.unit.lapse.p50) },
      OutputColumn("lapse_p90") { .amount($0.unit.lapse.p90) },
      OutputColumn("lapse_p95") { .amount($0.unit.lapse.p95) },
    ]
  }

  private static var deadlineColumns: [OutputColumn<(project: ProjectForecast, deadline: DeadlineForecast)>] {
    [
      OutputColumn("project_id") { .text($0.project.id) },
      OutputColumn("project_name") { .text($0.project.name) },
      OutputColumn("rule") { .text($0.deadline.ruleID) },
      OutputColumn("activity") { .text($0.deadline.activity ?? "start-of-construction") },
      OutputColumn("date") { .day($0.deadline.date) },
      OutputColumn("probability") { .share($0.deadline.probability) },
      OutputColumn("standard_error") { .share($0.deadline.standardError) },
      OutputColumn("p10") { .day($0.deadline.p10) },
      OutputColumn("p50") { .day($0.deadline.p50) },
      OutputColumn("p90") { .day($0.deadline.p90) },
      OutputColumn("mean_days_late") { .share($0.deadline.meanDaysLate) },
      OutputColumn("level") { .text($0.deadline.level.rawValue) },
    ]
  }

  private static var driverColumns: [OutputColumn<DriverEffect>] {
    [
      OutputColumn("driver_id") { .text($0.id) },
      OutputColumn("name_vi") { .text($0.name.vi) },
      OutputColumn("name_en") { .text($0.name.en) },
      OutputColumn("scope") { .text($0.scope.rawValue) },
      OutputColumn("frequency") { .share($0.frequency) },
      OutputColumn("mean_effect") { .amount($0.meanEffect) },
      OutputColumn("mean_effect_error") { .amount($0.meanEffectError) },
      OutputColumn("share_of_shortfall") { .share($0.shareOfShortfall) },
      OutputColumn("share_of_shortfall_error") { .share($0.shareOfShortfallError) },
    ]
  }

  private static var contributionColumns:
    [OutputColumn<(bearer: Bearer, milestone: MilestoneForecast, part: MilestoneForecast.Contribution)>]
  {
    [
      OutputColumn("scope") { .text($0.bearer.scope) },
      OutputColumn("unit_id") { .text($0.bearer.id) },
      OutputColumn("rule") { .text($0.milestone.ruleID) },
      OutputColumn("group") { .text($0.milestone.group.rawValue) },
      OutputColumn("date") { .day($0.milestone.date) },
      OutputColumn("project_id") { .text($0.part.projectID) },
      OutputColumn("amount") { .amount($0.part.amount) },
    ]
  }

  private static var criticalityColumns: [OutputColumn<(project: ProjectForecast, step: ActivityCriticality)>] {
    [
      OutputColumn("project_id") { .text($0.project.id) },
      OutputColumn("activity") { .text($0.step.activity) },
      OutputColumn("probability") { .share($0.step.probability) },
    ]
  }
}
