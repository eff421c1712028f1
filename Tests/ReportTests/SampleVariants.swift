import Portfolio
import Rulebook

@testable import Disbursement

extension Sample {
  static let hostileText = "<script>alert(\"x\")</script> & 'y' \u{1B}[31m\u{202E}"

  /// The same figures under names that would break a page or a terminal.
  func hostile() -> Sample {
    var copy = self
    copy.forecast.run.scenario = Self.hostileText
    for index in copy.forecast.projects.indices {
      copy.forecast.projects[index].name = Self.hostileText
      copy.forecast.projects[index].id += Self.hostileText
      copy.forecast.projects[index].owner = Self.hostileText
      copy.forecast.projects[index].contractor = Self.hostileText
      copy.forecast.projects[index].criticality = [ActivityCriticality(activity: Self.hostileText, probability: 0.5)]
    }
    for dimension in Dimension.allCases where dimension != .group {
      for index in (copy.forecast.units[dimension] ?? []).indices {
        copy.forecast.units[dimension]?[index].name = Self.hostileText
      }
    }
    copy.forecast.drivers.drivers = copy.forecast.drivers.drivers.map {
      DriverEffect(
        id: $0.id, name: BilingualText(vi: Self.hostileText, en: Self.hostileText), scope: $0.scope,
        frequency: $0.frequency, meanEffect: $0.meanEffect, meanEffectError: $0.meanEffectError,
        shareOfShortfall: $0.shareOfShortfall, shareOfShortfallError: $0.shareOfShortfallError)
    }
    copy.forecast.notes = [.overdueActivity(project: Self.hostileText, activity: Self.hostileText)]
    copy.assumptions.provenance = [.init(key: Self.hostileText, basis: .user, source: Self.hostileText)]
    return copy
  }

  /// One project under no rule: no milestones, causes, targets, notes, units or whole paths.
  func bare() throws -> Sample {
    var copy = self
    let rule = Rule(
      id: "X", family: "X", text: BilingualText(vi: "Không đặt mốc", en: "No milestone"),
      citation: Citation(instrument: "", article: "", status: .assumption), effective: rulebook.fiscalYear.firstDay,
      content: .statement)
    copy.rulebook = try Rulebook(id: "bare", title: rule.text, fiscalYear: rulebook.fiscalYear, rules: [rule])
    copy.assumptions.drivers = []
    copy.assumptions.provenance = []
    copy.forecast.run.driverReplications = 0
    copy.forecast.units = [:]
    copy.forecast.milestones = []
    copy.forecast.targets = []
    copy.forecast.notes = []
    copy.forecast.coherentPaths = []
    copy.forecast.drivers.drivers = []
    for index in copy.forecast.projects.indices {
      copy.forecast.projects[index].milestones = []
      copy.forecast.projects[index].startDeadline = nil
      copy.forecast.projects[index].approvalDeadlines = []
      copy.forecast.projects[index].networkEnd = nil
      copy.forecast.projects[index].criticality = []
      copy.forecast.projects[index].owner = ""
    }
    return copy
  }

  /// Nothing planned at all: every rate has nothing below the line.
  func empty() throws -> Sample {
    var copy = try bare()
    copy.forecast.whole.plan = .zero
    copy.forecast.whole.path = []
    copy.forecast.whole.nominalPath = []
    copy.forecast.projects = []
    return copy
  }
}
