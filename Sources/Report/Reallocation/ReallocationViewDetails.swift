import Disbursement
import Portfolio
import Rulebook

extension ReallocationTextPage {
  private static let listedLosers = 10
  private static let listedStaying = 8

  /// Projects that a milestone of their own gets less likely for.
  mutating func writeLosers() {
    guard let losers = selection.judgement?.losers, !losers.isEmpty else { return }
    heading(
      say(
        "DỰ ÁN KHÓ ĐẠT MỐC CỦA MÌNH HƠN (số mốc đạt trung bình; vốn: \(capital.unitName))",
        "PROJECTS WHOSE OWN MILESTONES GET LESS LIKELY (expected number met; plan in \(capital.unitName))"))
    var table = TextTable(columns: [
      .init(title: phrases.project.lowercased(), isFlexible: true),
      .init(title: say("vốn trước", "plan before"), alignment: .right),
      .init(title: say("sau", "after"), alignment: .right),
      .init(title: say("mốc trước", "met before"), alignment: .right),
      .init(title: say("sau", "after"), alignment: .right), .init(title: say("thay đổi", "change"), alignment: .right),
    ])
    for project in losers.prefix(Self.listedLosers) {
      table.rows.append([
        .init(selection.projectName(project.id)), .init(capital.amount(project.planBefore)),
        .init(capital.amount(project.planAfter)), .init(sentences.text(project.milestones.before, .count)),
        .init(sentences.text(project.milestones.after, .count)), change(project.milestones, .count),
      ])
    }
    self.table(table)
    paragraph(sentences.losersNote, style: .muted)
    writeRemainder(losers.count - Self.listedLosers, file: "judgement.csv")
  }

  /// Projects that are refused capital, or kept from giving it, and by what.
  mutating func writeStaying() {
    let staying = selection.staying.filter { entry in
      if case .fixed = entry.stay { false } else { true }
    }
    guard !staying.isEmpty else { return }
    heading(say("DỰ ÁN GIỮ NGUYÊN VÀ LÝ DO", "PROJECTS THAT STAY, AND WHY"))
    for (verdict, stay) in staying.prefix(Self.listedStaying) {
      let name = DisplayText.shortened("\(verdict.id) \(verdict.name)", to: width / 2)
      paragraph("\(name): \(sentences.stay(stay))")
    }
    let rest = staying.count - Self.listedStaying
    if rest > 0 {
      paragraph(
        say(
          "… và \(figures.count(rest)) dự án khác; xem từng dự án bằng --explain.",
          "… and \(figures.count(rest)) more; see each with --explain."), style: .muted)
    }
  }

  mutating func writeReading() {
    heading(say("CÁCH ĐỌC", "HOW TO READ THIS"))
    for (term, meaning) in sentences.reading { paragraph("\(term): \(meaning)") }
  }

  mutating func writeRunHeader() {
    heading(say("THÔNG TIN LẦN CHẠY", "RUN"))
    for (term, value) in sentences.runHeader { paragraph("\(term): \(value)") }
  }
}

extension ReallocationTextPage {
  mutating func writeExplanation(of id: String) {
    guard let verdict = selection.verdict(id) else { return }
    heading("\(verdict.id) · \(verdict.name)")
    let owner = verdict.owner.isEmpty ? "" : phrases.owner.lowercased() + " " + verdict.owner
    paragraph(
      [phrases.shortName(of: verdict.group), owner, verdict.isKeyProject ? phrases.keyProject : ""]
        .filter { !$0.isEmpty }.joined(separator: " · "))
    paragraph(sentences.outcome(of: verdict))
    for move in selection.moves(of: id) { paragraph(sentences.reason(of: move, naming: .names), indent: 3) }
    writeState(of: verdict)
    writeLevels(of: verdict)
    writeBounds(of: verdict)
  }

  private mutating func writeState(of verdict: ProjectVerdict) {
    let date = figures.date(selection.run.date)
    var table = TextTable(columns: [
      .init(title: "", isFlexible: true), .init(title: say("trước", "before"), alignment: .right),
      .init(title: say("sau", "after"), alignment: .right),
    ])
    func row(_ name: String, _ before: String, _ after: String) {
      table.rows.append([.init(name), .init(before), .init(after)])
    }
    row(
      say("kế hoạch vốn, \(capital.unitName)", "plan capital, \(capital.unitName)"), capital.amount(verdict.plan),
      capital.amount(verdict.planAfter))
    if let before = verdict.before, let after = verdict.after {
      row(
        say(
          "dự kiến còn dư đến \(date), \(capital.unitName)", "expected to stay unspent by \(date), \(capital.unitName)"),
        capital.amount(before.unspent), capital.amount(after.unspent))
      row(
        say("khả năng chi hết kế hoạch", "chance of spending the whole plan"), figures.percent(before.ofLastDong),
        figures.percent(after.ofLastDong))
      row(
        say("khả năng chi thêm nếu có thêm vốn", "chance of spending more, had it more"),
        figures.percent(before.ofNextDong), figures.percent(after.ofNextDong))
      if let first = before.milestones, let second = after.milestones {
        row(
          say("số mốc của dự án đạt, trung bình", "its own milestones met, expected number"),
          figures.number(first, places: 2), figures.number(second, places: 2))
      }
    }
    self.table(table)
  }

  /// The levels of its sources, which its chances stand against.
  private mutating func writeLevels(of verdict: ProjectVerdict) {
    for allocation in selection.allocations(of: verdict.id) {
      let name = selection.sourceName(allocation.sourceID)
      guard let level = selection.pool(source: allocation.sourceID, owner: verdict.owner)?.waterLevel else {
        paragraph(
          say(
            "Nguồn «\(name)»: không có vốn nào còn điều chuyển được.",
            "Source “\(name)”: nothing in it is free to move."))
        continue
      }
      let (next, last) = (level.next.map { figures.percent($0) } ?? "–", level.last.map { figures.percent($0) } ?? "–")
      paragraph(
        say(
          "Nguồn «\(name)»: khả năng chi thêm cao nhất còn lại \(next), khả năng chi phần vốn cuối thấp nhất còn lại \(last).",
          "Source “\(name)”: the highest chance of spending more that is left is \(next), the lowest of spending its last capital \(last)."
        ))
    }
  }

  /// With the rules that make them, once each.
  private mutating func writeBounds(of verdict: ProjectVerdict) {
    heading(say("GIỚI HẠN CỦA KẾ HOẠCH VỐN", "BOUNDS OF THE PLAN"))
    let allocations = selection.allocations(of: verdict.id)
    write(verdict.bounds)
    for allocation in allocations where allocations.count > 1 || allocation.bounds != verdict.bounds {
      paragraph(
        say(
          "Nguồn «\(selection.sourceName(allocation.sourceID))», ",
          "Source “\(selection.sourceName(allocation.sourceID))”, ")
          + "\(capital.amount(allocation.plan)) → \(capital.money(allocation.planAfter)):")
      write(allocation.bounds)
    }
    let bounds = ([verdict.bounds] + allocations.map(\.bounds)).flatMap { $0.floors + $0.ceilings }
    let cited = Set(bounds.compactMap(\.rule) + selection.moves(of: verdict.id).flatMap(\.rules))
    guard !cited.isEmpty else { return }
    heading(say("CĂN CỨ", "RULES"))
    for rule in cited.sorted(by: { $0.id < $1.id }) { paragraph(phrases.citation(of: rule)) }
  }

  private mutating func write(_ bounds: CapitalBounds) {
    for bound in bounds.floors { write(bound, say("thấp nhất", "at least")) }
    for bound in bounds.ceilings { write(bound, say("cao nhất", "at most")) }
  }

  private mutating func write(_ bound: CapitalBound, _ side: String) {
    paragraph("\(side) \(capital.money(bound.amount)): \(sentences.text(of: bound))", indent: 3)
  }
}
