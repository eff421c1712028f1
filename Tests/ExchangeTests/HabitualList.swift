import Foundation
import Portfolio
import Workbook

@testable import Exchange

/// Writes a known portfolio as a list with an office's habits.
struct HabitualList {
  private enum Field: Hashable {
    case number, name, code, place, owner, investment, before, source, group
    case plan, paid, forecast, note
    case planOf(String), paidOf(String)
  }

  private struct Row {
    var cells: [Field: WorkbookWriter.Value] = [:]
    var isProject = false
    var isTotal = false
  }

  let portfolio: KnownPortfolio
  let habits: ListHabits
  private var fields: [Field] = []
  private var rows: [Row] = []
  private var merged: [(field: Field, rows: ClosedRange<Int>)] = []
  private var random: ListRandom

  init(_ portfolio: KnownPortfolio, _ habits: ListHabits, _ random: ListRandom) {
    self.portfolio = portfolio
    self.habits = habits
    self.random = random
    chooseFields()
    writeRows()
    spoil()
  }

  // MARK: Columns

  private mutating func chooseFields() {
    var fields: [Field] = habits.numbering == .noNumberColumn ? [] : [.number]
    fields.append(.name)
    if habits.codes != .none { fields.insert(.code, at: random.next(2) == 0 ? fields.count : fields.count - 1) }
    switch habits.descriptions {
    case .full: fields += [.place, .owner, .investment, .before]
    case .ownerOnly: fields += [.owner]
    case .investmentOnly: fields += [.investment]
    case .none: break
    }
    if habits.groups == .column { fields.append(.group) }
    if habits.sources == .column || habits.sources == .mergedColumn { fields.append(.source) }
    fields.append(.plan)
    if habits.sources == .columns { fields += KnownPortfolio.sources.map { .planOf($0) } }
    fields.append(.paid)
    if habits.sources == .columns { fields += KnownPortfolio.sources.map { .paidOf($0) } }
    if habits.hasForecasts { fields.append(.forecast) }
    fields.append(.note)
    self.fields = fields
  }

  private func title(_ field: Field) -> String {
    let unit = habits.unit == .inTitles || habits.unit == .byColumn ? " (\(unitName(of: field)))" : ""
    return switch field {
    case .number: "TT"
    case .name: "Danh mục dự án"
    case .code: "Mã dự án"
    case .place: "Địa điểm xây dựng"
    case .owner: "Chủ đầu tư"
    case .investment: "Tổng mức đầu tư\(unit)"
    case .before: "Lũy kế giải ngân đến hết năm 2025\(unit)"
    case .source: "Nguồn vốn"
    case .group: "Nhóm dự án"
    case .plan: "Kế hoạch vốn năm 2026\(unit)"
    case .paid: (habits.dates == .inColumn ? "Giải ngân đến 30/6/2026" : "Lũy kế giải ngân") + unit
    case .forecast: "Ước giải ngân đến 31/12/2026\(unit)"
    case .note: "Ghi chú"
    case .planOf(let source), .paidOf(let source): source
    }
  }

  /// In thousand dong.
  private func unit(of field: Field) -> Int {
    switch habits.unit {
    case .dong: 0
    case .thousand: 1
    case .byColumn: field == .investment || field == .before ? 0 : 1_000
    case .above, .inTitles: 1_000
    }
  }

  private func unitName(of field: Field) -> String {
    switch unit(of: field) {
    case 0: "đồng"
    case 1: "nghìn đồng"
    default: "triệu đồng"
    }
  }

  private func amount(_ thousand: Int, _ field: Field) -> WorkbookWriter.Value {
    if thousand == 0, habits.amounts == .dashForZero { return .text("-") }
    let unit = unit(of: field)
    let digits = thousand == 0 ? "0" : unit == 0 ? "\(thousand)000" : unit == 1 ? "\(thousand)" : "\(thousand / 1_000)"
    let fraction = unit == 1_000 ? thousand % 1_000 : 0
    let whole = unit == 0 ? thousand * 1_000 : unit == 1 ? thousand : thousand / 1_000
    switch habits.amounts {
    case .numbers, .dashForZero:
      return fraction == 0
        ? .whole(whole) : .decimal(units: thousand, fractionDigits: 3)
    case .vietnameseText: return .text(Self.grouped(digits, ".") + Self.decimals(fraction, ","))
    case .spacedText: return .text(Self.grouped(digits, "\u{A0}") + Self.decimals(fraction, ","))
    case .commaThousands: return .text(Self.grouped(digits, ",") + Self.decimals(fraction, "."))
    }
  }

  private static func decimals(_ fraction: Int, _ mark: String) -> String {
    guard fraction > 0 else { return "" }
    var digits = String(1_000 + fraction).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return mark + digits
  }

  private static func grouped(_ digits: String, _ mark: String) -> String {
    var result = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { result += mark }
      result.append(digit)
    }
    return result
  }

  // MARK: Rows

  private mutating func writeRows() {
    if habits.sums == .totalAbove || habits.sums == .headingsAndTotal { total("TỔNG SỐ", portfolio.projects) }
    if habits.sources == .headings {
      for (index, source) in KnownPortfolio.sources.enumerated() {
        let under = portfolio.projects.compactMap { project -> KnownPortfolio.Project? in
          var part = project
          part.allocations = project.allocations.filter { $0.source == source }
          return part.allocations.isEmpty ? nil : part
        }
        guard !under.isEmpty else { continue }
        heading(["A", "B", "C"][index], source, under)
        writeGroups(under)
      }
    } else {
      writeGroups(portfolio.projects)
    }
    if habits.sums == .totalBelow { total("Tổng cộng", portfolio.projects) }
    if habits.hasNotes {
      rows.append(Row(cells: [.name: .text("Ghi chú: số liệu theo báo cáo của các chủ đầu tư.")]))
      rows.append(Row(cells: [.name: .text("NGƯỜI LẬP BIỂU"), .paid: .text("CHỦ TỊCH")]))
    }
  }

  private mutating func writeGroups(_ projects: [KnownPortfolio.Project]) {
    var number = 0
    var projectNumber = 0
    for (group, title) in KnownPortfolio.groups {
      let members = projects.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      number += 1
      if habits.groups == .headings {
        heading(headingNumber(number), title, members)
        projectNumber = 0
      }
      let first = rows.count
      for project in members {
        projectNumber += 1
        write(project, number: self.number(projectNumber, under: number))
      }
      mergeOwners(members, from: first)
      if habits.sums == .belowGroups, habits.groups == .headings { total("Cộng mục \(headingNumber(number))", members) }
    }
  }

  private func headingNumber(_ number: Int) -> String {
    let roman = ["I", "II", "III", "IV"][number - 1]
    return switch habits.numbering {
    case .romanAndNumbers, .romanAndDashes, .lettersRomanNumbers: roman
    case .numbersAndDotted, .numbersAgain: "\(number)"
    case .compound: "A.\(number)"
    case .headingsWithoutNumbers, .noNumberColumn: ""
    }
  }

  private func number(_ number: Int, under heading: Int) -> String {
    switch habits.numbering {
    case .romanAndDashes: "-"
    case .numbersAndDotted: habits.groups == .headings ? "\(heading).\(number)" : "\(number)"
    case .noNumberColumn: ""
    default: "\(number)"
    }
  }

  private mutating func heading(_ number: String, _ title: String, _ projects: [KnownPortfolio.Project]) {
    var row = Row(cells: [.name: .text(title)])
    if habits.numbering != .noNumberColumn, !number.isEmpty { row.cells[.number] = .text(number) }
    if habits.sums == .headingsAndTotal { addSums(to: &row, projects) }
    rows.append(row)
  }

  private mutating func total(_ title: String, _ projects: [KnownPortfolio.Project]) {
    var row = Row(cells: [.name: .text(title)], isTotal: true)
    addSums(to: &row, projects)
    rows.append(row)
  }

  private func addSums(to row: inout Row, _ projects: [KnownPortfolio.Project]) {
    add(projects.flatMap(\.allocations), to: &row)
    row.cells[.investment] = nil
  }

  private func add(_ allocations: [KnownPortfolio.Allocation], to row: inout Row) {
    row.cells[.plan] = amount(allocations.reduce(0) { $0 + $1.plan }, .plan)
    row.cells[.paid] = amount(allocations.reduce(0) { $0 + $1.paid }, .paid)
    if habits.hasForecasts { row.cells[.forecast] = amount(allocations.reduce(0) { $0 + $1.plan } * 9 / 10, .forecast) }
    guard habits.sources == .columns else { return }
    for source in KnownPortfolio.sources {
      let own = allocations.filter { $0.source == source }
      row.cells[.planOf(source)] = amount(own.reduce(0) { $0 + $1.plan }, .plan)
      row.cells[.paidOf(source)] = amount(own.reduce(0) { $0 + $1.paid }, .paid)
    }
  }

  private mutating func write(_ project: KnownPortfolio.Project, number: String) {
    var row = Row(cells: [.name: .text(project.name)], isProject: true)
    row.cells[.number] = Int(number).map { .whole($0) } ?? .text(number)
    if habits.codes == .all || habits.codes == .some && rows.count % 3 != 0 { row.cells[.code] = .text(project.id) }
    row.cells[.place] = .text(project.place)
    row.cells[.owner] = .text(project.owner)
    row.cells[.investment] = amount(project.investment, .investment)
    row.cells[.before] = amount(min(project.investment / 10, 500_000), .before)
    row.cells[.group] = .text(KnownPortfolio.groups.first { $0.group == project.group }?.title ?? "")
    switch habits.sources {
    case .column, .mergedColumn: return writeBySource(project, row)
    case .rowsBelow where project.allocations.count > 1, .plainRowsBelow where project.allocations.count > 1:
      add(project.allocations, to: &row)
      rows.append(row)
      for allocation in project.allocations { writeSourceRow(allocation) }
      return
    default: break
    }
    add(project.allocations, to: &row)
    rows.append(row)
    writeParts(project)
  }

  private mutating func writeSourceRow(_ allocation: KnownPortfolio.Allocation) {
    let mark = habits.sources == .rowsBelow ? "- " : ""
    var row = Row(cells: [.name: .text(mark + allocation.source)])
    add([allocation], to: &row)
    rows.append(row)
  }

  private mutating func writeBySource(_ project: KnownPortfolio.Project, _ first: Row) {
    let start = rows.count
    for (index, allocation) in project.allocations.enumerated() {
      var row = index == 0 ? first : Row()
      row.cells[.source] = .text(allocation.source)
      add([allocation], to: &row)
      rows.append(row)
    }
    guard habits.sources == .mergedColumn, project.allocations.count > 1 else { return }
    for field in [Field.number, .name, .code, .place, .owner, .group] where fields.contains(field) {
      merged.append((field, start...rows.count - 1))
    }
  }

  private mutating func writeParts(_ project: KnownPortfolio.Project) {
    guard habits.parts != .none, rows.count % 2 == 0 else { return }
    let first = project.plan / 3
    let texts: [String] =
      switch habits.parts {
      case .none: []
      case .dashes: ["- Nhà lớp học", "- Sân, cổng, tường rào"]
      case .works: ["- Hạng mục nhà lớp học", "- Hạng mục sân vườn"]
      case .unmarked: ["Nhà lớp học", "Sân, cổng, tường rào"]
      case .ofWhich: ["Trong đó: giải phóng mặt bằng"]
      }
    for (index, text) in texts.enumerated() {
      rows.append(Row(cells: [.name: .text(text), .plan: amount(index == 0 ? first : project.plan - first, .plan)]))
    }
  }

  private mutating func mergeOwners(_ members: [KnownPortfolio.Project], from first: Int) {
    guard habits.merged == .owner, fields.contains(.owner), rows.count - first == members.count, members.count > 1,
      Set(members.map(\.owner)).count == 1
    else { return }
    merged.append((.owner, first...rows.count - 1))
  }

  /// Whether the list says where the money of a project comes from.
  func namesSources(of project: KnownPortfolio.Project) -> Bool {
    switch habits.sources {
    case .one: false
    case .rowsBelow, .plainRowsBelow: project.allocations.count > 1
    default: true
    }
  }

  /// What makes a list defective, so that it has to be asked about or must not matter.
  private mutating func spoil() {
    guard let index = rows.lastIndex(where: \.isProject) else { return }
    switch habits.defect {
    case .numberMissing:
      rows[index].cells[.number] = nil
      rows[index].cells[.code] = nil
    case .unnumberedLast:
      for field in [Field.number, .code, .place, .owner, .investment, .before] { rows[index].cells[field] = nil }
    case .wrongSum:
      if let total = rows.indices.first(where: { rows[$0].isTotal }) {
        rows[total].cells[.plan] = amount(portfolio.plan + 1_000_000, .plan)
      }
    case .pointTyped:
      if case .whole(let plan) = rows[index].cells[.plan] ?? .empty {
        rows[index].cells[.plan] = .decimal(units: plan, fractionDigits: 3)
      }
    case .none, .secondTable, .secondSheet, .hiddenSheet: break
    }
  }

  // MARK: The sheet

  func workbook() throws -> Workbook {
    var writer = WorkbookWriter()
    if habits.defect == .hiddenSheet {
      var layout = SheetLayout()
      layout.isHidden = true
      try writer.beginSheet(named: "KH 2025", layout: layout)
      try writeSheet(&writer)
    }
    try writer.beginSheet(named: "Biểu 01")
    try writeSheet(&writer)
    if habits.defect == .secondTable { try writeSecondTable(&writer) }
    if habits.defect == .secondSheet {
      try writer.beginSheet(named: "Biểu 02")
      try writeSheet(&writer)
    }
    return try WorkbookFile.decode(try writer.finish(), file: "list.xlsx")
  }

  private func shown(_ value: WorkbookWriter.Value) -> WorkbookWriter.Value {
    guard habits.isUnaccented, case .text(let text) = value else { return value }
    return .text(ListText.unaccented(text))
  }

  private func line(_ cells: [Field: WorkbookWriter.Value]) -> [WorkbookWriter.Cell] {
    fields.map { WorkbookWriter.Cell(shown(cells[$0] ?? .empty)) }
  }

  private func caption(_ text: String, at column: Int = 0) -> [WorkbookWriter.Cell] {
    Array(repeating: .empty, count: column) + [WorkbookWriter.Cell(shown(.text(text)))]
  }

  private func writeSheet(_ writer: inout WorkbookWriter) throws {
    try writer.append(row: caption("UBND XÃ CHI LĂNG"))
    try writer.append(row: caption("KẾ HOẠCH VÀ TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2026"))
    let date =
      switch habits.dates {
      case .inTitle: "(Số liệu đến ngày 30/6/2026)"
      case .inColumn: "(Kèm theo Báo cáo số 12/BC-UBND)"
      case .quarter: "(Số liệu đến hết quý II năm 2026)"
      case .halfYear: "Kết quả 6 tháng đầu năm 2026"
      case .withForecast: "Ước thực hiện đến 31/12/2026; số liệu KBNN đến ngày 30/6/2026"
      }
    try writer.append(row: caption(date))
    let unit = habits.unit == .inTitles || habits.unit == .byColumn ? "" : "Đơn vị tính: \(unitName(of: .plan))"
    try writer.append(row: unit.isEmpty ? [] : caption(unit, at: fields.count - 1))
    var next = try writeHead(&writer, at: 5)
    if habits.hasColumnNumbers {
      try writer.append(row: fields.indices.map { WorkbookWriter.Cell(.whole($0 + 1)) })
      next += 1
    }
    var places: [Int] = []
    for (index, row) in rows.enumerated() {
      let isMerged = merged.contains { $0.rows.contains(index) && $0.rows.lowerBound < index }
      if habits.pages != .one, index > 0, index % 6 == 0, !isMerged {
        try writer.append(row: caption("UBND XÃ CHI LĂNG"))
        next = try writeHead(&writer, at: next + 1)
        if habits.pages == .headAndNumbersAgain {
          try writer.append(row: fields.indices.map { WorkbookWriter.Cell(.whole($0 + 1)) })
          next += 1
        }
      }
      try writer.append(row: line(row.cells))
      places.append(next)
      next += 1
    }
    for area in merged {
      guard let column = fields.firstIndex(of: area.field) else { continue }
      let (first, last) = (places[area.rows.lowerBound], places[area.rows.upperBound])
      guard last - first == area.rows.count - 1, let one = CellReference(row: first, column: column + 1),
        let other = CellReference(row: last, column: column + 1)
      else { continue }
      try writer.merge(CellArea(one, other))
    }
  }

  /// The number of the row after the head.
  private func writeHead(_ writer: inout WorkbookWriter, at row: Int) throws -> Int {
    guard habits.sources == .columns || habits.hasTwoRowHead else {
      try writer.append(row: fields.map { WorkbookWriter.Cell(shown(.text(title($0)))) })
      return row + 1
    }
    var (above, below): ([WorkbookWriter.Cell], [WorkbookWriter.Cell]) = ([], [])
    for field in fields {
      let isDivided = habits.sources == .columns && (field == .plan || field == .paid)
      switch field {
      case .planOf(let source), .paidOf(let source):
        above.append(.empty)
        below.append(WorkbookWriter.Cell(shown(.text(source))))
      default:
        above.append(WorkbookWriter.Cell(shown(.text(title(field)))))
        below.append(isDivided ? WorkbookWriter.Cell(shown(.text("Tổng số"))) : .empty)
      }
    }
    try writer.append(row: above)
    try writer.append(row: below)
    for (index, field) in fields.enumerated() {
      let isDivided = habits.sources == .columns && (field == .plan || field == .paid)
      if case .planOf = field { continue }
      if case .paidOf = field { continue }
      let width = isDivided ? KnownPortfolio.sources.count : 0
      if let first = CellReference(row: row, column: index + 1),
        let last = CellReference(row: row + (isDivided ? 0 : 1), column: index + 1 + width)
      {
        try writer.merge(CellArea(first, last))
      }
    }
    return row + 2
  }

  private func writeSecondTable(_ writer: inout WorkbookWriter) throws {
    try writer.append(row: [])
    try writer.append(row: ["TT", "Kế hoạch vốn năm 2026", "Tên dự án", "Ghi chú"].map { .text($0) })
    try writer.append(row: [WorkbookWriter.Cell(.whole(1)), WorkbookWriter.Cell(.whole(500)), .text("Dự án khác")])
  }
}
