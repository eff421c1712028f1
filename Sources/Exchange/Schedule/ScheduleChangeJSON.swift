import Disbursement
import Portfolio

/// The member `changes` of a schedule's JSON.
extension JSONWriter {
  mutating func write<Failure: Error>(
    _ changes: ScheduleChange, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    key("changes")
    open(.object)
    key("earlier")
    object {
      $0.member("scenario", changes.earlierScenario)
      $0.member("inputDigest", changes.earlierDigest)
      $0.member("asOf", changes.earlierAsOf)
    }
    key("days")
    array(changes.days) { $0.value($1) }
    key("measuredOn")
    if let day = changes.measuredOn { value(day) } else { null() }
    key("portfolio")
    write(changes.whole)
    try write("groups", changes.groups, to: sink)
    try write("sources", changes.sources, to: sink)
    try write("projects", changes.projects, to: sink)
    key("milestones")
    array(changes.milestones) { $0.write($1) }
    key("projectMilestones")
    try array(changes.projectMilestones) { (writer: inout JSONWriter, change: MilestoneChange) throws(Failure) in
      writer.write(change)
      try writer.handOn(to: sink)
    }
    close(.object)
  }

  private mutating func write<Failure: Error>(
    _ name: String, _ changes: [PlannedChange], to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    key(name)
    try array(changes) { (writer: inout JSONWriter, change: PlannedChange) throws(Failure) in
      writer.write(change)
      try writer.handOn(to: sink)
    }
  }

  private mutating func write(_ change: PlannedChange) {
    object {
      $0.member("id", change.id)
      if !change.name.isEmpty { $0.member("name", change.name) }
      $0.member("presence", change.presence.rawValue)
      $0.member("planThen", change.planThen)
      $0.member("planNow", change.planNow)
      $0.member("plannedThen", change.then)
      $0.member("plannedNow", change.now)
      $0.key("toDate")
      guard let toDate = change.toDate else { return $0.null() }
      $0.object {
        $0.member("planned", toDate.planned)
        $0.member("paid", toDate.paid)
      }
    }
  }

  private mutating func member(_ name: String, _ amounts: [Money?]) {
    key(name)
    array(amounts) { writer, amount in
      if let amount { writer.value(amount) } else { writer.null() }
    }
  }

  private mutating func write(_ change: MilestoneChange) {
    object {
      $0.member("rule", change.ruleID)
      $0.member("group", change.group.rawValue)
      if let project = change.projectID { $0.member("project", project) }
      $0.member("date", change.date)
      $0.member("change", change.turn.rawValue)
      $0.member("then", change.then)
      $0.member("now", change.now)
    }
  }

  private mutating func member(_ name: String, _ outcome: MilestoneChange.Outcome?) {
    key(name)
    guard let outcome else { return null() }
    object {
      $0.member("requiredAmount", outcome.required)
      $0.member("planned", outcome.planned)
      $0.member("met", outcome.isMet)
    }
  }
}
