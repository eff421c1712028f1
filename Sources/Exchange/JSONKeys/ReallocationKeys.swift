extension JSONDocument {
  /// The document of ``ReallocationJSON``.
  static let reallocation = JSONDocument(
    verb: "reallocate", file: "reallocation.json", schema: ReallocationJSON.schema,
    members: ReallocationKeys.all)
}

private enum ReallocationKeys {
  static let all: JSONMembers = .schema + head + worth + moves + projects + judgement

  static let head: JSONMembers = [
    "run": .with(
      .run + [
        "window": "day on which the plan changes",
        "date": "last day whose payments count",
        "settings": .with(
          [
            "objective": "`mean`, `probability`, `shortfall` or `milestones`",
            "rate": .only("of the objective `probability`", "disbursement rate of the objective"),
            "within": "within what capital moves: `source` or `owner`",
            "maxMoves": "most moves; null without a limit",
            "minMove": "smallest amount of a move",
            "roundTo": "every change is a multiple of this",
            "locked[]": "ids of projects whose plan stays",
            "seed": "random seed",
            "replications": "replications that it was chosen on",
          ], "as the options set them"),
      ], "which run the figures come from"),
    "rules.{rule}": .with(.citedRules, "by id, each rule that a constraint, a bound or a move names"),
    "constraints[]": .with(
      [
        "kind":
          "`total-of-source`, `total-of-plan`, `total-of-owner`, `window`, `deadline`, `key-projects-first` or `from-slow-to-fast`",
        "lastDay": .only("of `window` and `deadline`", "last day"),
        "rule": "id of the rule; null where the rulebook has none",
      ], "what every plan has to keep"),
  ]

  static let worth: JSONMembers = [
    "value": .with(
      [
        "objective": "what is raised",
        "unit": "`dong`, `probability` or `milestones`",
        "present": "under the present plan",
        "proposed": "under the proposed one",
        "bound": "no plan within the constraints exceeds it",
        "gain": "proposed − present",
        "gap": "how far the best plan could be from the proposed one, at most",
        "proof": "how the bound was proved: `prices`, `weights-and-prices` or `each-replication`",
      ], "the objective on the replications that the proposal was chosen on"),
    "moved": "capital that changes hands",
    "perfectInformation": .with(
      [
        "withInformation": "mean disbursed, had the best plan for each replication been known",
        "without": "mean disbursed under the best plan without knowing",
        "value": "the difference: the most that better information could be worth",
        "standardError": "Monte Carlo error of the value",
      ], "what knowing the year before moving capital would add"),
    "pools[]": .with(
      [
        "source": "id of the source",
        "owner": "owner, where capital stays within one; else null",
        "plan": "plan capital, the same before and after",
        "moved": "what of it moves",
        "waterLevel": .with(
          [
            "next": "the highest chance of spending more among what could still receive; null where nothing could",
            "last":
              "the lowest chance of spending the last capital among what could still give; null where nothing could",
          ], "chances at which capital stops moving; null where nothing is free to move"),
      ], "sources, or owners within them, that have capital to move"),
  ]

  static let moves: JSONMembers = [
    "moves[]": .with(.move, "each move"),
    "allocations[]": .with(.allocationProposal, "each allocation with its bounds"),
  ]

  static let spending: JSONMembers = [
    "chanceOfNextDong": "chance of spending one dong more than the plan",
    "chanceOfLastDong": "chance of spending the last dong of the plan",
    "unspent": "mean of plan − spent",
    "milestones": "expected number of its own milestones met; null unless the objective counts them",
  ]

  static let projects: JSONMembers = [
    "projects[]": .with(
      [
        "id": "id of the project",
        "name": "name",
        "group": "group",
        "owner": "owner",
        "keyProject": "whether it is a key project",
        "plan": "plan capital now",
        "planAfter": "plan capital after adjustment",
        "outcome": .with(
          [
            "kind":
              "`gives`, `receives`, `swaps`, `fixed`, `refused`, `protected`, `balanced`, `alone-in-pool`, `move-limits` or `no-gain-found`",
            "amount": .only("of `gives` and `receives`", "how much"),
            "chance": .only(
              "of `refused`, `protected`, `balanced` and `move-limits`", "chance of spending the capital in question"),
            "level": .only("beside `chance`", "the chance in the source that it is compared with"),
            "floor": .only("of `fixed` and `protected`", "bound that keeps it from giving", .floor),
            "ceiling": .only("of `fixed` and `refused`", "bound that keeps it from receiving", .ceiling),
          ], "what becomes of it and why"),
        "before|after": .with(
          spending,
          "what it would do with its capital under the present and the proposed plan; null where it was not looked at"),
      ] + .bounds, "each project, with the bounds of all its capital together")
  ]

  static let judgedUnit: JSONMembers = [
    "planBefore|planAfter": "plan capital before and after",
    "disbursed": .with(.judged, "mean disbursed at the date"),
  ]

  static let judgement: JSONMembers = [
    "judgement": .with(
      [
        "seed": "random seed of the replications that judge",
        "replications": "their number",
        "objective": .with(.judged, "the objective"),
        "portfolio": .with(.judged, "mean disbursed at the date"),
        "groups.{group}|sources.{source}": .with(judgedUnit, "groups and sources, by id"),
        "milestones[]": .with(
          [
            "rule": "id of the rule",
            "group": "group of projects",
            "date": "day of the milestone",
            "required": "share of plan that must be disbursed",
            "probability": .with(.judged, "probability of being met"),
          ], "milestones of the groups as a whole, after the window"),
        "projects[]": .with(
          ["id": "id of the project", "planBefore|planAfter": "plan capital before and after"]
            + [
              "milestones": .with(.judged, "expected number of its own milestones met"),
              "disbursed": .with(.judged, "mean disbursed at the date"),
            ], "projects whose plan or milestones change"),
      ], "the proposal on other replications than it was chosen on, both plans on the same random numbers")
  ]
}
