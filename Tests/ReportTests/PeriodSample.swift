import Exchange
import Foundation
import Portfolio
import Rulebook

@testable import Disbursement
@testable import Report

/// A report on some projects of the shipped scenario of mid-year.
struct PeriodSample {
  var report: PeriodReport
  var portfolio: Portfolio

  /// Projects of every group; two of them change hands of capital.
  private static let chosen: Set<String> = [
    "HT-04", "HT-09", "CT-01", "CT-03", "CT-13", "KCM-02", "KCM-04", "CBM-02", "CBU-01", "CBK-04",
  ]

  init(_ period: String = "2026-Q2", proposals: PeriodReportSettings.Proposals = .made) throws {
    let scenario = try Self.scenario()
    var inputs = scenario.inputs
    inputs.portfolio = try Self.part(of: inputs.portfolio) { $0 }
    inputs.inputDigest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    try self.init(period, inputs, proposals)
  }

  private init(_ period: String, _ inputs: ForecastInputs, _ proposals: PeriodReportSettings.Proposals) throws {
    let settings = PeriodReportSettings(
      forecast: ForecastSettings(replications: 128, seed: 11, threads: 2), proposals: proposals)
    report = try PeriodReport.make(try Sample.unwrap(ReportPeriod(written: period)), inputs, settings: settings)
    portfolio = inputs.portfolio
  }

  private static func scenario() throws -> Scenario {
    let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try ScenarioReader.read(at: checkout.appending(path: "Scenarios/chi-lang-2026/2026-06-30").path)
  }

  private static func part(of portfolio: Portfolio, change: (Project) -> Project) throws -> Portfolio {
    try Portfolio(
      fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf, sources: portfolio.sources,
      projects: portfolio.projects.filter { chosen.contains($0.id) }.map(change))
  }

  /// Payments are known as one sum only.
  static func withoutMonths() throws -> PeriodSample {
    var inputs = try scenario().inputs
    inputs.portfolio = try part(of: inputs.portfolio) { project in
      var project = project
      for index in project.allocations.indices { project.allocations[index].paidByMonth = nil }
      return project
    }
    return try PeriodSample("2026-Q2", inputs, .leftOut)
  }

  /// Every text that a user writes tries to leave its place.
  func hostile() throws -> PeriodSample {
    var copy = self
    let text = Sample.hostileText
    copy.report.run.scenario = text
    for index in copy.report.projects.indices { copy.report.projects[index].name = text }
    for index in copy.report.late.indices {
      (copy.report.late[index].name, copy.report.late[index].owner) = (text, text)
    }
    for index in copy.report.owners.indices { copy.report.owners[index].unit.name = text }
    for index in copy.report.sources.indices { copy.report.sources[index].name = text }
    return copy
  }

  func view(issuer: String = "UBND xã Mẫu", to addressee: String? = nil) -> PeriodReportView {
    PeriodReportView(report, portfolio: portfolio, issuer: issuer, addressee: addressee)
  }

  func tables(_ language: Language) -> PeriodTables {
    PeriodTables(
      report: report,
      sentences: PeriodSentences(report: report, issuer: "UBND xã Mẫu", addressee: "Sở Tài chính", language: language))
  }
}
