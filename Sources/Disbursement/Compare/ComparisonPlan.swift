import Portfolio
import Rulebook

/// Which days and projects of several variants belong together.
struct ComparisonPlan: Sendable {
  let models: [SimulationModel]
  let directories: [UnitDirectory]
  /// Days compared, ascending.
  let days: [Day]
  /// For each variant where each of the days stands among its future checkpoints; −1 where payments by it are known.
  let futures: [[Int]]
  /// Places in ``days`` at which single projects are compared.
  let projectPlaces: [Int]
  /// For each of the days its place among them; −1 for the others.
  let projectPlaceOf: [Int]
  /// Groups that any variant has projects of.
  let groups: [ProjectGroup]
  let milestones: [SharedMilestone]
  let slots: ProjectSlots
  let pairing: Pairing

  /// Which variant each one but the first is compared with.
  enum Pairing: Sendable {
    case withFirst
    case withTheOneBefore
  }

  /// Beyond so many projects they are compared at the year's end and the cut-off only.
  private static let mostDetailed = 200_000

  /// A milestone that a group of at least one variant has on a day that is compared.
  struct SharedMilestone: Sendable {
    let ruleID: String
    let group: ProjectGroup
    let date: Day
    /// Where its day stands among those compared.
    let place: Int
    /// For each variant what it asks for; nil where the variant does not have it.
    let demands: [Demand?]
  }

  struct Demand: Sendable {
    let share: Ratio
    /// Of the group as a whole, dong.
    let required: Int64
  }

  var variants: Int { models.count }

  /// The variant that another one is compared with.
  func base(of variant: Int) -> Int {
    switch pairing {
    case .withFirst: 0
    case .withTheOneBefore: max(0, variant - 1)
    }
  }

  /// Whether a later variant may be compared with this one.
  func isBase(_ variant: Int) -> Bool { pairing == .withTheOneBefore || variant == 0 }

  init(_ variants: [ComparisonVariant], settings: ForecastSettings) {
    let models = Self.models(variants, settings: settings)
    self.init(variants, models: models, directories: models.map { UnitDirectory(model: $0) })
  }

  /// Of variants of which each follows from the one before, with its own checkpoints as in a forecast by itself.
  ///
  /// Compared are `days` that all of them state; single projects at the year's end and the cut-off.
  init(chain variants: [ComparisonVariant], settings: ForecastSettings, days: Set<Day>) {
    let models = variants.map {
      SimulationModel(
        inputs: $0.inputs, seed: settings.seed, targetDates: settings.targets.map(\.date), sampling: settings.sampling)
    }
    let stated = models.reduce(days) { $0.intersection($1.timeline.days) }
    self.init(
      variants, models: models, directories: models.map { UnitDirectory(model: $0) }, days: stated.sorted(),
      pairing: .withTheOneBefore)
  }

  /// Of variants that have everything in common but how capital is moved.
  init(_ variants: [ComparisonVariant], settings: ForecastSettings, model: SimulationModel) {
    self.init(
      variants, models: variants.map { _ in model },
      directories: Array(repeating: UnitDirectory(model: model), count: variants.count))
  }

  private init(
    _ variants: [ComparisonVariant], models: [SimulationModel], directories: [UnitDirectory], days chosen: [Day]? = nil,
    pairing: Pairing = .withFirst
  ) {
    self.models = models
    self.directories = directories
    self.pairing = pairing
    let days = chosen ?? Self.days(models.map(\.timeline))
    self.days = days
    futures = models.map { model in
      days.map { day in model.timeline.future.firstIndex { $0.day == day } ?? -1 }
    }
    slots = ProjectSlots(models.map(\.inputs.portfolio))
    let present = Set(variants.lazy.flatMap { $0.inputs.portfolio.projects.lazy.map(\.group) })
    groups = ProjectGroup.allCases.filter(present.contains)
    milestones = Self.milestones(directories, days)
    let year = variants[0].inputs.portfolio.fiscalYear
    var wanted = Set([year.lastDay, year.cutOff])
    if pairing == .withFirst, slots.count <= Self.mostDetailed { wanted.formUnion(milestones.map(\.date)) }
    projectPlaces = days.indices.filter { wanted.contains(days[$0]) }
    var places = [Int](repeating: -1, count: days.count)
    for (number, place) in projectPlaces.enumerated() { places[place] = number }
    projectPlaceOf = places
  }

  /// The checkpoints of all variants are made those of each, so that claims are drawn for the same days in all.
  private static func models(_ variants: [ComparisonVariant], settings: ForecastSettings) -> [SimulationModel] {
    func models(on days: [Day]) -> [SimulationModel] {
      variants.map {
        SimulationModel(inputs: $0.inputs, seed: settings.seed, targetDates: days, sampling: settings.sampling)
      }
    }
    let targets = settings.targets.map(\.date)
    let own = models(on: targets)
    let all = Set(own.flatMap { $0.timeline.future.map(\.day) })
    let isShared = own.allSatisfy { model in
      model.timeline.future.map(\.day) == all.filter { $0 > model.timeline.asOf }.sorted()
    }
    return isShared ? own : models(on: targets + all)
  }

  private static func days(_ timelines: [Timeline]) -> [Day] {
    guard let first = timelines.first else { return [] }
    let earliest = timelines.map(\.asOf).min() ?? first.asOf
    let common = timelines.dropFirst().reduce(Set(first.days)) { $0.intersection($1.days) }
    let ahead = common.filter { $0 > earliest }.sorted()
    return ahead.isEmpty ? common.sorted().suffix(1) : ahead
  }

  private static func milestones(_ directories: [UnitDirectory], _ days: [Day]) -> [SharedMilestone] {
    struct Key: Hashable {
      let ruleID: String
      let group: ProjectGroup
      let date: Day
    }
    var demands: [Key: [Demand?]] = [:]
    var order: [Key] = []
    for (variant, directory) in directories.enumerated() {
      for slot in directory.slots[0] {
        let milestone = directory.milestones[slot.milestone]
        let key = Key(ruleID: milestone.ruleID, group: milestone.group, date: milestone.date)
        if demands[key] == nil { order.append(key) }
        demands[key, default: directories.map { _ in nil }][variant] = Demand(
          share: milestone.share, required: Money(dong: slot.plan).shareRoundedUp(milestone.share).dong)
      }
    }
    return order.compactMap { key in
      days.firstIndex(of: key.date).map {
        SharedMilestone(
          ruleID: key.ruleID, group: key.group, date: key.date, place: $0, demands: demands[key] ?? [])
      }
    }.sorted { $0.date < $1.date }
  }

  /// Milestones of a project that a variant and the one that it is compared with both have, as places in ``milestones``.
  func milestones(ofSlot slot: Int, variant: Int) -> [Int] {
    let base = base(of: variant)
    guard let first = project(slot, of: base), let other = project(slot, of: variant), first.group == other.group else {
      return []
    }
    return milestones.indices.filter {
      milestones[$0].group == first.group && milestones[$0].demands[base] != nil
        && milestones[$0].demands[variant] != nil
    }
  }

  func project(_ slot: Int, of variant: Int) -> Project? {
    let index = slots.index(slot, of: variant)
    return index < 0 ? nil : models[variant].inputs.portfolio.projects[index]
  }
}

/// Projects of several variants matched by their ids: those of the first in its order, then what the others have beside.
struct ProjectSlots: Sendable {
  let count: Int
  private let variants: Int
  private let indices: [Int32]

  init(_ portfolios: [Portfolio]) {
    variants = portfolios.count
    if let first = portfolios.first, portfolios.dropFirst().allSatisfy({ Self.isSame($0, first) }) {
      count = first.projects.count
      indices = []
      return
    }
    var slots: [String: Int] = [:]
    var indices: [Int32] = []
    for (variant, portfolio) in portfolios.enumerated() {
      for (index, project) in portfolio.projects.enumerated() {
        let slot = slots[project.id] ?? slots.count
        if slot == slots.count {
          slots[project.id] = slot
          indices.append(contentsOf: repeatElement(-1, count: portfolios.count))
        }
        indices[slot * portfolios.count + variant] = Int32(index)
      }
    }
    count = slots.count
    self.indices = indices
  }

  /// Where a project stands in a variant's portfolio; −1 when the variant does not have it.
  func index(_ slot: Int, of variant: Int) -> Int {
    indices.isEmpty ? slot : Int(indices[slot * variants + variant])
  }

  private static func isSame(_ one: Portfolio, _ other: Portfolio) -> Bool {
    one.projects.count == other.projects.count && zip(one.projects, other.projects).allSatisfy { $0.id == $1.id }
  }
}
