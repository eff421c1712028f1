extension JSONDocument {
  /// The document of ``ChangeJSON``.
  static let change = JSONDocument(
    verb: "explain-change", file: "change.json", schema: ChangeJSON.schema,
    members: ChangeKeys.all)
}

private enum ChangeKeys {
  static let all: JSONMembers = .schema + ends + steps + bridges + chances

  static let ends: JSONMembers = [
    "engine": "version of the program that took the steps",
    "earlier|later": .with(
      .run + [
        "seed": "random seed", "replications": "number of replications", "sampling": "how replications were drawn",
      ],
      "the two forecasts"),
  ]

  static let steps: JSONMembers = [
    "steps[]": .with(
      [
        "causes[]":
          "what it replaces: `engine`, `draws`, `rulebook`, `assumptions`, `plan`, `payments`, `progress`; several where steps are joined",
        "changed": "whether the forecasts differ in it",
        "joinedBecause": .only(
          "where steps are joined", "the first thing that is wrong with the portfolio between them",
          [
            "project": .only("of a project, an allocation, an activity", "project that it is of"),
            "source": .only("of a source or an allocation", "source that it is of"),
            "activity": .only("of an activity", "activity that it is of"),
            "field": "what of it is wrong",
          ]),
        "facts[]": .with(
          [
            "kind":
              "what differs: total plan (`plan`), `projects-added`, `plan-changed`, `as-of`, `paid-to-date`, `activities-done`, `rules-changed`, `keys-changed` …",
            "earlier|later": .only("of a word, a day, an amount, a number", "then and now"),
            "ids[]": .only("of names", "codes of projects, sources or rules, or keys of assumptions"),
            "projects[]": .only(
              "of amounts of projects", "each project",
              ["id": "id of the project", "earlier|later": "then and now"]),
            "activities[]": .only(
              "of activities", "each activity",
              [
                "project": "id of the project",
                "activity": "name of the activity",
                "date": .only("of one done or begun", "when"),
              ]),
          ], "what is different in the inputs or in the files"),
      ], "the steps in their order"),
    "days[]": "31 December and the cut-off",
  ]

  static let bridge: JSONMembers = [
    "presence": "`both`, `only-earlier` or `only-later`",
    "plan|paidToDate": .with(["earlier|later": "then and now"], "plan capital; disbursed until the as-of day"),
    "bridge[]": .with(
      [
        "date": "day",
        "earlier|later": "mean disbursed by it in the two forecasts",
        "effects[]": "what each step changes; they add up to the difference",
        "standardErrors[]": "Monte Carlo error of each effect; null where there is none to state",
      ], "for each of the days"),
  ]

  static let bridges: JSONMembers = [
    "portfolio": .with(bridge, "the whole portfolio"),
    "groups.{group}": .with(bridge, "groups, by id"),
    "projects[]": .with(
      ["id": "id of the project", "name": "name", "group": "group, the later one"] + bridge,
      "projects that change, the largest change first, at most 1,000"),
    "changedProjects": "how many projects change",
  ]

  static let chance: JSONMembers = [
    "earlierMillionths|laterMillionths": "probability in the two forecasts, in millionths",
    "effects[]": "what each step changes, in millionths",
    "standardErrors[]": "Monte Carlo error of each effect, as a probability; null where there is none to state",
    "computed": "whether this program computes it anew; if not, all of the difference is the engine's",
  ]

  static let chances: JSONMembers = [
    "milestones[]": .with(
      [
        "rule": "id of the rule",
        "group": "group of projects",
        "date": "day of the milestone",
        "requiredEarlier|requiredLater": "share of plan that must be disbursed, then and now",
      ] + chance, "milestones of groups that both forecasts state"),
    "targets[]": .with(
      ["date": "day of the target", "rate": "share of plan"] + chance, "targets that both forecasts state"),
    "onlyEarlier|onlyLater": .with(
      [
        "milestones[]": .with(
          [
            "rule": "id of the rule",
            "group": "group of projects",
            "date": "day of the milestone",
            "required": "share of plan that must be disbursed",
            "probabilityMillionths": "its probability, in millionths",
          ], "milestones"),
        "targets[]": .with(
          [
            "date": "day of the target", "rate": "share of plan",
            "probabilityMillionths": "its probability, in millionths",
          ],
          "targets"),
      ], "what only one of the forecasts states"),
  ]
}
