extension JSONDocument {
  /// What `check` finds.
  static let check = JSONDocument(
    verb: "check", file: "check.json", schema: "giaingan.check/1",
    members: CheckKeys.all)

  /// The register of rules.
  static let rules = JSONDocument(
    verb: "rules", file: "rules.json", schema: "giaingan.rules/1", members: RulesKeys.all)
}

private enum CheckKeys {
  static let all: JSONMembers =
    .schema + ["valid": "whether the input can be used"] + scenario + reading + diagnostics

  static let usable = "where the input can be used"

  static let sum: JSONMembers = [
    "projectCount": "number of projects", "plan": "plan capital", "paidToDate": "disbursed until the as-of day",
  ]

  static let scenario: JSONMembers = [
    "scenario": .only(usable, "name of the scenario"),
    "inputDigest": .only(usable, "SHA-256 of the input files"),
    "fiscalYear": .only(usable, "plan year"),
    "asOf": .only(usable, "last day whose actuals are known"),
    "rulebook": .only(usable, "id of the rulebook"),
    "assumptions": .only(usable, "set of assumptions"),
    "replications": .only(usable, "number of replications that a run would make"),
    "seed": .only(usable, "random seed"),
    "projectCount": .only(usable, "number of projects"),
    "plan": .only(usable, "plan capital"),
    "paidToDate": .only(usable, "disbursed until the as-of day"),
    "groups.{group}|sources.{source}": .only(usable, "groups and sources, by id", sum),
    "records": .only(
      usable, "what the tables for official forms hold",
      [
        "particulars": "rows of `particulars.csv`",
        "settlements": "rows of `settlement.csv`",
        "advances": "rows of `advances.csv`",
        "outstandingAdvances": "what the advances listed come to",
      ]),
    "targets[]": .only(usable, "targets of the scenario", .target),
  ]

  static let list = "of a list of projects"

  static let reading: JSONMembers = [
    "reading": .only(
      "of a workbook", "how it was understood",
      [
        "file": "file of the workbook",
        "form": "`tables` or `plan-list`",
        "sheets[]": .only(
          "of `tables`", "each sheet that is a table",
          ["sheet": "name of the sheet", "table": "table of the scenario", "rows": "number of rows"]),
        "sheet": .only(list, "its sheet"),
        "firstHeadRow|lastHeadRow": .only("where a list of projects was found", "rows of its head"),
        "projectCount": .only(list, "number of projects"),
        "columns[]": .only(
          list, "each column",
          [
            "column": "letters of the column",
            "title": "its title",
            "meaning":
              "key of the column, `plan: SOURCE`, `paid_to_date: SOURCE`, `number`, `ignore`, `unknown`, or `?` where it is asked",
          ]),
        "headings[]": .only(
          list, "each heading",
          [
            "row": "row of the sheet",
            "text": "what it says",
            "meaning": "group, `source: NAME`, `owner: NAME`, `ignore`, or `?` where it is asked",
            "projectCount": "projects under it",
          ]),
        "skipped[]": .only(
          list, "rows that are no projects",
          [
            "row": "row of the sheet",
            "text": "what it says",
            "reason": "`columnNumbers`, `total`, `note`, `noPlan` or `asTold` by the mapping file",
          ]),
        "settings[]": .only(
          list, "each setting of the scenario",
          ["key": "key of the setting", "value": "its value", "asked": "whether it has to be answered"]),
        "questionCount": .only(list, "questions that have to be answered"),
        "mapping": .only(list, "the mapping file that was read or would be"),
      ])
  ]

  static let diagnostics: JSONMembers = [
    "errors[]|warnings[]": .with(
      [
        "file": "file",
        "sheet": .only("of a workbook", "sheet"),
        "cell": .only("of a workbook, where one is meant", "cell, such as `F7`"),
        "row": .only("where one is meant", "row, 1 is the header"),
        "column": .only("where one is meant", "header of the column; position in a YAML file"),
        "found": .only("where something is there", "what was found"),
        "problem": .with(.bothLanguages, "what is wrong"),
        "remedy": .with(.bothLanguages, "what to do"),
      ], "every error, every warning")
  ]
}

private enum RulesKeys {
  static let all: JSONMembers = .schema + register

  static let register: JSONMembers = [
    "id": "id of the rulebook",
    "title": .with(.bothLanguages, "its title"),
    "fiscalYear": "plan year",
    "firstEffective": "first day that it speaks of",
    "rules[]": .with(
      [
        "id": "id of the rule",
        "family": "the rule of which it is a part",
        "kind":
          "`milestone`, `startDeadline`, `approvalDeadline`, `adjustmentWindow`, `cap`, `paymentPriority`, `date` or `statement`",
        "group": .only("of milestones and deadlines", "group of projects"),
        "activity": .only("of `approvalDeadline`", "activity that must be done"),
        "date": .only("of what has one", "day that the rule names"),
        "share": .only("of `milestone`", "share of plan that must be disbursed"),
        "cap": .only("of `cap`", "name of the cap or the term"),
        "value": .only("of `cap`", "its value"),
        "priority[]": .only("of `paymentPriority`", "groups in the order in which they are paid"),
        "effective": "first day in force",
        "expires": .only("where it ends", "last day in force"),
        "text": .with(.bothLanguages, "what it says"),
        "citation": .with(.citation, "where it is written"),
      ], "each rule"),
  ]
}
