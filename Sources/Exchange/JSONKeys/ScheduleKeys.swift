extension JSONDocument {
  /// The document of ``ScheduleJSON``.
  static let schedule = JSONDocument(
    verb: "schedule", file: "schedule.json", schema: ScheduleJSON.schema,
    members: ScheduleKeys.all)
}

private enum ScheduleKeys {
  static let all: JSONMembers = .schema + head + units + projects + changes

  static let head: JSONMembers = [
    "run": .with(
      .run + [
        "seed": "random seed",
        "replications": "replications that judge how surely it is kept; 0 without robustness",
      ], "which run the figures come from"),
    "checkpoints[]": "the dates of every list of amounts",
    "pastCount": "how many of them are past",
  ]

  static let amounts: JSONMembers = [
    "nominal[]": "cumulative payments of the model without draws, at each checkpoint",
    "planned[]": "planned cumulative payments; past ones as paid",
    "payable[]": "the most that work accepted and advances allow",
  ]

  static let path: JSONMembers =
    amounts + [
      "keeping[]": .with(
        [
          "probability": "probability that at least the planned amount has been paid",
          "standardError": "Monte Carlo error of that",
        ],
        "for each checkpoint ahead; empty without robustness")
    ]

  static let whole: JSONMembers =
    ["plan": "plan capital", "paidToDate": "disbursed until the as-of day", "projectCount": "number of projects"] + path

  static let units: JSONMembers = [
    "portfolio": .with(whole, "the whole portfolio"),
    "groups.{group}|sources.{source}": .with(
      ["name": .only("where it has one beside its id", "name")] + whole, "groups and sources, by id"),
    "milestones[]": .with(
      [
        "rule": "id of the rule",
        "group": "group of projects",
        "date": "day of the milestone",
        "required": "share of plan that must be disbursed",
        "plan": "plan capital that it covers",
        "requiredAmount": "amount that must be disbursed",
        "planned": "planned payments by then; known ones when it is past",
        "projectCount": "number of projects",
        "projectsMeeting": "how many of them reach the share on their own plan",
        "met": "whether the plan meets it",
      ], "each milestone of a group as a whole"),
  ]

  static let activity: JSONMembers = [
    "activity": "name of the activity",
    "start": "day on which it begins",
    "finish": "day on which it ends",
    "done": "whether it is done",
  ]

  static let projects: JSONMembers = [
    "projects[]": .with(
      [
        "id": "id of the project",
        "name": "name",
        "group": "group",
        "owner": "owner",
        "keyProject": "whether it is a key project",
        "plan": "plan capital",
        "paidToDate": "disbursed until the as-of day",
      ] + path + [
        "allocations[]": .with(
          [
            "source": "id of the source", "plan": "plan capital from it",
            "paidToDate": "disbursed from it until the as-of day",
          ]
            + amounts, "its capital by source"),
        "activities[]": .with(activity, "activities at nominal durations"),
        "construction": .with(activity, "construction at nominal durations; null for groups without it"),
        "milestones[]": .with(.plannedMilestone, "milestones of its group ahead, on its own plan"),
      ], "each project")
  ]

  static let change: JSONMembers = [
    "presence": "`kept`, `added` or `removed`",
    "planThen|planNow": "plan capital in the earlier and in this schedule",
    "plannedThen[]|plannedNow[]": "planned cumulative payments on each of the days; null where a schedule does not say",
    "toDate": .with(
      ["planned": "what the earlier schedule planned for that day", "paid": "what has been paid by it"],
      "on the day `measuredOn`; null where either is not known"),
  ]

  static let identifiedChange: JSONMembers =
    ["id": "id", "name": .only("where it has one beside its id", "name")] + change

  static let outcome: JSONMembers = [
    "requiredAmount": "amount that must be disbursed",
    "planned": "planned payments",
    "met": "whether they meet it",
  ]

  static func milestoneChange(_ project: JSONMembers) -> JSONMembers {
    ["rule": "id of the rule", "group": "group of projects"] + project + [
      "date": "day of the milestone",
      "change": "`unchanged`, `now-met` or `now-missed`",
      "then|now": .with(outcome, "in the earlier and in this schedule; null where it is not known"),
    ]
  }

  static let changes: JSONMembers = [
    "changes": .only(
      "with `--against`", "what changed against an earlier schedule",
      [
        "earlier": .with(
          ["scenario": "its scenario", "inputDigest": "SHA-256 of its input files", "asOf": "its as-of day"],
          "the earlier schedule"),
        "days[]": "days of the amounts: ends of quarters and the cut-off",
        "measuredOn": "day on which payments are held against the earlier schedule; null where that says nothing",
        "portfolio": .with(["id": "empty"] + change, "the whole portfolio"),
        "groups[]|sources[]|projects[]": .with(
          identifiedChange, "groups and sources; projects of which anything differs, the largest change first"),
        "milestones[]": .with(milestoneChange([:]), "every milestone of a group"),
        "projectMilestones[]": .with(
          milestoneChange(["project": "id of the project"]),
          "milestones of projects that were met and are not, or the other way round"),
      ])
  ]
}
