import Exchange
import Portfolio
import Report
import Rulebook

/// What was understood of a workbook, in words.
struct WorkbookOutline {
  let reading: WorkbookReading

  /// Rows without projects that are listed; the rest is counted.
  private static let listedRows = 40

  func text(width: Int, color: ColorMode) -> String {
    OutlineView.render(title: title, lead: lead, sections: sections, width: width, color: color)
  }

  private func say(_ vi: String, _ en: String) -> String { Interface.say(vi, en) }

  private var title: String { say("ĐÃ HIỂU BẢNG TÍNH THẾ NÀO", "HOW THE WORKBOOK WAS UNDERSTOOD") }

  private var lead: String {
    switch reading.form {
    case .tables:
      say(
        "\(reading.file): mỗi trang là một bảng của kịch bản.", "\(reading.file): each sheet is a table of a scenario.")
    case .planList(let list):
      if let rows = list.headRows {
        say(
          "\(reading.file): danh mục dự án ở trang «\(list.sheet)», tiêu đề ở \(Self.range(rows, "dòng")), \(list.projectCount) dự án.",
          "\(reading.file): a list of projects on the sheet «\(list.sheet)», its head in \(Self.range(rows, rows.count == 1 ? "row" : "rows")), \(list.projectCount) projects."
        )
      } else {
        say("\(reading.file): không thấy danh mục dự án.", "\(reading.file): no list of projects was found.")
      }
    }
  }

  private static func range(_ rows: ClosedRange<Int>, _ word: String) -> String {
    word + (rows.count == 1 ? " \(rows.lowerBound)" : " \(rows.lowerBound)–\(rows.upperBound)")
  }

  private var sections: [OutlineView.Section] {
    switch reading.form {
    case .tables(let tables): [tableSection(tables)]
    case .planList(let list): [columnSection(list), headingSection(list), skippedSection(list), settingSection(list)]
    }
  }

  private func tableSection(_ tables: [WorkbookReading.SheetTable]) -> OutlineView.Section {
    OutlineView.Section(
      title: say("CÁC TRANG", "SHEETS"),
      columns: [say("trang", "sheet"), say("bảng", "table"), say("số dòng", "rows")],
      rows: tables.map { [$0.sheet, $0.table.rawValue, "\($0.rowCount)"] }, flexibleColumn: 0)
  }

  private func columnSection(_ list: PlanListReading) -> OutlineView.Section {
    OutlineView.Section(
      title: say("CÁC CỘT", "COLUMNS"),
      columns: [say("cột", "column"), say("tiêu đề", "title"), say("được đọc là", "read as")],
      rows: list.columns.map { [$0.letters, $0.title, text(of: $0.meaning)] }, flexibleColumn: 1)
  }

  private func text(of meaning: PlanListReading.Meaning) -> String {
    switch meaning {
    case .field(let key): key
    case .planOf(let source): say("plan, nguồn «\(source)»", "plan, source «\(source)»")
    case .paidOf(let source): say("paid_to_date, nguồn «\(source)»", "paid_to_date, source «\(source)»")
    case .number: say("số thứ tự", "running number")
    case .ignored: say("không cần, không đọc", "not needed, not read")
    case .unknown: say("lạ, không đọc", "unknown, not read")
    case .asked: say("? cần trả lời", "? to be answered")
    }
  }

  private func headingSection(_ list: PlanListReading) -> OutlineView.Section {
    OutlineView.Section(
      title: say("CÁC TIÊU ĐỀ NHÓM", "HEADINGS"),
      columns: [
        say("dòng", "row"), say("tiêu đề", "heading"), say("được hiểu là", "understood as"), say("dự án", "projects"),
      ],
      rows: list.headings.map { ["\($0.row)", $0.text, text(of: $0.meaning), "\($0.projectCount)"] }, flexibleColumn: 1)
  }

  private func text(of meaning: PlanListReading.HeadingMeaning) -> String {
    switch meaning {
    case .group(let group): say("nhóm \(group.title.vi.lowercased())", "group \(group.rawValue)")
    case .source(let source): say("nguồn «\(source)»", "source «\(source)»")
    case .owner(let owner): say("chủ đầu tư «\(owner)»", "owner «\(owner)»")
    case .nothing: say("tiêu đề phụ", "a subheading")
    case .asked: say("? cần trả lời", "? to be answered")
    }
  }

  private func skippedSection(_ list: PlanListReading) -> OutlineView.Section {
    let rest = list.skipped.count - Self.listedRows
    return OutlineView.Section(
      title: say("CÁC DÒNG KHÔNG PHẢI DỰ ÁN", "ROWS THAT ARE NO PROJECTS"),
      columns: [say("dòng", "row"), say("nội dung", "text"), say("vì sao bỏ qua", "why it is skipped")],
      rows: list.skipped.prefix(Self.listedRows).map { ["\($0.row)", $0.text, text(of: $0.reason)] }, flexibleColumn: 1,
      note: rest > 0 ? say("và \(rest) dòng khác", "and \(rest) more") : "")
  }

  private func text(of reason: PlanListReading.Reason) -> String {
    switch reason {
    case .columnNumbers: say("số hiệu cột", "numbers of columns")
    case .head: say("tiêu đề lặp lại", "the head again")
    case .part: say("phần của dự án phía trên", "a part of the project above")
    case .total: say("dòng cộng", "a sum")
    case .note: say("ghi chú, không có số tiền", "a note without amounts")
    case .noPlan: say("không có kế hoạch vốn trong năm", "no plan capital in the year")
    case .asTold: say("theo tệp ánh xạ", "as the mapping file says")
    }
  }

  private func settingSection(_ list: PlanListReading) -> OutlineView.Section {
    let mapping =
      list.hasMapping ? say("Theo tệp ánh xạ \(list.mappingPath).", "With the mapping file \(list.mappingPath).") : ""
    return OutlineView.Section(
      title: say("THIẾT LẬP", "SETTINGS"),
      columns: [say("khóa", "key"), say("giá trị", "value"), say("từ đâu", "from")],
      rows: list.settings.map { [$0.key, $0.origin == .asked ? "?" : $0.value, text(of: $0.origin)] },
      flexibleColumn: 1,
      note: mapping)
  }

  private func text(of origin: PlanListReading.Origin) -> String {
    switch origin {
    case .mapping: say("tệp ánh xạ", "the mapping file")
    case .cell(let cell): say("ô \(cell)", "cell \(cell)")
    case .usual: say("mặc định", "by default")
    case .asked: say("cần trả lời", "to be answered")
    }
  }
}

extension WorkbookOutline {
  /// The members of `reading` in the JSON of a check.
  func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("file", reading.file)
      switch reading.form {
      case .tables(let tables):
        $0.member("form", "tables")
        $0.key("sheets")
        $0.array(tables) { writer, table in
          writer.object {
            $0.member("sheet", table.sheet)
            $0.member("table", table.table.rawValue)
            $0.member("rows", table.rowCount)
          }
        }
      case .planList(let list):
        $0.member("form", "plan-list")
        Self.write(list, to: &$0)
      }
    }
  }

  private static func write(_ list: PlanListReading, to writer: inout JSONWriter) {
    writer.member("sheet", list.sheet)
    if let rows = list.headRows {
      writer.member("firstHeadRow", rows.lowerBound)
      writer.member("lastHeadRow", rows.upperBound)
    }
    writer.member("projectCount", list.projectCount)
    writer.key("columns")
    writer.array(list.columns) { writer, column in
      writer.object {
        $0.member("column", column.letters)
        $0.member("title", column.title)
        $0.member("meaning", word(column.meaning))
      }
    }
    writer.key("headings")
    writer.array(list.headings) { writer, heading in
      writer.object {
        $0.member("row", heading.row)
        $0.member("text", heading.text)
        $0.member("meaning", word(heading.meaning))
        $0.member("projectCount", heading.projectCount)
      }
    }
    writer.key("skipped")
    writer.array(list.skipped) { writer, row in
      writer.object {
        $0.member("row", row.row)
        $0.member("text", row.text)
        $0.member("reason", "\(row.reason)")
      }
    }
    writer.key("settings")
    writer.array(list.settings) { writer, setting in
      writer.object {
        $0.member("key", setting.key)
        $0.member("value", setting.value)
        $0.member("asked", setting.origin == .asked)
      }
    }
    writer.member("questionCount", list.questions.count)
    writer.member("mapping", list.mappingPath)
  }

  private static func word(_ meaning: PlanListReading.Meaning) -> String {
    switch meaning {
    case .field(let key): key
    case .planOf(let source): "plan: \(source)"
    case .paidOf(let source): "paid_to_date: \(source)"
    case .number: "number"
    case .ignored: "ignore"
    case .unknown: "unknown"
    case .asked: "?"
    }
  }

  private static func word(_ meaning: PlanListReading.HeadingMeaning) -> String {
    switch meaning {
    case .group(let group): group.rawValue
    case .source(let source): "source: \(source)"
    case .owner(let owner): "owner: \(owner)"
    case .nothing: "ignore"
    case .asked: "?"
    }
  }
}
