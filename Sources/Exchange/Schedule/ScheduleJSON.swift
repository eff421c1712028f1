public import Disbursement
import Portfolio
import Rulebook

/// A payment schedule as JSON, schema `giaingan.schedule/1`.
///
/// Amounts are whole dong, cumulative, one for each of the `checkpoints`; shares and probabilities plain numbers, dates `2026-06-30`. The
/// same schedule gives the same bytes. Keys may be added in later versions of the program; none is renamed or removed within a
/// schema number.
public enum ScheduleJSON {
  public static let schema = "giaingan.schedule/1"

  /// The whole document; `changes` against an earlier schedule stand in it where there is one.
  public static func encode(_ schedule: PaymentSchedule, changes: ScheduleChange? = nil) -> [UInt8] {
    var document: [UInt8] = []
    write(schedule, changes: changes) { document.append(contentsOf: $0) }
    return document
  }

  /// Hands the document on in pieces of about a megabyte, so that a large portfolio is never held as text.
  public static func write<Failure: Error>(
    _ schedule: PaymentSchedule, changes: ScheduleChange? = nil, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.open(.object)
    writer.member("schema", schema)
    writer.key("run")
    writer.write(schedule.run)
    writer.key("checkpoints")
    writer.array(schedule.checkpoints) { $0.value($1) }
    writer.member("pastCount", schedule.pastCount)
    writer.key("portfolio")
    writer.object { $0.members(of: schedule.whole) }
    writer.write("groups", schedule.groups)
    writer.write("sources", schedule.sources)
    writer.key("milestones")
    writer.array(schedule.milestones) { $0.write($1) }
    writer.key("projects")
    writer.open(.array)
    for project in schedule.projects {
      writer.write(project)
      try writer.handOn(to: sink)
    }
    writer.close(.array)
    if let changes { try writer.write(changes, to: sink) }
    writer.close(.object)
    try sink(writer.drain())
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ amounts: [Money]) {
    key(name)
    array(amounts) { $0.value($1) }
  }

  fileprivate mutating func write(_ run: ScheduleHeader) {
    object {
      $0.identity(of: run)
      $0.member("seed", run.seed)
      $0.member("replications", run.replications)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ name: String, _ units: [ScheduledUnit]) {
    key(name)
    object {
      for unit in units {
        $0.key(unit.id)
        $0.object { $0.members(of: unit) }
      }
    }
  }

  fileprivate mutating func members(of unit: ScheduledUnit) {
    if !unit.name.isEmpty { member("name", unit.name) }
    member("plan", unit.plan)
    member("paidToDate", unit.paidToDate)
    member("projectCount", unit.projectCount)
    members(of: unit.path)
  }

  private mutating func members(of path: ScheduledPath) {
    member("nominal", path.nominal)
    member("planned", path.planned)
    member("payable", path.payable)
    key("keeping")
    array(path.keeping) { writer, chance in
      writer.object {
        $0.member("probability", chance.probability)
        $0.member("standardError", chance.standardError)
      }
    }
  }

  fileprivate mutating func write(_ milestone: ScheduledMilestone) {
    object {
      $0.member("rule", milestone.ruleID)
      $0.member("group", milestone.group.rawValue)
      $0.member("date", milestone.date)
      $0.member("required", milestone.requiredShare.value)
      $0.member("plan", milestone.plan)
      $0.member("requiredAmount", milestone.required)
      $0.member("planned", milestone.planned)
      $0.member("projectCount", milestone.projectCount)
      $0.member("projectsMeeting", milestone.projectsMeeting)
      $0.member("met", milestone.isMet)
    }
  }

  fileprivate mutating func write(_ project: ScheduledProject) {
    object {
      $0.member("id", project.id)
      $0.member("name", project.name)
      $0.member("group", project.group.rawValue)
      $0.member("owner", project.owner)
      $0.member("keyProject", project.isKeyProject)
      $0.member("plan", project.plan)
      $0.member("paidToDate", project.paidToDate)
      $0.members(of: project.path)
      $0.key("allocations")
      $0.array(project.allocations) { $0.write($1) }
      $0.key("activities")
      $0.array(project.activities) { $0.write($1) }
      $0.key("construction")
      if let construction = project.construction { $0.write(construction) } else { $0.null() }
      $0.key("milestones")
      $0.array(project.milestones) { $0.write($1) }
    }
  }

  private mutating func write(_ allocation: ScheduledAllocation) {
    object {
      $0.member("source", allocation.sourceID)
      $0.member("plan", allocation.plan)
      $0.member("paidToDate", allocation.paidToDate)
      $0.member("nominal", allocation.nominal)
      $0.member("planned", allocation.planned)
      $0.member("payable", allocation.payable)
    }
  }

  private mutating func write(_ activity: ScheduledActivity) {
    object {
      $0.member("activity", activity.name)
      $0.member("start", activity.start)
      $0.member("finish", activity.finish)
      $0.member("done", activity.isDone)
    }
  }

  mutating func write(_ milestone: ProjectMilestonePlan) {
    object {
      $0.member("rule", milestone.ruleID)
      $0.member("date", milestone.date)
      $0.member("required", milestone.requiredShare.value)
      $0.member("requiredAmount", milestone.required)
      $0.member("planned", milestone.planned)
      $0.member("shortfall", milestone.shortfall)
      $0.key("obstacle")
      if let obstacle = milestone.obstacle { $0.write(ObstacleTerms(obstacle)) } else { $0.null() }
      $0.key("remedies")
      $0.array(milestone.remedies) { $0.write(RemedyTerms($1)) }
    }
  }

  private mutating func write(_ terms: ObstacleTerms) {
    object {
      $0.member("kind", terms.kind.rawValue)
      if let date = terms.date { $0.member("date", date) }
      if let amount = terms.amount { $0.member("amount", amount) }
      if let source = terms.source { $0.member("source", source) }
    }
  }

  private mutating func write(_ terms: RemedyTerms) {
    object {
      $0.member("kind", terms.kind.rawValue)
      if let date = terms.date { $0.member("date", date) }
      if let factor = terms.factor { $0.member("factor", factor) }
      if let source = terms.source { $0.member("source", source) }
      if let amount = terms.amount { $0.member("amount", amount) }
    }
  }
}
