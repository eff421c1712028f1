extension JSONDocument {
  /// The document of ``PeriodReportJSON``.
  static let periodReport = JSONDocument(
    verb: "report", file: "period-report.json", schema: PeriodReportJSON.schema,
    members: PeriodReportKeys.all)
}

private enum PeriodReportKeys {
  static let all: JSONMembers = .schema + head + units + rules + projects + .driverAnalysis + owners + proposal + tail

  static let head: JSONMembers = [
    "run": .with(.forecastRun, "which forecast the figures come from"),
    "period": .with(
      ["name": "`2026-Q2`, `2026-05`", "firstDay": "its first day", "lastDay": "its last day"],
      "the month or quarter reported"),
  ]

  static let forecast: JSONMembers = [
    "yearEnd|cutOff": .with(.pathPoint, "cumulative amount disbursed by 31 December and by the payment cut-off"),
    "expectedShortfall": "mean of plan − disbursed on 31 December",
  ]

  static let amounts: JSONMembers = [
    "projectCount": "number of projects",
    "lateProjects": "of them late or likely to miss",
    "plan": "plan capital",
    "paidInPeriod": "disbursed in the period; null where payments are not known by month",
    "paidToDate": "disbursed from the beginning of the year",
  ]

  static let ending: JSONMembers = [
    "expectedUnpaidClaims": "the part of it that is payable and not paid",
    "lapse": .with(.lapse, "what is not paid by the cut-off and lapses"),
  ]

  static let whole: JSONMembers = amounts + forecast + ending
  static let unit: JSONMembers = ["name": .only("where it has one beside its id", "name")] + whole

  static let units: JSONMembers = [
    "portfolio": .with(whole, "the whole portfolio"),
    "groups.{group}|sources.{source}": .with(unit, "groups and sources, by id"),
    "groupsBySource[]": .with(
      [
        "group": "group of projects",
        "source": "id of the source",
        "projectCount": "number of projects",
        "plan": "plan capital",
        "paidInPeriod": "disbursed in the period; null where payments are not known by month",
        "paidToDate": "disbursed from the beginning of the year",
      ], "each source within each group"),
  ]

  static let rules: JSONMembers = [
    "milestones[]": .with(
      .milestone + [
        "standing": "`met`, `missed` or `ahead`",
        "missedBy": .only("of one `missed`", "amount that was missing on its day"),
        "nowMissing": .only("of one `missed`", "what of it is not paid to date"),
      ], "each milestone of a group as a whole"),
    "deadlines[]": .with(
      [
        "rule": "id of the rule",
        "activity": .only("of an approval", "activity that must be done; the start of construction has none"),
        "group": "group of projects",
        "date": "day by which it must be done",
        "projectCount": "number of projects",
        "kept": "done in time",
        "doneLate": "done late",
        "overdue": "past and not done",
        "unstated": "past, and nobody states whether it was done",
        "endangered": "ahead, with a probability below 0.8",
        "onTrack": "ahead and on track",
      ], "start and approval deadlines, over the projects of a group"),
  ]

  static let projects: JSONMembers = [
    "projects[]": .with(
      [
        "id": "id of the project",
        "name": "name",
        "group": "group",
        "owner": "owner",
        "plan": "plan capital",
        "paidInPeriod": "disbursed in the period; null where payments are not known by month",
        "paidToDate": "disbursed from the beginning of the year",
      ] + forecast + [
        "expectedLapse": "mean of what is not paid by the cut-off",
        "lateness": "`late`, `will-miss` or `at-risk`; null when it is neither",
      ], "each project"),
    "late[]": .with(
      [
        "id": "id of the project",
        "lateness":
          "`late`: past and still missing; `will-miss`: ahead with a probability below 0.3; `at-risk`: below 0.8",
        "expectedShortfall": "mean of plan − disbursed on 31 December",
        "shareOfShortfall": "its part of the whole portfolio's",
        "expectedUnpaidClaims": "the part of it that is payable and not paid",
        "milestones[]": .with(.milestone, "its own milestones that are missed, will be or may be"),
        "deadlines[]": .with(.deadline, "the same of deadlines"),
        "bindingActivity": .with(.criticality, "the activity that most often fixes its date; null when none is left"),
        "drivers[]": .with(
          [
            "id": "id of the risk driver",
            "meanEffect": "what it adds to what the project lacks",
            "meanEffectError": "Monte Carlo error of that",
          ], "risk drivers that add most; effects within two errors of nothing are left out"),
        "obstacle": .with(
          .plannedMilestone, "the first of its milestones that cannot be met at the nominal pace; null when all can"),
      ], "projects that are late, likely to miss or at risk, and why"),
  ]

  static let owners: JSONMembers = [
    "owners[]": .with(
      ["rank": "by paid to date over plan, 1 for the best", "id": "name of the owner"] + unit + [
        "atRiskProjects": "of its projects at risk",
        "responsible[]": "who answers for its projects",
      ], "each owner, the best rate first"),
    "advances": .with(
      [
        "outstanding": "advances not yet recovered",
        "unlisted": "of them stated as a sum only",
        "undecided": "of them listed without the day that decides",
        "overdueAmount": "of them overdue",
        "overdue[]": .with(
          [
            "project": "id of the project",
            "contract": "contract, or what the advance was paid for",
            "kind": "`contract`, `other` or `site-clearance`",
            "outstanding": "not yet recovered",
            "overdueFrom": "first day on which it is overdue",
            "daysOverdue": "days until the period's last day",
            "cause": "why it has not been recovered; null where it is not stated",
            "causeNote": "the cause in words",
            "remedy": "what is proposed to be done",
          ], "each overdue advance, the longest first"),
      ], "advances on the period's last day"),
  ]

  static let proposal: JSONMembers = [
    "proposal": .with(
      [
        "window": "day on which the plan changes",
        "date": "last day whose payments count",
        "moved": "capital that changes hands",
        "gain": .with(.judged, "mean disbursed at the date"),
        "moves[]": .with(.move, "each move"),
        "allocations[]": .with(.allocationProposal, "each allocation with its bounds"),
      ], "moves proposed at the next window; null when none was asked for or none can be made")
  ]

  static let tail: JSONMembers =
    [
      "recommendations[]": .with(.bothLanguages, "what the report asks for, in one sentence each"),
      "rules.{rule}": .with(.citedRules, "by id, each rule that the report speaks of"),
    ] + .forecastNotes
}
