package import Disbursement
import Portfolio
import Rulebook

/// One thing that says which run the figures of a workbook come from: a row of its first sheet, under the key that it has in JSON.
package struct RunFact {
  package var key: String
  package var value: OutputCell

  package init(_ key: String, _ value: OutputCell) {
    self.key = key
    self.value = value
  }

  /// What every run begins with.
  package static func identity(of run: some RunIdentity) -> [RunFact] {
    [
      RunFact("engine", .word(run.engine)),
      RunFact("scenario", .text(run.scenario)),
      RunFact("inputDigest", .word(run.inputDigest)),
      RunFact("rulebook", .text(run.rulebook)),
      RunFact("rulebookTitle.vi", .text(run.rulebookTitle.vi)),
      RunFact("rulebookTitle.en", .text(run.rulebookTitle.en)),
      RunFact("assumptions", .text(run.assumptions)),
      RunFact("fiscalYear", .ordinal(run.fiscalYear.year)),
      RunFact("asOf", .day(run.asOf)),
    ]
  }

  /// A number that must be read back digit by digit: as text where spreadsheets, which keep fifteen digits, would round it.
  package static func seed(_ seed: UInt64, key: String = "seed") -> RunFact {
    RunFact(key, seed < 1_000_000_000_000_000 ? .ordinal(Int(seed)) : .word("\(seed)"))
  }

  package static func replications(_ count: Int, key: String = "replications") -> RunFact {
    RunFact(key, .count(count))
  }
}
