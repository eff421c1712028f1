import Disbursement
import Portfolio
import Rulebook

/// The member `judgement` of a proposal's JSON.
extension JSONWriter {
  /// `unit` is the objective's.
  mutating func write<Failure: Error>(
    _ judgement: ReallocationJudgement, _ unit: FigureUnit, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    open(.object)
    member("seed", judgement.seed)
    member("replications", judgement.replications)
    member("objective", judgement.objective, unit)
    member("portfolio", judgement.whole, .dong)
    key("groups")
    write(judgement.groups)
    key("sources")
    write(judgement.sources)
    key("milestones")
    array(judgement.milestones) { $0.write($1) }
    try write("projects", judgement.projects, to: sink) { $0.write($1) }
    close(.object)
  }

  private mutating func write(_ units: [JudgedUnit]) {
    object { writer in
      for unit in units {
        writer.key(unit.id)
        writer.object {
          $0.member("planBefore", unit.planBefore)
          $0.member("planAfter", unit.planAfter)
          $0.member("disbursed", unit.disbursed, .dong)
        }
      }
    }
  }

  private mutating func write(_ milestone: JudgedMilestone) {
    object {
      $0.member("rule", milestone.ruleID)
      $0.member("group", milestone.group.rawValue)
      $0.member("date", milestone.date)
      $0.member("required", milestone.requiredShare.value)
      $0.member("probability", milestone.probability, .plain)
    }
  }

  private mutating func write(_ project: JudgedProject) {
    object {
      $0.member("id", project.id)
      $0.member("planBefore", project.planBefore)
      $0.member("planAfter", project.planAfter)
      $0.member("milestones", project.milestones, .plain)
      $0.member("disbursed", project.disbursed, .dong)
    }
  }

  mutating func member(_ name: String, _ difference: PairedDifference, _ unit: FigureUnit) {
    let figures = JudgedFigures(difference, unit)
    key(name)
    object {
      $0.member("before", figures.before, unit)
      $0.member("after", figures.after, unit)
      $0.member("difference", figures.difference, unit)
      $0.member("standardError", figures.standardError, unit)
      $0.key("interval")
      $0.array([figures.lower, figures.upper]) { $0.value($1, unit) }
    }
  }

  private mutating func member(_ name: String, _ number: Double, _ unit: FigureUnit) {
    key(name)
    value(number, unit)
  }

  private mutating func value(_ number: Double, _ unit: FigureUnit) {
    switch unit {
    case .dong: value(Int64(number))
    case .plain: value(number)
    }
  }
}

/// What a judged figure counts.
enum FigureUnit {
  case dong
  /// A probability, or a number of milestones.
  case plain

  init(_ amount: ObjectiveAmount) {
    switch amount {
    case .money: self = .dong
    case .probability, .milestones: self = .plain
    }
  }

  fileprivate func written(_ number: Double) -> Double {
    switch self {
    case .dong: number.isFinite ? min(max(number.rounded(), -1e18), 1e18) : 0
    case .plain: number
    }
  }
}

/// A judged figure as files write it, amounts in whole dong.
struct JudgedFigures {
  var before: Double
  var after: Double
  var difference: Double
  var standardError: Double
  var lower: Double
  var upper: Double

  init(_ pair: PairedDifference, _ unit: FigureUnit) {
    before = unit.written(pair.before)
    after = unit.written(pair.after)
    // Of the amounts as written, so that they add up.
    difference = after - before
    standardError = unit.written(pair.standardError)
    lower = unit.written(pair.interval.lowerBound)
    upper = unit.written(pair.interval.upperBound)
  }
}
