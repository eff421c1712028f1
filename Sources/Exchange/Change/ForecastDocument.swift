import Disbursement
import Portfolio
import Rulebook

/// The members of a forecast's JSON that two of them are compared by; any others are passed over.
struct ForecastDocument: WrittenDocument {
  static let kind = WrittenKind(
    schema: ForecastJSON.schema, file: "forecast.json", command: "giaingan forecast --output")

  var schema: WrittenSchema<ForecastDocument>
  var run: Header
  var portfolio: Unit
  var groups: [String: Unit]
  var milestones: [Milestone]
  var projects: [WrittenProject]
  var targets: [Chance]
  var inputs: [String: String]?
  var inputsLeftOut: LeftOut?

  struct Header: Decodable {
    var engine: String
    var scenario: String
    var inputDigest: String
    var rulebook: String
    var rulebookTitle: Title
    var assumptions: String
    var fiscalYear: WrittenYear
    var asOf: WrittenDay
    var seed: Seed
    var replications: Count
    var sampling: WrittenSampling?
  }

  struct Title: Decodable {
    var vi: String
    var en: String
  }

  struct Point: Decodable {
    var date: WrittenDay
    var mean: WrittenMoney
  }

  struct Unit: Decodable {
    var plan: WrittenMoney
    var paidToDate: WrittenMoney
    var path: [Point]
  }

  struct WrittenProject: Decodable {
    var id: String
    var name: String
    var group: WrittenGroup
    var plan: WrittenMoney
    var paidToDate: WrittenMoney
    var path: [Point]
  }

  struct Milestone: Decodable {
    var rule: String
    var group: WrittenGroup
    var date: WrittenDay
    var required: WrittenShare
    var probability: WrittenShare
  }

  struct Chance: Decodable {
    var date: WrittenDay
    var rate: WrittenShare
    var requiredProbability: WrittenShare
    var probability: WrittenShare
  }

  struct LeftOut: Decodable {
    let value: InputCopy.Reason

    init(from decoder: any Decoder) throws {
      guard let reason = (try? decoder.singleValueContainer().decode(String.self)).flatMap(InputCopy.Reason.init) else {
        throw DocumentDefect(at: decoder, expected: .word(InputCopy.Reason.allCases.map(\.rawValue)))
      }
      value = reason
    }
  }

  struct Seed: Decodable {
    let value: UInt64

    init(from decoder: any Decoder) throws {
      guard let seed = try? decoder.singleValueContainer().decode(UInt64.self) else {
        throw DocumentDefect(at: decoder, expected: .number("0", "\(UInt64.max)"))
      }
      value = seed
    }
  }

  struct Count: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
      let limit = ForecastSettings.largestReplications
      guard let count = try? decoder.singleValueContainer().decode(Int.self), (1...limit).contains(count) else {
        throw DocumentDefect(at: decoder, expected: .number("1", "\(limit)"))
      }
      value = count
    }
  }

  struct WrittenSampling: Decodable {
    let value: ForecastSettings.Sampling

    init(from decoder: any Decoder) throws {
      let name = try? decoder.singleValueContainer().decode(String.self)
      guard let sampling = name.flatMap(ForecastSettings.Sampling.init) else {
        throw DocumentDefect(at: decoder, expected: .word(ForecastSettings.Sampling.allCases.map(\.rawValue)))
      }
      value = sampling
    }
  }
}

/// From the document to what it states: what one member alone cannot say about its soundness is looked at here.
extension ForecastDocument {
  func file() throws -> ForecastFile {
    let copy = inputs.map { InputCopy.files($0.mapValues { Array($0.utf8) }) }
    return ForecastFile(
      stated: try stated(), inputs: copy ?? inputsLeftOut.map { InputCopy.leftOut($0.value) })
  }

  private func stated() throws -> StatedForecast {
    let year = run.fiscalYear.value
    guard run.asOf.value >= year.eve, run.asOf.value <= year.cutOff else {
      throw DocumentDefect(path: [.key("run"), .key("asOf")], expected: .dayWithin(year.eve, year.cutOff))
    }
    let ids = ProjectGroup.allCases.map(\.rawValue)
    for id in groups.keys.sorted() where !ids.contains(id) {
      throw DocumentDefect(path: [.key("groups"), .key(id)], expected: .word(ids))
    }
    let dates = Set(portfolio.path.map(\.date.value))
    let days = StatedForecast.days(of: year).filter(dates.contains)
    guard days.contains(year.cutOff) else {
      throw DocumentDefect(path: [.key("portfolio"), .key("path")], expected: .entry(year.cutOff))
    }
    return StatedForecast(
      run: run.value, days: days, whole: try unit("", portfolio, days, [.key("portfolio")]),
      groups: try ids.compactMap { id in
        try groups[id].map { try unit(id, $0, days, [.key("groups"), .key(id)]) }
      },
      projects: try projects(days), milestones: milestones.map(\.value), targets: targets.map(\.value))
  }

  private func unit(
    _ id: String, _ unit: Unit, _ days: [Day], _ place: [DocumentDefect.Step]
  ) throws -> StatedForecast.Unit {
    StatedForecast.Unit(
      id: id, plan: unit.plan.value, paidToDate: unit.paidToDate.value, means: try unit.path.means(days, place))
  }

  private func projects(_ days: [Day]) throws -> [StatedForecast.Project] {
    var known: Set<String> = []
    return try projects.enumerated().map { index, project in
      let place: [DocumentDefect.Step] = [.key("projects"), .index(index)]
      guard known.insert(project.id).inserted else {
        throw DocumentDefect(path: place + [.key("id")], expected: .uniqueID)
      }
      return StatedForecast.Project(
        id: project.id, name: project.name, group: project.group.value, plan: project.plan.value,
        paidToDate: project.paidToDate.value, means: try project.path.means(days, place))
    }
  }
}

extension [ForecastDocument.Point] {
  /// The means of these days.
  fileprivate func means(_ days: [Day], _ place: [DocumentDefect.Step]) throws -> [Money] {
    try days.map { day in
      guard let point = first(where: { $0.date.value == day }) else {
        throw DocumentDefect(path: place + [.key("path")], expected: .entry(day))
      }
      return point.mean.value
    }
  }
}

extension ForecastDocument.Header {
  fileprivate var value: RunHeader {
    RunHeader(
      engine: engine, scenario: scenario, inputDigest: inputDigest, rulebook: rulebook,
      rulebookTitle: BilingualText(vi: rulebookTitle.vi, en: rulebookTitle.en), assumptions: assumptions,
      fiscalYear: fiscalYear.value, asOf: asOf.value, seed: seed.value, replications: replications.value,
      driverReplications: 0, sampling: sampling?.value ?? .independent)
  }
}

extension ForecastDocument.Milestone {
  fileprivate var value: StatedForecast.Milestone {
    StatedForecast.Milestone(
      ruleID: rule, group: group.value, date: date.value, requiredShare: required.value,
      probability: probability.value)
  }
}

extension ForecastDocument.Chance {
  fileprivate var value: StatedForecast.TargetChance {
    StatedForecast.TargetChance(
      target: Target(date: date.value, rate: rate.value, probability: requiredProbability.value.value),
      probability: probability.value)
  }
}
