import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Exchange

/// The constructed lists with the habits of real ones, where their folder lies beside the checkout: each is read as its truth says, asked
/// about or refused with a remedy, and never read wrong.
@Suite struct OfficeListsTests {
  private static let folder = ScenarioFiles.malformed.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data/lists")

  /// A line of `truth.csv`; nil where it states nothing.
  private struct Truth {
    var file: String
    var projects: Int?
    /// In thousand dong.
    var plan: Int64?
    var paid: Int64?
    var asOf: String
    var ask: String
  }

  private enum Outcome: String, CaseIterable { case right, asked, refused, wrong }

  @Test func listsAreReadAsTheirTruthSays() throws {
    let path = Self.folder.appending(path: "truth.csv").path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else {
      print("The folder of lists is not there: \(Self.folder.path(percentEncoded: false)). Nothing was tested.")
      return
    }
    var counts: [Outcome: Int] = [:]
    for truth in try Self.truths(at: path) {
      let (outcome, questions, what) = Self.outcome(truth)
      counts[outcome, default: 0] += 1
      print(
        truth.file.padding(toLength: 34, withPad: " ", startingAt: 0), outcome, questions == 0 ? "" : questions, what)
      #expect(outcome != .wrong, "\(truth.file): \(what)")
      if outcome == .refused { #expect(truth.ask == "refuse", "\(truth.file): \(what)") }
      if outcome == .asked { #expect(truth.ask == "yes" && questions <= 6, "\(truth.file): \(what)") }
    }
    print(Outcome.allCases.map { "\($0) \(counts[$0] ?? 0)" }.joined(separator: ", "))
  }

  private static func truths(at path: String) throws -> [Truth] {
    let grid = try SheetGrid(delimited: [UInt8](Data(contentsOf: URL(filePath: path))), file: path)
    return grid.rows.dropFirst().map { row in
      let cells = (1...6).map { row.text($0, style: .plain) }
      return Truth(
        file: cells[0], projects: Int(cells[1]), plan: Double(cells[2]).map { Int64($0 * 1_000) },
        paid: Double(cells[3]).map { Int64($0 * 1_000) }, asOf: cells[4], ask: cells[5])
    }
  }

  private static func outcome(_ truth: Truth) -> (outcome: Outcome, questions: Int, what: String) {
    var questions = 0
    do throws(InvalidInput) {
      let file = folder.appending(path: truth.file).path(percentEncoded: false)
      let reading = try WorkbookReading.read(at: file, mapping: "/nowhere/list.mapping.yaml")
      guard case .planList(let list) = reading.form else { return (.refused, 0, "no plan list") }
      questions = list.questions.count
      let scenario = try ScenarioReader.read(reading)
      let difference = difference(scenario, list, truth)
      return (difference.isEmpty ? .right : .wrong, 0, difference)
    } catch {
      let message = error.diagnostics.first { $0.severity == .error }?.message(in: .en) ?? ""
      let shown = message.replacing(folder.path(percentEncoded: false) + "/", with: "")
      return (questions > 0 ? .asked : .refused, questions, String(shown.prefix(160)))
    }
  }

  private static func difference(_ scenario: Scenario, _ list: PlanListReading, _ truth: Truth) -> String {
    let portfolio = scenario.inputs.portfolio
    var differences: [String] = []
    if let count = truth.projects, count != portfolio.projects.count {
      differences.append("\(portfolio.projects.count) projects")
    }
    // The truth of lists in units above the dong is rounded to them.
    if let plan = truth.plan, abs(plan * 1_000 - portfolio.plan.dong) > 3_000_000 {
      differences.append("plan \(portfolio.plan.dong)")
    }
    // One truth states payments for a list that has no column of them.
    let hasPayments = list.columns.contains { column in
      if case .paidOf = column.meaning { true } else { column.meaning == .field("paid_to_date") }
    }
    if hasPayments, let paid = truth.paid, paid * 1_000 != portfolio.paidToDate.dong {
      differences.append("paid \(portfolio.paidToDate.dong)")
    }
    if !truth.asOf.isEmpty, truth.asOf != "\(portfolio.asOf)" { differences.append("as of \(portfolio.asOf)") }
    return differences.joined(separator: ", ")
  }
}
