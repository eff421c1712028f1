public import Disbursement
import Portfolio
import Rulebook

/// The bridge between two forecasts as JSON, schema `giaingan.change/1`.
///
/// Amounts are whole dong, effects on probabilities whole millionths, dates `2026-06-30`. Lists of effects and of errors have one element for each
/// step; the effects add up to later − earlier. Keys may be added in later versions of the program; none is renamed or removed within a
/// schema number.
public enum ChangeJSON {
  public static let schema = "giaingan.change/1"

  /// The whole document.
  public static func encode(_ change: ForecastChange) -> [UInt8] {
    var document: [UInt8] = []
    write(change) { document.append(contentsOf: $0) }
    return document
  }

  /// Hands the document on in pieces of about a megabyte.
  public static func write<Failure: Error>(
    _ change: ForecastChange, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.open(.object)
    writer.member("schema", schema)
    writer.member("engine", change.engine)
    for (name, run) in [("earlier", change.earlier), ("later", change.later)] {
      writer.key(name)
      writer.object {
        $0.identity(of: run)
        $0.member("seed", run.seed)
        $0.member("replications", run.replications)
        $0.member("sampling", run.sampling.rawValue)
      }
    }
    writer.key("steps")
    try writer.array(change.steps) { (writer: inout JSONWriter, step: ChangeStep) throws(Failure) in
      writer.write(step)
      try writer.handOn(to: sink)
    }
    writer.key("days")
    writer.array(change.days) { $0.value($1) }
    writer.key("portfolio")
    writer.write(change.whole, name: nil)
    writer.key("groups")
    writer.object { for group in change.groups { $0.write(group, name: group.id) } }
    writer.key("projects")
    try writer.array(change.projects) { (writer: inout JSONWriter, project: AmountBridge) throws(Failure) in
      writer.write(project, name: nil)
      try writer.handOn(to: sink)
    }
    writer.member("changedProjects", change.changedProjectCount)
    writer.key("milestones")
    writer.array(change.milestones) { $0.write($1) }
    writer.key("targets")
    writer.array(change.targets) { $0.write($1) }
    writer.write("onlyEarlier", change.onlyEarlier)
    writer.write("onlyLater", change.onlyLater)
    writer.close(.object)
    try sink(writer.drain())
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ step: ChangeStep) {
    object {
      $0.key("causes")
      $0.array(step.causes) { $0.value($1.rawValue) }
      $0.member("changed", step.isChange)
      if let obstacle = step.obstacle {
        $0.key("joinedBecause")
        $0.object {
          for (name, value) in obstacle.place { $0.member(name, value) }
          $0.member("field", obstacle.field.rawValue)
        }
      }
      $0.key("facts")
      $0.array(step.facts) { $0.write($1) }
    }
  }

  private mutating func write(_ fact: ChangeFact) {
    object {
      $0.member("kind", fact.item.rawValue)
      switch fact {
      case .text(_, let earlier, let later):
        $0.member("earlier", earlier)
        $0.member("later", later)
      case .day(_, let earlier, let later):
        $0.member("earlier", earlier)
        $0.member("later", later)
      case .amount(_, let earlier, let later):
        $0.member("earlier", earlier)
        $0.member("later", later)
      case .count(_, let earlier, let later):
        $0.member("earlier", earlier)
        $0.member("later", later)
      case .names(_, let names):
        $0.key("ids")
        $0.array(names) { $0.value($1) }
      case .amounts(_, let amounts):
        $0.key("projects")
        $0.array(amounts) { writer, amount in
          writer.object {
            $0.member("id", amount.id)
            $0.member("earlier", amount.earlier)
            $0.member("later", amount.later)
          }
        }
      case .activities(_, let activities):
        $0.key("activities")
        $0.array(activities) { writer, activity in
          writer.object {
            $0.member("project", activity.project)
            $0.member("activity", activity.activity)
            if let date = activity.date { $0.member("date", date) }
          }
        }
      }
    }
  }

  fileprivate mutating func write(_ bridge: AmountBridge, name: String?) {
    if let name { key(name) }
    object {
      if name == nil, !bridge.id.isEmpty {
        $0.member("id", bridge.id)
        $0.member("name", bridge.name)
        if let group = bridge.group { $0.member("group", group.rawValue) }
      }
      $0.member("presence", bridge.presence.rawValue)
      $0.write("plan", bridge.plan)
      $0.write("paidToDate", bridge.paidToDate)
      $0.key("bridge")
      $0.array(bridge.days) { writer, day in
        writer.object {
          $0.member("date", day.date)
          $0.member("earlier", day.amounts.earlier)
          $0.member("later", day.amounts.later)
          $0.key("effects")
          $0.array(day.effects) { $0.value($1.amount) }
          $0.key("standardErrors")
          $0.array(day.effects) { writer, effect in
            if let error = effect.standardError { writer.value(error) } else { writer.null() }
          }
        }
      }
    }
  }

  private mutating func write(_ name: String, _ pair: AmountBridge.Pair) {
    key(name)
    object {
      $0.member("earlier", pair.earlier)
      $0.member("later", pair.later)
    }
  }

  fileprivate mutating func write(_ milestone: MilestoneBridge) {
    object {
      $0.member("rule", milestone.ruleID)
      $0.member("group", milestone.group.rawValue)
      $0.member("date", milestone.date)
      $0.member("requiredEarlier", milestone.requiredEarlier.value)
      $0.member("requiredLater", milestone.requiredLater.value)
      $0.members(of: milestone.chance)
    }
  }

  fileprivate mutating func write(_ target: TargetBridge) {
    object {
      $0.member("date", target.target.date)
      $0.member("rate", target.target.rate.value)
      $0.members(of: target.chance)
    }
  }

  private mutating func members(of chance: ChanceBridge) {
    member("earlierMillionths", chance.earlier)
    member("laterMillionths", chance.later)
    key("effects")
    array(chance.effects) { $0.value($1.millionths) }
    key("standardErrors")
    array(chance.effects) { writer, effect in
      if let error = effect.standardError { writer.value(error) } else { writer.null() }
    }
    member("computed", chance.isComputed)
  }

  fileprivate mutating func write(_ name: String, _ unmatched: UnmatchedChances) {
    key(name)
    object {
      $0.key("milestones")
      $0.array(unmatched.milestones) { writer, milestone in
        writer.object {
          $0.member("rule", milestone.ruleID)
          $0.member("group", milestone.group.rawValue)
          $0.member("date", milestone.date)
          $0.member("required", milestone.requiredShare.value)
          $0.member("probabilityMillionths", milestone.probability.millionths)
        }
      }
      $0.key("targets")
      $0.array(unmatched.targets) { writer, target in
        writer.object {
          $0.member("date", target.target.date)
          $0.member("rate", target.target.rate.value)
          $0.member("probabilityMillionths", target.probability.millionths)
        }
      }
    }
  }
}

extension PortfolioProblem {
  /// What it is about, as members of an object.
  fileprivate var place: [(String, String)] {
    switch subject {
    case .portfolio: []
    case .source(let id): [("source", id)]
    case .project(let id): [("project", id)]
    case .allocation(let project, let source): [("project", project), ("source", source)]
    case .activity(let project, let name): [("project", project), ("activity", name)]
    }
  }
}
