import Portfolio
public import Rulebook
import Workbook

/// The questions about a plan list as a sheet of a workbook that a user answers: a copy of the list with a first sheet of questions, an answer
/// proposed for each in a cell with a choice.
public enum ListQuestionSheet {
  struct Choice {
    var label: BilingualText
    /// As the mapping file says it.
    var value: String
  }

  /// One question with the cell of its answer.
  struct Entry {
    /// Where the answer stands in the mapping file: `unit`, `columns.F`, `projectRows.9`.
    var key: String
    var words: BilingualText
    var place: String
    var choices: [Choice]
    /// A label among the choices, or what is to be typed over.
    var proposed: BilingualText
  }

  static let names = BilingualText(vi: "Câu hỏi", en: "Questions")
  private static let heads = BilingualText(vi: "Câu hỏi về danh mục", en: "Questions about the list")
  private static let firstRow = 4
  private static let answerColumn = 2
  private static let keyColumn = 4
  /// A sheet without a name, of delimited text, gets this one.
  private static let plainName = "Danh mục"

  /// `danh-muc.hoi.xlsx` for `danh-muc.xlsx`.
  public static func path(for list: String) -> String { WorkbookFile.stem(of: list) + ".hoi.xlsx" }

  // MARK: Writing

  /// The bytes of the copy with the questions of a reading; nil where nothing is asked.
  public static func encode(
    _ reading: WorkbookReading, language: Language
  ) throws(OutputError) -> [UInt8]? {
    guard case .planList(let list) = reading.form, let workbook = reading.workbook else { return nil }
    let entries = list.questions.flatMap { Self.entries(of: $0, mapping: list.mappingPath) }
    guard !entries.isEmpty else { return nil }
    do throws(WorkbookWriterError) {
      var writer = WorkbookWriter()
      try append(entries, to: &writer, language)
      for sheet in workbook.sheets { try append(sheet, to: &writer, marked: marks(of: list, on: sheet)) }
      return try writer.finish()
    } catch {
      throw OutputError(path(for: reading.file), .workbook(error))
    }
  }

  private static func append(
    _ entries: [Entry], to writer: inout WorkbookWriter, _ language: Language
  ) throws(WorkbookWriterError) {
    func say(_ text: BilingualText) -> String { language == .vi ? text.vi : text.en }
    var layout = SheetLayout()
    layout.columnWidths = [70, 42, 22, 24]
    for (index, entry) in entries.enumerated() {
      guard let cell = CellReference(row: firstRow + index, column: answerColumn) else { continue }
      let labels = entry.choices.map { say($0.label) }
      if !labels.isEmpty { layout.dropDowns.append(.init(cell: cell, choices: labels)) }
    }
    try writer.beginSheet(named: say(names), layout: layout)
    var bold = CellStyle()
    bold.isBold = true
    var answer = CellStyle()
    (answer.isShaded, answer.isFramed, answer.wrapsText) = (true, true, true)
    var wrapped = CellStyle()
    wrapped.wrapsText = true
    try writer.append(row: [.text(say(heads), style: bold)])
    let hint = BilingualText(
      vi: "Sửa câu trả lời ở cột B nếu cần, lưu tệp, rồi chạy lại lệnh với chính tệp này.",
      en: "Change the answers in column B where needed, save the file, and run the command again with this file.")
    try writer.append(row: [.text(say(hint), style: wrapped)])
    let titles = [
      BilingualText(vi: "Câu hỏi", en: "Question"), BilingualText(vi: "Trả lời", en: "Answer"),
      BilingualText(vi: "Ở đâu", en: "Where"), BilingualText(vi: "Khóa (không sửa)", en: "Key (leave as it is)"),
    ]
    try writer.append(row: titles.map { .text(say($0), style: bold) })
    for entry in entries {
      try writer.append(row: [
        .text(say(entry.words), style: wrapped), .text(say(entry.proposed), style: answer), .text(entry.place),
        .text(entry.key),
      ])
    }
  }

  /// A sheet as it is, without its formulas, and the rows in question shaded.
  private static func append(
    _ sheet: Workbook.Sheet, to writer: inout WorkbookWriter, marked: Set<Int>
  ) throws(WorkbookWriterError) {
    var layout = SheetLayout()
    layout.isHidden = sheet.visibility != .visible
    try writer.beginSheet(named: sheet.name.isEmpty ? plainName : sheet.name, layout: layout)
    var next = 1
    for row in sheet.rows {
      while next < row.number {
        try writer.append(row: [])
        next += 1
      }
      var cells: [WorkbookWriter.Cell] = []
      for cell in row.cells {
        while cells.count < cell.column - 1 { cells.append(.empty) }
        var style = CellStyle()
        style.isShaded = marked.contains(row.number)
        cells.append(WorkbookWriter.Cell(value(cell), style: style))
      }
      try writer.append(row: cells)
      next += 1
    }
    for area in sheet.mergedAreas { try writer.merge(area) }
  }

  private static func value(_ cell: Workbook.Cell) -> WorkbookWriter.Value {
    switch cell.value {
    case .empty: .empty
    case .text(let text), .error(let text): .text(text)
    case .number(let number): .number(number.value)
    case .date(let date): .date(date)
    case .boolean(let flag): .boolean(flag)
    }
  }

  /// Rows that a question is about.
  private static func marks(of list: PlanListReading, on sheet: Workbook.Sheet) -> Set<Int> {
    guard sheet.name == list.sheet else { return [] }
    return Set(
      list.questions.flatMap { question -> [Int] in
        switch question {
        case .rows(let rows): rows.map(\.row)
        case .sums(let sums): sums.map(\.row)
        case .scale(let rows, _): rows
        case .heading(let row, _), .otherTable(let row): [row]
        case .column, .unit: list.headRows.map(Array.init) ?? []
        default: []
        }
      })
  }

  // MARK: Reading

  /// The list and the answers of a workbook with a sheet of questions; nil for any other.
  static func split(_ workbook: Workbook) -> (list: Workbook, answers: String)? {
    guard let first = workbook.sheets.first, [names.vi, names.en].contains(first.name),
      first.row(1)?[column: 1] == .text(heads.vi) || first.row(1)?[column: 1] == .text(heads.en)
    else { return nil }
    var answers: [(key: String, value: String)] = []
    let grid = SheetGrid(first, of: "")
    for row in grid.rows where row.number >= firstRow {
      let (key, written) = (row.text(keyColumn, style: .plain), row.text(answerColumn, style: .plain))
      let value = labels[HeaderName(written)] ?? written
      if !key.isEmpty, value != PlanListMapping.unanswered { answers.append((key, value)) }
    }
    return (workbook.withoutFirstSheet, yaml(answers))
  }

  /// The mapping file that says the same.
  private static func yaml(_ answers: [(key: String, value: String)]) -> String {
    var lines = ["schema: 1"]
    var parts: [String: [String]] = [:]
    var rows: [String: [String]] = [:]
    for (key, value) in answers {
      guard let point = key.firstIndex(of: ".") else {
        if !value.isEmpty { lines.append("\(key): \(scalar(value))") }
        continue
      }
      let (part, name) = (String(key[..<point]), String(key[key.index(after: point)...]))
      switch part {
      case "projectRows": rows[value == project ? part : "skipRows", default: []].append(name)
      case "differentSums", "asWritten", "skipRows": if value == accepted { rows[part, default: []].append(name) }
      default: parts[part, default: []].append("  \(SettingsSheet.quoted(name)): \(scalar(value))")
      }
    }
    if answers.contains(where: { $0.key.hasPrefix("projectRows.") }), rows["projectRows"] == nil {
      rows["projectRows"] = []
    }
    for (part, entries) in parts.sorted(by: { $0.key < $1.key }) { lines += ["\(part):"] + entries }
    for (key, numbers) in rows.sorted(by: { $0.key < $1.key }) {
      lines.append("\(key): [\(numbers.joined(separator: ", "))]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What stands for several keys of the mapping file is written as it is.
  private static func scalar(_ value: String) -> String { value.hasPrefix("{") ? value : SettingsSheet.scalar(value) }

  // MARK: Questions and their choices

  private static let project = "project"
  private static let accepted = "accepted"

  private static func entries(of question: PlanListReading.Question, mapping: String) -> [Entry] {
    let words = PlanListPhrases.words(of: question)
    // What a wrong answer would turn into wrong figures has none proposed.
    func entry(_ key: String, _ place: String, _ choices: [Choice], _ proposed: Choice? = nil) -> Entry {
      Entry(key: key, words: words, place: place, choices: choices, proposed: (proposed ?? open).label)
    }
    switch question {
    case .column(let letters, let title, let candidates):
      let choices = candidates.map { candidate in column.first { $0.value == candidate } ?? plain(candidate) }
      return [entry("columns.\(letters)", "\(letters): \(title)", choices)]
    case .heading(let row, let text): return [entry("headings.\(text)", "\(row): \(text)", groups + [ignore])]
    case .group: return [entry("group", "", groups, groups.first { $0.value == ProjectGroup.carryOver.rawValue })]
    case .setting(let key):
      return [entry(key, "", settings[key] ?? [], key == "numberStyle" ? settings[key]?.first : nil)]
    case .sheets(let names): return [entry("sheet", "", names.map(plain))]
    case .otherTable(let row): return [entry("skipRows.\(row)-\(row + 500)", "\(row)", [leaveOut], correct)]
    case .rows(let rows):
      return rows.map { row in
        var entry = entry("projectRows.\(row.row)", "\(row.row)", [isProject, isIncluded], isProject)
        let text = row.text.prefix(120)
        entry.words = BilingualText(
          vi: "Dòng \(row.row) «\(text)» có số tiền: là dự án, hay đã nằm trong dòng khác?",
          en: "Row \(row.row) «\(text)» holds amounts: is it a project, or part of another row?")
        return entry
      }
    case .sums(let sums):
      return sums.map { sum in
        var entry = entry("differentSums.\(sum.row)", "\(sum.column)\(sum.row)", [correct, accept], correct)
        entry.words = PlanListPhrases.words(of: .sums([sum]))
        return entry
      }
    case .scale(let rows, _): return rows.map { entry("asWritten.\($0)", "\($0)", [correct, accept], correct) }
    case .unit(let letters, let title):
      return [entry("units.\(letters)", "\(letters): \(title)", settings["unit"] ?? [])]
    case .paidAbovePlan(_, let cell): return [entry("paidAbovePlan", cell, overpaid, overpaid.first)]
    case .paidSplit(_, let cell): return [entry("splitPaid", cell, [byPlan], byPlan)]
    case .mergedAmount: return []
    }
  }

  private static func plain(_ text: String) -> Choice { Choice(label: BilingualText(vi: text, en: text), value: text) }

  private static func choice(_ vi: String, _ en: String, _ value: String) -> Choice {
    Choice(label: BilingualText(vi: vi, en: en), value: value)
  }

  private static let open = plain(PlanListMapping.unanswered)
  private static let ignore = choice("không đọc", "not read", "ignore")
  private static let isProject = choice("là dự án", "a project", project)
  private static let isIncluded = choice("đã nằm trong dòng khác", "part of another row", "included")
  private static let leaveOut = choice("bỏ qua bảng này", "leave this table out", accepted)
  private static let correct = choice("sẽ sửa danh mục", "the list will be corrected", "")
  private static let accept = choice("số ghi là đúng", "right as it stands", accepted)
  private static let byPlan = choice("chia theo kế hoạch từng nguồn", "divided as the plans are", "by-plan")
  private static let overpaid = [
    choice("phần vượt là từ vốn kéo dài", "the excess is from carried-over capital", "carried-over"),
    choice("kế hoạch gồm cả phần vượt", "the plan includes the excess", "raise-plan"),
  ]

  private static let column = [
    choice("kế hoạch vốn năm", "plan of the year", "plan"),
    choice("giải ngân từ đầu năm", "paid this year", "paid_to_date"),
    choice("tên dự án", "name of the project", "name"),
    ignore,
  ]

  private static let groups = ProjectGroup.allCases.map { group in
    Choice(label: group.title, value: group.rawValue)
  }

  private static let settings: [String: [Choice]] = [
    "unit": [
      choice("triệu đồng", "million dong", "million"), choice("đồng", "dong", "dong"),
      choice("nghìn đồng", "thousand dong", "thousand"), choice("tỷ đồng", "billion dong", "billion"),
    ],
    "numberStyle": [
      choice("dấu phẩy ngăn phần nghìn", "commas between thousands", "plain"),
      choice("dấu phẩy ngăn phần lẻ", "commas before decimals", "vietnamese"),
    ],
  ]

  /// What every label stands for.
  private static let labels: [HeaderName: String] = {
    let choices =
      column + groups + overpaid + (settings.values.flatMap { $0 })
      + [ignore, isProject, isIncluded, leaveOut, correct, accept, byPlan]
    return Dictionary(
      choices.flatMap { [(HeaderName($0.label.vi), $0.value), (HeaderName($0.label.en), $0.value)] }
    ) { first, _ in first }
  }()
}
