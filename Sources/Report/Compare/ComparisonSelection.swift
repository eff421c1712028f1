import Disbursement
import Portfolio
import Rulebook

/// What the pages of a comparison show of it, chosen and named once.
struct ComparisonSelection {
  let comparison: Comparison

  var first: VariantEstimate { comparison.variants[0] }
  var rankedOn: Day { comparison.rankedOn }
  var cutOff: Day { comparison.run.fiscalYear.cutOff }

  /// `A` for the first variant, `B` for the next.
  func letter(_ variant: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return letters.indices.contains(variant) ? String(letters[variant]) : "\(variant + 1)"
  }

  var ranking: VariantRanking? { comparison.rankings.first { $0.date == rankedOn } }

  /// Days that are shown of the portfolio: those on which projects are compared.
  func shown(_ path: [AmountDifference]) -> [AmountDifference] {
    path.filter { comparison.projectCheckpoints.contains($0.date) }
  }

  func difference(_ path: [AmountDifference], on day: Day) -> AmountDifference? { path.first { $0.date == day } }

  func amount(_ unit: UnitEstimate, on day: Day) -> AmountEstimate? { unit.path.first { $0.date == day } }

  /// Projects that differ in any replication on a day that is compared, the largest difference first.
  func changedProjects(_ pair: VariantComparison) -> [ProjectDifference] {
    pair.projects.filter { project in
      project.planDifference != .zero || project.path.contains { $0.ties < 1 }
    }
  }

  var isWithoutDifference: Bool {
    comparison.pairs.allSatisfy { pair in
      comparison.notes.contains(.noDifference(variant: pair.variant))
    }
  }

  /// What a variant changes, where its name does not say it.
  func changes(_ variant: VariantEstimate) -> String {
    let text = variant.changes.joined(separator: ", ")
    return text == variant.name ? "" : text
  }

  /// Whether ways to move capital are compared.
  var isAboutCapital: Bool { first.capital != nil }
}

extension Figures {
  /// Whether the decimals of single projects show an amount as more than nothing.
  func isShown(_ money: Money) -> Bool {
    money.dong.magnitude >= (unit.dong / Int64(Decimals.power(finePlaces)) + 1).magnitude / 2
  }

  /// A Monte Carlo error with the decimals of single projects; empty when it is less than half of the last one.
  func fineError(_ money: Money) -> String { isShown(money) ? "±\(fineAmount(money))" : "" }

  /// `+1,23 ±0,04`
  func difference(_ mean: PairedMean) -> String {
    let error = fineError(mean.standardError)
    return fineSigned(mean.mean) + (error.isEmpty ? "" : " \(error)")
  }

  /// `1,15 … 1,31`
  func interval(_ mean: PairedMean) -> String { "\(fineSigned(mean.low)) … \(fineSigned(mean.high))" }

  /// A difference of probabilities in percentage points, `+3,2`.
  func points(_ difference: Double) -> String {
    guard difference.isFinite else { return "–" }
    let text = number(difference * 100, places: 1)
    return difference == 0 ? "0" : difference > 0 ? "+" + text : text
  }

  func points(_ probability: PairedProbability) -> String {
    let error = pointsError(probability.standardError)
    return points(probability.difference) + (error.isEmpty ? "" : " \(error)")
  }
}
