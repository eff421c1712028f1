import Portfolio
import Rulebook

@testable import Disbursement

/// Draws a small ensemble by arithmetic alone, so that its figures are the same on every platform, and summarises it.
struct SampleBuilder {
  private struct Draft {
    var id: String
    var name: String
    var group: ProjectGroup
    var owner: String
    var locality: String
    var sector: String
    var contractor: String
    var source: String
    var plan: Int64
    var pace: Double
    var paths: [[Int64]] = []
    var nominal: [Int64] = []
    var dates: [Int] = []
  }

  private let replications: Int
  private let rulebook: Rulebook
  private let checkpoints: [Day]
  private let asOf: Day
  private var state: UInt64 = 2026
  private var drafts: [Draft] = []

  /// National cumulative shares at month ends and at the cut-off, rounded.
  private static let curve = [0.03, 0.06, 0.11, 0.17, 0.23, 0.30, 0.36, 0.43, 0.50, 0.57, 0.65, 0.84, 0.96]

  init(count: Int, moment: Sample.Moment, replications: Int, rulebook: Rulebook) throws {
    self.replications = replications
    self.rulebook = rulebook
    checkpoints = rulebook.fiscalYear.monthEnds
    asOf = moment == .plan ? rulebook.fiscalYear.eve : Day(endOfMonth: 6, year: rulebook.fiscalYear.year)
    for index in 0..<count { drafts.append(draft(index)) }
    simulate()
  }

  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) / 9_007_199_254_740_992
  }

  /// Nearly normal: the sum of six uniforms, centred and scaled to variance one.
  private mutating func bell() -> Double { ((0..<6).reduce(0) { sum, _ in sum + uniform() } - 3) * 1.414 }

  private mutating func draft(_ index: Int) -> Draft {
    let groups: [ProjectGroup] = [
      .carryOver, .newStart, .completed, .carryOver, .newStart, .carryOver, .preparationPriority, .completed,
      .newStart, .preparationNewStart, .carryOver, .newStart,
    ]
    let works = [
      "Đường liên thôn", "Nhà văn hóa thôn", "Trường Tiểu học", "Cầu dân sinh", "Kênh mương nội đồng", "Trạm y tế",
      "Nhà lớp học bộ môn", "Hệ thống cấp nước sinh hoạt",
    ]
    let places = ["Làng Hạ", "Đồng Mỏ", "Pác Lùng", "Nà Phước", "Lũng Cút", "Khun Đút", "Quán Thanh", "Lũng Vai"]
    let owners = ["Ban QLDA đầu tư xây dựng", "UBND xã", "Phòng Kinh tế", "Phòng Văn hóa – Xã hội"]
    let sectors = ["Giao thông", "Văn hóa", "Giáo dục", "Giao thông", "Thủy lợi", "Y tế", "Giáo dục", "Cấp nước"]
    let group = groups[index % groups.count]
    let size = group.isPreparation ? 0.15 : group == .completed ? 1.2 : 5.0
    let plan = Int64((0.25 + uniform() * uniform() * 3) * size * 1000) * 1_000_000
    let number = String(1000 + index + 1).dropFirst()
    return Draft(
      id: "DA\(number)", name: "\(works[index % 8]) \(places[(index / 2 + index) % 8])", group: group,
      owner: owners[(index * index + index / 3) % 4], locality: "Thôn \(places[(index / 2 + index) % 8])",
      sector: sectors[index % 8], contractor: "Công ty \(1 + index % 7)",
      source: ["nstw", "nsdp", "dat", "nsdp", "mtqg"][index % 5], plan: plan, pace: 0.8 + 0.5 * uniform())
  }

  private mutating func simulate() {
    let common = (0..<replications).map { _ in bell() }
    for index in drafts.indices {
      let settled = drafts[index].group == .completed
      let head = settled ? 0.25 : drafts[index].group == .newStart ? -0.10 : 0.03
      drafts[index].nominal = path(drafts[index], pace: drafts[index].pace * 1.25, head: head, known: nil)
      let known = drafts[index].nominal
      for replication in 0..<replications {
        let speed = drafts[index].pace * (1 + 0.08 * common[replication] + 0.22 * bell())
        let isBlocked = uniform() < 0.05
        let row = path(drafts[index], pace: isBlocked ? 0 : speed, head: isBlocked ? -1 : head, known: known)
        drafts[index].paths.append(row)
        drafts[index].dates.append(Int(110 + 70 / max(0.4, speed) * drafts[index].pace - 60 * uniform()))
      }
    }
  }

  private func path(_ draft: Draft, pace: Double, head: Double, known: [Int64]?) -> [Int64] {
    var row: [Int64] = []
    for (index, share) in Self.curve.enumerated() {
      if let known, checkpoints[index] <= asOf {
        row.append(known[index] * 6 / 10)
        continue
      }
      let reached = min(1, max(0, (share + (share > 0.1 ? head : 0)) * pace * 1.12))
      let amount = Int64(reached * Double(draft.plan / 1_000_000)) * 1_000_000
      row.append(max(amount, row.last ?? 0))
    }
    return row
  }

  mutating func forecast(drivers: [RiskDriver]) -> Forecast {
    let all = Array(drafts.indices)
    let total = shortfalls(of: all)
    let whole = unit("whole", "", all, total: total.mean)
    return Forecast(
      run: RunHeader(
        engine: "giaingan 0.1.0", scenario: "Xã Mẫu 2026 (dữ liệu thử)",
        inputDigest: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        rulebook: rulebook.id, rulebookTitle: rulebook.title, assumptions: "sample-assumptions",
        fiscalYear: rulebook.fiscalYear, asOf: asOf, seed: 2026, replications: replications, driverReplications: 200),
      checkpoints: checkpoints, whole: whole, units: units(total: total.mean),
      milestones: ProjectGroup.allCases.flatMap { group in
        milestones(group, drafts.indices.filter { drafts[$0].group == group })
      },
      projects: ProjectForecasts(all.map { project($0, total: total) }), drivers: analysis(drivers, total: total.mean),
      targets: targets(), coherentPaths: coherentPaths(all), notes: notes())
  }

  private func notes() -> [ForecastNote] {
    guard drafts.count > 4 else { return [] }
    return [
      .overdueActivity(project: drafts[1].id, activity: "site-clearance"),
      .pastArrangementPeriod(project: drafts[3].id, firstYear: 2021, years: 3),
      .cappedByTotalInvestment(project: drafts[0].id),
    ]
  }

  private func shortfalls(of members: [Int]) -> (mean: Int64, worst: [Int]) {
    let missing = (0..<replications).map { replication in
      members.reduce(Int64(0)) { $0 + drafts[$1].plan - drafts[$1].paths[replication][11] }
    }
    let order = missing.indices.sorted { (missing[$1], $0) < (missing[$0], $1) }
    return (missing.reduce(0, +) / Int64(replications), Array(order.prefix(replications / 20)))
  }

  private func sums(_ members: [Int]) -> [[Int64]] {
    (0..<replications).map { replication in
      checkpoints.indices.map { checkpoint in
        members.reduce(Int64(0)) { $0 + drafts[$1].paths[replication][checkpoint] }
      }
    }
  }

  private func pathPoints(_ rows: [[Int64]]) -> [PathPoint] {
    checkpoints.indices.map { index in
      let sorted = rows.map { $0[index] }.sorted()
      func quantile(_ level: Double) -> Money {
        Money(dong: sorted[max(0, min(sorted.count - 1, Int((level * Double(sorted.count)).rounded(.up)) - 1))])
      }
      let mean = sorted.reduce(0, +) / Int64(sorted.count)
      let square = sorted.reduce(0.0) { $0 + Double($1 - mean) * Double($1 - mean) } / Double(sorted.count)
      let sd = square.squareRoot()
      return PathPoint(
        date: checkpoints[index], isActual: checkpoints[index] <= asOf, mean: Money(dong: mean),
        standardError: Money(dong: Int64(sd / Double(sorted.count).squareRoot())), sd: Money(dong: Int64(sd)),
        p5: quantile(0.05), p10: quantile(0.1), p25: quantile(0.25), p50: quantile(0.5), p75: quantile(0.75),
        p90: quantile(0.9), p95: quantile(0.95))
    }
  }

  private func paidToDate(_ members: [Int]) -> Money {
    guard let last = checkpoints.lastIndex(where: { $0 <= asOf }) else { return .zero }
    return Money(dong: members.reduce(0) { $0 + drafts[$1].paths[0][last] })
  }

  private func lapse(_ rows: [[Int64]], plan: Int64) -> Lapse {
    let sorted = rows.map { plan - $0[12] }.sorted()
    func quantile(_ level: Double) -> Money { Money(dong: sorted[Int(level * Double(sorted.count - 1))]) }
    let mean = sorted.reduce(0, +) / Int64(sorted.count)
    return Lapse(
      mean: Money(dong: mean), standardError: Money(dong: mean / 20), p50: quantile(0.5), p90: quantile(0.9),
      p95: quantile(0.95))
  }

  private func unit(_ id: String, _ name: String, _ members: [Int], total: Int64) -> UnitForecast {
    let rows = sums(members)
    let plan = members.reduce(Int64(0)) { $0 + drafts[$1].plan }
    let missing = shortfalls(of: members).mean
    return UnitForecast(
      id: id, name: name, plan: Money(dong: plan), paidToDate: paidToDate(members), projectCount: members.count,
      path: pathPoints(rows),
      nominalPath: checkpoints.indices.map { index in
        Money(dong: members.reduce(0) { $0 + drafts[$1].nominal[index] })
      }, milestones: [], lapse: lapse(rows, plan: plan), expectedShortfall: Money(dong: missing),
      expectedUnpaidClaims: Money(dong: missing * 2 / 5),
      shareOfShortfall: total == 0 ? 0 : Double(missing) / Double(total))
  }

  private func units(total: Int64) -> [Dimension: [UnitForecast]] {
    func grouped(_ key: (Draft) -> (String, String)) -> [UnitForecast] {
      let members = Dictionary(grouping: drafts.indices) { key(drafts[$0]).0 }
      return members.keys.sorted().compactMap { id in
        members[id].map { unit(id, key(drafts[$0[0]]).1, $0, total: total) }
      }
    }
    let names = [
      "nstw": "NSTW bổ sung có mục tiêu", "nsdp": "Ngân sách địa phương", "dat": "Nguồn thu tiền sử dụng đất",
      "mtqg": "CTMTQG giảm nghèo kéo dài từ 2025",
    ]
    return [
      .group: grouped { ($0.group.rawValue, $0.group.rawValue) }, .owner: grouped { ($0.owner, $0.owner) },
      .source: grouped { ($0.source, names[$0.source] ?? $0.source) },
      .locality: grouped { ($0.locality, $0.locality) }, .sector: grouped { ($0.sector, $0.sector) },
    ]
  }

  private func milestones(_ group: ProjectGroup, _ members: [Int]) -> [MilestoneForecast] {
    guard !members.isEmpty else { return [] }
    let rows = sums(members)
    let plan = Money(dong: members.reduce(0) { $0 + drafts[$1].plan })
    return rulebook.milestones.filter { $0.group == group }.compactMap { milestone in
      checkpoints.firstIndex(of: milestone.date).map { self.milestone(milestone, at: $0, rows, plan, members) }
    }
  }

  private func milestone(
    _ milestone: Milestone, at index: Int, _ rows: [[Int64]], _ plan: Money, _ members: [Int]
  ) -> MilestoneForecast {
    let required = plan.shareRoundedUp(milestone.share)
    let missing = rows.map { max(0, required.dong - $0[index]) }.sorted()
    let count = Double(rows.count)
    let failing = missing.filter { $0 > 0 }
    let probability = Double(rows.count - failing.count) / count
    let mean = missing.reduce(0, +) / Int64(rows.count)
    let isPast = milestone.date <= asOf
    let met = members.reduce(0.0) { sum, member in
      let needed = Money(dong: drafts[member].plan).shareRoundedUp(milestone.share).dong
      return sum + Double(drafts[member].paths.filter { $0[index] >= needed }.count) / count
    }
    return MilestoneForecast(
      ruleID: milestone.ruleID, group: milestone.group, date: milestone.date, requiredShare: milestone.share,
      plan: plan, required: required, paidToDate: paidToDate(members),
      expectedDisbursed: Money(dong: rows.reduce(0) { $0 + $1[index] } / Int64(rows.count)),
      probability: probability,
      standardError: (probability * (1 - probability) / count).squareRoot(), expectedShortfall: Money(dong: mean),
      expectedShortfallError: Money(dong: isPast ? 0 : mean / 25),
      shortfallGivenFailure: Money(dong: failing.isEmpty ? 0 : failing.reduce(0, +) / Int64(failing.count)),
      tailShortfall: Money(dong: missing.last ?? 0), tailShortfallError: Money(dong: mean / 10),
      level: WarningThresholds.standard.level(
        probability: probability, isMet: paidToDate(members) >= required && probability >= 1),
      projectCount: members.count, projectsExpectedToMeet: met, contributions: [])
  }

  private func project(_ index: Int, total: (mean: Int64, worst: [Int])) -> ProjectForecast {
    let draft = drafts[index]
    let missing = draft.paths.map { draft.plan - $0[11] }
    let mean = missing.reduce(0, +) / Int64(replications)
    let tail = total.worst.reduce(Int64(0)) { $0 + missing[$1] }
    let tailTotal = total.worst.reduce(Int64(0)) { sum, row in
      sum + drafts.reduce(0) { $0 + $1.plan - $1.paths[row][11] }
    }
    return ProjectForecast(
      id: draft.id, name: draft.name, group: draft.group, owner: draft.owner, locality: draft.locality,
      sector: draft.sector, contractor: draft.contractor, sources: [draft.source], isKeyProject: index % 11 == 3,
      plan: Money(dong: draft.plan), paidToDate: paidToDate([index]), path: pathPoints(draft.paths),
      nominalPath: draft.nominal.map { Money(dong: $0) }, milestones: milestones(draft.group, [index]),
      startDeadline: deadlines(draft).first { $0.activity == nil },
      approvalDeadlines: deadlines(draft).filter { $0.activity != nil }, networkEnd: networkEnd(draft),
      lapse: lapse(draft.paths, plan: draft.plan), expectedShortfall: Money(dong: mean),
      expectedUnpaidClaims: Money(dong: mean * 2 / 5),
      shareOfShortfall: total.mean == 0 ? 0 : Double(mean) / Double(total.mean),
      shareOfTailShortfall: tailTotal == 0 ? 0 : Double(tail) / Double(tailTotal),
      criticality: criticality(draft, index))
  }

  private func date(_ draft: Draft, _ level: Double) -> Day {
    rulebook.fiscalYear.eve + draft.dates.sorted()[Int(level * Double(replications - 1))]
  }

  private func networkEnd(_ draft: Draft) -> DateQuantiles? {
    guard draft.group != .carryOver else { return nil }
    return DateQuantiles(
      nominal: date(draft, 0.4), p10: date(draft, 0.1), p50: date(draft, 0.5), p90: date(draft, 0.9))
  }

  private func deadlines(_ draft: Draft) -> [DeadlineForecast] {
    rulebook.deadlines.filter { $0.group == draft.group }.map { deadline in
      let limit = deadline.date - rulebook.fiscalYear.eve
      let share = Double(draft.dates.filter { $0 <= limit }.count) / Double(replications)
      let isKnown = deadline.date <= asOf
      let probability = isKnown ? share.rounded() : share
      let late = draft.dates.reduce(0) { $0 + max(0, $1 - limit) }
      return DeadlineForecast(
        ruleID: deadline.ruleID, activity: deadline.activity, date: deadline.date, probability: probability,
        standardError: (probability * (1 - probability) / Double(replications)).squareRoot(),
        p10: date(draft, 0.1), p50: date(draft, 0.5), p90: date(draft, 0.9),
        meanDaysLate: Double(late) / Double(replications),
        level: WarningThresholds.standard.level(probability: probability, isMet: isKnown && probability == 1))
    }
  }

  private func criticality(_ draft: Draft, _ index: Int) -> [ActivityCriticality] {
    let first = 0.35 + Double(index % 7) / 10
    return switch draft.group {
    case .carryOver: []
    case .completed:
      [
        .init(activity: "settlement-file", probability: 1), .init(activity: "verification", probability: 1),
        .init(activity: "settlement-approval", probability: 1),
      ]
    case .newStart:
      [
        .init(activity: "design", probability: 1 - first),
        .init(activity: "contractor-selection", probability: 1 - first),
        .init(activity: "site-clearance", probability: first),
      ]
    case .preparationNewStart, .preparationPriority, .preparationOther:
      [.init(activity: "project-report", probability: 1), .init(activity: "project-approved", probability: 1)]
    }
  }

  private func analysis(_ drivers: [RiskDriver], total: Int64) -> DriverAnalysis {
    let shares = [0.16, 0.13, 0.08, 0.09, 0.07, 0.05, 0.11]
    return DriverAnalysis(
      replications: 200, expectedShortfall: Money(dong: total), withoutDrivers: Money(dong: total * 31 / 100),
      shareWithoutDrivers: 0.31,
      drivers: zip(drivers, shares).map { driver, share in
        DriverEffect(
          id: driver.id, name: driver.name, scope: driver.scope, frequency: driver.probability,
          meanEffect: Money(dong: Int64(Double(total) * share * 0.9)),
          meanEffectError: Money(dong: Int64(Double(total) * 0.006)), shareOfShortfall: share,
          shareOfShortfallError: 0.008)
      })
  }

  private func targets() -> [TargetOutcome] {
    guard let rate = Ratio(0.95) else { return [] }
    let target = Target(date: rulebook.fiscalYear.lastDay, rate: rate, probability: 0.8)
    return [TargetOutcome(target: target, probability: 0.034, standardError: 0.0104, isMet: false)]
  }

  private func coherentPaths(_ members: [Int]) -> [CoherentPath] {
    let rows = sums(members)
    let order = rows.indices.sorted { (rows[$0][11], $0) < (rows[$1][11], $1) }
    return [0.05, 0.5, 0.95].map { rank in
      let replication = order[Int(rank * Double(order.count - 1))]
      return CoherentPath(rank: rank, replication: replication, disbursed: rows[replication].map { Money(dong: $0) })
    }
  }
}
