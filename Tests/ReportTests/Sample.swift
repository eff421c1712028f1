import Portfolio
import Rulebook
import Stochastics

@testable import Disbursement

/// A constructed forecast with the shape of a real one: quantiles and shares come from a small ensemble of its own.
struct Sample {
  struct Missing: Error {}

  enum Moment {
    case plan
    case midYear
  }

  var forecast: Forecast
  var rulebook: Rulebook
  var assumptions: Assumptions

  static func unwrap<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
  }

  init(projects count: Int, at moment: Moment = .plan, replications: Int = 300) throws {
    rulebook = try SampleRulebook.make()
    assumptions = try SampleAssumptions.make()
    var builder = try SampleBuilder(count: count, moment: moment, replications: replications, rulebook: rulebook)
    forecast = builder.forecast(drivers: assumptions.drivers)
  }
}

enum SampleAssumptions {
  static func make() throws -> Assumptions {
    let pert = try Distribution(.pert(min: 20, mode: 40, max: 120))
    let factor = try Distribution(.lognormal(median: 1, p90: 1.4))
    return Assumptions(
      name: "sample-assumptions",
      calendar: Assumptions.Calendar(
        officeWeekend: [6, 7], holidays: [], siteRestDays: [7], siteClosures: [],
        monthlyWorkability: [0.9, 0.7, 0.9, 0.9, 0.8, 0.7, 0.6, 0.6, 0.7, 0.9, 1, 1]),
      templates: [
        .newStart: try ActivityNetwork([
          Activity(name: "design", duration: pert),
          Activity(name: "contractor-selection", predecessors: ["design"], duration: pert, days: .working),
          Activity(name: "site-clearance", duration: pert),
        ])
      ],
      productivity: factor, sCurve: .cubic(c1: 0.1, c2: 0.8),
      claims: Assumptions.Claims(
        monthlyRates: [0.15, 0.15, 0.2, 0.2, 0.2, 0.25, 0.25, 0.25, 0.25, 0.3, 0.3, 0.8, 0.95],
        discipline: factor, coverage: factor, mode: .lump, waitsForTreasury: true),
      constructionDays: [:], advanceShares: [.newStart: 0.2], payableBeforeSettlement: 0.7, acceptedBeforeYear: 0.1,
      preparationPayments: ["policy-approved": 0.4, "project-approved": 0.6],
      systemic: Assumptions.Systemic(duration: 0.3, productivity: 0.3, discipline: 0.5), drivers: try drivers(),
      revenueFactor: factor, revenueMonthlyShares: Array(repeating: 1.0 / 12, count: 12),
      provenance: [
        .init(
          key: "claims.monthlyRates", basis: .fitted,
          source: "Hiệu chỉnh theo đường giải ngân lũy kế toàn quốc 2021–2024; https://example.org/curve"),
        .init(key: "productivity", basis: .judged, source: "Nhận định; không có số liệu đo theo xã"),
        .init(key: "advanceShares", basis: .law, source: "Nghị định 254/2025/NĐ-CP, Điều 9"),
      ])
  }

  static func drivers() throws -> [RiskDriver] {
    let rows: [(String, String, String, RiskDriver.Scope, Double, RiskDriver.Effect)] = [
      ("clearance", "Vướng giải phóng mặt bằng", "Site clearance held up", .locality, 0.35, .durationFactor),
      ("materials", "Giá và nguồn vật liệu", "Price and supply of materials", .portfolio, 0.3, .productivityFactor),
      ("storms", "Mưa bão, sạt lở", "Storms and landslides", .portfolio, 0.25, .stoppageDays),
      ("contractor", "Năng lực nhà thầu", "Contractor capacity", .contractor, 0.2, .productivityFactor),
      ("staff", "Sắp xếp bộ máy, thiếu cán bộ", "Reorganisation, staff shortage", .owner, 0.25, .durationFactor),
      ("revenue", "Hụt thu tiền sử dụng đất", "Land-use revenue shortfall", .source, 0.3, .revenueFactor),
      ("blocked", "Vướng mắc, không thanh toán được trong năm", "Blocked this year", .project, 0.06, .blocked),
    ]
    let impact = try Distribution(.triangular(min: 1, mode: 1.3, max: 2))
    return rows.map {
      RiskDriver(
        id: $0.0, name: BilingualText(vi: $0.1, en: $0.2), scope: $0.3, probability: $0.4, effect: $0.5,
        appliesTo: $0.5 == .durationFactor ? ["site-clearance"] : [], impact: impact)
    }
  }
}
