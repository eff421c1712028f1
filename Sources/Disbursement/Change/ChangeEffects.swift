import Portfolio

/// From figures of the simulated steps to the effects of their causes; what every bridge has in common.
struct ChangeEffects {
  let chain: ChangeChain
  let before: ChainSimulation?
  let main: ChainSimulation

  /// A figure of one variant.
  typealias Figure<Number> = (ChainSimulation, _ variant: Int) -> Number

  /// What this program makes of the earlier forecast's inputs on its own draws, and of the later one's.
  func computed(_ figure: Figure<Int64>) -> (earlier: Int64, later: Int64) {
    (figure(before ?? main, 0), figure(main, main.last))
  }

  /// One effect for each step, the engine first and the draws second; they add up to the difference of what is stated.
  func effects(earlier: Int64, later: Int64, _ figure: Figure<Int64>) -> [Int64] {
    let computed = computed(figure)
    let start = figure(main, 0)
    var effects = [computed.earlier - earlier + (later - computed.later), start - computed.earlier]
    var (variant, amount) = (0, start)
    for link in chain.links {
      let next = link.variant == variant ? amount : figure(main, link.variant)
      effects.append(next - amount)
      (variant, amount) = (link.variant, next)
    }
    return effects
  }

  /// One error for each step; nil where none can be stated.
  ///
  /// - Parameters:
  ///   - alone: Error of one variant's figure.
  ///   - paired: Error of its difference from the variant before.
  func errors(alone: Figure<Double?>, paired: Figure<Double?>) -> [Double?] {
    var errors: [Double?] = [nil, draws(alone)]
    var variant = 0
    for link in chain.links {
      errors.append(link.variant == variant ? nil : paired(main, link.variant))
      variant = link.variant
    }
    return errors
  }

  /// Seeds that differ give draws that have nothing in common; with one seed some draws are the same, and no error is known.
  private func draws(_ alone: Figure<Double?>) -> Double? {
    guard let before, before.settings.seed != main.settings.seed, let one = alone(before, 0), let other = alone(main, 0)
    else { return nil }
    return (one * one + other * other).squareRoot()
  }
}

/// The bridges in dong.
struct AmountBridges {
  private let effects: ChangeEffects
  private let earlier: StatedForecast
  private let later: StatedForecast
  /// Those at which both forecasts and every step state amounts.
  let days: [Day]
  let whole: AmountBridge
  let groups: [AmountBridge]

  init(_ effects: ChangeEffects, earlier: StatedForecast, later: StatedForecast) {
    self.effects = effects
    self.earlier = earlier
    self.later = later
    let simulated = [effects.before, effects.main].compactMap { $0?.plan.days }
    let days = later.days.filter { day in
      earlier.days.contains(day) && simulated.allSatisfy { $0.contains(day) }
    }
    self.days = days
    func unit(_ one: StatedForecast.Unit?, _ two: StatedForecast.Unit?, _ id: String) -> AmountBridge {
      Self.bridge(effects, days, one, two, id, (earlier.days, later.days))
    }
    whole = unit(earlier.whole, later.whole, "")
    groups = ProjectGroup.allCases.compactMap { group in
      let (one, two) = (earlier.group(group.rawValue), later.group(group.rawValue))
      return one == nil && two == nil ? nil : unit(one, two, group.rawValue)
    }
  }

  private static func bridge(
    _ effects: ChangeEffects, _ days: [Day], _ one: StatedForecast.Unit?, _ two: StatedForecast.Unit?, _ id: String,
    _ stated: (earlier: [Day], later: [Day])
  ) -> AmountBridge {
    AmountBridge(
      id: id, name: "", group: ProjectGroup(rawValue: id), presence: AmountBridge.Presence(one != nil, two != nil),
      plan: .init(earlier: one?.plan ?? .zero, later: two?.plan ?? .zero),
      paidToDate: .init(earlier: one?.paidToDate ?? .zero, later: two?.paidToDate ?? .zero),
      days: days.map { day in
        effects.day(
          day, earlier: one?.mean(on: day, among: stated.earlier), later: two?.mean(on: day, among: stated.later),
          figure: { $0.estimate(id, on: day, variant: $1)?.mean ?? .zero },
          alone: { $0.estimate(id, on: day, variant: $1)?.standardError },
          paired: { $0.pairedError(id, on: day, variant: $1) })
      })
  }

  /// Projects of which anything changes, the largest change first, and how many there are in all.
  func projects(atMost limit: Int) -> (shown: [AmountBridge], count: Int) {
    let ones = Dictionary(earlier.projects.map { ($0.id, $0) }) { first, _ in first }
    let twos = Dictionary(later.projects.map { ($0.id, $0) }) { first, _ in first }
    let plan = effects.main.plan
    var changed: [(size: Size, slot: Int)] = []
    for slot in 0..<plan.slots.count {
      guard let id = id(ofSlot: slot) else { continue }
      let bridge = project(slot, ones[id], twos[id], id, errors: false)
      if !bridge.isNothing { changed.append((Size(bridge), slot)) }
    }
    changed.sort { $0.size == $1.size ? $0.slot < $1.slot : $0.size > $1.size }
    let shown = changed.prefix(limit).compactMap { entry in
      id(ofSlot: entry.slot).map { project(entry.slot, ones[$0], twos[$0], $0, errors: true) }
    }
    return (shown, changed.count)
  }

  /// By what changes at the year's end, then at the cut-off, then by what single steps do.
  private struct Size: Comparable {
    var changes: [UInt64]

    init(_ bridge: AmountBridge) {
      let most = bridge.days.flatMap { $0.effects.map(\.amount.dong.magnitude) }.max() ?? 0
      changes = bridge.days.map(\.amounts.change.dong.magnitude) + [most]
    }

    static func < (one: Size, other: Size) -> Bool { one.changes.lexicographicallyPrecedes(other.changes) }
  }

  private func id(ofSlot slot: Int) -> String? {
    let plan = effects.main.plan
    return (plan.project(slot, of: 0) ?? plan.project(slot, of: plan.variants - 1))?.id
  }

  private func project(
    _ slot: Int, _ one: StatedForecast.Project?, _ two: StatedForecast.Project?, _ id: String, errors: Bool
  ) -> AmountBridge {
    AmountBridge(
      id: id, name: two?.name ?? one?.name ?? "", group: two?.group ?? one?.group,
      presence: AmountBridge.Presence(one != nil, two != nil),
      plan: .init(earlier: one?.plan ?? .zero, later: two?.plan ?? .zero),
      paidToDate: .init(earlier: one?.paidToDate ?? .zero, later: two?.paidToDate ?? .zero),
      days: days.map { day in
        effects.day(
          day, earlier: one?.mean(on: day, among: earlier.days), later: two?.mean(on: day, among: later.days),
          figure: { $0.mean(ofSlot: slot, on: day, variant: $1) }, alone: { _, _ in nil },
          paired: { errors ? $0.pairedError(ofSlot: slot, on: day, variant: $1) : nil })
      })
  }

  /// Whether the earlier forecast's file states another amount than this program computes.
  var differsEarlier: Bool { differs(earlier, \.earlier) }
  var differsLater: Bool { differs(later, \.later) }

  private func differs(
    _ stated: StatedForecast, _ end: KeyPath<(earlier: Int64, later: Int64), Int64>
  ) -> Bool {
    let ends = ([whole] + groups).contains { bridge in
      days.contains { day in
        let computed = effects.computed { ($0.estimate(bridge.id, on: day, variant: $1)?.mean ?? .zero).dong }
        let unit = bridge.id.isEmpty ? stated.whole : stated.group(bridge.id)
        return (unit?.mean(on: day, among: stated.days) ?? .zero).dong != computed[keyPath: end]
      }
    }
    return ends || differsInProjects(stated, end)
  }

  private func differsInProjects(
    _ stated: StatedForecast, _ end: KeyPath<(earlier: Int64, later: Int64), Int64>
  ) -> Bool {
    let known = Dictionary(stated.projects.map { ($0.id, $0) }) { first, _ in first }
    return (0..<effects.main.plan.slots.count).contains { slot in
      guard let id = id(ofSlot: slot) else { return false }
      return days.contains { day in
        let computed = effects.computed { $0.mean(ofSlot: slot, on: day, variant: $1).dong }
        return (known[id]?.mean(on: day, among: stated.days) ?? .zero).dong != computed[keyPath: end]
      }
    }
  }
}

extension ChangeEffects {
  fileprivate func day(
    _ date: Day, earlier: Money?, later: Money?, figure: Figure<Money>, alone: Figure<Money?>, paired: Figure<Money?>
  ) -> AmountBridge.Point {
    let ends = AmountBridge.Pair(earlier: earlier ?? .zero, later: later ?? .zero)
    let amounts = effects(earlier: ends.earlier.dong, later: ends.later.dong) { figure($0, $1).dong }
    let errors = errors(
      alone: { alone($0, $1).map { Double($0.dong) } }, paired: { paired($0, $1).map { Double($0.dong) } })
    return AmountBridge.Point(
      date: date, amounts: ends,
      effects: zip(amounts, errors).map {
        AmountBridge.Effect(amount: Money(dong: $0), standardError: $1.map { Money(rounding: $0) })
      })
  }
}

extension AmountBridge.Presence {
  fileprivate init(_ isInEarlier: Bool, _ isInLater: Bool) {
    switch (isInEarlier, isInLater) {
    case (true, false): self = .onlyEarlier
    case (false, true): self = .onlyLater
    default: self = .both
    }
  }
}

extension StatedForecast {
  fileprivate func group(_ id: String) -> Unit? { groups.first { $0.id == id } }
}

extension StatedForecast.Unit {
  fileprivate func mean(on day: Day, among days: [Day]) -> Money? { means.stated(on: day, among: days) }
}

extension StatedForecast.Project {
  fileprivate func mean(on day: Day, among days: [Day]) -> Money? { means.stated(on: day, among: days) }
}

extension [Money] {
  fileprivate func stated(on day: Day, among days: [Day]) -> Money? {
    days.firstIndex(of: day).flatMap { indices.contains($0) ? self[$0] : nil }
  }
}
