import Disbursement
import Exchange

/// What the help of an option is too short to say.
enum OptionNotes {
  struct Note {
    /// In place of the values that the parser knows.
    var values: String?
    /// In place of the default that the help states.
    var whenLeftOut: String?
    /// After what the help says.
    var more = ""
  }

  /// By option, or by verb and option where it is said of one verb only.
  static let all: [String: Note] = [
    "compare --as-of": Note(
      whenLeftOut: "each scenario's", more: "Payments recorded by month after it are left out."),
    "--as-of": Note(whenLeftOut: "the scenario's", more: "Payments recorded by month after it are left out."),
    "rules --as-of": Note(whenLeftOut: "all rules", more: "A day before the first effective date is an error."),
    "generate --as-of": Note(whenLeftOut: "that day"),
    "forms --as-of": Note(
      whenLeftOut: "the scenario's",
      more:
        "Payments recorded by month after it are left out; on a day before the scenario's, amounts of the year in `settlement.csv` and all of `advances.csv` are left out, too."
    ),
    "check --mapping": Note(more: "Where it is not there and something has to be asked, it is written."),
    "--replications": Note(values: replications, whenLeftOut: "the scenario's, else 10,000"),
    "compare --replications": Note(values: replications, whenLeftOut: "the first scenario's, else 10,000"),
    "schedule --replications": Note(
      values: replications, whenLeftOut: "the scenario's, else 10,000",
      more: "They judge how surely the schedule is kept."),
    "reallocate --replications": Note(
      values: replications, whenLeftOut: "the scenario's, else 10,000",
      more: "A proposal is chosen on them, and judged on as many others."),
    "--seed": Note(values: seed, whenLeftOut: "the scenario's, else 1"),
    "compare --seed": Note(values: seed, whenLeftOut: "the first scenario's, else 1"),
    "generate --seed": Note(values: seed),
    "--threads": Note(values: "1 to \(ForecastSettings.largestThreads)"),
    "forecast --driver-replications": Note(values: "0 to those of the run"),
    "forecast --until-error": Note(
      values: "`0.5pp`, `0.5%` or `0.005`", whenLeftOut: "not used",
      more: "The report says how many replications that took."),
    "forecast --project-paths": Note(
      whenLeftOut: "`all` up to 200,000 projects"),
    "--lang": Note(
      whenLeftOut:
        "Vietnamese where `LC_ALL`, `LC_MESSAGES` or `LANG` (the first that is set) begins with `vi`, else English",
      more: "Of messages, too."),
    "--quiet": Note(more: "Nor notices; errors stay."),
    "--no-color": Note(whenLeftOut: "colours on a terminal"),
    "schedule --no-robustness": Note(whenLeftOut: "simulated"),
    "schedule --against": Note(whenLeftOut: "none"),
    "reallocate --window": Note(more: "Refused after the last window."),
    "reallocate --objective": Note(
      more: "Amounts are those disbursed by `--date`; milestones count that lie after the window."),
    "reallocate --rate": Note(whenLeftOut: "required with `--objective probability`"),
    "reallocate --max-moves": Note(whenLeftOut: "no limit"),
    "reallocate --min-move": Note(whenLeftOut: "0"),
    "reallocate --lock": Note(whenLeftOut: "none"),
    "reallocate --explain": Note(
      whenLeftOut: "none", more: "Says by which rule, too, and stands in place of the whole view."),
    "reallocate --apply": Note(whenLeftOut: "none", more: "It may also be there and empty."),
    "compare --set": Note(whenLeftOut: "none"),
    "compare --variant": Note(whenLeftOut: "none"),
    "explain-change --earlier": Note(whenLeftOut: "the inputs in the file"),
    "explain-change --later": Note(
      whenLeftOut: "the inputs in the file", more: "They must be those it was made from."),
    "report --period": Note(more: "It must have ended."),
    "report --to": Note(whenLeftOut: "the Department of Finance (Sở Tài chính)"),
    "report --no-proposals": Note(whenLeftOut: "proposed"),
    "forms --form": Note(
      values: "`01/QTNĐ`, `08.a/SDTƯ`, `01.a/PB`, `01.b/PB`, `progress`",
      whenLeftOut: "all that have data; `01.b/PB` only with `--adjusted`"),
    "forms --adjusted": Note(whenLeftOut: "the plan as it stands", more: "It must be of the same year."),
    "forms --baseline": Note(more: "It must be of the same year, such as that of the year's start."),
    "import --output": Note(whenLeftOut: "nothing is written"),
    "import --add": Note(whenLeftOut: "replaced"),
    "import --allow-unmatched": Note(whenLeftOut: "they stop the import"),
    "import --volume": Note(whenLeftOut: "as titles or sums tell; else it is asked for"),
    "--output": Note(
      whenLeftOut: "none",
      more: "An existing folder keeps its other files."),
    "rules --rulebook": Note(whenLeftOut: "`chi-lang-2026`"),
    "rules --format": Note(
      more: "`yaml` is the rulebook's file itself. A workbook (`xlsx`) does not go to a terminal."),
    "--format": Note(more: "A workbook (`xlsx`) does not go to a terminal."),
    "generate --projects": Note(values: "1 to \(grouped(GeneratedScenario.largestProjectCount))"),
    "generate --year": Note(whenLeftOut: "the latest, 2026"),
    "init folder": Note(more: "New or empty."),
    "generate folder": Note(more: "New or empty."),
  ]

  private static let replications = "1 to \(grouped(ForecastSettings.largestReplications))"
  private static let seed = "0 to 2⁶⁴ − 1"

  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return String(
      digits.enumerated().flatMap { index, digit in
        index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
      })
  }

  static let statuses = [
    (
      0,
      "done, and every target of the scenario is met; a schedule is done even where it cannot meet a milestone, a proposal even where nothing is worth moving"
    ),
    (1, "done; a target of a forecast is missed"),
    (
      2,
      "the input cannot be used or does not allow what is asked (a window that is past, a project that it does not have), or the output cannot be written"
    ),
    (64, "wrong usage: unknown option, value out of range"),
    (oldProcessor, "the program was built for a newer processor"),
    (70, "a defect of the program"),
  ]

  /// Not of the command itself, but of what runs before it.
  static let oldProcessor = 69
}
