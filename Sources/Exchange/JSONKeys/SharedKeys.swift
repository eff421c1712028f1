/// Members that several documents have.
extension JSONMembers {
  static let schema: JSONMembers = [
    "schema": "name and version of the document's form; keys may be added, none is renamed or removed"
  ]

  /// The beginning of every run.
  static let run: JSONMembers = [
    "engine": "version of the program",
    "scenario": "name of the scenario",
    "inputDigest": "SHA-256 of the input files",
    "rulebook": "id of the rulebook",
    "rulebookTitle": .with(bothLanguages, "title of the rulebook"),
    "assumptions": "set of assumptions",
    "fiscalYear": "plan year",
    "asOf": "last day whose actuals are known",
  ]

  static let bothLanguages: JSONMembers = ["vi": "in Vietnamese", "en": "in English"]

  static let forecastRun: JSONMembers =
    run + [
      "seed": "random seed",
      "replications": "number of replications",
      "driverReplications": "replications of the analysis of risk drivers",
    ]

  /// A point of a path.
  static let pathPoint: JSONMembers = [
    "date": "checkpoint",
    "mean": "cumulative amount disbursed, mean",
    "sd": "its standard deviation",
    "p5|p10|p25|p50|p75|p90|p95": "its percentiles",
    "standardError": "Monte Carlo error of the mean",
    "actual": "whether it is a known payment",
  ]

  static let lapse: JSONMembers = [
    "mean": "mean",
    "standardError": "Monte Carlo error of the mean",
    "p50|p90|p95": "percentiles",
  ]

  static let milestone: JSONMembers = [
    "rule": "id of the rule",
    "group": "group of projects",
    "date": "day of the milestone",
    "required": "share of plan that must be disbursed",
    "probability": "probability of being met",
    "standardError": "Monte Carlo error of the probability",
    "expectedShortfall": "mean amount missing, nothing where it is met",
    "expectedShortfallError": "Monte Carlo error of that",
    "level":
      """
    `met`, `on-track` from a probability of 0.8, `at-risk` from 0.3, `will-miss` below or when it has been missed; `unstated` of a deadline \
    that is past and of which nobody states whether it was kept
    """,
    "plan": "plan capital that it covers",
    "requiredAmount": "amount that must be disbursed",
    "paidToDate": "disbursed until the as-of day",
    "expectedDisbursed": "mean disbursed at the date",
    "shortfallGivenFailure": "mean amount missing when it is missed",
    "tailShortfall": "mean amount missing in the worst 5 % of replications",
    "tailShortfallError": "Monte Carlo error of that",
  ]

  /// Of the start of construction.
  static let startDeadline: JSONMembers = ["rule": "id of the rule"] + dated
  static let approvalDeadline: JSONMembers =
    ["rule": "id of the rule", "activity": "activity that must be done"] + dated

  /// Of either kind.
  static let deadline: JSONMembers =
    [
      "rule": "id of the rule",
      "activity": .only("of an approval", "activity that must be done; the start of construction has none"),
    ] + dated

  private static let dated: JSONMembers = [
    "date": "day by which it must be done",
    "probability": "probability of being done in time",
    "standardError": "Monte Carlo error of the probability",
    "p10|p50|p90": "percentiles of the day when it is done",
    "meanDaysLate": "mean number of days late, in time counted as 0",
    "level": "as of milestones",
  ]

  static let criticality: JSONMembers = [
    "activity": "activity",
    "probability": "how often it lies on the path that fixes the date",
  ]

  /// Two members of a forecast and of a period report.
  static let driverAnalysis: JSONMembers = [
    "drivers[]": .with(
      [
        "id": "id of the risk driver",
        "name": .with(bothLanguages, "name of the driver"),
        "scope": "where it strikes at once",
        "frequency": "how often it strikes a unit",
        "meanEffect": "what it adds to the expected shortfall: with it minus without it, all others on",
        "meanEffectError": "Monte Carlo error of that",
        "shareOfShortfall": "its part of the expected shortfall (Shapley value)",
        "shareOfShortfallError": "Monte Carlo error of that",
      ], "each risk driver"),
    "driverAnalysis": .with(
      [
        "replications": "replications of the analysis",
        "expectedShortfall": "expected shortfall at the year's end on them, what the shares are shares of",
        "withoutDrivers": "the same with all drivers off",
        "shareWithoutDrivers": "the part that remains with all drivers off; with those of the drivers it adds up to 1",
      ], "what the drivers' shares are shares of"),
  ]

  static let forecastNotes: JSONMembers = [
    "notes[]": .with(
      [
        "kind":
          "`overdue-activity`, `past-unknown`, `inferred-state`, `capped-by-total-investment` or `past-arrangement-period`",
        "project": .only("unless the kind is `past-unknown` or `inferred-state`", "project that it is of"),
        "projects": .only("kind `inferred-state`", "number of projects of which something is inferred"),
        "activity": .only("of `overdue-activity`", "activity that has lasted longer than its distribution allows"),
        "firstYear": .only("of `past-arrangement-period`", "first year of capital arrangement"),
        "years": .only("of `past-arrangement-period`", "how many years capital may be arranged for"),
      ], "what the reader must know, by kind")
  ]

  static let citedRules: JSONMembers = [
    "text": .with(bothLanguages, "what the rule says"),
    "citation": .with(citation, "where it is written"),
  ]

  static let citation: JSONMembers = [
    "instrument": "document",
    "article": "article",
    "status": "`enacted`, `commune-decision`, `inference` or `assumption`",
    "source": "where the document can be read",
    "quote": "words of the document that the rule rests on; empty where none are quoted",
  ]

  /// A target of the scenario.
  static let target: JSONMembers = [
    "date": "day of the target",
    "rate": "share of plan that must be disbursed by then",
    "requiredProbability": "probability with which it must be",
  ]

  static let targetOutcome: JSONMembers =
    target + [
      "probability": "probability of being reached",
      "standardError": "Monte Carlo error of the probability",
      "met": "whether the probability is the required one at least",
    ]

  /// A milestone of a project that a schedule cannot meet, or can.
  static let plannedMilestone: JSONMembers = [
    "rule": "id of the rule",
    "date": "day of the milestone",
    "required": "share of the project's plan that must be disbursed",
    "requiredAmount": "amount that must be disbursed",
    "planned": "planned payments by then",
    "shortfall": "amount missing",
    "obstacle": .with(
      [
        "kind": "`starts-too-late`, `works-too-slowly`, `too-little-work`, `ceiling`, `cash` or `source-closed`",
        "date": .only("of `starts-too-late` and `source-closed`", "nominal start; last day of payment from the source"),
        "amount": .only("of `too-little-work` and `ceiling`", "all that can become payable; all that may be paid"),
        "source": .only("of `cash` and `source-closed`", "source of capital"),
      ], "what keeps it from being met first; null when it is met"),
    "remedies[]": .with(
      [
        "kind": "`start-by`, `pace` or `cash`",
        "date": .only("of `start-by`", "day by which construction has to start, or the last approval to come"),
        "factor": .only("of `pace`", "how many times the nominal pace is needed"),
        "source": .only("of `cash`", "source that needs more cash"),
        "amount": .only("of `cash`", "how much more"),
      ], "each change that alone would meet it, the smallest of its kind"),
  ]
}

/// Members of proposals to move capital, which a period report holds, too.
extension JSONMembers {
  /// A lower bound of a plan.
  static let floor: JSONMembers = [
    "kind":
      "what makes it: `paid-to-date`, `paid-by-window`, `full-capital`, `nothing-left`, `locked`, `source-closed` or `mixed-sources`",
    "amount": "the plan can be no less",
    "date": .only("of `paid-by-window` and `source-closed`", "the window; the last day of payment from the source"),
    "paid": .only("of `paid-to-date`", "paid to date"),
    "advance": .only("of `paid-to-date`", "advance still to be recovered"),
    "stated": .only("of `full-capital`", "what the project needs"),
    "group": .only("of `full-capital`", "group of projects"),
    "rule": "id of the rule behind it; null where none is",
  ]

  /// An upper bound of a plan.
  static let ceiling: JSONMembers = [
    "kind":
      "what makes it: `total-investment`, `absorbable`, `absorbable-not-stated`, `arrangement-period`, `settlement-value`, `preparation`, `locked`, `source-closed` or `mixed-sources`",
    "amount": "the plan can be no more",
    "date": .only("of `source-closed`", "the last day of payment from the source"),
    "paid": .only("of `total-investment`", "paid before the year"),
    "stated": .only("of `total-investment` and `absorbable`", "what the project states"),
    "sizeClass": .only("of `arrangement-period`", "group A, B or C"),
    "firstYear": .only("of `arrangement-period`", "first year of capital arrangement"),
    "years": .only("of `arrangement-period`", "how many years capital may be arranged for"),
    "rule": "id of the rule behind it; null where none is",
  ]

  static let bounds: JSONMembers = [
    "floors[]": .with(floor, "each lower bound of the plan, the one that binds first at the head"),
    "ceilings[]": .with(ceiling, "each upper bound of the plan, the one that binds first at the head"),
  ]

  static let allocationProposal: JSONMembers =
    [
      "project": "id of the project",
      "source": "id of the source",
      "plan": "plan capital now",
      "increase": "what is added",
      "decrease": "what is taken",
      "planAfter": "plan capital after adjustment",
    ] + bounds

  static let move: JSONMembers = [
    "source": "id of the source, which the capital does not leave",
    "owner": "owner, where capital stays within one; else null",
    "giver": "id of the project that gives",
    "receiver": "id of the project that receives",
    "amount": "capital moved",
    "giverReason": .with(
      [
        "given": "all that it gives in this source",
        "chanceOfSpendingAny": "chance that it would have spent any of it",
        "chanceOfSpendingAll": "chance that it would have spent all of it",
        "expectedUse": "what it would have spent of it, mean",
        "unspent": "unspent under the present plan, mean",
        "obstacle": .with(
          [
            "kind": "`work` not accepted in time, `claims` not handed in, or no `cash`",
            "startP50": .only("of `work` where construction has not started", "median start of construction"),
            "share": "its part of what is unspent",
          ], "what most keeps it from spending; null where nothing does"),
      ], "why the giver can do without it"),
    "receiverReason": .with(
      [
        "received": "all that it receives in this source",
        "chanceOfSpendingAny": "chance that it spends any of it",
        "chanceOfSpendingAll": "chance that it spends all of it",
        "expectedUse": "what it spends of it, mean",
        "keyProject": "whether it is a key project",
      ], "why the receiver can use it"),
    "rules[]": "ids of the rules that allow it",
    "reason": .with(bothLanguages, "the reason in one sentence"),
  ]

  /// A figure under two plans.
  static let judged: JSONMembers = [
    "before": "under the present plan",
    "after": "under the proposed one",
    "difference": "after minus before",
    "standardError": "Monte Carlo error of the difference",
    "interval[]": "ends of the 95 % interval of the difference",
  ]
}
