public import Disbursement
import Portfolio
public import Rulebook

/// A period report as JSON, schema `giaingan.report/1`.
///
/// Amounts are whole dong, shares and probabilities plain numbers, dates `2026-06-30`; what is not known is null. The same report gives the same bytes.
/// Keys may be added in later versions of the program; none is renamed or removed within a schema number.
public enum PeriodReportJSON {
  public static let schema = "giaingan.report/1"

  /// The whole document.
  ///
  /// - Parameters:
  ///   - reasons: Of the proposed moves in one sentence each, in the order of the moves.
  ///   - recommendations: What the report asks for in one sentence each.
  public static func encode(
    _ report: PeriodReport, reasons: [BilingualText] = [], recommendations: [BilingualText] = []
  ) -> [UInt8] {
    var document: [UInt8] = []
    write(report, reasons: reasons, recommendations: recommendations) { document.append(contentsOf: $0) }
    return document
  }

  /// Hands the document on in pieces of about a megabyte, so that a large portfolio is never held as text.
  public static func write<Failure: Error>(
    _ report: PeriodReport, reasons: [BilingualText] = [], recommendations: [BilingualText] = [],
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.open(.object)
    writer.member("schema", schema)
    writer.key("run")
    writer.write(report.run)
    writer.key("period")
    writer.write(report.period)
    writer.key("portfolio")
    writer.object { $0.members(of: report.whole) }
    writer.write("groups", report.groups)
    writer.write("sources", report.sources)
    writer.key("groupsBySource")
    writer.array(report.parts) { $0.write($1) }
    writer.key("milestones")
    writer.array(report.milestones) { $0.write($1) }
    writer.key("deadlines")
    writer.array(report.deadlines) { $0.write($1) }
    try writer.write("projects", report.projects, to: sink) { $0.write($1) }
    try writer.write("late", report.late, to: sink) { $0.write($1) }
    writer.write(report.drivers)
    writer.key("owners")
    writer.array(report.owners) { $0.write($1) }
    writer.key("advances")
    writer.write(report.advances)
    try writer.write("proposal", report.proposals, reasons: reasons, to: sink)
    writer.key("recommendations")
    writer.array(recommendations) { writer, text in
      writer.object {
        $0.member("vi", text.vi)
        $0.member("en", text.en)
      }
    }
    writer.key("rules")
    writer.object { for rule in report.rules.all { $0.write(rule) } }
    writer.key("notes")
    writer.array(report.notes) { $0.write($1) }
    writer.close(.object)
    try sink(writer.drain())
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ period: ReportPeriod) {
    object {
      $0.member("name", period.description)
      $0.member("firstDay", period.firstDay)
      $0.member("lastDay", period.lastDay)
    }
  }

  fileprivate mutating func write(_ name: String, _ units: [ReportedUnit]) {
    key(name)
    object {
      for unit in units {
        $0.key(unit.id)
        $0.object { $0.members(of: unit) }
      }
    }
  }

  fileprivate mutating func members(of unit: ReportedUnit) {
    if !unit.name.isEmpty { member("name", unit.name) }
    member("projectCount", unit.projectCount)
    member("lateProjects", unit.lateCount)
    member("plan", unit.plan)
    member("paidInPeriod", unit.paidInPeriod)
    member("paidToDate", unit.paidToDate)
    key("yearEnd")
    write(unit.yearEnd)
    key("cutOff")
    write(unit.cutOff)
    member("expectedShortfall", unit.expectedShortfall)
    member("expectedUnpaidClaims", unit.expectedUnpaidClaims)
    write(unit.lapse)
  }

  fileprivate mutating func write(_ part: ReportedPart) {
    object {
      $0.member("group", part.group.rawValue)
      $0.member("source", part.sourceID)
      $0.member("projectCount", part.projectCount)
      $0.member("plan", part.plan)
      $0.member("paidInPeriod", part.paidInPeriod)
      $0.member("paidToDate", part.paidToDate)
    }
  }

  fileprivate mutating func write(_ milestone: ReportedMilestone) {
    object {
      $0.members(of: milestone.forecast)
      switch milestone.standing {
      case .met: $0.member("standing", "met")
      case .ahead: $0.member("standing", "ahead")
      case .missed(let by, let nowMissing):
        $0.member("standing", "missed")
        $0.member("missedBy", by)
        $0.member("nowMissing", nowMissing)
      }
    }
  }

  fileprivate mutating func write(_ deadline: ReportedDeadline) {
    object {
      $0.member("rule", deadline.ruleID)
      if let activity = deadline.activity { $0.member("activity", activity) }
      $0.member("group", deadline.group.rawValue)
      $0.member("date", deadline.date)
      $0.member("projectCount", deadline.projectCount)
      $0.member("kept", deadline.kept)
      $0.member("doneLate", deadline.doneLate)
      $0.member("overdue", deadline.overdue)
      $0.member("unstated", deadline.unstated)
      $0.member("endangered", deadline.endangered)
      $0.member("onTrack", deadline.onTrack)
    }
  }

  fileprivate mutating func write(_ project: ReportedProject) {
    object {
      $0.member("id", project.id)
      $0.member("name", project.name)
      $0.member("group", project.group.rawValue)
      $0.member("owner", project.owner)
      $0.member("plan", project.plan)
      $0.member("paidInPeriod", project.paidInPeriod)
      $0.member("paidToDate", project.paidToDate)
      $0.key("yearEnd")
      $0.write(project.yearEnd)
      $0.key("cutOff")
      $0.write(project.cutOff)
      $0.member("expectedShortfall", project.expectedShortfall)
      $0.member("expectedLapse", project.lapse)
      $0.member("lateness", project.lateness?.rawValue)
    }
  }

  fileprivate mutating func write(_ project: LateProject) {
    object {
      $0.member("id", project.id)
      $0.member("lateness", project.lateness.rawValue)
      $0.member("expectedShortfall", project.expectedShortfall)
      $0.member("shareOfShortfall", project.shareOfShortfall)
      $0.member("expectedUnpaidClaims", project.expectedUnpaidClaims)
      $0.key("milestones")
      $0.array(project.milestones) { writer, milestone in writer.object { $0.members(of: milestone) } }
      $0.key("deadlines")
      $0.array(project.deadlines) { $0.write($1) }
      $0.key("bindingActivity")
      if let activity = project.bindingActivity { $0.write(activity) } else { $0.null() }
      $0.key("drivers")
      $0.array(project.drivers) { $0.write($1) }
      $0.key("obstacle")
      if let obstacle = project.obstacle { $0.write(obstacle) } else { $0.null() }
    }
  }

  private mutating func write(_ activity: ActivityCriticality) {
    object {
      $0.member("activity", activity.activity)
      $0.member("probability", activity.probability)
    }
  }

  private mutating func write(_ driver: ProjectDriverEffect) {
    object {
      $0.member("id", driver.driverID)
      $0.member("meanEffect", driver.meanEffect)
      $0.member("meanEffectError", driver.meanEffectError)
    }
  }

  fileprivate mutating func write(_ owner: ReportedOwner) {
    object {
      $0.member("rank", owner.rank)
      $0.member("id", owner.unit.id)
      $0.members(of: owner.unit)
      $0.member("atRiskProjects", owner.atRiskCount)
      $0.key("responsible")
      $0.array(owner.responsible) { $0.value($1) }
    }
  }

  fileprivate mutating func write(_ advances: ReportedAdvances) {
    object {
      $0.member("outstanding", advances.outstanding)
      $0.member("unlisted", advances.unlisted)
      $0.member("undecided", advances.undecided)
      $0.member("overdueAmount", advances.overdueAmount)
      $0.key("overdue")
      $0.array(advances.overdue) { writer, advance in
        writer.object {
          $0.member("project", advance.record.projectID)
          $0.member("contract", advance.record.contract)
          $0.member("kind", advance.record.kind.rawValue)
          $0.member("outstanding", advance.record.outstanding)
          $0.member("overdueFrom", advance.firstOverdueDay)
          $0.member("daysOverdue", advance.days)
          $0.member("cause", advance.record.cause?.rawValue)
          $0.member("causeNote", advance.record.causeNote)
          $0.member("remedy", advance.record.remedy)
        }
      }
    }
  }

  /// Null when none was asked for or can be made.
  fileprivate mutating func write<Failure: Error>(
    _ name: String, _ proposals: ReportedProposals, reasons: [BilingualText], to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    key(name)
    guard let proposal = proposals.proposal else { return null() }
    open(.object)
    member("window", proposal.run.window)
    member("date", proposal.run.date)
    member("moved", proposal.moved)
    if let judgement = proposal.judgement { member("gain", judgement.objective, FigureUnit(proposal.value.present)) }
    key("moves")
    array(proposal.moves.enumerated()) { writer, entry in
      writer.write(entry.element, reason: reasons.indices.contains(entry.offset) ? reasons[entry.offset] : nil)
    }
    try write("allocations", proposal.allocations, to: sink) { $0.write($1) }
    close(.object)
  }
}
