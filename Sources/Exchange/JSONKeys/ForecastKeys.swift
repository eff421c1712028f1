extension JSONDocument {
  /// The document of ``ForecastJSON``.
  static let forecast = JSONDocument(
    verb: "forecast", file: "forecast.json", schema: ForecastJSON.schema,
    members: ForecastKeys.all)
}

private enum ForecastKeys {
  static let all: JSONMembers = .schema + head + portfolio + projects + .driverAnalysis + tail

  static let head: JSONMembers = [
    "run": .with(
      .forecastRun + [
        "sampling": .only("with `--sampling stratified`", "how replications were drawn"),
        "precision": .only(
          "with `--until-error`", "how the number of replications was found",
          [
            "untilError": "error of the probabilities that was asked for",
            "reached": "whether it was reached",
            "largestError": "largest error of the group milestones' probabilities",
            "rounds[]": .with(
              ["replications": "number of replications", "largestError": "largest error on them"],
              "each number of replications that was tried"),
          ]),
      ], "which run the figures come from"),
    "checkpoints[]": "dates at which results exist",
  ]

  static let amounts: JSONMembers = [
    "plan": "plan capital",
    "paidToDate": "disbursed until the as-of day",
    "projectCount": "number of projects",
  ]

  static let path: JSONMembers = [
    "path[]": .with(.pathPoint, "cumulative amount disbursed at each checkpoint"),
    "nominalPath[]": "the same without any draw",
  ]

  static let outcome: JSONMembers = [
    "lapse": .with(.lapse, "what is not paid by the cut-off and lapses"),
    "expectedShortfall": "mean of plan − disbursed on 31 December",
    "expectedUnpaidClaims": "the part of it that is payable and not paid; the rest is work not accepted",
    "shareOfShortfall": "its part of the whole portfolio's expected shortfall",
  ]

  static let milestone: JSONMembers =
    .milestone + [
      "projectCount": "number of projects that it covers",
      "projectsExpectedToMeet": "mean number of them that reach the share on their own plan",
    ]

  static let groupMilestone: JSONMembers =
    milestone + [
      "contributions[]": .with(
        ["project": "id of the project", "amount": "its part, below zero where it is ahead"],
        "what each project adds to the expected shortfall; the parts add up to it")
    ]

  static let unitMilestone: JSONMembers =
    milestone + ["contributions[]": "empty: stated of the groups as a whole"]

  static let portfolio: JSONMembers = [
    "portfolio": .with(
      amounts + path + outcome + [
        "coherentPaths[]": .with(
          [
            "rank": "0.05, 0.5 or 0.95",
            "replication": "number of the replication",
            "disbursed[]": "cumulative amount at each checkpoint",
          ], "whole replications, by their rank at the year's end")
      ], "the whole portfolio"),
    "groups.{group}|sources.{source}|owners.{owner}|localities.{locality}|sectors.{sector}": .with(
      ["name": .only("where it has one beside its id", "name")] + amounts + path
        + ["milestones[]": .with(unitMilestone, "milestones of its projects")] + outcome,
      "the parts of the portfolio, by id"),
    "milestones[]": .with(groupMilestone, "each milestone of a group as a whole"),
  ]

  static let projects: JSONMembers = [
    "projects[]": .with(
      [
        "id": "id of the project",
        "name": "name",
        "group": "group",
        "owner": "owner",
        "locality": "locality",
        "sector": "sector",
        "contractor": "contractor",
        "sources[]": "ids of the sources of its capital",
        "keyProject": "whether it is a key project",
        "plan": "plan capital",
        "paidToDate": "disbursed until the as-of day",
      ] + path + [
        "milestones[]": .with(.milestone, "milestones of its group on its own plan"),
        "startDeadline": .with(.startDeadline, "deadline for the start of construction; null for groups without one"),
        "approvalDeadlines[]": .with(.approvalDeadline, "deadlines for its approvals"),
        "networkEnd": .with(
          ["nominal": "without any draw", "p10|p50|p90": "percentiles"],
          "day when all activities end: start of construction, approval of the final account or of the project; null when none is left"
        ),
      ] + outcome + [
        "shareOfTailShortfall": "its part of the whole portfolio's shortfall in the worst 5 % of replications",
        "criticality[]": .with(.criticality, "each remaining activity"),
      ], "each project")
  ]

  static let tail: JSONMembers =
    ["targets[]": .with(.targetOutcome, "targets of the scenario")] + .forecastNotes + [
      "inputs.{file}":
        .only(
          "unless they are left out",
          "by name, the text of every file that the scenario was read from, those outside its folder by their path; their digest is the run's `inputDigest`"
        ),
      "inputsLeftOut": .only(
        "in place of `inputs`", "why: `too-large` (more than 64 MiB together), `changed` (during the run), `not-text`"),
    ]
}
