import Portfolio
public import Rulebook

/// The text of a mapping file to edit: what was understood of a plan list, and a question mark for each thing that was not.
public enum PlanListMappingText {
  /// Comments are in the language; keys and values are the same in both.
  public static func text(for reading: PlanListReading, language: Language) -> String {
    func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
    var lines = [
      say(
        "# Cách đọc danh mục dự án. Thay mỗi dấu «?» bằng câu trả lời; xóa dòng nào thì dòng đó được đoán lại.",
        "# How the plan list is read. Put an answer in place of each «?»; what is deleted is guessed again."),
      "schema: 1",
    ]
    if reading.questions.contains(where: { if case .sheets = $0 { true } else { false } }) {
      lines.append("sheet: \"?\"" + say("  # trang cần đọc", "  # the sheet to be read") + sheets(reading))
    } else if !reading.sheet.isEmpty {
      lines.append("sheet: \(SettingsSheet.quoted(reading.sheet))")
    }
    if let rows = reading.headRows {
      let written = rows.count == 1 ? "\(rows.lowerBound)" : "\(rows.lowerBound)-\(rows.upperBound)"
      lines.append(
        "header: \(written)" + say("  # các dòng tiêu đề", "  # rows of the head"))
    }
    for setting in reading.settings {
      let value = setting.origin == .asked ? "\"?\"" : SettingsSheet.scalar(setting.value)
      lines.append("\(setting.key): \(value)\(hint(for: setting, say))")
    }
    lines += columns(reading, say)
    lines += headings(reading, say)
    if reading.questions.contains(.group) {
      lines.append(
        "group: \"?\""
          + say("  # nhóm của dự án không có tiêu đề nhóm: ", "  # the group of projects under no heading: ") + groups)
    }
    if reading.questions.contains(where: { if case .paidSplit = $0 { true } else { false } }) {
      lines.append(
        "splitPaid: \"?\""
          + say(
            "  # by-plan: chia số giải ngân chung theo kế hoạch của từng nguồn; hoặc thêm cột giải ngân theo nguồn",
            "  # by-plan: divide one amount paid as the plans of the sources are; or add columns of payments by source")
      )
    }
    lines += reading.questions.compactMap { rowAnswer($0, say) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func sheets(_ reading: PlanListReading) -> String {
    reading.questions.lazy.compactMap { question -> String? in
      guard case .sheets(let names) = question else { return nil }
      return ": " + names.map { SettingsSheet.quoted($0) }.joined(separator: ", ")
    }.first ?? ""
  }

  /// The line for a question about rows and amounts.
  private static func rowAnswer(
    _ question: PlanListReading.Question, _ say: (String, String) -> String
  ) -> String? {
    switch question {
    case .rows(let rows):
      "projectRows: \"?\""
        + say("  # các dòng là dự án, trong số: ", "  # those that are projects, of: ")
        + rows.prefix(100).map { "\($0.row) (\(plain($0.text)))" }.joined(separator: ", ")
    case .sums(let sums):
      "differentSums: \"?\""
        + say("  # các dòng có tổng được chấp nhận dù khác: ", "  # rows whose sums may differ: ")
        + "[" + Set(sums.map(\.row)).sorted().map(String.init).joined(separator: ", ") + "]"
    case .scale(let rows, _):
      "asWritten: \"?\""
        + say("  # các dòng có số tiền ghi đúng: ", "  # rows whose amounts are right: ")
        + "[" + rows.map(String.init).joined(separator: ", ") + "]"
    case .otherTable(let row):
      "skipRows: \"?\""
        + say("  # các dòng của bảng khác, như ", "  # the rows of the other table, like ") + "[\(row)-\(row + 20)]"
    case .unit(let letters, let title):
      "units: {\(letters): \"?\"}  # \(plain(title)): dong, thousand, million, billion"
    case .paidAbovePlan:
      "paidAbovePlan: \"?\""
        + say(
          "  # carried-over: phần vượt từ vốn kéo dài, không tính; raise-plan: kế hoạch gồm cả phần vượt",
          "  # carried-over: the excess is from carried-over capital; raise-plan: the plan includes it")
    default: nil
    }
  }

  /// In one line.
  private static func plain(_ text: String) -> String {
    String(text.prefix(60).map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private static let groups = TableWords.group.words.map(\.key).joined(separator: ", ")

  private static func hint(for setting: PlanListReading.Setting, _ say: (String, String) -> String) -> String {
    switch (setting.key, setting.origin) {
    case ("unit", .asked): "  # dong, thousand, million, billion"
    case ("asOf", .asked):
      say(
        "  # ngày cuối cùng đã có số giải ngân, như 2026-06-30",
        "  # last day whose payments are known, like 2026-06-30")
    case ("numberStyle", .asked):
      say(
        "  # vietnamese: 1.234,5 (phẩy là phần lẻ); plain: 1,234.5 (phẩy là phần nghìn)",
        "  # vietnamese: 1.234,5 (commas before decimals); plain: 1,234.5 (commas between thousands)")
    case ("rulebook", .asked): say("  # tên hoặc tệp bộ quy định", "  # name or file of a rulebook")
    case (_, .cell(let cell)): say("  # từ ô \(cell)", "  # from cell \(cell)")
    default: ""
    }
  }

  private static func columns(_ reading: PlanListReading, _ say: (String, String) -> String) -> [String] {
    guard !reading.columns.isEmpty else { return [] }
    var lines = [
      "columns:"
        + say(
          "  # khóa cột của bảng dự án, {plan: NGUỒN}, {paid_to_date: NGUỒN}, number hoặc ignore",
          "  # a column of the tables, {plan: SOURCE}, {paid_to_date: SOURCE}, number or ignore")
    ]
    for column in reading.columns {
      let value: String
      var choices = ""
      switch column.meaning {
      case .field(let key): value = key
      case .planOf(let source): value = "{plan: \(SettingsSheet.quoted(source))}"
      case .paidOf(let source): value = "{paid_to_date: \(SettingsSheet.quoted(source))}"
      case .number: value = "number"
      case .ignored, .unknown: value = "ignore"
      case .asked:
        value = "\"?\""
        choices = "  ← " + candidates(column, reading).joined(separator: " | ")
      }
      lines.append("  \(column.letters): \(value)  # \(column.title)\(choices)")
    }
    return lines
  }

  private static func candidates(_ column: PlanListReading.Column, _ reading: PlanListReading) -> [String] {
    reading.questions.lazy.compactMap { question -> [String]? in
      guard case .column(column.letters, _, let candidates) = question else { return nil }
      return candidates
    }.first ?? []
  }

  private static func headings(_ reading: PlanListReading, _ say: (String, String) -> String) -> [String] {
    guard !reading.headings.isEmpty else { return [] }
    var lines = [
      "headings:"
        + say(
          "  # nhóm dự án, {source: NGUỒN}, {owner: CHỦ ĐẦU TƯ} hoặc ignore: ",
          "  # a group, {source: NAME}, {owner: NAME} or ignore: ") + groups
    ]
    var seen: Set<HeaderName> = []
    for heading in reading.headings where seen.insert(HeaderName(heading.text)).inserted {
      let value =
        switch heading.meaning {
        case .group(let group): group.rawValue
        case .source(let source): "{source: \(SettingsSheet.quoted(source))}"
        case .owner(let owner): "{owner: \(SettingsSheet.quoted(owner))}"
        case .nothing: "ignore"
        case .asked: "\"?\""
        }
      lines.append("  \(SettingsSheet.quoted(heading.text)): \(value)")
    }
    return lines
  }
}
