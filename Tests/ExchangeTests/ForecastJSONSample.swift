@testable import Disbursement
import Portfolio
import Rulebook
import Testing

/// A small forecast made by hand: two projects, awkward texts, an amount beyond what a double holds exactly.
enum SampleForecast {
  static let awkwardName = "Đường \"liên xã\"\\Chi Lăng,\n\tđoạn 1; \u{7}cuối"
  static let largeAmount = Money(dong: 9_007_199_254_740_993)

  static func make(projectCount: Int = 2) throws -> Forecast {
    let year = try #require(FiscalYear(2026))
    let checkpoints = [year.monthEnds[5], year.lastDay, year.cutOff]
    let path = checkpoints.enumerated().map { point($1, mean: Int64(100 * ($0 + 1))) }
    let milestone = try milestone(on: checkpoints[0])
    let whole = unit("", path: path, milestones: [milestone])
    return Forecast(
      run: RunHeader(
        engine: "giaingan 0.1", scenario: "Chi Lăng 2026", inputDigest: "sha256:00", rulebook: "chi-lang-2026",
        rulebookTitle: BilingualText(vi: "Sổ quy định", en: "Rulebook"), assumptions: "ideal", fiscalYear: year,
        asOf: year.eve, seed: .max, replications: 1_000, driverReplications: 100),
      checkpoints: checkpoints, whole: whole,
      units: [
        .group: [unit("carry-over", path: path, milestones: [milestone])],
        .owner: [unit("", path: path, milestones: []), unit("=Ban QLDA", path: path, milestones: [])],
      ], milestones: [milestone],
      projects: ProjectForecasts(
        (0..<projectCount).map { project($0, path: path, milestone: milestone, year: year) }),
      drivers: DriverAnalysis(
        replications: 100, expectedShortfall: Money(dong: 50), withoutDrivers: Money(dong: 20),
        shareWithoutDrivers: 0.4,
        drivers: [
          DriverEffect(
            id: "rain", name: BilingualText(vi: "Mưa lũ", en: "Rain and floods"), scope: .locality, frequency: 0.25,
            meanEffect: Money(dong: 30), meanEffectError: Money(dong: 2), shareOfShortfall: 0.6,
            shareOfShortfallError: 1e-7)
        ]),
      targets: [
        TargetOutcome(
          target: Target(date: year.lastDay, rate: milestone.requiredShare, probability: 0.8), probability: 0.75,
          standardError: 0.01, isMet: false)
      ],
      coherentPaths: [CoherentPath(rank: 0.05, replication: 17, disbursed: path.map(\.mean))],
      notes: [
        .overdueActivity(project: "P0", activity: "site-clearance"), .pastUnknown,
        .inferredState(projects: 2),
        .cappedByTotalInvestment(project: "P1"), .pastArrangementPeriod(project: "P1", firstYear: 2020, years: 4),
      ])
  }

  private static func point(_ date: Day, mean: Int64) -> PathPoint {
    func amount(_ change: Int64) -> Money { Money(dong: mean + change) }
    return PathPoint(
      date: date, isActual: false, mean: amount(0), standardError: Money(dong: 1), sd: Money(dong: 40), p5: amount(-50),
      p10: amount(-40), p25: amount(-20), p50: amount(1), p75: amount(20), p90: amount(40), p95: amount(50))
  }

  private static func milestone(on date: Day) throws -> MilestoneForecast {
    MilestoneForecast(
      ruleID: "G2-0630", group: .carryOver, date: date, requiredShare: try #require(Ratio(0.3)),
      plan: Money(dong: 1_000), required: Money(dong: 300), paidToDate: .zero, expectedDisbursed: Money(dong: 100),
      probability: 0.1, standardError: 0.009486832980505138, expectedShortfall: Money(dong: 200),
      expectedShortfallError: Money(dong: 3), shortfallGivenFailure: Money(dong: 222), tailShortfall: Money(dong: 300),
      tailShortfallError: Money(dong: 4), level: .willMiss, projectCount: 2, projectsExpectedToMeet: 0.2,
      contributions: [
        .init(projectID: "P0", amount: Money(dong: 210)), .init(projectID: "P1", amount: Money(dong: -10)),
      ])
  }

  private static var lapse: Lapse {
    Lapse(
      mean: Money(dong: 5), standardError: Money(dong: 1), p50: .zero, p90: Money(dong: 20), p95: Money(dong: 40))
  }

  private static func unit(_ id: String, path: [PathPoint], milestones: [MilestoneForecast]) -> UnitForecast {
    UnitForecast(
      id: id, name: id.isEmpty ? "" : "Tên \(id)", plan: largeAmount, paidToDate: .zero, projectCount: 2, path: path,
      nominalPath: path.map(\.p50), milestones: milestones, lapse: lapse, expectedShortfall: Money(dong: 50),
      expectedUnpaidClaims: Money(dong: 20),
      shareOfShortfall: 1)
  }

  private static func project(
    _ index: Int, path: [PathPoint], milestone: MilestoneForecast, year: FiscalYear
  ) -> ProjectForecast {
    let deadline = DeadlineForecast(
      ruleID: "G3-start", activity: nil, date: year.lastDay, probability: 1, standardError: 0, p10: year.firstDay,
      p50: year.lastDay, p90: year.cutOff, meanDaysLate: 0, level: .onTrack)
    var approval = deadline
    approval.activity = "policy-approved"
    return ProjectForecast(
      id: "P\(index)", name: index == 0 ? awkwardName : "@SUM(A1)", group: .carryOver, owner: index == 0 ? "" : "-1",
      locality: "Thôn 1", sector: "giao thông", contractor: "+84", sources: ["NSTW", "đất"], isKeyProject: index == 0,
      plan: Money(dong: 500), paidToDate: .zero, path: path, nominalPath: path.map(\.p50), milestones: [milestone],
      startDeadline: index == 0 ? nil : deadline, approvalDeadlines: index == 0 ? [approval] : [],
      networkEnd: index == 0
        ? DateQuantiles(nominal: year.firstDay, p10: year.firstDay, p50: year.lastDay, p90: year.cutOff) : nil,
      lapse: lapse, expectedShortfall: Money(dong: 25), expectedUnpaidClaims: Money(dong: 10), shareOfShortfall: 0.5,
      shareOfTailShortfall: .nan,
      criticality: [ActivityCriticality(activity: "design", probability: 1.0 / 3)])
  }
}
