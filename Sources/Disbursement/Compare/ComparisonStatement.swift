import Portfolio
import Rulebook

/// States a comparison from what has been added up.
struct ComparisonStatement {
  let variants: [ComparisonVariant]
  let settings: ForecastSettings
  let plan: ComparisonPlan
  let tallies: ProjectTallies
  let reducers: [CheckpointReducer]
  let rankedOn: Day
  /// Capital that changes hands, by variant; empty where none may.
  var moved: [RunningMean] = []

  private var replications: Int { settings.replications }
  private var units: Range<Int> { 0..<plan.groups.count + 1 }

  func comparison() -> Comparison {
    let pairs = (1..<plan.variants).map { pair($0) }
    return Comparison(
      run: ComparisonHeader(
        engine: Engine.version, fiscalYear: variants[0].inputs.portfolio.fiscalYear, seed: settings.seed,
        replications: replications, sampling: settings.sampling),
      variants: variants.indices.map { estimate($0) }, checkpoints: plan.days,
      projectCheckpoints: plan.projectPlaces.map { plan.days[$0] }, rankedOn: rankedOn,
      rankings: reducers.compactMap { $0.variantRanking() }, pairs: pairs, notes: notes(pairs))
  }

  // MARK: One variant

  private func estimate(_ variant: Int) -> VariantEstimate {
    let inputs = variants[variant].inputs
    let groups = units.dropFirst().filter { members(of: variant, unit: $0).projectCount > 0 }
    return VariantEstimate(
      name: variants[variant].name, changes: variants[variant].changes,
      capital: moved.isEmpty ? nil : variants[variant].capital, moved: movedCapital(variant),
      scenario: inputs.scenarioName,
      inputDigest: inputs.inputDigest, rulebook: inputs.rulebook.id, assumptions: inputs.assumptions.name,
      asOf: inputs.portfolio.asOf, whole: unit(0, of: variant), groups: groups.map { unit($0, of: variant) },
      milestones: reducers.flatMap { $0.milestoneEstimates(of: variant) },
      targets: reducers.flatMap { $0.targetOutcomes(of: variant) })
  }

  private func movedCapital(_ variant: Int) -> AmountEstimate? {
    guard moved.indices.contains(variant), let last = plan.days.last else { return nil }
    return AmountEstimate(
      date: last, mean: Money(rounding: moved[variant].mean),
      standardError: Money(rounding: moved[variant].error(settings.sampling)),
      sd: Money(rounding: moved[variant].variance.squareRoot()))
  }

  private func unit(_ unit: Int, of variant: Int) -> UnitEstimate {
    let stated = members(of: variant, unit: unit)
    let path = reducers.map { $0.estimate(variant: variant, unit: unit) }
    let plan = plan(of: variant, unit: unit)
    return UnitEstimate(
      id: id(of: unit), plan: plan, paidToDate: Money(dong: stated.paid), projectCount: stated.projectCount,
      path: path, lapse: plan - (path.last?.mean ?? .zero))
  }

  private func plan(of variant: Int, unit: Int) -> Money {
    reducers.last?.plan(variant: variant, unit: unit) ?? Money(dong: members(of: variant, unit: unit).plan)
  }

  private func id(of unit: Int) -> String { unit == 0 ? "" : plan.groups[unit - 1].rawValue }

  private func members(of variant: Int, unit: Int) -> UnitDirectory.Unit {
    let directory = plan.directories[variant]
    guard unit > 0 else { return directory.units[0] }
    let id = id(of: unit)
    return directory.units.first { $0.dimension == .group && $0.id == id }
      ?? UnitDirectory.Unit(dimension: .group, id: id, name: id)
  }

  // MARK: Two variants

  private func pair(_ variant: Int) -> VariantComparison {
    let matched = projects(variant)
    return VariantComparison(
      variant: variant, whole: difference(variant, unit: 0),
      groups: units.dropFirst().filter { unit in
        members(of: 0, unit: unit).projectCount + members(of: variant, unit: unit).projectCount > 0
      }.map { difference(variant, unit: $0) },
      milestones: reducers.flatMap { $0.milestoneDifferences(of: variant) },
      targets: reducers.flatMap { $0.targetDifferences(of: variant) }, projects: matched,
      onlyInFirst: unmatched(in: 0, absentFrom: variant), onlyInVariant: unmatched(in: variant, absentFrom: 0))
  }

  private func difference(_ variant: Int, unit: Int) -> UnitDifference {
    let path = reducers.map { $0.difference(variant: variant, unit: unit) }
    let plan = self.plan(of: variant, unit: unit) - self.plan(of: 0, unit: unit)
    return UnitDifference(
      id: id(of: unit), plan: plan, path: path,
      lapse: reducers.last?.lapse(variant: variant, unit: unit) ?? path.last.map { $0.difference.taken(from: plan) }
        ?? PairedMean(known: plan))
  }

  private func projects(_ variant: Int) -> [ProjectDifference] {
    let differences = (0..<plan.slots.count).compactMap { slot -> ProjectDifference? in
      guard let first = plan.project(slot, of: 0), let other = plan.project(slot, of: variant) else { return nil }
      return ProjectDifference(
        id: first.id, name: first.name, group: first.group, plan: first.plan,
        planDifference: planDifference(slot, variant, first, other),
        path: plan.projectPlaces.indices.map {
          tallies.difference(slot: slot, variant: variant, key: $0, replications: replications)
        },
        milestones: tallies.milestones(ofSlot: slot, variant: variant).map { milestone in
          let shared = plan.milestones[milestone.number]
          return ProjectMilestoneDifference(
            ruleID: shared.ruleID, date: shared.date,
            probability: tallies.meeting(slot: slot, variant: variant, milestone))
        })
    }
    return order(differences)
  }

  private func planDifference(_ slot: Int, _ variant: Int, _ first: Project, _ other: Project) -> Money {
    guard !moved.isEmpty else { return other.plan - first.plan }
    return tallies.plan(slot: slot, variant: variant, replications: replications)
      - tallies.plan(slot: slot, variant: 0, replications: replications)
  }

  /// The largest difference first; equal ones in the order of the portfolio.
  private func order(_ differences: [ProjectDifference]) -> [ProjectDifference] {
    let key = plan.projectPlaces.firstIndex { plan.days[$0] == rankedOn } ?? plan.projectPlaces.count - 1
    guard key >= 0 else { return differences }
    let sizes = differences.map { difference -> (UInt64, UInt64) in
      let last = difference.path.last?.difference.mean.dong.magnitude ?? 0
      return (difference.path[key].difference.mean.dong.magnitude, last)
    }
    return differences.indices.sorted { one, other in
      if sizes[one] != sizes[other] { return sizes[one] > sizes[other] }
      return one < other
    }.map { differences[$0] }
  }

  private func unmatched(in variant: Int, absentFrom other: Int) -> [UnmatchedProject] {
    (0..<plan.slots.count).compactMap { slot in
      guard plan.slots.index(slot, of: other) < 0, let project = plan.project(slot, of: variant) else { return nil }
      return UnmatchedProject(
        id: project.id, name: project.name, group: project.group, plan: project.plan,
        means: plan.projectPlaces.indices.map {
          tallies.mean(slot: slot, variant: variant, key: $0, replications: replications)
        })
    }
  }

  private func notes(_ pairs: [VariantComparison]) -> [ComparisonNote] {
    pairs.flatMap { pair -> [ComparisonNote] in
      let (first, other) = (variants[0].inputs, variants[pair.variant].inputs)
      var notes: [ComparisonNote] = []
      if first.portfolio.asOf != other.portfolio.asOf {
        notes.append(
          .differentAsOf(first: first.portfolio.asOf, other: other.portfolio.asOf, variant: pair.variant))
      }
      if first.rulebook != other.rulebook { notes.append(.differentRulebook(variant: pair.variant)) }
      let isSame =
        pair.projects.allSatisfy { $0.planDifference == .zero && $0.path.allSatisfy { $0.ties == 1 } }
        && pair.whole.path.allSatisfy { $0.ties == 1 } && pair.onlyInFirst.isEmpty && pair.onlyInVariant.isEmpty
      if isSame { notes.append(.noDifference(variant: pair.variant)) }
      return notes
    }
  }
}

extension PairedMean {
  /// The mean of what is left of an amount that is known.
  fileprivate func taken(from amount: Money) -> PairedMean {
    PairedMean(
      mean: amount - mean, standardError: standardError, low: amount - high, high: amount - low,
      unpairedError: unpairedError)
  }

  fileprivate init(known amount: Money) {
    self.init(mean: amount, standardError: .zero, low: amount, high: amount, unpairedError: .zero)
  }
}
