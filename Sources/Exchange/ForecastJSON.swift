public import Disbursement
import Portfolio
import Rulebook

/// A forecast as JSON, schema `giaingan.forecast/1`.
///
/// Amounts are whole dong, shares and probabilities plain numbers, dates `2026-06-30`. The same forecast gives the same
/// bytes. Keys may be added in later versions of the program; none is renamed or removed within a schema number.
public enum ForecastJSON {
  public static let schema = "giaingan.forecast/1"

  /// The whole document.
  public static func encode(_ forecast: Forecast, inputs: InputCopy? = nil) -> [UInt8] {
    var document: [UInt8] = []
    write(forecast, inputs: inputs) { document.append(contentsOf: $0) }
    return document
  }

  /// Hands the document on in pieces of about a megabyte, so that a large portfolio is never held as text.
  ///
  /// - Parameter inputs: What the forecast was made from; without it the document cannot be explained from alone.
  public static func write<Failure: Error>(
    _ forecast: Forecast, inputs: InputCopy? = nil, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.open(.object)
    writer.member("schema", schema)
    writer.key("run")
    writer.write(forecast.run)
    writer.key("checkpoints")
    writer.array(forecast.checkpoints) { $0.value($1) }
    writer.key("portfolio")
    try writer.write(forecast.whole, coherentPaths: forecast.coherentPaths, to: sink)
    for dimension in Dimension.allCases {
      writer.key(dimension.plural)
      writer.open(.object)
      for unit in forecast.units[dimension] ?? [] {
        writer.key(unit.id)
        try writer.write(unit, to: sink)
      }
      writer.close(.object)
    }
    writer.key("milestones")
    try writer.write(forecast.milestones, to: sink)
    writer.key("projects")
    writer.open(.array)
    for project in forecast.projects {
      writer.write(project)
      try writer.handOn(to: sink)
    }
    writer.close(.array)
    writer.write(forecast.drivers)
    writer.key("targets")
    writer.array(forecast.targets) { $0.write($1) }
    writer.key("notes")
    try writer.array(forecast.notes) { (writer: inout JSONWriter, note: ForecastNote) throws(Failure) in
      writer.write(note)
      try writer.handOn(to: sink)
    }
    if let inputs { try writer.write(inputs, to: sink) }
    writer.close(.object)
    try sink(writer.drain())
  }
}

extension Dimension {
  fileprivate var plural: String {
    switch self {
    case .group: "groups"
    case .source: "sources"
    case .owner: "owners"
    case .locality: "localities"
    case .sector: "sectors"
    }
  }
}

extension JSONWriter {
  /// The members with which every run begins.
  mutating func identity(of run: some RunIdentity) {
    member("engine", run.engine)
    member("scenario", run.scenario)
    member("inputDigest", run.inputDigest)
    member("rulebook", run.rulebook)
    member("rulebookTitle", run.rulebookTitle)
    member("assumptions", run.assumptions)
    member("fiscalYear", run.fiscalYear.year)
    member("asOf", run.asOf)
  }

  mutating func write(_ run: RunHeader) {
    object {
      $0.identity(of: run)
      $0.member("seed", run.seed)
      $0.member("replications", run.replications)
      $0.member("driverReplications", run.driverReplications)
      if run.sampling != .independent { $0.member("sampling", run.sampling.rawValue) }
      guard let precision = run.precision else { return }
      $0.key("precision")
      $0.write(precision)
    }
  }

  private mutating func write(_ precision: PrecisionSearch) {
    object {
      $0.member("untilError", precision.limit)
      $0.member("reached", precision.isReached)
      $0.member("largestError", precision.largestError)
      $0.key("rounds")
      $0.array(precision.rounds) { writer, round in
        writer.object {
          $0.member("replications", round.replications)
          $0.member("largestError", round.largestError)
        }
      }
    }
  }

  fileprivate mutating func write<Failure: Error>(
    _ unit: UnitForecast, coherentPaths: [CoherentPath]? = nil, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try object { (writer: inout JSONWriter) throws(Failure) in
      if !unit.name.isEmpty { writer.member("name", unit.name) }
      writer.member("plan", unit.plan)
      writer.member("paidToDate", unit.paidToDate)
      writer.member("projectCount", unit.projectCount)
      writer.write(path: unit.path, nominal: unit.nominalPath)
      // The portfolio's own are the document's `milestones`.
      if coherentPaths == nil {
        writer.key("milestones")
        try writer.write(unit.milestones, to: sink)
      }
      writer.write(unit.lapse)
      writer.member("expectedShortfall", unit.expectedShortfall)
      writer.member("expectedUnpaidClaims", unit.expectedUnpaidClaims)
      writer.member("shareOfShortfall", unit.shareOfShortfall)
      guard let coherentPaths else { return }
      writer.key("coherentPaths")
      writer.array(coherentPaths) { $0.write($1) }
    }
    try handOn(to: sink)
  }

  /// Milestones of a unit; each may hold a part of every project.
  fileprivate mutating func write<Failure: Error>(
    _ milestones: [MilestoneForecast], to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try array(milestones) { (writer: inout JSONWriter, milestone: MilestoneForecast) throws(Failure) in
      try writer.object { (writer: inout JSONWriter) throws(Failure) in
        writer.members(of: milestone)
        writer.member("projectCount", milestone.projectCount)
        writer.member("projectsExpectedToMeet", milestone.projectsExpectedToMeet)
        writer.key("contributions")
        try writer.array(milestone.contributions) {
          (writer: inout JSONWriter, part: MilestoneForecast.Contribution) throws(Failure) in
          writer.object {
            $0.member("project", part.projectID)
            $0.member("amount", part.amount)
          }
          try writer.handOn(to: sink)
        }
      }
    }
  }

  fileprivate mutating func write(path: [PathPoint], nominal: [Money]) {
    key("path")
    array(path) { $0.write($1) }
    key("nominalPath")
    array(nominal) { $0.value($1) }
  }

  mutating func write(_ point: PathPoint) {
    object {
      $0.member("date", point.date)
      $0.member("mean", point.mean)
      $0.member("sd", point.sd)
      $0.member("p5", point.p5)
      $0.member("p10", point.p10)
      $0.member("p25", point.p25)
      $0.member("p50", point.p50)
      $0.member("p75", point.p75)
      $0.member("p90", point.p90)
      $0.member("p95", point.p95)
      $0.member("standardError", point.standardError)
      $0.member("actual", point.isActual)
    }
  }

  mutating func write(_ lapse: Lapse) {
    key("lapse")
    object {
      $0.member("mean", lapse.mean)
      $0.member("standardError", lapse.standardError)
      $0.member("p50", lapse.p50)
      $0.member("p90", lapse.p90)
      $0.member("p95", lapse.p95)
    }
  }

  private mutating func write(_ path: CoherentPath) {
    object {
      $0.member("rank", path.rank)
      $0.member("replication", path.replication)
      $0.key("disbursed")
      $0.array(path.disbursed) { $0.value($1) }
    }
  }

  mutating func members(of milestone: MilestoneForecast) {
    member("rule", milestone.ruleID)
    member("group", milestone.group.rawValue)
    member("date", milestone.date)
    member("required", milestone.requiredShare.value)
    member("probability", milestone.probability)
    member("standardError", milestone.standardError)
    member("expectedShortfall", milestone.expectedShortfall)
    member("expectedShortfallError", milestone.expectedShortfallError)
    member("level", milestone.level.rawValue)
    member("plan", milestone.plan)
    member("requiredAmount", milestone.required)
    member("paidToDate", milestone.paidToDate)
    member("expectedDisbursed", milestone.expectedDisbursed)
    member("shortfallGivenFailure", milestone.shortfallGivenFailure)
    member("tailShortfall", milestone.tailShortfall)
    member("tailShortfallError", milestone.tailShortfallError)
  }

  fileprivate mutating func write(_ project: ProjectForecast) {
    object {
      $0.member("id", project.id)
      $0.member("name", project.name)
      $0.member("group", project.group.rawValue)
      $0.member("owner", project.owner)
      $0.member("locality", project.locality)
      $0.member("sector", project.sector)
      $0.member("contractor", project.contractor)
      $0.key("sources")
      $0.array(project.sources) { $0.value($1) }
      $0.member("keyProject", project.isKeyProject)
      $0.member("plan", project.plan)
      $0.member("paidToDate", project.paidToDate)
      $0.write(path: project.path, nominal: project.nominalPath)
      $0.key("milestones")
      $0.array(project.milestones) { writer, milestone in writer.object { $0.members(of: milestone) } }
      $0.writeDates(of: project)
      $0.write(project.lapse)
      $0.member("expectedShortfall", project.expectedShortfall)
      $0.member("expectedUnpaidClaims", project.expectedUnpaidClaims)
      $0.member("shareOfShortfall", project.shareOfShortfall)
      $0.member("shareOfTailShortfall", project.shareOfTailShortfall)
      $0.key("criticality")
      $0.array(project.criticality) { writer, step in
        writer.object {
          $0.member("activity", step.activity)
          $0.member("probability", step.probability)
        }
      }
    }
  }

  private mutating func writeDates(of project: ProjectForecast) {
    key("startDeadline")
    if let deadline = project.startDeadline { write(deadline) } else { null() }
    key("approvalDeadlines")
    array(project.approvalDeadlines) { $0.write($1) }
    key("networkEnd")
    guard let end = project.networkEnd else { return null() }
    object {
      $0.member("nominal", end.nominal)
      $0.member("p10", end.p10)
      $0.member("p50", end.p50)
      $0.member("p90", end.p90)
    }
  }

  mutating func write(_ deadline: DeadlineForecast) {
    object {
      $0.member("rule", deadline.ruleID)
      if let activity = deadline.activity { $0.member("activity", activity) }
      $0.member("date", deadline.date)
      $0.member("probability", deadline.probability)
      $0.member("standardError", deadline.standardError)
      $0.member("p10", deadline.p10)
      $0.member("p50", deadline.p50)
      $0.member("p90", deadline.p90)
      $0.member("meanDaysLate", deadline.meanDaysLate)
      $0.member("level", deadline.level.rawValue)
    }
  }

  /// Two members: the list of drivers, and what their shares are shares of.
  mutating func write(_ analysis: DriverAnalysis) {
    key("drivers")
    array(analysis.drivers) { writer, driver in
      writer.object {
        $0.member("id", driver.id)
        $0.member("name", driver.name)
        $0.member("scope", driver.scope.rawValue)
        $0.member("frequency", driver.frequency)
        $0.member("meanEffect", driver.meanEffect)
        $0.member("meanEffectError", driver.meanEffectError)
        $0.member("shareOfShortfall", driver.shareOfShortfall)
        $0.member("shareOfShortfallError", driver.shareOfShortfallError)
      }
    }
    key("driverAnalysis")
    object {
      $0.member("replications", analysis.replications)
      $0.member("expectedShortfall", analysis.expectedShortfall)
      $0.member("withoutDrivers", analysis.withoutDrivers)
      $0.member("shareWithoutDrivers", analysis.shareWithoutDrivers)
    }
  }

  fileprivate mutating func write(_ outcome: TargetOutcome) {
    object {
      $0.member("date", outcome.target.date)
      $0.member("rate", outcome.target.rate.value)
      $0.member("requiredProbability", outcome.target.probability)
      $0.member("probability", outcome.probability)
      $0.member("standardError", outcome.standardError)
      $0.member("met", outcome.isMet)
    }
  }

  mutating func write(_ note: ForecastNote) {
    object {
      switch note {
      case .overdueActivity(let project, let activity):
        $0.member("kind", "overdue-activity")
        $0.member("project", project)
        $0.member("activity", activity)
      case .pastUnknown:
        $0.member("kind", "past-unknown")
      case .inferredState(let projects):
        $0.member("kind", "inferred-state")
        $0.member("projects", projects)
      case .cappedByTotalInvestment(let project):
        $0.member("kind", "capped-by-total-investment")
        $0.member("project", project)
      case .pastArrangementPeriod(let project, let firstYear, let years):
        $0.member("kind", "past-arrangement-period")
        $0.member("project", project)
        $0.member("firstYear", firstYear)
        $0.member("years", years)
      }
    }
  }
}
