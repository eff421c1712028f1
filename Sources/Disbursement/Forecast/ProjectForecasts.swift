public import Portfolio
import Rulebook

/// The forecasts of all projects in the order of the portfolio, kept in a compact form and put together when they are read.
///
/// About two kilobytes for each project whose path is stated at every checkpoint, half a kilobyte with
/// ``ForecastSettings/ProjectPaths/yearEnd``. Changing one puts all of them together, which takes several times as much.
public struct ProjectForecasts: RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral, Sendable {
  private enum Storage: Sendable {
    case whole([ProjectForecast])
    case compact(CompactForecasts)
  }

  private var storage: Storage

  public init(_ forecasts: [ProjectForecast]) { storage = .whole(forecasts) }

  public init(arrayLiteral elements: ProjectForecast...) { self.init(elements) }

  init(_ compact: CompactForecasts) { storage = .compact(compact) }

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .whole(let forecasts): forecasts.count
    case .compact(let compact): compact.count
    }
  }

  public subscript(index: Int) -> ProjectForecast {
    get {
      switch storage {
      case .whole(let forecasts): forecasts[index]
      case .compact(let compact): compact.forecast(at: index)
      }
    }
    set {
      var forecasts = Array(self)
      forecasts[index] = newValue
      storage = .whole(forecasts)
    }
  }

  /// The expected shortfall of a project, without putting its forecast together.
  public func expectedShortfall(at index: Int) -> Money {
    switch storage {
    case .whole(let forecasts): forecasts[index].expectedShortfall
    case .compact(let compact): compact.expectedShortfall(at: index)
    }
  }
}

/// The figures of project forecasts as rows of words; what is the same for many, or stated in the portfolio, is looked up.
final class CompactForecasts: @unchecked Sendable {
  // Written by workers, each row by one of them, before it is read.
  private let rows: UnsafeMutablePointer<UnsafeMutablePointer<Int64>?>
  private let ensemble: Ensemble
  private let checkpoints: [Int]
  private var shares: [Double] = []
  private var tailShares: [Double] = []
  private var writers: [RowWriter] = []
  let count: Int

  init(_ ensemble: Ensemble, settings: ForecastSettings) {
    self.ensemble = ensemble
    checkpoints = settings.projectPaths.checkpoints(ensemble.model.timeline)
    count = ensemble.model.projectCount
    rows = .allocate(capacity: Swift.max(1, count))
    rows.initialize(repeating: nil, count: Swift.max(1, count))
  }

  deinit { rows.deallocate() }

  /// Keeps a forecast; shares of the portfolio's shortfall are set later.
  func keep(_ forecast: ProjectForecast, at index: Int, _ writer: RowWriter) {
    writer.put(forecast.expectedShortfall)
    writer.put(forecast.expectedUnpaidClaims)
    for point in forecast.path {
      writer.put(point.mean)
      guard !point.isActual else { continue }
      for amount in [
        point.standardError, point.sd, point.p5, point.p10, point.p25, point.p50, point.p75, point.p90, point.p95,
      ] { writer.put(amount) }
    }
    for amount in forecast.nominalPath { writer.put(amount) }
    for milestone in forecast.milestones { writer.put(milestone) }
    writer.put(forecast.startDeadline.map { [$0] } ?? [], ensemble.deadlines[forecast.group] ?? [])
    writer.put(forecast.approvalDeadlines, ensemble.deadlines[forecast.group] ?? [])
    writer.put(forecast.networkEnd.map { [$0.nominal, $0.p10, $0.p50, $0.p90] } ?? [])
    let names = activityNames(of: index)
    writer.put(Int64(forecast.criticality.count))
    for entry in forecast.criticality {
      writer.put(Int64(names.firstIndex(of: entry.activity) ?? 0))
      writer.put(entry.probability)
    }
    rows[index] = writer.keep()
  }

  /// Takes over the memory of what workers have written.
  func adopt(_ writers: [RowWriter]) { self.writers = writers }

  func setShares(tailShortfalls: [Double]) {
    let missing = (0..<count).map { Double(expectedShortfall(at: $0).dong) }
    let (total, tail) = (missing.reduce(0, +), tailShortfalls.reduce(0, +))
    shares = missing.map { total > 0 ? $0 / total : 0 }
    tailShares = tailShortfalls.map { tail > 0 ? $0 / tail : 0 }
  }

  func expectedShortfall(at index: Int) -> Money { Money(dong: rows[index]?[0] ?? 0) }

  func forecast(at index: Int) -> ProjectForecast {
    precondition(index >= 0 && index < count, "no such project")
    guard let row = rows[index] else { preconditionFailure("a project has not been simulated") }
    var reader = RowReader(row)
    let model = ensemble.model
    let stated = model.inputs.portfolio.projects[index]
    let shortfall = reader.money()
    let unpaid = reader.money()
    let path = checkpoints.map { reader.point(model.timeline, at: $0) }
    let nominal = checkpoints.map { _ in reader.money() }
    let deadlines = ensemble.deadlines[stated.group] ?? []
    let milestones = milestones(of: stated, &reader)
    let start = reader.deadlines(deadlines).first
    let approvals = reader.deadlines(deadlines)
    let ends = reader.days()
    let names = activityNames(of: index)
    let criticality = (0..<reader.count()).map { _ in
      ActivityCriticality(activity: names[reader.count()], probability: reader.double())
    }
    return ProjectForecast(
      id: stated.id, name: stated.name, group: stated.group, owner: stated.owner, locality: stated.locality,
      sector: stated.sector, contractor: stated.contractor, sources: stated.allocations.map(\.sourceID),
      isKeyProject: stated.isKeyProject, plan: stated.plan, paidToDate: stated.paidToDate, path: path,
      nominalPath: nominal, milestones: milestones, startDeadline: start, approvalDeadlines: approvals,
      networkEnd: ends.isEmpty ? nil : DateQuantiles(nominal: ends[0], p10: ends[1], p50: ends[2], p90: ends[3]),
      lapse: lapse(of: stated, path.last), expectedShortfall: shortfall, expectedUnpaidClaims: unpaid,
      shareOfShortfall: shares.indices.contains(index) ? shares[index] : 0,
      shareOfTailShortfall: tailShares.indices.contains(index) ? tailShares[index] : 0, criticality: criticality)
  }

  private func milestones(of stated: Project, _ reader: inout RowReader) -> [MilestoneForecast] {
    ensemble.directory.milestones(of: stated.group).map { number in
      let milestone = ensemble.directory.milestones[number]
      return reader.milestone(milestone, stated)
    }
  }

  private func lapse(of stated: Project, _ last: PathPoint?) -> Lapse {
    guard let last, !last.isActual else { return Lapse(known: stated.plan - stated.paidToDate) }
    return Lapse(
      mean: stated.plan - last.mean, standardError: last.standardError, p50: stated.plan - last.p50,
      p90: stated.plan - last.p10, p95: stated.plan - last.p5)
  }

  private func activityNames(of index: Int) -> [String] {
    let stated = ensemble.model.inputs.portfolio.projects[index]
    return (stated.network ?? ensemble.model.inputs.assumptions.templates[stated.group])?.activities.map(\.name) ?? []
  }
}

/// Writes rows of words, one worker's, and owns their memory.
final class RowWriter {
  private static let pageWords = 1 << 15

  private var words: [Int64] = []
  private var pages: [UnsafeMutablePointer<Int64>] = []
  private var room: UnsafeMutablePointer<Int64>?
  private var roomLeft = 0

  deinit {
    for page in pages { page.deallocate() }
  }

  func put(_ word: Int64) { words.append(word) }
  func put(_ amount: Money) { words.append(amount.dong) }
  func put(_ number: Double) { words.append(Int64(bitPattern: number.bitPattern)) }

  func put(_ days: [Day]) {
    put(Int64(days.count))
    for day in days { put(Int64(day.ordinal)) }
  }

  func put(_ milestone: MilestoneForecast) {
    for number in [milestone.probability, milestone.standardError] { put(number) }
    for amount in [
      milestone.expectedDisbursed, milestone.expectedShortfall, milestone.expectedShortfallError,
      milestone.shortfallGivenFailure, milestone.tailShortfall, milestone.tailShortfallError,
    ] { put(amount) }
    put(milestone.level)
  }

  func put(_ forecasts: [DeadlineForecast], _ deadlines: [Deadline]) {
    put(Int64(forecasts.count))
    for forecast in forecasts {
      let place = deadlines.firstIndex {
        $0.ruleID == forecast.ruleID && $0.activity == forecast.activity && $0.date == forecast.date
      }
      put(Int64(place ?? 0))
      for number in [forecast.probability, forecast.standardError, forecast.meanDaysLate] { put(number) }
      for day in [forecast.p10, forecast.p50, forecast.p90] { put(Int64(day.ordinal)) }
      put(forecast.level)
    }
  }

  private func put(_ level: WarningLevel) { put(Int64(WarningLevel.allCases.firstIndex(of: level) ?? 0)) }

  /// Ends a row and tells where it lies.
  func keep() -> UnsafeMutablePointer<Int64> {
    let row = words.count <= roomLeft ? room ?? newPage() : newPage()
    for (place, word) in words.enumerated() { row[place] = word }
    room = row + words.count
    roomLeft -= words.count
    words.removeAll(keepingCapacity: true)
    return row
  }

  private func newPage() -> UnsafeMutablePointer<Int64> {
    let size = max(Self.pageWords, words.count)
    let page = UnsafeMutablePointer<Int64>.allocate(capacity: size)
    pages.append(page)
    roomLeft = size
    return page
  }
}

/// Reads a row in the order in which it was written.
private struct RowReader {
  private var place: UnsafePointer<Int64>

  init(_ row: UnsafePointer<Int64>) { place = row }

  mutating func word() -> Int64 {
    defer { place += 1 }
    return place.pointee
  }

  mutating func money() -> Money { Money(dong: word()) }
  mutating func double() -> Double { Double(bitPattern: UInt64(bitPattern: word())) }
  mutating func count() -> Int { Int(word()) }
  mutating func day() -> Day { Day(ordinal: Int(word())) }
  mutating func days() -> [Day] { (0..<count()).map { _ in day() } }
  mutating func level() -> WarningLevel { WarningLevel.allCases[count()] }

  mutating func point(_ timeline: Timeline, at index: Int) -> PathPoint {
    let mean = money()
    guard index >= timeline.past.count else { return PathPoint(actual: mean, on: timeline.days[index]) }
    return PathPoint(
      date: timeline.days[index], isActual: false, mean: mean, standardError: money(), sd: money(), p5: money(),
      p10: money(), p25: money(), p50: money(), p75: money(), p90: money(), p95: money())
  }

  mutating func milestone(_ milestone: Milestone, _ stated: Project) -> MilestoneForecast {
    let (probability, error) = (double(), double())
    return MilestoneForecast(
      ruleID: milestone.ruleID, group: milestone.group, date: milestone.date, requiredShare: milestone.share,
      plan: stated.plan, required: stated.plan.shareRoundedUp(milestone.share), paidToDate: stated.paidToDate,
      expectedDisbursed: money(), probability: probability, standardError: error, expectedShortfall: money(),
      expectedShortfallError: money(), shortfallGivenFailure: money(), tailShortfall: money(),
      tailShortfallError: money(), level: level(), projectCount: 1, projectsExpectedToMeet: probability,
      contributions: [])
  }

  mutating func deadlines(_ deadlines: [Deadline]) -> [DeadlineForecast] {
    (0..<count()).map { _ in
      let deadline = deadlines[count()]
      let (probability, error, late) = (double(), double(), double())
      return DeadlineForecast(
        ruleID: deadline.ruleID, activity: deadline.activity, date: deadline.date, probability: probability,
        standardError: error, p10: day(), p50: day(), p90: day(), meanDaysLate: late, level: level())
    }
  }
}
