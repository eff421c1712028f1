import Exchange
import Foundation
import Rulebook

/// The columns of the tables that a scenario is read from, and of a ledger, with the words that their cells may hold.
enum ColumnsPage {
  static var page: ReferencePage {
    var page = ReferencePage(
      "Columns", title: "Columns of the tables",
      abstract:
        "Every column of a scenario's tables and of a ledger: what its cells hold, what it means and what it may be called.",
      madeFrom: "the catalogues of columns and of words in Sources/Exchange")
    page.paragraph(
      "Columns may stand in any order, under their key or a Vietnamese header; letter case, spaces, hyphens and underscores in headers do not count, and an amount's header may name the scenario's unit in brackets, such as `(triệu đồng)`. Keys in bold are required. Dates are `2026-06-30` or `30/06/2026`, shares numbers from 0 to 1 or with a percent sign. Where the column «When empty» says nothing, an empty cell means that nothing is stated."
    )
    for table in ScenarioTable.allCases { add(table, to: &page) }
    addWords(to: &page)
    addDistributions(to: &page)
    addLedger(to: &page)
    return page
  }

  private static func add(_ table: ScenarioTable, to page: inout ReferencePage) {
    page.heading(table.fileName)
    if let introduction = introductions[table] { page.paragraph(introduction) }
    if table == .portfolio {
      let own = Set(ScenarioTable.projects.columns.map(\.key))
      page.table(
        ["Column", "As in", "Vietnamese headers"],
        rows(table.columns).map { row in
          let home: ScenarioTable = row.keys.allSatisfy(own.contains) ? .projects : .allocations
          return [row.name, home.fileName.code, row.headers]
        })
      return
    }
    page.table(
      ["Column", "Holds", "When empty", "Meaning", "Vietnamese headers"],
      rows(table.columns).map { [$0.name, $0.holds, $0.whenEmpty, $0.meaning, $0.headers] })
  }

  /// What the catalogue of columns does not say of a table as a whole.
  static let introductions: [ScenarioTable: String] = [
    .projects: "One row for each project.",
    .allocations: "One row for each project and source.",
    .portfolio:
      "In place of the two tables above, since that is how plan lists are kept: one row for each project and source, with the columns of both (`id` names the project, `project_id` is not needed). What a project's rows say of the project must agree.",
    .sources: "Without this table every source is assured.",
    .activities:
      "The remaining activities of the projects that are listed here; the others follow their group's template in the assumptions. The end of the network is the start of construction for `carry-over` and `new-start`, the approval of the final account for `completed`. In preparation projects the activities `policy-submitted`, `policy-approved`, `project-submitted` and `project-approved` carry the deadlines and payments.",
    .drivers: "Replaces the built-in risk drivers; at most 64.",
    .actuals:
      "Payments by month. Where an allocation has them, they must add up to its `paid_to_date`; with them, past milestones can be judged.",
    .particulars:
      "What official forms say of a project. Every cell but the code may be empty, and then stays empty on the forms. No forecast depends on it, nor on the next two tables.",
    .settlement:
      "Amounts of the annual settlement that cannot be derived, one row for each project and source; columns are those of form 01/QTNĐ, the last two those of 01.a/PB. An empty cell means «not stated», never zero. Where they contradict one another, the plan or what has been paid, it is an error.",
    .advances: "Advances that are not fully recovered; a project may have several rows.",
  ]

  // MARK: One row for a column, or for twelve that differ in their month

  private struct Row {
    var keys: [String]
    var isRequired: Bool
    var holds: String
    var whenEmpty: String
    var meaning: String
    var headers: String

    var name: String {
      let name = keys.count == 1 ? keys[0].code : "\(keys[0].code) … \((keys.last ?? "").code)"
      return isRequired ? "**\(name)**" : name
    }

    init(_ column: TableColumn) {
      keys = [column.key]
      isRequired = column.isRequired
      holds = ColumnsPage.text(of: column.content)
      whenEmpty = column.isRequired ? "required" : column.whenEmpty?.en ?? ""
      meaning = column.meaning.en
      headers = column.vietnamese.joined(separator: " · ")
    }

    /// The same for another month; nil where the text names none.
    func text(_ text: String, month: Int) -> String {
      guard let place = text.range(of: " 1\\b", options: .regularExpression) else { return text }
      return text.replacingCharacters(in: place, with: " \(month)")
    }

    /// Whether the other is this row of another month.
    func isAlike(_ other: Row, month: Int) -> Bool {
      other.keys[0] == keys[0].dropLast() + "\(month)" && other.meaning == text(meaning, month: month)
        && other.headers == text(headers, month: month) && other.holds == holds && other.whenEmpty == whenEmpty
    }

    func months(_ last: Row) -> Row {
      var row = self
      row.keys.append(last.keys[0])
      row.meaning = meaning.replacingOccurrences(
        of: " 1\\b", with: " 1 … 12", options: .regularExpression, range: first(meaning))
      row.headers = headers.replacingOccurrences(
        of: " 1\\b", with: " 1 … 12", options: .regularExpression, range: first(headers))
      return row
    }

    private func first(_ text: String) -> Range<String.Index>? { text.range(of: " 1\\b", options: .regularExpression) }
  }

  private static func rows(_ columns: [TableColumn]) -> [Row] {
    let all = columns.map { Row($0) }
    var rows: [Row] = []
    var index = 0
    while index < all.count {
      let months = all[index...].prefix(12)
      let isYear =
        all[index].keys[0].hasSuffix("_m1") && months.count == 12
        && zip(1..., months).allSatisfy { all[index].isAlike($1, month: $0) }
      rows.append(isYear ? all[index].months(all[index + 11]) : all[index])
      index += isYear ? 12 : 1
    }
    return rows
  }

  private static func text(of content: TableColumn.Content) -> String {
    switch content {
    case .identifier: "code"
    case .text: "text"
    case .amount(.notNegative): "amount ≥ 0"
    case .amount(.any): "amount"
    case .share: "share 0–1"
    case .number: "number ≥ 0"
    case .wholeNumber: "whole number"
    case .year: "year"
    case .date: "date"
    case .month: "month"
    case .yesNo: "yes / no"
    case .names: "names, `;` between"
    case .word(let words): words.map(\.key.code).joined(separator: ", ")
    }
  }

  // MARK: Words

  private struct WordTable: Hashable {
    var columns: String
    var words: [TableWord]
  }

  /// Every list of words once, with the columns whose cells hold them.
  private static var wordTables: [WordTable] {
    var tables: [WordTable] = []
    for table in ScenarioTable.allCases where table != .portfolio {
      for column in table.columns {
        let words: [TableWord]
        switch column.content {
        case .word(let list): words = list
        case .yesNo: words = AcceptedWords.yesNo
        default: continue
        }
        let place = "\(column.key.code) of \(table.rawValue)"
        if let known = tables.firstIndex(where: { $0.words == words }) {
          tables[known].columns += ", \(place)"
        } else {
          tables.append(WordTable(columns: place, words: words))
        }
      }
    }
    return tables + [WordTable(columns: "unit in brackets after a header", words: AcceptedWords.unit)]
  }

  private static func addWords(to page: inout ReferencePage) {
    page.heading("Words")
    page.paragraph("Words that cells may hold, in English or Vietnamese, whatever the letter case.")
    page.table(
      ["Column", "Word", "Vietnamese", "Meaning"],
      wordTables.flatMap { table in
        zip(0..., table.words).map { place, word in
          [
            place == 0 ? table.columns : "", word.key.code, word.vietnamese.joined(separator: " · "),
            meanings["\(table.columns) \(word.key)"] ?? meanings[word.key] ?? "",
          ]
        }
      })
  }

  /// Of words that do not say enough themselves; after the name of the column where a word is of several.
  static let meanings = [
    "contract": "under a contract", "`kind` of advances other": "work without a contract",
    "duration-factor": "multiplies durations", "stoppage-days": "days of work lost",
    "productivity-factor": "multiplies the speed of work", "blocked": "nothing more is paid in the year",
    "revenue-factor": "multiplies the revenue collected", "transfer": "cash is assured",
    "revenue": "cash depends on revenue collected in the year", "calendar": "calendar days", "working": "working days",
  ]

  private static func addDistributions(to page: inout ReferencePage) {
    page.heading("Distributions")
    page.paragraph("The parameters stand in `p1`, `p2` and `p3`.")
    let names = ScenarioTable.activities.columns.first { $0.key == "distribution" }.map(\.content)
    guard case .word(let words) = names else { return }
    page.table(
      ["`distribution`", "Parameters", "Vietnamese"],
      words.map { [$0.key.code, parameters[$0.key] ?? "?", $0.vietnamese.joined(separator: " · ")] })
  }

  static let parameters = [
    "fixed": "p1 = the value", "uniform": "p1 = least, p2 = greatest",
    "triangular": "p1 = least, p2 = mode, p3 = greatest", "pert": "p1 = least, p2 = mode, p3 = greatest",
    "lognormal": "p1 = median, p2 = 90th percentile", "normal": "p1 = mean, p2 = standard deviation; cut at zero",
    "exponential": "p1 = mean", "quantiles": "p1 = P10, p2 = P50, p3 = P90",
  ]

  // MARK: The ledger

  private static func addLedger(to page: inout ReferencePage) {
    page.heading("Columns of a ledger")
    page.paragraph(
      "Of what `giaingan import` reads. Bold ones are needed: one day, the project, one amount. Of several days the first of this table counts. A title above another counts for both, and `Số` below `Chứng từ` is `Số chứng từ`."
    )
    let needed: Set<LedgerColumn> = [
      .postingDate, .paymentDate, .documentDate, .project, .amount, .advance, .volume,
    ]
    page.table(
      ["Key", "Meaning", "Vietnamese titles"],
      LedgerColumn.allCases.map { column in
        let key = needed.contains(column) ? "**\(column.rawValue.code)**" : column.rawValue.code
        let others = column.english.map(\.code).joined(separator: ", ")
        return [
          others.isEmpty ? key : "\(key) (\(others))",
          column.meaning.en + (remarks[column].map { ", " + $0 } ?? ""), column.vietnamese.joined(separator: " · "),
        ]
      })
    page.paragraph("Words for the kind of a payment; a mapping file can explain others.")
    page.table(
      ["`kind`", "Meaning", "Vietnamese"],
      AcceptedWords.ledgerKind.map {
        [$0.key.code, kinds[$0.key] ?? "?", $0.vietnamese.joined(separator: " · ")]
      })
  }

  private static let remarks: [LedgerColumn: String] = [
    .projectName: "for the report", .sourceName: "where `source` is empty", .kind: "in one of the words below",
    .amount: "beside `advance` and `volume` their sum",
  ]

  static let kinds = [
    "advance": "paid before the work is done", "volume": "paid for accepted work",
    "recovery": "an advance cleared by accepted work", "reduction": "a payment taken back",
    "advance-reduction": "an advance taken back without work", "payment": "a payment of which no more is said",
  ]
}
