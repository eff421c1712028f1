/// What the records say about one investment in one year; amounts in soles.
struct ProjectYear: Hashable {
  var code: String
  var year: Int
  /// The modified budget (PIM) as it stood at the end of the year.
  var budget: Int64
  /// Accrued from January to the end of each month, rounded to whole soles.
  ///
  /// Rounding the sums instead of the months keeps them within a sol of the records; the months are their differences.
  var cumulative: [Int64]
  /// National, regional or local government.
  var level: String
  var sector: String
  var function: String
  /// Whether the twelve months add up to the year's own figure within 1 %.
  var monthsMatchYear: Bool

  var outcome: Int64 { cumulative.last ?? 0 }

  /// The increase of each month; negative where more was reversed than accrued.
  var months: [Int64] { zip(cumulative, [0] + cumulative).map { $0 - $1 } }
}

/// Why a project of a year is left out of the comparison.
enum Exclusion: String, CaseIterable {
  case noBudget = "no budget in the year (pim 0)"
  case monthsDisagree = "months do not add up to the year"
  case belowZero = "below zero by a month up to June (reversals)"
  case aboveBudget = "above the budget by a month up to June"

  /// Nil when the project can be put into a scenario as of 30 June.
  init?(_ record: ProjectYear) {
    let known = record.cumulative.prefix(PastYear.knownMonths)
    if record.budget <= 0 {
      self = .noBudget
    } else if !record.monthsMatchYear {
      self = .monthsDisagree
    } else if known.contains(where: { $0 < 0 }) {
      self = .belowZero
    } else if known.contains(where: { $0 > record.budget }) {
      self = .aboveBudget
    } else {
      return nil
    }
  }
}
