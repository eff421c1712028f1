import Foundation
import Portfolio
import Stochastics

/// One project of a generated scenario.
///
/// The mix of groups is that of the shipped scenario, whose README cites the published figures behind its scale; where
/// nothing else is said, the rest is judged.
struct GeneratedProject {
  struct Part {
    var source: GeneratedSource
    var plan: GeneratedAmount
  }

  /// Spread of the logarithm of annual plans.
  ///
  /// Fitted as the standard deviation of the logarithm of the year's budget (PIM) of 478 project-years of local governments
  /// with at least 10,000 soles, Peru, 2005–2026: 1.66 (Ministry of Economy and Finance, Sistema de Seguimiento de
  /// Inversiones; repository edisonlmg/webscraping-ssi-mef). Vietnam publishes no list of plans by project.
  static let planSpread = 1.66
  /// What of the spread is left within a group and a kind of owner: 1.66² less the variance between them, 0.69.
  private static let spreadWithin = 1.44
  /// Draws of sizes are cut there on both sides, so that no commune gets a plan of a country's size.
  private static let cut = 0.001
  /// Median plan in billion dong before the factor of the group; it gives a mean near 2.2 billion.
  private static let medianPlan = 0.65

  private(set) var number: Int
  private(set) var place: GeneratedPlaces.Place
  private(set) var group: ProjectGroup
  private(set) var work: GeneratedWork
  private(set) var name: String
  private(set) var owner: String
  private(set) var contractor = ""
  private(set) var plan: GeneratedAmount
  private(set) var totalInvestment: GeneratedAmount
  private(set) var paidBeforeYear = GeneratedAmount.zero
  private(set) var contractValue: GeneratedAmount?
  private(set) var outstandingAdvance = GeneratedAmount.zero
  private(set) var firstYear: Int?
  private(set) var isKeyProject: Bool
  private(set) var progress = ""
  private(set) var constructionDays: Int?
  private(set) var allocations: [Part] = []

  var id: String { "DA" + padded(number, to: 7) }

  init(number: Int, place: GeneratedPlaces.Place, scenario: GeneratedScenario) {
    let draws = GeneratedDraws(number: number, seed: scenario.seed)
    self.number = number
    self.place = place
    group = draws.choice(.group, Self.groups)
    work = draws.choice(.work, GeneratedWork.all)
    name = "\(work.name) số \(number), \(place.name)"
    let isProvincial = draws[.ownerLevel] < 0.075
    owner = Self.owner(of: work, isProvincial: isProvincial, at: place, draws)
    let z = StandardNormal.quantile(Self.cut + (1 - 2 * Self.cut) * draws[.size])
    let size = Self.medianPlan * Self.factor(of: group) * (isProvincial ? 4 : 1) * exp(Self.spreadWithin * z)
    plan = group == .completed ? GeneratedAmount(exactly: max(0.02, size)) : GeneratedAmount(rounded: max(0.02, size))
    totalInvestment = plan
    isKeyProject = draws[.key] < (plan.billions > 5 ? 0.15 : 0.03)
    describeHistory(draws, year: scenario.fiscalYear)
    allocate(draws, scenario.sources)
  }

  private static let groups: [(ProjectGroup, Double)] = [
    (.completed, 10), (.carryOver, 20), (.newStart, 17), (.preparationNewStart, 3), (.preparationPriority, 4),
    (.preparationOther, 6),
  ]

  /// Median plan of a group over that of all; preparation costs a small part of what it prepares.
  private static func factor(of group: ProjectGroup) -> Double {
    switch group {
    case .completed: 0.7
    case .carryOver: 1.6
    case .newStart: 1.3
    case .preparationNewStart: 0.3
    case .preparationPriority: 0.25
    case .preparationOther: 0.2
    }
  }

  private static func owner(
    of work: GeneratedWork, isProvincial: Bool, at place: GeneratedPlaces.Place, _ draws: GeneratedDraws
  ) -> String {
    if isProvincial { return "Ban QLDA số \(work.board) \(place.provinceName)" }
    return (draws[.owner] < 0.7 ? "Ban QLDA " : "Phòng Kinh tế ") + place.name
  }

  /// What was invested, paid and begun before the year, so that plan and payments never exceed total investment.
  private mutating func describeHistory(_ draws: GeneratedDraws, year: Int) {
    switch group {
    case .completed:
      invest(share: draws.between(0.06, 0.3, .share))
      let settled = totalInvestment.billions * draws.between(0.95, 1, .paid)
      paidBeforeYear = GeneratedAmount(exactly: max(0, min(settled, totalInvestment.billions) - plan.billions))
      sign(share: draws.between(0.82, 0.9, .contract), draws, worksUnderWay: true)
      firstYear = year - 1 - Int(draws[.year] * 3)
    case .carryOver:
      let share = draws.between(0.22, 0.5, .share)
      invest(share: share)
      let before = totalInvestment.billions * draws.between(0.15, min(0.6, 0.95 - share), .paid)
      paidBeforeYear = min(GeneratedAmount(rounded: before), totalInvestment - plan)
      sign(share: draws.between(0.78, 0.88, .contract), draws, worksUnderWay: true)
      let advance = GeneratedAmount(rounded: (contractValue?.billions ?? 0) * draws.between(0.01, 0.12, .advanceShare))
      if draws[.advance] < 0.7 { outstandingAdvance = min(advance, paidBeforeYear) }
      firstYear = year - (draws[.year] < 0.65 ? 1 : 2)
      if draws[.progress] < 0.15 { progress = "0." + padded(2 + Int(draws[.progress] / 0.15 * 11), to: 2) }
      constructionDays = days(median: 200, within: 60...420, draws)
    case .newStart:
      invest(share: draws.between(0.3, 0.85, .share))
      let before = totalInvestment.billions * draws.between(0.005, 0.03, .paid)
      paidBeforeYear = min(GeneratedAmount(rounded: before), totalInvestment - plan)
      sign(share: draws.between(0.76, 0.86, .contract), draws, worksUnderWay: false)
      firstYear = year
      constructionDays = days(median: 115, within: 45...240, draws)
    case .preparationNewStart, .preparationPriority, .preparationOther:
      invest(share: draws.between(0.015, 0.06, .share))
    }
  }

  private mutating func invest(share: Double) {
    totalInvestment = max(plan, GeneratedAmount(rounded: plan.billions / share))
  }

  private mutating func sign(share: Double, _ draws: GeneratedDraws, worksUnderWay: Bool) {
    contractValue = GeneratedAmount(rounded: totalInvestment.billions * share)
    // Who wins the contract of a new start is not known when the plan is drawn up.
    guard worksUnderWay else { return }
    let rank = draws[.contractorRank]
    if draws[.contractorLevel] < 0.15 {
      contractor = "Công ty CP Xây dựng số \(1 + Int(rank * rank * 20)) \(place.provinceName)"
    } else {
      // Twelve firms work in five neighbouring localities, some of them much more than others.
      let firm = place.locality / 5 * 12 + Int(rank * rank * 12)
      contractor = "Công ty TNHH Xây lắp " + padded(firm + 1, to: 5)
    }
  }

  /// Larger works take longer, though far less than in proportion.
  private func days(median: Double, within range: ClosedRange<Double>, _ draws: GeneratedDraws) -> Int {
    let spread = exp(0.25 * StandardNormal.quantile(draws[.days]))
    let days = median * exp(0.12 * log(plan.billions / 1.5)) * spread
    return Int((min(max(days, range.lowerBound), range.upperBound) / 5).rounded()) * 5
  }

  private mutating func allocate(_ draws: GeneratedDraws, _ choice: GeneratedScenario.SourceChoice) {
    let first = source(.source, draws, choice, besides: nil)
    guard draws[.second] < 0.125, plan.thousands >= 40_000 else {
      allocations = [Part(source: first, plan: plan)]
      return
    }
    let second = source(.secondSource, draws, choice, besides: first.kind)
    let part = GeneratedAmount(rounded: plan.billions * draws.between(0.2, 0.5, .secondShare))
    allocations = [Part(source: first, plan: plan - part), Part(source: second, plan: part)]
  }

  private func source(
    _ draw: GeneratedDraws.Purpose, _ draws: GeneratedDraws, _ choice: GeneratedScenario.SourceChoice,
    besides taken: GeneratedSource.Kind?
  ) -> GeneratedSource {
    // The larger part of the provinces has a lottery worth planning with; it pays for schools and health first.
    let hasLottery = choice == .all && place.province % 3 != 0 && work.takesLottery
    let shares: [(GeneratedSource.Kind, Double)] = [
      (.province, 0.34), (.central, 0.22), (.commune, 0.24), (.landUse, choice == .all ? 0.16 : 0),
      (.lottery, hasLottery ? 0.3 : 0),
    ]
    let kind = draws.choice(draw, shares.filter { $0.0 != taken })
    return GeneratedSource(province: place.province, kind: kind)
  }
}

extension GeneratedProject {
  static let columns = [
    "id", "name", "group", "owner", "locality", "sector", "contractor", "size_class", "total_investment",
    "paid_before_year", "contract_value", "outstanding_advance", "first_year", "key_project", "progress",
    "construction_days",
  ]

  /// In the order of ``columns``.
  var cells: [CSVWriter.Cell] {
    [
      .plain(id), .text(name), .plain(group.rawValue), .text(owner), .text(place.name), .text(work.sector),
      .text(contractor), .plain(work.sizeClass(of: totalInvestment).rawValue), .plain(totalInvestment.inMillions),
      .plain(paidBeforeYear.inMillions), contractValue.map { .plain($0.inMillions) } ?? .empty,
      .plain(outstandingAdvance.inMillions), firstYear.map { .plain("\($0)") } ?? .empty,
      .plain(isKeyProject ? "yes" : "no"), .plain(progress), constructionDays.map { .plain("\($0)") } ?? .empty,
    ]
  }
}

/// A kind of work, its sector, and what follows from it.
struct GeneratedWork {
  var name: String
  var sector: String
  /// Of the three project boards of a province, the one for this work.
  var board: Int
  /// From this total investment in billion dong the project is of group B, from the second one of group A (Law
  /// 58/2024/QH15 on Public Investment, arts. 9–11).
  var thresholds: (b: Double, a: Double)
  var takesLottery = false

  func sizeClass(of total: GeneratedAmount) -> SizeClass {
    total.billions < thresholds.b ? .c : total.billions < thresholds.a ? .b : .a
  }

  private static let networks = (b: 160.0, a: 3_000.0)
  private static let farming = (b: 120.0, a: 2_000.0)
  private static let buildings = (b: 90.0, a: 1_600.0)

  /// With weights that add up to 100; roads and schools lead, as in the shipped scenario.
  static let all: [(GeneratedWork, Double)] = [
    (GeneratedWork(name: "Đường giao thông nông thôn", sector: "giao thông", board: 1, thresholds: networks), 20),
    (GeneratedWork(name: "Nâng cấp đường liên xã", sector: "giao thông", board: 1, thresholds: networks), 9),
    (GeneratedWork(name: "Cầu dân sinh", sector: "giao thông", board: 1, thresholds: networks), 4),
    (
      GeneratedWork(
        name: "Nhà lớp học trường tiểu học", sector: "giáo dục", board: 2, thresholds: buildings, takesLottery: true), 9
    ),
    (
      GeneratedWork(name: "Trường mầm non", sector: "giáo dục", board: 2, thresholds: buildings, takesLottery: true), 7
    ),
    (GeneratedWork(name: "Nhà văn hóa thôn", sector: "văn hóa", board: 2, thresholds: buildings), 10),
    (GeneratedWork(name: "Kiên cố hóa kênh mương", sector: "thủy lợi", board: 3, thresholds: networks), 7),
    (GeneratedWork(name: "Sửa chữa hồ chứa", sector: "thủy lợi", board: 3, thresholds: networks), 4),
    (GeneratedWork(name: "Công trình cấp nước sinh hoạt", sector: "nước sạch", board: 3, thresholds: networks), 6),
    (
      GeneratedWork(name: "Cải tạo trạm y tế", sector: "y tế", board: 2, thresholds: buildings, takesLottery: true), 4
    ),
    (GeneratedWork(name: "Cải tạo trụ sở làm việc", sector: "trụ sở", board: 2, thresholds: buildings), 5),
    (
      GeneratedWork(name: "Hạ tầng kỹ thuật khu dân cư", sector: "hạ tầng kỹ thuật", board: 1, thresholds: networks), 6
    ),
    (GeneratedWork(name: "Thu gom, xử lý nước thải", sector: "môi trường", board: 3, thresholds: networks), 3),
    (GeneratedWork(name: "Nền tảng số của xã", sector: "công nghệ thông tin", board: 2, thresholds: networks), 2),
    (GeneratedWork(name: "Vùng sản xuất tập trung", sector: "nông nghiệp", board: 3, thresholds: farming), 2),
    (GeneratedWork(name: "Trụ sở công an, quân sự", sector: "quốc phòng, an ninh", board: 2, thresholds: buildings), 2),
  ]
}
