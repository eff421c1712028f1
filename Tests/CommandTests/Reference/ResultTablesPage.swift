import Foundation
import Testing
import Workbook

/// The columns of every table of results, from the workbooks that the verbs write.
enum ResultTablesPage {
  static func page(_ runs: ReferenceRuns) throws -> ReferencePage {
    var page = ReferencePage(
      "ResultTables", title: "Columns of the results",
      abstract: "Every column of the tables that the program writes as CSV files and as sheets of workbooks.",
      madeFrom: "the workbooks that the program writes")
    page.paragraph(
      "A table has the same rows and columns as a CSV file and as a sheet of the workbook of its verb. The workbook's first sheet, `run`, says which run the figures come from, by the keys of the JSON's `run`; its last one, `columns`, what each column means, in Vietnamese and English. Amounts are whole dong, dates `2026-06-30`, shares and probabilities between 0 and 1."
    )
    page.paragraph(
      "CSV files are UTF-8 with a byte order mark, because Excel takes them for UTF-8 only then (`--format csv` on standard output has none), with comma and CRLF. Text from your tables that a spreadsheet would take for a formula gets an apostrophe before it."
    )
    page.table(
      ["What", "In a workbook"],
      [
        ["amounts", "numbers in whole dong, shown as `#,##0`; the adjusted plan in million dong, exact"],
        [
          "shares and probabilities",
          "numbers between 0 and 1, shown as percentages with one decimal; their errors, and differences of probabilities, with two",
        ],
        ["days late, projects expected to meet, pace", "plain numbers with one or two decimals"],
        ["dates", "dates, shown as `dd/mm/yyyy`"],
        ["yes and no", "TRUE and FALSE"],
        [
          "codes, names, words",
          "text, without the apostrophe of CSV: there are no formulas in the file, and `=1+1` from your tables stays text",
        ],
        ["a seed of more than 15 digits", "text, because spreadsheets round longer numbers"],
      ])
    page.paragraph(
      "The forms of `giaingan forms` and the report of `giaingan report` are papers: their columns stand under the titles that such papers have."
    )
    for verb in ["forecast", "schedule", "reallocate", "compare", "explain-change", "import", "check", "rules"] {
      try add(verb, runs, to: &page)
    }
    return page
  }

  private static func add(_ verb: String, _ runs: ReferenceRuns, to page: inout ReferencePage) throws {
    let files = try #require(runs.files[verb]) + (runs.rareFiles[verb] ?? [])
    let file = try #require(files.first { $0.hasSuffix(".xlsx") })
    page.heading(file)
    page.paragraph("Written by `giaingan \(verb)`.")
    var names: [String] = []
    var columns: [String: [String]] = [:]
    var meanings: [String: (vi: String, en: String)] = [:]
    for workbook in try #require(runs.workbooks[verb]) {
      for sheet in workbook.sheets {
        if sheet.name == "columns" { read(sheet, &meanings) } else { merge(sheet, &names, &columns) }
      }
    }
    for name in names {
      page.heading(name, level: 3)
      let table = "\(file)/\(name)"
      let description = try #require(descriptions[table] ?? descriptions[name], "no description of \(table)")
      page.paragraph(files.contains("\(name).csv") ? "\(description) Also `\(name).csv`." : description)
      let keys = columns[name] ?? []
      guard keys.contains(where: { meanings["\(name)/\($0)"] != nil }) else {
        // Headers that say themselves what they are.
        page.table(["Columns"], keys.map { [$0] })
        continue
      }
      page.table(
        [name == "run" ? "Key" : "Column", "Meaning", "Vietnamese"],
        try keys.map { key in
          let meaning = try #require(meanings["\(name)/\(key)"], "no meaning of \(key) in \(table)")
          return [key.code, meaning.en, meaning.vi]
        })
    }
  }

  private static func read(_ sheet: Workbook.Sheet, _ meanings: inout [String: (vi: String, en: String)]) {
    for row in sheet.rows.dropFirst() {
      meanings["\(row[column: 1].plain)/\(row[column: 2].plain)"] = (row[column: 3].plain, row[column: 4].plain)
    }
  }

  /// Of the sheet `run` the keys of all workbooks, of others the headers of the first one.
  private static func merge(_ sheet: Workbook.Sheet, _ names: inout [String], _ columns: inout [String: [String]]) {
    if !names.contains(sheet.name) { names.append(sheet.name) }
    guard sheet.name == "run" else {
      if columns[sheet.name] == nil { columns[sheet.name] = (sheet.rows.first?.cells ?? []).map(\.value.plain) }
      return
    }
    for key in sheet.rows.dropFirst().map({ $0[column: 1].plain }) where columns["run"]?.contains(key) != true {
      columns["run", default: []].append(key)
    }
  }

  /// What a row is of; by workbook and sheet where sheets of one name are not the same.
  static let descriptions = [
    "run": "Which run the figures come from; one row for each key.",
    "milestones":
      "Each milestone of the portfolio, of each unit and of each project: probability, expected shortfall, their standard errors.",
    "paths":
      "Cumulative amount disbursed at each checkpoint: mean, standard deviation, P5 … P95, and the nominal path without any draw.",
    "forecast.xlsx/projects": "One row for each project.",
    "units": "One row for each group, source, owner, locality and sector.",
    "deadlines": "Starts of construction and approvals: probability, P10, P50, P90 of the date.",
    "contributions": "Each project's part of each milestone's expected shortfall; the parts add up.",
    "drivers": "Each risk driver's effect and share of the shortfall.",
    "criticality": "How often each remaining activity lies on the path that fixes the project's date.",
    "quarterly-plan":
      "The plan in the layout in which a commune submits it, in the language of the run: groups, their sources, the projects of each; months, quarters, total, note. Headings are the sums of what they hold, to the dong.",
    "schedule":
      "One row for each project, source and checkpoint: nominal, planned and payable amount, chance that the project keeps to its plan.",
    "schedule-paths": "The same of the portfolio, of each group, source and project.",
    "schedule-milestones":
      "Each milestone of a group and of a project: required, planned, shortfall, obstacle, and what would meet it.",
    "schedule-activities": "Start and finish of each activity and of construction at nominal durations.",
    "schedule-changes": "With `--against`: plan capital, planned and paid amounts and milestones, then and now.",
    "adjusted-plan":
      "The adjusted plan in the 22 columns of form 01.b/PB, in Vietnamese as the form is: groups, their sources, the projects of each, with increase, decrease and plan after adjustment. Amounts in million dong, exact, with a decimal point; headings are the sums of what they hold; the total investment and what was paid before the year stand beside projects only; what a scenario does not state stays empty.",
    "moves": "Each move with both sides' chances and expected use, the rules and the reason in both languages.",
    "judgement":
      "Each figure before and after, difference, standard error and 95 % interval, on the replications that judge.",
    "capital-bounds": "Each bound of a project's and an allocation's plan, the one that binds first, with its rule.",
    "variants": "The variants with the scenario, input digest and rulebook of each.",
    "compare":
      "Differences of the portfolio and each group at every checkpoint, of each project at milestones' days, the year's end and the cut-off.",
    "compare-milestones": "Chances of milestones and targets in both, with the error of their difference.",
    "compare-ranking":
      "Variants by mean on the year's end and at the cut-off, with the chances that one beats another.",
    "change":
      "One row for each step of each amount (scope `portfolio`, `group`, `project`; unit `dong`) and chance (`milestone`, `target`; unit `millionths`): earlier, later, effect, standard error.",
    "import-report":
      "Every line of the ledger with its amounts by kind, what it disburses, what became of it and why.",
    "groups": "One row for each group.",
    "sources": "One row for each source.",
    "projects": "One row for each project.",
    "allocations": "One row for each project and source.",
    "targets": "Targets of the scenario.",
    "messages": "Warnings; where the input cannot be used, only this sheet, with all errors.",
    "rules": "One row for each rule.",
  ]
}

extension Workbook.Value {
  /// As text.
  fileprivate var plain: String {
    if case .text(let text) = self { text } else { "" }
  }
}
