import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// Drivers as `drivers.csv` gives them, with the rows they come from.
struct DriverDraft {
  private(set) var drivers: [RiskDriver] = []
  private let shape: TableShape
  private var rows: [String: Int] = [:]

  /// Those rows that can be used.
  init(_ file: inout TableFile) {
    shape = file.shape
    while var row = file.nextRow() {
      let id = row.identifier(.driverID)
      let driver = row.driver(id: id ?? "")
      guard let id else { continue }
      if let first = rows[id] {
        row.report(RowPhrases.duplicate(first: first, of: RowPhrases.driver), .driverID)
        continue
      }
      rows[id] = row.number
      if let driver, row.isSound { drivers.append(driver) }
    }
    if rows.count > RiskDriver.largestCount {
      shape.report(RowPhrases.tooManyDrivers(limit: RiskDriver.largestCount), row: nil)
      drivers = []
    }
  }

  /// The assumptions with these drivers in place of their own, after a report of those that do not make sense.
  func replacing(_ assumptions: Assumptions, networks: [ActivityNetwork]) -> Assumptions {
    var changed = assumptions
    changed.drivers = drivers
    changed.provenance.removeAll { $0.key == "drivers" || $0.key.hasPrefix("drivers.") }
    changed.provenance.append(Assumptions.Provenance(key: "drivers", basis: .user, source: shape.file))
    for problem in changed.problems where !problem.isWarning { report(problem) }
    warnOfIdleNames(networks: networks + Array(assumptions.templates.values))
    return changed
  }

  private func report(_ problem: AssumptionsProblem) {
    for driver in drivers where problem.key.hasPrefix("drivers.\(driver.id).") {
      switch problem.defect {
      case .outside(_, let lower, let upper):
        shape.report(RowPhrases.outside(lower, upper), row: rows[driver.id], column: .p1)
      case .scopeDoesNotFit(_, let effect):
        shape.report(RowPhrases.scopeDoesNotFit(effect), row: rows[driver.id], column: .scope)
      default: break
      }
      return
    }
  }

  private func warnOfIdleNames(networks: [ActivityNetwork]) {
    let known = Set(networks.flatMap { $0.activities.map(\.name) } + [RiskDriver.construction])
    for driver in drivers {
      for name in driver.appliesTo where !known.contains(name) {
        shape.log.report(
          RowPhrases.idleName(name).diagnostic(
            severity: .warning, file: shape.file, row: rows[driver.id], column: shape.header(of: .appliesTo)))
      }
    }
  }
}

extension TableRow {
  fileprivate mutating func driver(id: String) -> RiskDriver? {
    let name = text(.name)
    let scope = requiredWord(.scope, of: TableWords.scope)
    let probability = requiredShare(.probability)
    let effect = requiredWord(.effect, of: TableWords.effect)
    let appliesTo = names(.appliesTo)
    let impact = impact(of: effect)
    guard let scope, let probability, let effect, let impact else { return nil }
    let title = name.isEmpty ? id : name
    return RiskDriver(
      id: id, name: BilingualText(vi: title, en: title), scope: scope, probability: probability, effect: effect,
      appliesTo: appliesTo, impact: impact)
  }

  private mutating func impact(of effect: RiskDriver.Effect?) -> Distribution? {
    switch distribution() {
    case .value(let distribution): return distribution
    case .unusable: return nil
    case .absent: break
    }
    if let effect, effect != .blocked { report(RowPhrases.noImpact, .distribution) }
    return Distribution.zero
  }
}
