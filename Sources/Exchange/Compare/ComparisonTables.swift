public import Disbursement
import Portfolio
import Rulebook

/// A comparison as CSV tables (RFC 4180, UTF-8, comma, CRLF): one header row of English keys, amounts in whole dong.
public enum ComparisonTables {
  public enum Table: String, CaseIterable, Sendable {
    /// One row for each variant but the first, of the portfolio, each group and each project, and each checkpoint.
    case differences = "compare"
    /// One row for each variant but the first and each milestone of a group or a project, or target.
    case milestones = "compare-milestones"
    /// One row for each day of ranking and variant.
    case ranking = "compare-ranking"

    public var fileName: String { "\(rawValue).csv" }
  }

  /// The whole table.
  public static func encode(
    _ table: Table, of comparison: Comparison, byteOrderMark: ForecastTables.ByteOrderMark
  ) -> [UInt8] {
    var text: [UInt8] = []
    write(table, of: comparison, byteOrderMark: byteOrderMark) { text.append(contentsOf: $0) }
    return text
  }

  /// Hands the table on in pieces of about a megabyte.
  public static func write<Failure: Error>(
    _ table: Table, of comparison: Comparison, byteOrderMark: ForecastTables.ByteOrderMark,
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try self.table(table, of: comparison).writeCSV(byteOrderMark, to: sink)
  }

  static func table(_ table: Table, of comparison: Comparison) -> OutputTable {
    switch table {
    case .differences: OutputTable(table.rawValue, differences(comparison), differenceColumns)
    case .milestones: OutputTable(table.rawValue, milestones(comparison), milestoneColumns)
    case .ranking: OutputTable(table.rawValue, ranks(comparison), rankingColumns(comparison))
    }
  }

  // MARK: Differences

  private struct DifferenceRow {
    var variant: String
    var scope: String
    var id: String
    var name: String
    var amount: AmountDifference?
    /// Of a project that only one of the two has: its day and mean.
    var unmatched: (date: Day, first: Money?, other: Money?)?
  }

  private static func differences(_ comparison: Comparison) -> some Sequence<DifferenceRow> {
    comparison.pairs.lazy.flatMap { pair -> [DifferenceRow] in
      let variant = comparison.variants[pair.variant].name
      func rows(_ scope: String, _ id: String, _ name: String, _ path: [AmountDifference]) -> [DifferenceRow] {
        path.map { DifferenceRow(variant: variant, scope: scope, id: id, name: name, amount: $0, unmatched: nil) }
      }
      func unmatched(_ project: UnmatchedProject, _ amounts: (Money) -> (Money?, Money?)) -> [DifferenceRow] {
        zip(comparison.projectCheckpoints, project.means).map { day, mean in
          let (first, other) = amounts(mean)
          return DifferenceRow(
            variant: variant, scope: "project", id: project.id, name: project.name, amount: nil,
            unmatched: (day, first, other))
        }
      }
      return rows("portfolio", "", "", pair.whole.path) + pair.groups.flatMap { rows("group", $0.id, "", $0.path) }
        + pair.projects.flatMap { rows("project", $0.id, $0.name, $0.path) }
        + pair.onlyInFirst.flatMap { unmatched($0) { ($0, nil) } }
        + pair.onlyInVariant.flatMap { unmatched($0) { (nil, $0) } }
    }
  }

  private static var differenceColumns: [OutputColumn<DifferenceRow>] {
    [
      .name("variant") { $0.variant },
      .word("scope") { $0.scope },
      .id("id") { $0.id },
      .name("name") { $0.name },
      .day("date") { $0.amount?.date ?? $0.unmatched?.date },
      .amount("first_mean") { $0.amount?.first ?? $0.unmatched?.first },
      .amount("other_mean") { $0.amount?.other ?? $0.unmatched?.other },
      .amount("difference") { $0.amount?.difference.mean },
      .amount("standard_error") { $0.amount?.difference.standardError },
      .amount("low_95") { $0.amount?.difference.low },
      .amount("high_95") { $0.amount?.difference.high },
      .amount("unpaired_error") { $0.amount?.difference.unpairedError },
      .share("probability_of_more") { $0.amount?.probabilityOfMore },
      .fineShare("probability_error") { $0.amount?.probabilityError },
      .share("ties") { $0.amount?.ties },
    ]
  }

  // MARK: Milestones

  private struct MilestoneRow {
    var variant: String
    var scope: String
    var id: String
    var rule: String
    var date: Day
    var probability: PairedProbability
    var shortfall: PairedMean?
  }

  private static func milestones(_ comparison: Comparison) -> some Sequence<MilestoneRow> {
    comparison.pairs.lazy.flatMap { pair -> [MilestoneRow] in
      let variant = comparison.variants[pair.variant].name
      let targets = pair.targets.map {
        MilestoneRow(
          variant: variant, scope: "target", id: "", rule: "", date: $0.target.date, probability: $0.probability)
      }
      let groups = pair.milestones.map {
        MilestoneRow(
          variant: variant, scope: "group", id: $0.group.rawValue, rule: $0.ruleID, date: $0.date,
          probability: $0.probability, shortfall: $0.expectedShortfall)
      }
      let projects = pair.projects.flatMap { project in
        project.milestones.map {
          MilestoneRow(
            variant: variant, scope: "project", id: project.id, rule: $0.ruleID, date: $0.date,
            probability: $0.probability)
        }
      }
      return targets + groups + projects
    }
  }

  private static var milestoneColumns: [OutputColumn<MilestoneRow>] {
    [
      .name("variant") { $0.variant },
      .word("scope") { $0.scope },
      .id("id") { $0.id },
      .id("rule") { $0.rule },
      .day("date") { $0.date },
      .share("first_probability") { $0.probability.first },
      .share("other_probability") { $0.probability.other },
      .fineShare("difference") { $0.probability.difference },
      .fineShare("standard_error") { $0.probability.standardError },
      .fineShare("low_95") { $0.probability.low },
      .fineShare("high_95") { $0.probability.high },
      .fineShare("unpaired_error") { $0.probability.unpairedError },
      .amount("shortfall_difference") { $0.shortfall?.mean },
      .amount("shortfall_error") { $0.shortfall?.standardError },
    ]
  }

  // MARK: Ranking

  private struct RankRow {
    var ranking: VariantRanking
    var rank: Int
    var variant: Int
    var estimate: VariantEstimate
  }

  private static func ranks(_ comparison: Comparison) -> [RankRow] {
    comparison.rankings.flatMap { ranking in
      ranking.order.enumerated().map { rank, variant in
        RankRow(ranking: ranking, rank: rank + 1, variant: variant, estimate: comparison.variants[variant])
      }
    }
  }

  private static func rankingColumns(_ comparison: Comparison) -> [OutputColumn<RankRow>] {
    func mean(_ row: RankRow) -> AmountEstimate? { row.estimate.whole.path.first { $0.date == row.ranking.date } }
    let own: [OutputColumn<RankRow>] = [
      .day("date") { $0.ranking.date },
      .count("rank") { $0.rank },
      .name("variant") { $0.estimate.name },
      .sentence("changes") { $0.estimate.changes.joined(separator: ", ") },
      .amount("plan") { $0.estimate.whole.plan },
      .amount("mean") { mean($0)?.mean },
      .amount("standard_error") { mean($0)?.standardError },
      .amount("lapse") { $0.estimate.whole.lapse },
      .amount("moved") { $0.estimate.moved?.mean },
      .share("probability_best") { $0.ranking.best[$0.variant] },
    ]
    return own
      + comparison.variants.indices.map { other in
        .share("beats_\(other + 1)") { $0.ranking.beats[$0.variant][other] }
      }
  }
}
