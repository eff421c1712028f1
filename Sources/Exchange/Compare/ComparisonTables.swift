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
    switch table {
    case .differences: try OutputTable.write(differences(comparison), differenceColumns, byteOrderMark, sink)
    case .milestones: try OutputTable.write(milestones(comparison), milestoneColumns, byteOrderMark, sink)
    case .ranking: try OutputTable.write(ranks(comparison), rankingColumns(comparison), byteOrderMark, sink)
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
      OutputColumn("variant") { .text($0.variant) },
      OutputColumn("scope") { .text($0.scope) },
      OutputColumn("id") { .text($0.id) },
      OutputColumn("name") { .text($0.name) },
      OutputColumn("date") { .day($0.amount?.date ?? $0.unmatched?.date) },
      OutputColumn("first_mean") { .amount($0.amount?.first ?? $0.unmatched?.first) },
      OutputColumn("other_mean") { .amount($0.amount?.other ?? $0.unmatched?.other) },
      OutputColumn("difference") { .amount($0.amount?.difference.mean) },
      OutputColumn("standard_error") { .amount($0.amount?.difference.standardError) },
      OutputColumn("low_95") { .amount($0.amount?.difference.low) },
      OutputColumn("high_95") { .amount($0.amount?.difference.high) },
      OutputColumn("unpaired_error") { .amount($0.amount?.difference.unpairedError) },
      OutputColumn("probability_of_more") { .share($0.amount?.probabilityOfMore) },
      OutputColumn("probability_error") { .share($0.amount?.probabilityError) },
      OutputColumn("ties") { .share($0.amount?.ties) },
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
      OutputColumn("variant") { .text($0.variant) },
      OutputColumn("scope") { .text($0.scope) },
      OutputColumn("id") { .text($0.id) },
      OutputColumn("rule") { .text($0.rule) },
      OutputColumn("date") { .day($0.date) },
      OutputColumn("first_probability") { .share($0.probability.first) },
      OutputColumn("other_probability") { .share($0.probability.other) },
      OutputColumn("difference") { .share($0.probability.difference) },
      OutputColumn("standard_error") { .share($0.probability.standardError) },
      OutputColumn("low_95") { .share($0.probability.low) },
      OutputColumn("high_95") { .share($0.probability.high) },
      OutputColumn("unpaired_error") { .share($0.probability.unpairedError) },
      OutputColumn("shortfall_difference") { .amount($0.shortfall?.mean) },
      OutputColumn("shortfall_error") { .amount($0.shortfall?.standardError) },
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
      OutputColumn("date") { .day($0.ranking.date) },
      OutputColumn("rank") { .count($0.rank) },
      OutputColumn("variant") { .text($0.estimate.name) },
      OutputColumn("changes") { .text($0.estimate.changes.joined(separator: ", ")) },
      OutputColumn("plan") { .amount($0.estimate.whole.plan) },
      OutputColumn("mean") { .amount(mean($0)?.mean) },
      OutputColumn("standard_error") { .amount(mean($0)?.standardError) },
      OutputColumn("lapse") { .amount($0.estimate.whole.lapse) },
      OutputColumn("moved") { .amount($0.estimate.moved?.mean) },
      OutputColumn("probability_best") { .share($0.ranking.best[$0.variant]) },
    ]
    return own
      + comparison.variants.indices.map { other in
        OutputColumn("beats_\(other + 1)") { .share($0.ranking.beats[$0.variant][other]) }
      }
  }
}
