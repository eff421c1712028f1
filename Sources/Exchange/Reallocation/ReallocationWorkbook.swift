public import Disbursement
public import Portfolio
public import Rulebook

/// A proposal as one .xlsx workbook: its run, a sheet for the adjusted plan and each of ``ReallocationTables``, and what the columns mean.
public enum ReallocationWorkbook {
  public static let fileName = "reallocation.xlsx"

  /// The file; `portfolio` is that of the proposal, `reasons` are the moves' in their order. The same proposal gives the same bytes.
  /// Throws when a workbook cannot hold it.
  public static func encode(
    _ proposal: ReallocationProposal, portfolio: Portfolio, reasons: [BilingualText] = []
  ) throws(OutputError) -> [UInt8] {
    let sources = Dictionary(portfolio.sources.map { ($0.id, $0.name) }) { first, _ in first }
    let tables = ReallocationTables.Table.allCases.map {
      ReallocationTables.table($0, of: proposal, sources: sources, reasons: reasons)
    }
    let plan = AdjustedPlanTable.table(
      AdjustedPlan(proposal, sources: portfolio.sources.map(\.id)), of: proposal, portfolio: portfolio)
    return try OutputWorkbook(fileName, run: facts(proposal.run), tables: tables + [plan]).encode()
  }

  private static func facts(_ run: ReallocationHeader) -> [RunFact] {
    let settings = run.settings
    var facts = RunFact.identity(of: run)
    facts.append(RunFact("window", .day(run.window)))
    facts.append(RunFact("date", .day(run.date)))
    facts.append(RunFact("settings.objective", .word(settings.objective.kind.rawValue)))
    if case .probability(let rate) = settings.objective {
      facts.append(RunFact("settings.rate", .share(rate.value)))
    }
    return facts + [
      RunFact("settings.within", .word(settings.within.rawValue)),
      RunFact("settings.maxMoves", .count(settings.maxMoves)),
      RunFact("settings.minMove", .amount(settings.minMove)),
      RunFact("settings.roundTo", .amount(settings.roundTo)),
      RunFact("settings.locked", .text(settings.lockedProjects.sorted().joined(separator: ";"))),
      .seed(settings.seed, key: "settings.seed"),
      .replications(settings.replications, key: "settings.replications"),
    ]
  }
}
