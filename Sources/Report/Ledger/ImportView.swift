public import Portfolio
public import Rulebook

/// What became of the lines of a ledger, as text for a terminal: sums first, then everything that was not imported.
public enum ImportView {
  public enum Extent: Sendable {
    /// Long lists are cut, and say so.
    case short
    /// Every line.
    case whole
  }

  /// The whole view, ending in a line feed; no line takes more than `width` columns, at least ``TerminalReport/smallestWidth``.
  public static func render(
    _ posting: LedgerPosting, facts: ImportFacts, extent: Extent, language: Language, width: Int = 100,
    color: ColorMode = .none
  ) -> String {
    var page = ImportPage(
      posting: posting, facts: facts, extent: extent, phrases: Phrases(language: language),
      figures: Figures(language: language, plan: .zero), width: max(width, TerminalReport.smallestWidth), color: color)
    page.writeTitle()
    page.writeTotals()
    page.writeMonths()
    page.writeLines(of: .unmatched)
    page.writeLines(of: .otherYear)
    page.writeLines(of: .otherDays)
    page.writeChanges()
    page.writeWarnings()
    page.writeSkipped()
    if extent == .whole { page.writeLines(of: .imported) }
    page.writeNext()
    return page.lines.joined(separator: "\n") + "\n"
  }
}

/// The lines of the view while it is written.
private struct ImportPage: TextPage {
  let posting: LedgerPosting
  let facts: ImportFacts
  let extent: ImportView.Extent
  let phrases: Phrases
  let figures: Figures
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  /// Of a list on a terminal.
  private static let listed = 20

  init(
    posting: LedgerPosting, facts: ImportFacts, extent: ImportView.Extent, phrases: Phrases, figures: Figures,
    width: Int, color: ColorMode
  ) {
    self.posting = posting
    self.facts = facts
    self.extent = extent
    self.phrases = phrases
    self.figures = figures
    self.width = width
    self.color = color
  }

  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  /// To the dong.
  private func dong(_ money: Money) -> String { figures.count(Int(money.dong)) }

  mutating func writeTitle() {
    heading(say("NHẬP SỔ THANH TOÁN", "IMPORT OF A LEDGER OF PAYMENTS"))
    paragraph("\(facts.ledger) → \(facts.scenario)")
    for sentence in facts.reading { paragraph(sentence) }
  }

  mutating func writeTotals() {
    heading(say("CÁC DÒNG CỦA SỔ (đồng)", "THE LINES OF THE LEDGER (dong)"))
    let whole = posting.whole
    let kinds = PaymentKind.allCases.filter { whole.amounts[$0] != nil }
    var columns: [TextTable.Column] = [.init(title: ""), .init(title: say("dòng", "lines"), alignment: .right)]
    for kind in kinds { columns.append(.init(title: phrases.name(of: kind), alignment: .right)) }
    columns.append(.init(title: say("giải ngân", "disbursed"), alignment: .right))
    var table = TextTable(columns: columns)
    for part in LedgerFate.Class.allCases {
      let totals = posting.totals(of: part)
      let style: TextStyle = part == .unmatched && totals.count > 0 ? .bad : .plain
      table.rows.append(row(phrases.name(of: part), totals, kinds, style))
    }
    table.rows.append(row(say("cả sổ", "the ledger"), whole, kinds, .heading))
    self.table(table)
    guard posting.isComplete else { return }
    paragraph(
      say(
        "Không dòng nào bị bỏ: các phần cộng lại đúng bằng cả sổ, đến từng đồng của từng loại.",
        "No line is dropped: the parts add up to the ledger, to the dong of every kind."), style: .muted)
  }

  private func row(
    _ name: String, _ totals: LedgerPosting.Totals, _ kinds: [PaymentKind], _ style: TextStyle
  ) -> [TextTable.Cell] {
    var cells: [TextTable.Cell] = [.init(name, style), .init(figures.count(totals.count), style)]
    for kind in kinds { cells.append(.init(dong(totals.amounts[kind] ?? .zero), style)) }
    cells.append(.init(dong(totals.sums.paid), style))
    return cells
  }

  mutating func writeMonths() {
    var months: [Int: PaymentSums] = [:]
    for (place, sums) in posting.payments { months[place.month, default: PaymentSums()] += sums }
    guard !months.isEmpty else { return }
    let hasParts = months.values.contains { $0.advance != .zero || $0.recovered != .zero }
    heading(say("ĐÃ NHẬP THEO THÁNG (đồng)", "IMPORTED BY MONTH (dong)"))
    var table = TextTable(columns: [
      .init(title: say("tháng", "month")), .init(title: say("giải ngân", "disbursed"), alignment: .right),
    ])
    if hasParts {
      table.columns.append(.init(title: say("trong đó tạm ứng", "of it advances"), alignment: .right))
      table.columns.append(.init(title: say("thu hồi tạm ứng", "advances recovered"), alignment: .right))
    }
    for (month, sums) in months.sorted(by: { $0.key < $1.key }) {
      var row: [TextTable.Cell] = [.init(figures.monthName(month, of: facts.fiscalYear)), .init(dong(sums.paid))]
      if hasParts { row += [.init(dong(sums.advance)), .init(dong(sums.recovered))] }
      table.rows.append(row)
    }
    self.table(table)
  }

  mutating func writeLines(of part: LedgerFate.Class) {
    let wanted = zip(posting.lines, posting.fates).filter { $0.1.class == part }
    guard !wanted.isEmpty else { return }
    heading(phrases.title(of: part))
    var table = TextTable(columns: [
      .init(title: say("dòng", "row"), alignment: .right), .init(title: say("ngày", "day")),
      .init(title: say("chứng từ", "document")), .init(title: say("dự án", "project")),
      .init(title: say("nguồn", "source"), isFlexible: true), .init(title: say("đồng", "dong"), alignment: .right),
      .init(title: part == .imported ? say("vào", "into") : say("vì", "because"), isFlexible: true),
    ])
    for (line, fate) in shown(wanted) {
      let sums = line.sums(volume: posting.volume)
      table.rows.append([
        .init("\(line.row)"), .init(figures.date(line.day)), .init(line.number), .init(line.project),
        .init(line.source), .init(dong(sums.paid == .zero ? sums.recovered : sums.paid)),
        .init(phrases.text(of: fate, figures: figures, year: facts.fiscalYear)),
      ])
    }
    self.table(table)
    writeRest(wanted.count)
  }

  mutating func writeChanges() {
    if !facts.changes.isEmpty {
      heading(say("SỐ CỦA KỊCH BẢN ĐƯỢC THAY (đồng)", "WHAT THE SCENARIO RECORDED OTHERWISE (dong)"))
      write(facts.changes)
    }
    guard !facts.advances.isEmpty else { return }
    heading(say("DƯ TẠM ỨNG (đồng)", "OUTSTANDING ADVANCES (dong)"))
    write(facts.advances)
  }

  private mutating func write(_ changes: [ImportFacts.Change]) {
    let hasSource = changes.contains { !$0.source.isEmpty }
    var columns: [TextTable.Column] = [.init(title: say("dự án", "project"), isFlexible: true)]
    if hasSource { columns += [.init(title: say("nguồn", "source")), .init(title: say("tháng", "month"))] }
    columns += [
      .init(title: say("trước", "before"), alignment: .right), .init(title: say("sau", "after"), alignment: .right),
      .init(title: say("chênh lệch", "difference"), alignment: .right),
    ]
    var table = TextTable(columns: columns)
    for change in shown(changes) {
      var row: [TextTable.Cell] = [.init(change.project)]
      if hasSource {
        let month = change.month.map { figures.monthName($0, of: facts.fiscalYear) } ?? say("lũy kế", "to date")
        row += [.init(change.source), .init(month)]
      }
      let difference = change.after - change.before
      row += [.init(dong(change.before)), .init(dong(change.after))]
      row.append(.init((difference > .zero ? "+" : "") + dong(difference)))
      table.rows.append(row)
    }
    self.table(table)
    writeRest(changes.count)
  }

  mutating func writeWarnings() {
    guard !facts.warnings.isEmpty else { return }
    heading(say("CẦN XEM LẠI", "DOUBTFUL"))
    for warning in shown(facts.warnings) { paragraph("– \(warning)", style: .doubtful) }
    writeRest(facts.warnings.count)
  }

  mutating func writeSkipped() {
    guard !facts.skipped.isEmpty else { return }
    heading(say("KHÔNG PHẢI DÒNG THANH TOÁN", "ROWS THAT ARE NO PAYMENTS"))
    var table = TextTable(columns: [
      .init(title: say("dòng", "row"), alignment: .right), .init(title: say("vì", "because")),
      .init(title: say("nội dung", "text"), isFlexible: true),
    ])
    for row in shown(facts.skipped) { table.rows.append([.init("\(row.row)"), .init(row.reason), .init(row.text)]) }
    self.table(table)
    writeRest(facts.skipped.count)
  }

  mutating func writeNext() {
    guard !facts.next.isEmpty else { return }
    heading(say("VIỆC TIẾP THEO", "NEXT"))
    for sentence in facts.next { paragraph("– \(sentence)") }
  }

  private func shown<Element>(_ list: [Element]) -> ArraySlice<Element> {
    extent == .whole ? list[...] : list.prefix(Self.listed)
  }

  private mutating func writeRest(_ count: Int) {
    guard extent == .short, count > Self.listed else { return }
    let rest = figures.count(count - Self.listed)
    paragraph(say("… và \(rest) mục khác trong báo cáo nhập", "… and \(rest) more in the report"), style: .muted)
  }
}
