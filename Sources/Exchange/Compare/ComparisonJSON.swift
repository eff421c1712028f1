public import Disbursement
import Portfolio
import Rulebook

/// A comparison as JSON, schema `giaingan.compare/1`.
///
/// Amounts are whole dong, probabilities and shares plain numbers, dates `2026-06-30`. Differences are a variant's amount minus the first
/// one's. The same comparison gives the same bytes. Keys may be added in later versions of the program; none is renamed or removed
/// within a schema number.
public enum ComparisonJSON {
  public static let schema = "giaingan.compare/1"

  /// The whole document.
  public static func encode(_ comparison: Comparison) -> [UInt8] {
    var document: [UInt8] = []
    write(comparison) { document.append(contentsOf: $0) }
    return document
  }

  /// Hands the document on in pieces of about a megabyte, so that a large portfolio is never held as text.
  public static func write<Failure: Error>(
    _ comparison: Comparison, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.open(.object)
    writer.member("schema", schema)
    writer.key("run")
    writer.write(comparison.run)
    writer.key("checkpoints")
    writer.array(comparison.checkpoints) { $0.value($1) }
    writer.key("projectCheckpoints")
    writer.array(comparison.projectCheckpoints) { $0.value($1) }
    writer.member("rankedOn", comparison.rankedOn)
    writer.key("variants")
    writer.array(comparison.variants) { $0.write($1) }
    writer.key("rankings")
    writer.array(comparison.rankings) { $0.write($1) }
    writer.key("comparisons")
    writer.open(.array)
    for pair in comparison.pairs { try writer.write(pair, comparison, to: sink) }
    writer.close(.array)
    writer.key("notes")
    writer.array(comparison.notes) { $0.write($1) }
    writer.close(.object)
    try sink(writer.drain())
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ run: ComparisonHeader) {
    object {
      $0.member("engine", run.engine)
      $0.member("fiscalYear", run.fiscalYear.year)
      $0.member("seed", run.seed)
      $0.member("replications", run.replications)
      if run.sampling != .independent { $0.member("sampling", run.sampling.rawValue) }
    }
  }

  // MARK: One variant

  fileprivate mutating func write(_ variant: VariantEstimate) {
    object {
      $0.member("name", variant.name)
      $0.key("changes")
      $0.array(variant.changes) { $0.value($1) }
      if let capital = variant.capital { $0.write(capital) }
      if let moved = variant.moved {
        $0.key("moved")
        $0.object {
          $0.member("mean", moved.mean)
          $0.member("standardError", moved.standardError)
        }
      }
      $0.member("scenario", variant.scenario)
      $0.member("inputDigest", variant.inputDigest)
      $0.member("rulebook", variant.rulebook)
      $0.member("assumptions", variant.assumptions)
      $0.member("asOf", variant.asOf)
      $0.key("portfolio")
      $0.write(variant.whole)
      $0.key("groups")
      $0.object { writer in
        for group in variant.groups {
          writer.key(group.id)
          writer.write(group)
        }
      }
      $0.key("milestones")
      $0.array(variant.milestones) { $0.write($1) }
      $0.key("targets")
      $0.array(variant.targets) { writer, outcome in
        writer.object {
          $0.members(of: outcome.target)
          $0.member("probability", outcome.probability)
          $0.member("standardError", outcome.standardError)
          $0.member("met", outcome.isMet)
        }
      }
    }
  }

  /// The member `capital`: how it is moved in the course of the year.
  private mutating func write(_ capital: CapitalCourse) {
    key("capital")
    object {
      switch capital {
      case .kept: $0.member("course", "kept")
      case .policy(let policy):
        $0.member("course", "policy")
        $0.member("id", policy.id)
        $0.member("name", policy.name)
        $0.key("rules")
        $0.array(policy.rules) { $0.write($1) }
      case .optimum(let window, let moved):
        $0.member("course", "optimum")
        $0.member("window", window)
        $0.member("planned", moved)
      }
    }
  }

  private mutating func write(_ rule: CapitalMoveRule) {
    func names(_ groups: Set<ProjectGroup>) -> [String] {
      ProjectGroup.allCases.filter(groups.contains).map(\.rawValue)
    }
    object {
      $0.member("window", rule.window)
      $0.key("takeFrom")
      $0.object {
        $0.key("groups")
        $0.array(names(rule.take.groups)) { $0.value($1) }
        $0.member("paidBelow", rule.take.paidBelow.value)
        $0.member("share", rule.take.share.value)
        $0.member("keep", rule.take.keep.value)
      }
      $0.key("giveTo")
      $0.object {
        $0.key("groups")
        $0.array(names(rule.give.groups)) { $0.value($1) }
        $0.member("keyProjects", rule.give.keyProjects.rawValue)
        $0.member("paidAtLeast", rule.give.paidAtLeast.value)
      }
    }
  }

  private mutating func write(_ unit: UnitEstimate) {
    object {
      $0.member("plan", unit.plan)
      $0.member("paidToDate", unit.paidToDate)
      $0.member("projectCount", unit.projectCount)
      $0.key("path")
      $0.array(unit.path) { writer, point in
        writer.object {
          $0.member("date", point.date)
          $0.member("mean", point.mean)
          $0.member("standardError", point.standardError)
          $0.member("sd", point.sd)
        }
      }
      $0.member("lapse", unit.lapse)
    }
  }

  private mutating func write(_ milestone: MilestoneEstimate) {
    object {
      $0.member("rule", milestone.ruleID)
      $0.member("group", milestone.group.rawValue)
      $0.member("date", milestone.date)
      $0.member("required", milestone.requiredShare.value)
      $0.member("requiredAmount", milestone.required)
      $0.member("probability", milestone.probability)
      $0.member("standardError", milestone.standardError)
      $0.member("expectedShortfall", milestone.expectedShortfall)
      $0.member("expectedShortfallError", milestone.expectedShortfallError)
    }
  }

  private mutating func members(of target: Target) {
    member("date", target.date)
    member("rate", target.rate.value)
    member("requiredProbability", target.probability)
  }

  fileprivate mutating func write(_ ranking: VariantRanking) {
    object {
      $0.member("date", ranking.date)
      $0.key("order")
      $0.array(ranking.order) { $0.value($1) }
      $0.key("best")
      $0.array(ranking.best) { $0.value($1) }
      $0.key("beats")
      $0.array(ranking.beats) { writer, row in writer.array(row) { $0.value($1) } }
      $0.key("ties")
      $0.array(ranking.ties) { writer, row in writer.array(row) { $0.value($1) } }
    }
  }

  // MARK: Two variants

  fileprivate mutating func write<Failure: Error>(
    _ pair: VariantComparison, _ comparison: Comparison, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    open(.object)
    member("variant", pair.variant)
    member("name", comparison.variants[pair.variant].name)
    key("portfolio")
    write(pair.whole)
    key("groups")
    object { writer in
      for group in pair.groups {
        writer.key(group.id)
        writer.write(group)
      }
    }
    key("milestones")
    array(pair.milestones) { $0.write($1) }
    key("targets")
    array(pair.targets) { writer, target in
      writer.object {
        $0.members(of: target.target)
        $0.members(of: target.probability)
      }
    }
    key("projects")
    try array(pair.projects) { (writer: inout JSONWriter, project: ProjectDifference) throws(Failure) in
      writer.write(project)
      try writer.handOn(to: sink)
    }
    key("onlyInFirst")
    try array(pair.onlyInFirst) { (writer: inout JSONWriter, project: UnmatchedProject) throws(Failure) in
      writer.write(project)
      try writer.handOn(to: sink)
    }
    key("onlyInVariant")
    try array(pair.onlyInVariant) { (writer: inout JSONWriter, project: UnmatchedProject) throws(Failure) in
      writer.write(project)
      try writer.handOn(to: sink)
    }
    close(.object)
  }

  private mutating func write(_ unit: UnitDifference) {
    object {
      $0.member("planDifference", unit.plan)
      $0.key("path")
      $0.array(unit.path) { $0.write($1) }
      $0.key("lapse")
      $0.object { $0.members(of: unit.lapse) }
    }
  }

  private mutating func write(_ amount: AmountDifference) {
    object {
      $0.member("date", amount.date)
      $0.member("first", amount.first)
      $0.member("other", amount.other)
      $0.members(of: amount.difference)
      $0.member("probabilityOfMore", amount.probabilityOfMore)
      $0.member("probabilityError", amount.probabilityError)
      $0.member("ties", amount.ties)
    }
  }

  private mutating func members(of mean: PairedMean) {
    member("difference", mean.mean)
    member("standardError", mean.standardError)
    member("low95", mean.low)
    member("high95", mean.high)
    if let unpaired = mean.unpairedError { member("unpairedError", unpaired) }
  }

  private mutating func members(of probability: PairedProbability) {
    member("first", probability.first)
    member("other", probability.other)
    member("difference", probability.difference)
    member("standardError", probability.standardError)
    member("low95", probability.low)
    member("high95", probability.high)
    member("unpairedError", probability.unpairedError)
  }

  private mutating func write(_ milestone: MilestoneDifference) {
    object {
      $0.member("rule", milestone.ruleID)
      $0.member("group", milestone.group.rawValue)
      $0.member("date", milestone.date)
      $0.members(of: milestone.probability)
      $0.key("expectedShortfall")
      $0.object { $0.members(of: milestone.expectedShortfall) }
    }
  }

  private mutating func write(_ project: ProjectDifference) {
    object {
      $0.member("id", project.id)
      $0.member("name", project.name)
      $0.member("group", project.group.rawValue)
      $0.member("plan", project.plan)
      $0.member("planDifference", project.planDifference)
      $0.key("path")
      $0.array(project.path) { $0.write($1) }
      $0.key("milestones")
      $0.array(project.milestones) { writer, milestone in
        writer.object {
          $0.member("rule", milestone.ruleID)
          $0.member("date", milestone.date)
          $0.members(of: milestone.probability)
        }
      }
    }
  }

  private mutating func write(_ project: UnmatchedProject) {
    object {
      $0.member("id", project.id)
      $0.member("name", project.name)
      $0.member("group", project.group.rawValue)
      $0.member("plan", project.plan)
      $0.key("means")
      $0.array(project.means) { $0.value($1) }
    }
  }

  fileprivate mutating func write(_ note: ComparisonNote) {
    object {
      switch note {
      case .differentAsOf(let first, let other, let variant):
        $0.member("kind", "different-as-of")
        $0.member("variant", variant)
        $0.member("first", first)
        $0.member("other", other)
      case .differentRulebook(let variant):
        $0.member("kind", "different-rulebook")
        $0.member("variant", variant)
      case .noDifference(let variant):
        $0.member("kind", "no-difference")
        $0.member("variant", variant)
      }
    }
  }
}
