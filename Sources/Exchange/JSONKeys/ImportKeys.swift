extension JSONDocument {
  /// The document of ``ImportJSON``.
  static let ledgerImport = JSONDocument(
    verb: "import", file: "import-report.json", schema: ImportJSON.schema,
    members: ImportKeys.all)
}

private enum ImportKeys {
  static let all: JSONMembers = .schema + head + totals + results + lines

  static let head: JSONMembers = [
    "written": "whether a copy was written",
    "run": .with(
      [
        "engine": "version of the program",
        "scenario": "name of the scenario",
        "inputDigest": "SHA-256 of its input files",
        "fiscalYear": "plan year",
        "asOfBefore": "as-of day of the scenario",
        "asOf": "as-of day of the copy",
        "from|through": "first and last day that is imported",
        "fromOrigin|throughOrigin": "who says so: `option`, `title` of the ledger, or its first or last `payment`",
        "add": "whether payments are added to those recorded in place of replacing them",
      ], "which import it is"),
    "ledger": .with(
      [
        "file": "file of the ledger",
        "sheet": .only("of a workbook", "its sheet"),
        "columns[]": .with(
          ["column": "key of the column", "title": "title that the ledger has"], "columns that were read"),
        "unreadTitles[]": "titles of columns that were not",
        "dateColumn": "key of the column whose days count",
        "unit": "unit of amounts",
        "unitOrigin": "who says so: `option`, `title`, `amounts` or `assumed`",
        "numberStyle": "how amounts that are text are written",
        "volume": "whether amounts for volume include advances recovered: `gross` or `net`",
        "volumeOrigin": "who says so, as of the unit",
        "recoveriesTurned": "whether recoveries below zero were read as amounts recovered",
        "skippedRows[]": .with(
          [
            "row": "row of the ledger",
            "reason": "`column-numbers`, `repeated-head`, `total` or `note`",
            "text": "what stands first in it",
          ], "rows below the head that are no lines"),
        "statedTotal": .only(
          "where the ledger states a sum", "the ledger's own sum",
          ["row": "its row", "paid": "what it says is disbursed"]),
      ], "how the ledger was understood"),
  ]

  static let amounts: JSONMembers = [
    "advance|volume|recovery|reduction|advance-reduction|payment|unknown": .only(
      "where there is any",
      "advance, volume, recovery, payment and advance taken back, payment of which no more is said, unknown kind")
  ]

  static let sums: JSONMembers = [
    "paid": "disbursed",
    "advancePaid": "of it advances",
    "advanceRecovered": "advances recovered",
  ]

  static let totals: JSONMembers = [
    "totals": .with(
      [
        "ledger": .with(
          ["lines": "number of lines", "amounts": .with(amounts, "by kind")] + sums, "all lines"),
        "imported|unmatched|other-year|other-days": .with(
          [
            "lines": "number of lines",
            "amounts.{kind}": .only("where there is any", "by kind, as of all lines"),
          ] + sums, "the lines of each fate"),
        "complete": "whether the parts add up to the ledger, in lines and to the dong of every kind",
      ], "what the lines come to")
  ]

  static let diagnostic: JSONMembers = [
    "row": .only("where one is meant", "row of the ledger"),
    "problem": .with(.bothLanguages, "what is wrong"),
    "remedy": .with(.bothLanguages, "what to do"),
  ]

  static let results: JSONMembers = [
    "payments[]": .with(
      [
        "project": "id of the project", "source": "id of the source",
        "month": "1 to 12, 13 is January of the next year",
      ] + sums, "what is imported, by allocation and month"),
    "changes[]": .with(
      [
        "project": "id of the project",
        "source": "id of the source",
        "month": .only("unless the sum to date is meant", "month, as above"),
        "before|after": "disbursed, as the scenario recorded it and as the copy does",
      ], "what the copy records otherwise than the scenario"),
    "outstandingAdvances[]": .with(
      ["project": "id of the project", "before|after": "advances not recovered, in the scenario and in the copy"],
      "projects whose outstanding advance changes"),
    "possibleDuplicates[][]":
      "rows that say the same of day, document, project, source, kind and amounts; all of them count",
    "refusals[]": .with(diagnostic, "what the model refuses of the result"),
    "warnings[]": .with(diagnostic, "what is doubtful"),
  ]

  static let lines: JSONMembers = [
    "lines[]": .with(
      [
        "row": "row of the ledger",
        "date": "day of the payment",
        "document": "number of the document",
        "project": "project code as the ledger has it",
        "source": "source as the ledger has it",
        "kind": "kind of payment in the ledger's words",
        "content": "what it was for",
        "planYear": .only("where the ledger says", "year of the capital plan"),
        "budgetYear": .only("where the ledger says", "budget year"),
        "amounts": .with(amounts, "by kind"),
      ] + sums + [
        "fate": "`imported`, `unmatched`, `other-year` or `other-days`",
        "imported": .only(
          "of one imported", "where it went to",
          ["project": "id of the project", "source": "id of the source", "month": "month, as above"]),
        "reason": .only("of one not imported", "why, in a word"),
      ], "each line as read, with what became of it")
  ]
}
