public import Disbursement
public import Portfolio
public import Rulebook

/// A proposal to move capital as text for a terminal: the first screen says what is proposed, what it is worth and how sure that is.
public enum ReallocationView {
  /// The whole view, ending in a line feed; `portfolio` is that of the proposal.
  ///
  /// No line takes more than `width` columns, at least ``TerminalReport/smallestWidth``.
  public static func render(
    _ proposal: ReallocationProposal, portfolio: Portfolio, language: Language, width: Int = 100,
    color: ColorMode = .none
  ) -> String {
    var page = ReallocationTextPage(proposal, portfolio: portfolio, language: language, width: width, color: color)
    page.writeTitle()
    page.writeMoves()
    page.writeMilestones()
    page.writeUnits()
    page.writeLosers()
    page.writeStaying()
    page.writeReading()
    page.writeRunHeader()
    return page.lines.joined(separator: "\n") + "\n"
  }

  /// Why projects give, receive or stay, ending in a line feed; ids that the proposal does not have are passed over.
  public static func explain(
    _ projects: [String], of proposal: ReallocationProposal, portfolio: Portfolio, language: Language,
    width: Int = 100, color: ColorMode = .none
  ) -> String {
    var page = ReallocationTextPage(proposal, portfolio: portfolio, language: language, width: width, color: color)
    for id in projects { page.writeExplanation(of: id) }
    return page.lines.joined(separator: "\n") + "\n"
  }

  /// The reason of each move in one sentence, in the order of the moves.
  public static func reasons(_ proposal: ReallocationProposal, portfolio: Portfolio) -> [BilingualText] {
    let selection = ReallocationSelection(proposal, portfolio: portfolio)
    let vi = ReallocationSentences(selection: selection, language: .vi)
    let en = ReallocationSentences(selection: selection, language: .en)
    return proposal.moves.map {
      BilingualText(vi: vi.reason(of: $0, naming: .names), en: en.reason(of: $0, naming: .names))
    }
  }
}

/// The lines of the view while it is written.
struct ReallocationTextPage: TextPage {
  let selection: ReallocationSelection
  let sentences: ReallocationSentences
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  private static let listedMoves = 12
  private static let explainedMoves = 6

  init(
    _ proposal: ReallocationProposal, portfolio: Portfolio, language: Language, width: Int, color: ColorMode
  ) {
    selection = ReallocationSelection(proposal, portfolio: portfolio)
    sentences = ReallocationSentences(selection: selection, language: language)
    self.width = max(width, TerminalReport.smallestWidth)
    self.color = color
  }

  var proposal: ReallocationProposal { selection.proposal }
  var phrases: Phrases { sentences.phrases }
  var figures: Figures { sentences.figures }
  var capital: Figures { sentences.capital }
  func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  mutating func writeTitle() {
    let run = selection.run
    heading("\(run.scenario) · \(sentences.title.uppercased())")
    paragraph(
      [
        phrases.dataUntil(figures.date(run.asOf)), phrases.countOfProjects(figures.count(proposal.projects.count)),
        say("kế hoạch vốn ", "plan capital ") + figures.money(selection.plan),
        say("kỳ điều chỉnh ", "window ") + figures.date(run.window),
        say("tính đến ", "counted until ") + figures.date(run.date),
      ].joined(separator: " · "))
    paragraph(sentences.proposed)
    let isGain = (selection.judgement?.objective.interval.lowerBound ?? 0) > 0
    paragraph(sentences.gain, style: isGain ? .good : .doubtful)
    for text in [sentences.samples, sentences.distance, sentences.losers, sentences.information] where !text.isEmpty {
      paragraph(text)
    }
  }

  mutating func writeMoves() {
    guard !proposal.moves.isEmpty else { return }
    heading(
      say("ĐIỀU CHUYỂN (\(capital.unitName))", "MOVES (\(capital.unitName))"))
    var table = TextTable(columns: [
      .init(title: "", alignment: .right), .init(title: phrases.source.lowercased()),
      .init(title: say("cắt giảm", "from"), isFlexible: true), .init(title: say("bổ sung", "to"), isFlexible: true),
      .init(title: say("số vốn", "amount"), alignment: .right),
    ])
    for (index, move) in proposal.moves.prefix(Self.listedMoves).enumerated() {
      table.rows.append([
        .init("\(index + 1)"), .init(move.sourceID), .init(selection.projectName(move.giverID)),
        .init(selection.projectName(move.receiverID)), .init(capital.amount(move.amount)),
      ])
    }
    self.table(table)
    writeRemainder(proposal.moves.count - Self.listedMoves, file: "moves.csv")
    heading(say("VÌ SAO", "WHY"))
    for (index, move) in proposal.moves.prefix(Self.explainedMoves).enumerated() {
      paragraph("\(index + 1). \(sentences.reason(of: move))")
    }
    writeRemainder(proposal.moves.count - Self.explainedMoves, file: "moves.csv")
  }

  mutating func writeMilestones() {
    guard let milestones = selection.judgement?.milestones, !milestones.isEmpty else { return }
    heading(
      say(
        "CÁC MỐC CỦA NHÓM SAU KỲ ĐIỀU CHỈNH (xác suất; thay đổi ± sai số, điểm %)",
        "MILESTONES OF THE GROUPS AFTER THE WINDOW (probability; change ± error in points)"))
    var table = TextTable(columns: [
      .init(title: phrases.milestone.lowercased()), .init(title: phrases.group.lowercased(), isFlexible: true),
      .init(title: phrases.due.lowercased()), .init(title: phrases.required.lowercased(), alignment: .right),
      .init(title: say("trước", "before"), alignment: .right), .init(title: say("sau", "after"), alignment: .right),
      .init(title: say("thay đổi", "change"), alignment: .right),
    ])
    for milestone in milestones {
      table.rows.append([
        .init(milestone.ruleID), .init(phrases.shortName(of: milestone.group)),
        .init(figures.shortDate(milestone.date)),
        .init(figures.plainNumber(milestone.requiredShare.value * 100) + "%"),
        .init(figures.probability(milestone.probability.before)),
        .init(figures.probability(milestone.probability.after)), change(milestone.probability, .probability),
      ])
    }
    self.table(table)
  }

  mutating func writeUnits() {
    guard let judgement = selection.judgement else { return }
    let date = figures.date(selection.run.date)
    heading(
      say(
        "KẾ HOẠCH VÀ GIẢI NGÂN TRUNG BÌNH ĐẾN \(date) (\(figures.unitName))",
        "PLAN AND MEAN DISBURSED BY \(date) (\(figures.unitName))"))
    var table = TextTable(columns: [
      .init(title: say("nhóm, nguồn vốn", "group, source"), isFlexible: true),
      .init(title: say("vốn trước", "plan before"), alignment: .right),
      .init(title: say("sau", "after"), alignment: .right),
      .init(title: say("giải ngân trước", "paid before"), alignment: .right),
      .init(title: say("sau", "after"), alignment: .right),
      .init(title: say("thay đổi", "change"), alignment: .right),
    ])
    for (group, unit) in selection.judgedGroups { table.rows.append(row(phrases.shortName(of: group), unit)) }
    for unit in judgement.sources { table.rows.append(row(selection.sourceName(unit.id), unit)) }
    table.rows.append([
      .init(phrases.total), .init(figures.amount(selection.plan)), .init(figures.amount(selection.plan)),
      .init(sentences.text(judgement.whole.before, .dong)), .init(sentences.text(judgement.whole.after, .dong)),
      change(judgement.whole, .dong),
    ])
    self.table(table)
  }

  private func row(_ name: String, _ unit: JudgedUnit) -> [TextTable.Cell] {
    [
      .init(name), .init(figures.amount(unit.planBefore)), .init(figures.amount(unit.planAfter)),
      .init(sentences.text(unit.disbursed.before, .dong)), .init(sentences.text(unit.disbursed.after, .dong)),
      change(unit.disbursed, .dong),
    ]
  }

  func change(_ pair: PairedDifference, _ measure: ReallocationSentences.Measure) -> TextTable.Cell {
    let style: TextStyle = pair.interval.lowerBound > 0 ? .good : pair.interval.upperBound < 0 ? .bad : .plain
    return TextTable.Cell(sentences.difference(pair, measure), style)
  }

  mutating func writeRemainder(_ rest: Int, file: String) {
    guard rest > 0 else { return }
    paragraph(
      say("… và \(figures.count(rest)) dòng khác trong \(file).", "… and \(figures.count(rest)) more in \(file)."),
      style: .muted)
  }
}
