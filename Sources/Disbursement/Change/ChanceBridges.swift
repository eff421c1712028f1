import Portfolio

/// The bridges in millionths of a probability.
struct ChanceBridges {
  let milestones: [MilestoneBridge]
  let targets: [TargetBridge]
  let onlyEarlier: UnmatchedChances
  let onlyLater: UnmatchedChances
  /// Whether the earlier forecast's file states another probability than this program computes.
  let differsEarlier: Bool
  let differsLater: Bool

  private struct MilestoneKey: Hashable {
    var ruleID: String
    var group: ProjectGroup
    var date: Day
  }

  private struct TargetKey: Hashable {
    var date: Day
    var rate: Ratio
  }

  /// What a simulation says of a probability.
  private struct Chance {
    var millionths: Int64
    var standardError: Double

    init(_ probability: Double, _ standardError: Double) {
      millionths = Ratio(probability)?.millionths ?? 0
      self.standardError = standardError
    }
  }

  /// Of each variant by key, and of each variant's difference from the one before.
  private struct Chances<Key: Hashable> {
    var alone: [[Key: Chance]]
    var paired: [[Key: Double]]

    /// Nil where any variant does not have it.
    func isComplete(_ key: Key) -> Bool { alone.allSatisfy { $0[key] != nil } }
  }

  init(_ effects: ChangeEffects, earlier: StatedForecast, later: StatedForecast) {
    let milestones = Matched(earlier.milestones, later.milestones) {
      MilestoneKey(ruleID: $0.ruleID, group: $0.group, date: $0.date)
    }
    let targets = Matched(earlier.targets, later.targets) {
      TargetKey(date: $0.target.date, rate: $0.target.rate)
    }
    var (first, last) = (false, false)
    let ofMilestones = Computed(effects, Self.milestoneChances)
    self.milestones = milestones.pairs.map { key, one, two in
      let chance = ofMilestones.bridge(key, one.probability, two.probability)
      (first, last) = (first || chance.differs.earlier, last || chance.differs.later)
      return MilestoneBridge(
        ruleID: key.ruleID, group: key.group, date: key.date, requiredEarlier: one.requiredShare,
        requiredLater: two.requiredShare, chance: chance.bridge)
    }.sorted { $0.date < $1.date }
    let ofTargets = Computed(effects, Self.targetChances)
    self.targets = targets.pairs.map { key, one, two in
      let chance = ofTargets.bridge(key, one.probability, two.probability)
      (first, last) = (first || chance.differs.earlier, last || chance.differs.later)
      return TargetBridge(target: two.target, chance: chance.bridge)
    }
    (differsEarlier, differsLater) = (first, last)
    onlyEarlier = UnmatchedChances(milestones: milestones.onlyFirst, targets: targets.onlyFirst)
    onlyLater = UnmatchedChances(milestones: milestones.onlySecond, targets: targets.onlySecond)
  }

  /// Elements of two lists with the same key, in the order of the second.
  private struct Matched<Element, Key: Hashable> {
    var pairs: [(key: Key, first: Element, second: Element)] = []
    var onlyFirst: [Element] = []
    var onlySecond: [Element] = []

    init(_ first: [Element], _ second: [Element], key: (Element) -> Key) {
      let known = Dictionary(first.map { (key($0), $0) }) { one, _ in one }
      var used: Set<Key> = []
      for element in second {
        let key = key(element)
        guard used.insert(key).inserted else { continue }
        if let one = known[key] { pairs.append((key, one, element)) } else { onlySecond.append(element) }
      }
      onlyFirst = first.filter { !used.contains(key($0)) }
    }
  }

  /// Probabilities of one kind in all simulations of a change.
  private struct Computed<Key: Hashable> {
    let effects: ChangeEffects
    let before: Chances<Key>?
    let main: Chances<Key>

    init(_ effects: ChangeEffects, _ chances: (ChainSimulation) -> Chances<Key>) {
      self.effects = effects
      before = effects.before.map(chances)
      main = chances(effects.main)
    }

    func bridge(
      _ key: Key, _ earlier: Ratio, _ later: Ratio
    ) -> (bridge: ChanceBridge, differs: (earlier: Bool, later: Bool)) {
      let (one, two) = (earlier.millionths, later.millionths)
      guard main.isComplete(key), before?.isComplete(key) ?? true else {
        let steps = effects.chain.links.count + 2
        let changes = (0..<steps).map {
          ChanceBridge.Effect(millionths: $0 == 0 ? two - one : 0, standardError: nil)
        }
        return (ChanceBridge(earlier: one, later: two, effects: changes, isComputed: false), (true, true))
      }
      let figure: ChangeEffects.Figure<Int64> = { chances($0).alone[$1][key]?.millionths ?? 0 }
      let amounts = effects.effects(earlier: one, later: two, figure)
      let errors = effects.errors(
        alone: { chances($0).alone[$1][key]?.standardError }, paired: { chances($0).paired[$1][key] })
      let computed = effects.computed(figure)
      return (
        ChanceBridge(
          earlier: one, later: two,
          effects: zip(amounts, errors).map { ChanceBridge.Effect(millionths: $0, standardError: $1) },
          isComputed: true),
        (computed.earlier != one, computed.later != two)
      )
    }

    private func chances(_ simulation: ChainSimulation) -> Chances<Key> {
      simulation === effects.main ? main : before ?? main
    }
  }

  private static func milestoneChances(_ simulation: ChainSimulation) -> Chances<MilestoneKey> {
    let variants = 0...simulation.last
    return Chances(
      alone: variants.map { variant in
        Dictionary(
          simulation.milestones(of: variant).map {
            (MilestoneKey(ruleID: $0.ruleID, group: $0.group, date: $0.date), Chance($0.probability, $0.standardError))
          }
        ) { first, _ in first }
      },
      paired: variants.map { variant in
        guard variant > 0 else { return [:] }
        return Dictionary(
          simulation.milestoneDifferences(of: variant).map {
            (MilestoneKey(ruleID: $0.ruleID, group: $0.group, date: $0.date), $0.probability.standardError)
          }
        ) { first, _ in first }
      })
  }

  private static func targetChances(_ simulation: ChainSimulation) -> Chances<TargetKey> {
    let variants = 0...simulation.last
    return Chances(
      alone: variants.map { variant in
        Dictionary(
          simulation.targets(of: variant).map {
            (TargetKey(date: $0.target.date, rate: $0.target.rate), Chance($0.probability, $0.standardError))
          }
        ) { first, _ in first }
      },
      paired: variants.map { variant in
        guard variant > 0 else { return [:] }
        return Dictionary(
          simulation.targetDifferences(of: variant).map {
            (TargetKey(date: $0.target.date, rate: $0.target.rate), $0.probability.standardError)
          }
        ) { first, _ in first }
      })
  }
}
