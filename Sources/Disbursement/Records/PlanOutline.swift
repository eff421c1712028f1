public import Portfolio

/// The order in which official tables list capital: the whole, groups, in each group its sources, in each source the projects that it pays.
///
/// The amounts of a line are those of its ``Line/parts`` added up, so that every heading is the sum of what it holds.
public struct PlanOutline: Sendable {
  /// Capital of one project from one source, by their places in the portfolio.
  public struct Part: Hashable, Sendable {
    public var project: Int
    public var allocation: Int
  }

  public struct Line: Hashable, Sendable {
    public var subject: QuarterlyPlan.Subject
    /// As official tables number their lines; empty for the whole.
    public var number: String
    /// Places in ``PlanOutline/parts`` of all that the line holds.
    public var parts: Range<Int>
  }

  /// In the order of the lines that stand for them.
  public let parts: [Part]
  /// Headings before what they hold.
  public let lines: [Line]

  public init(_ portfolio: Portfolio) {
    var parts: [Part] = []
    var lines = [Line(subject: .whole, number: "", parts: 0..<0)]
    var numbering = PlanNumbering()
    let members = Dictionary(grouping: portfolio.projects.indices) { portfolio.projects[$0].group }
    for group in ProjectGroup.allCases {
      guard let projects = members[group] else { continue }
      let groupLine = lines.count
      let groupStart = parts.count
      lines.append(Line(subject: .group(group), number: numbering.next(.group(group)), parts: 0..<0))
      for (source, allocations) in Self.bySource(projects, in: portfolio) {
        let start = parts.count
        let subject = QuarterlyPlan.Subject.source(id: source)
        lines.append(
          Line(subject: subject, number: numbering.next(subject), parts: start..<(start + allocations.count)))
        for part in allocations {
          let subject = QuarterlyPlan.Subject.project(part.project)
          lines.append(
            Line(subject: subject, number: numbering.next(subject), parts: parts.count..<(parts.count + 1)))
          parts.append(part)
        }
      }
      lines[groupLine].parts = groupStart..<parts.count
    }
    lines[0].parts = 0..<parts.count
    self.parts = parts
    self.lines = lines
  }

  /// In the order of the portfolio's sources.
  private static func bySource(_ projects: [Int], in portfolio: Portfolio) -> [(source: String, parts: [Part])] {
    var parts: [String: [Part]] = [:]
    for project in projects {
      for (index, allocation) in portfolio.projects[project].allocations.enumerated() {
        parts[allocation.sourceID, default: []].append(Part(project: project, allocation: index))
      }
    }
    return portfolio.sources.compactMap { source in parts[source.id].map { (source.id, $0) } }
  }

  /// For each part whether it is the first of its project: where what is known of the project as a whole is stated, once.
  public var isFirstOfProject: [Bool] {
    var seen: Set<Int> = []
    return parts.map { seen.insert($0.project).inserted }
  }
}

extension Portfolio {
  public func id(of part: PlanOutline.Part) -> AllocationID {
    let project = projects[part.project]
    return AllocationID(project: project.id, source: project.allocations[part.allocation].sourceID)
  }
}

/// An amount that may be missing, or stand on another line of the same project.
public enum StatedAmount: Hashable, Sendable {
  case known(Money)
  /// Known of the project as a whole and stated on its first line.
  case elsewhere
  case unknown

  public var money: Money? { if case .known(let money) = self { money } else { nil } }

  /// What the amount adds to a sum or a formula; nil when it is not known.
  public var summand: Money? {
    switch self {
    case .known(let money): money
    case .elsewhere: .zero
    case .unknown: nil
    }
  }

  init(_ money: Money?) { self = money.map { .known($0) } ?? .unknown }
}

extension Sequence<StatedAmount> {
  /// The sum of what is known; nil when nothing is.
  public var sumOfKnown: Money? {
    reduce(nil) { sum, amount in
      guard let money = amount.money else { return sum }
      return (sum ?? .zero) + money
    }
  }
}

extension PlanOutline {
  /// What is known of projects as a whole, by part: on the first line of each, elsewhere on its others.
  func onFirstLines(_ amount: (Int) -> Money?) -> [StatedAmount] {
    zip(parts, isFirstOfProject).map { part, isFirst in
      guard let money = amount(part.project) else { return .unknown }
      return isFirst ? .known(money) : .elsewhere
    }
  }

  /// What sources state of an amount of their project: what they leave of the project's amount stands on the first line that states nothing.
  func divided(_ whole: (Int) -> Money?, stated: (Part) -> Money?) -> [StatedAmount] {
    var rests: [Int: Money] = [:]
    for part in parts {
      guard let whole = whole(part.project) else { continue }
      rests[part.project] = (rests[part.project] ?? whole) - (stated(part) ?? .zero)
    }
    return parts.map { part in
      if let money = stated(part) { return .known(money) }
      guard whole(part.project) != nil else { return .unknown }
      return rests.removeValue(forKey: part.project).map { .known($0) } ?? .elsewhere
    }
  }
}
