extension JSONDocument {
  /// The document of ``ComparisonJSON``.
  static let comparison = JSONDocument(
    verb: "compare", file: "compare.json", schema: ComparisonJSON.schema,
    members: ComparisonKeys.all)
}

private enum ComparisonKeys {
  static let all: JSONMembers = .schema + head + variants + rankings + comparisons + notes

  static let head: JSONMembers = [
    "run": .with(
      [
        "engine": "version of the program",
        "fiscalYear": "plan year",
        "seed": "random seed",
        "replications": "number of replications",
        "sampling": .only("with `--sampling stratified`", "how replications were drawn"),
      ], "which run the figures come from"),
    "checkpoints[]": "days compared",
    "projectCheckpoints[]": "those of them at which projects are compared",
    "rankedOn": "day of the ranking",
  ]

  static let estimate: JSONMembers = [
    "plan": "plan capital; its mean where it changes in the course of the year",
    "paidToDate": "disbursed until the as-of day",
    "projectCount": "number of projects",
    "path[]": .with(
      [
        "date": "checkpoint",
        "mean": "cumulative amount disbursed, mean",
        "standardError": "Monte Carlo error of the mean",
        "sd": "standard deviation",
      ], "cumulative amount disbursed at each checkpoint"),
    "lapse": "mean of what is not paid by the cut-off",
  ]

  static let policyRule: JSONMembers = [
    "window": "window at which capital moves",
    "takeFrom": .with(
      [
        "groups[]": "groups that give",
        "paidBelow": "projects give that have been paid less than this share of their plan",
        "share": "share that is taken of what is not paid",
        "keep": "share of the plan that they keep at least",
      ], "from whom"),
    "giveTo": .with(
      [
        "groups[]": "groups that receive",
        "keyProjects": "`first`, `only` or `alike`",
        "paidAtLeast": "projects receive that have been paid at least this share of their plan",
      ], "to whom"),
  ]

  static let variants: JSONMembers = [
    "variants[]": .with(
      [
        "name": "name of the variant",
        "changes[]": "what is changed, as it was written",
        "capital": .only(
          "where ways to move capital are compared", "how it is moved in the course of the year",
          [
            "course": "`kept`, `policy` or `optimum`",
            "id": .only("of `policy`", "id of the policy"),
            "name": .only("of `policy`", "its name", .bothLanguages),
            "rules[]": .only("of `policy`", "its rules", policyRule),
            "window": .only("of `optimum`", "window at which the best single move is made"),
            "planned": .only("of `optimum`", "capital that it plans to move"),
          ]),
        "moved": .only(
          "where ways to move capital are compared", "capital that changes hands until the year is over",
          ["mean": "mean", "standardError": "Monte Carlo error of the mean"]),
        "scenario": "name of the scenario",
        "inputDigest": "SHA-256 of its files before anything is changed",
        "rulebook": "id of the rulebook",
        "assumptions": "set of assumptions",
        "asOf": "last day whose actuals are known",
        "portfolio": .with(estimate, "the whole portfolio"),
        "groups.{group}": .with(estimate, "groups, by id"),
        "milestones[]": .with(
          [
            "rule": "id of the rule",
            "group": "group of projects",
            "date": "day of the milestone",
            "required": "share of plan that must be disbursed",
            "requiredAmount": "amount that must be disbursed",
            "probability": "probability of being met",
            "standardError": "Monte Carlo error of the probability",
            "expectedShortfall": "mean amount missing",
            "expectedShortfallError": "Monte Carlo error of that",
          ], "milestones of the groups as a whole"),
        "targets[]": .with(.targetOutcome, "targets of the first scenario"),
      ], "each variant by itself, the first one first")
  ]

  static let rankings: JSONMembers = [
    "rankings[]": .with(
      [
        "date": "day of the ranking",
        "order[]": "places in `variants`, counted from 0, the largest mean first",
        "best[]": "of each variant the chance that none is paid more",
        "beats[][]": "`beats[a][b]`: the chance that a is paid more than b, a tie counted half",
        "ties[][]": "`ties[a][b]`: the chance that both are paid the same",
      ], "variants by what the whole portfolio is paid at the year's end and at the cut-off")
  ]

  static let meanDifference: JSONMembers = [
    "difference": "the variant minus the first one, mean",
    "standardError": "Monte Carlo error of the difference",
    "low95|high95": "ends of its 95 % interval",
    "unpairedError": "what the error would be without common random numbers",
  ]

  static let probabilityDifference: JSONMembers =
    ["first|other": "probability in the first variant and in this one"] + meanDifference

  /// Of sums the error without common random numbers is stated, of single projects not.
  static func path(isOfProject: Bool) -> JSONMembers {
    let ends: JSONMembers = [
      "date": "checkpoint", "first|other": "mean disbursed in the first variant and in this one",
    ]
    let difference: JSONMembers =
      isOfProject
      ? [
        "difference": "the variant minus the first one, mean",
        "standardError": "Monte Carlo error of the difference",
        "low95|high95": "ends of its 95 % interval",
      ] : meanDifference
    return ends + difference + [
      "probabilityOfMore": "chance that the variant is paid more, a tie counted half",
      "probabilityError": "Monte Carlo error of that",
      "ties": "chance that both are paid the same",
    ]
  }

  static let difference: JSONMembers = [
    "planDifference": "what the variant has more of plan capital",
    "path[]": .with(path(isOfProject: false), "at each checkpoint"),
    "lapse": .with(meanDifference, "of what is not paid by the cut-off"),
  ]

  static let unmatched: JSONMembers = [
    "id": "id of the project",
    "name": "name",
    "group": "group",
    "plan": "plan capital",
    "means[]": "mean disbursed at each of `projectCheckpoints`",
  ]

  static let comparisons: JSONMembers = [
    "comparisons[]": .with(
      [
        "variant": "its place in `variants`, counted from 0",
        "name": "its name",
        "portfolio": .with(difference, "the whole portfolio"),
        "groups.{group}": .with(difference, "groups, by id"),
        "milestones[]": .with(
          ["rule": "id of the rule", "group": "group of projects", "date": "day of the milestone"]
            + probabilityDifference
            + ["expectedShortfall": .with(meanDifference, "of the mean amount missing")],
          "chance of each milestone that both have"),
        "targets[]": .with(.target + probabilityDifference, "chance of each target"),
        "projects[]": .with(
          [
            "id": "id of the project",
            "name": "name",
            "group": "group in the first variant",
            "plan": "plan capital in the first variant",
            "planDifference": "what the variant has more",
            "path[]": .with(path(isOfProject: true), "at each of `projectCheckpoints`"),
            "milestones[]": .with(
              ["rule": "id of the rule", "date": "day of the milestone"] + probabilityDifference,
              "chance of its own milestones"),
          ], "projects that both have, the largest difference first"),
        "onlyInFirst[]|onlyInVariant[]": .with(unmatched, "projects that only one of them has"),
      ], "each variant but the first, against the first")
  ]

  static let notes: JSONMembers = [
    "notes[]": .with(
      [
        "kind": "`different-as-of`, `different-rulebook` or `no-difference`",
        "variant": "place in `variants`, counted from 0",
        "first|other": .only("of `different-as-of`", "as-of days of the first variant and of this one"),
      ], "what the reader must know, by kind")
  ]
}
