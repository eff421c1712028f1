import Disbursement
import Portfolio
import Rulebook

/// Puts a period report together as a letter: the order of its sections, and which tables stand where.
struct PeriodLetter {
  let report: PeriodReport
  let portfolio: Portfolio
  let sentences: PeriodSentences
  let tables: PeriodTables

  init(_ report: PeriodReport, portfolio: Portfolio, issuer: String, addressee: String, language: Language) {
    self.report = report
    self.portfolio = portfolio
    sentences = PeriodSentences(report: report, issuer: issuer, addressee: addressee, language: language)
    tables = PeriodTables(report: report, sentences: sentences)
  }

  private var phrases: Phrases { sentences.phrases }
  private var figures: Figures { sentences.figures }
  private func say(_ vi: String, _ en: String) -> String { sentences.say(vi, en) }

  var letter: Letter {
    Letter(
      language: phrases.language, opening: opening, introduction: [sentences.introduction],
      sections: numbered([
        results, milestones, forecast, late, proposals, advances, owners, recommendations,
      ]), closing: closing, appendixTitle: say("PHỤ LỤC", "APPENDICES"), appendices: appendices,
      rulesTitle: say("Quy định viện dẫn", "Rules cited"), rules: citedRules.map(phrases.citation),
      runTitle: say("Nguồn gốc số liệu", "Where the figures come from"), run: run,
      runNote: say(
        "Mọi số dự báo của báo cáo là kết quả của lần chạy này; cùng số liệu, quy định, mầm ngẫu nhiên, số lần mô phỏng và bộ tính thì cho đúng kết quả này.",
        "Every forecast figure of this report is a result of this run; the same data, rulebook, seed, replications and engine give exactly this result."
      ))
  }

  private func numbered(_ sections: [Letter.Section]) -> [Letter.Section] {
    sections.enumerated().map { index, section in
      Letter.Section(title: "\(phrases.roman(index + 1)). \(section.title)", blocks: section.blocks)
    }
  }

  private var opening: Letter.Opening {
    let heading = FormTable.Heading.administrative(issuer: [sentences.issuer], language: phrases.language)
    return Letter.Opening(
      issuer: sentences.issuer.uppercased(), number: say("Số: ……/BC-……", "No.: ……/BC-……"), motto: heading.motto,
      dateline: say(
        "……………, ngày …… tháng …… năm \(report.period.lastDay.year)", "……………, …… / …… / \(report.period.lastDay.year)"),
      kind: say("BÁO CÁO", "REPORT"), subject: sentences.subject,
      addressee: say("Kính gửi: ", "To: ") + sentences.addressee)
  }

  private func paragraphs(_ texts: String...) -> [Letter.Block] {
    texts.filter { !$0.isEmpty }.map { .paragraph($0) }
  }

  // MARK: Sections

  private var results: Letter.Section {
    Letter.Section(
      title: say("KẾT QUẢ THỰC HIỆN VÀ GIẢI NGÂN", "WHAT WAS DONE AND DISBURSED"),
      blocks: paragraphs(sentences.results) + [.table(tables.byGroup), .table(tables.bySource)])
  }

  private var milestones: Letter.Section {
    let milestones = report.milestones.isEmpty ? [] : [Letter.Block.table(tables.milestones)]
    let deadlines = report.deadlines.isEmpty ? [] : [Letter.Block.table(tables.deadlines)]
    return Letter.Section(
      title: say("ĐÁNH GIÁ THEO MỐC VÀ THỜI HẠN", "AGAINST THE MILESTONES AND DEADLINES"),
      blocks: paragraphs(sentences.milestonesDue, sentences.milestonesNext) + milestones + deadlines)
  }

  private var forecast: Letter.Section {
    Letter.Section(
      title: say("DỰ BÁO ĐẾN HẾT NĂM", "FORECAST TO THE END OF THE YEAR"),
      blocks: paragraphs(sentences.expectation, sentences.lapse) + [.table(tables.forecast)])
  }

  private var late: Letter.Section {
    let table = report.late.isEmpty ? [] : [Letter.Block.table(tables.late)]
    let pointer =
      report.late.isEmpty
      ? ""
      : say(
        "Nguyên nhân và việc cần làm của từng dự án ở Phụ lục II.",
        "Appendix II says of each project why, and what is needed.")
    return Letter.Section(
      title: say("DỰ ÁN CHẬM VÀ NGUYÊN NHÂN", "LATE PROJECTS AND WHY"),
      blocks: paragraphs(
        sentences.lateCounts, sentences.missingParts, sentences.bindingActivities, sentences.largestDrivers, pointer)
        + table)
  }

  private var proposalTables: ProposalTables? {
    report.proposals.proposal.map { ProposalTables(tables, $0, portfolio: portfolio) }
  }

  private var proposals: Letter.Section {
    let title = say("ĐỀ XUẤT ĐIỀU CHỈNH KẾ HOẠCH VỐN", "PROPOSED ADJUSTMENT OF THE PLAN")
    guard let proposals = proposalTables else {
      return Letter.Section(title: title, blocks: paragraphs(noProposal))
    }
    let rule = report.rules.review.first.map { say("Căn cứ ", "Rule ") + phrases.citation(of: $0) } ?? ""
    guard let proposal = report.proposals.proposal, !proposal.isPresentPlan else {
      return Letter.Section(title: title, blocks: paragraphs(proposals.sentences.proposed, rule))
    }
    let sentences = proposals.sentences
    return Letter.Section(
      title: title,
      blocks: paragraphs(
        sentences.proposed, sentences.gain, sentences.samples, rule,
        say("Lý do của từng lượt điều chuyển ở Phụ lục III.", "Appendix III says why, move by move."))
        + [.table(proposals.changes)])
  }

  private var noProposal: String {
    guard case .impossible(let invalid) = report.proposals else {
      return say(
        "Báo cáo này không lập đề xuất điều chỉnh kế hoạch vốn.", "This report makes no proposal to adjust the plan.")
    }
    for case .noWindowLeft(_, let last?) in invalid.problems {
      let date = figures.date(last)
      return say(
        "Kỳ điều chỉnh cuối cùng của năm (\(date)) đã qua, không còn đề xuất điều chỉnh.",
        "The last window of the year (\(date)) is past; no adjustment can be proposed any more.")
    }
    return say(
      "Bộ quy định không có kỳ điều chỉnh nào còn áp dụng được, nên không có đề xuất.",
      "The rulebook has no window that still applies, so nothing is proposed.")
  }

  private var advances: Letter.Section {
    let duty = report.rules.advances.first { $0.id == $0.family }.map { phrases.citation(of: $0) } ?? ""
    let table = report.advances.overdue.isEmpty ? [] : [Letter.Block.table(tables.overdueAdvances)]
    return Letter.Section(
      title: say("TẠM ỨNG QUÁ HẠN", "OVERDUE ADVANCES"),
      blocks: paragraphs(duty, sentences.advances, sentences.unknownAdvances) + table)
  }

  private var owners: Letter.Section {
    let goal = report.rules.goal.first.map { phrases.citation(of: $0) } ?? ""
    return Letter.Section(
      title: say("TRÁCH NHIỆM CỦA CHỦ ĐẦU TƯ", "RESPONSIBILITY OF THE OWNERS"),
      blocks: paragraphs(goal) + [.table(tables.owners)])
  }

  private var recommendations: Letter.Section {
    let items = sentences.recommendations
    let none = say("Không có kiến nghị.", "Nothing is asked for.")
    return Letter.Section(
      title: say("KIẾN NGHỊ", "RECOMMENDATIONS"), blocks: items.isEmpty ? paragraphs(none) : [.list(items)])
  }

  private var closing: Letter.Closing {
    let subject = sentences.subject.lowercasedFirst
    return Letter.Closing(
      sentence: say(
        "Trên đây là báo cáo \(subject), \(sentences.issuer) kính gửi \(sentences.addressee) xem xét, tổng hợp./.",
        "This is the report on the \(subject), submitted by \(sentences.issuer) to the \(sentences.addressee)."),
      recipientsTitle: say("Nơi nhận:", "Copies:"),
      recipients: [say("- Như trên;", "- As above;"), say("- Lưu: VT, ……", "- File: ……")],
      signature: FormTable.Signature(
        role: say("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE UNIT"),
        hint: say("(Ký, ghi rõ họ tên, đóng dấu)", "(signature, full name, seal)")))
  }

  private var appendices: [FormTable] {
    let causes = report.late.isEmpty ? [] : [tables.causes]
    let moves =
      report.proposals.proposal.map { $0.moves.isEmpty } ?? true ? [] : [proposalTables?.moves].compactMap { $0 }
    return [tables.projects] + causes + moves
  }

  // MARK: Where it comes from

  /// Each once, in the order in which the report speaks of them.
  private var citedRules: [Rule] {
    let moves = (report.proposals.proposal?.moves ?? []).flatMap(\.rules)
    var known: Set<String> = []
    return (report.rules.all + moves).filter { known.insert($0.id).inserted }
  }

  private var run: [(term: String, value: String)] {
    let run = report.run
    return [
      (say("Kịch bản", "Scenario"), run.scenario),
      (say("Kỳ báo cáo", "Period"), report.period.description),
      (say("Ngày số liệu", "As of"), figures.date(run.asOf)),
      (say("Quy định", "Rulebook"), "\(run.rulebook) — \(run.rulebookTitle[phrases.language])"),
      (say("Giả định", "Assumptions"), run.assumptions),
      (say("Số lần mô phỏng", "Replications"), figures.count(run.replications)),
      (say("Mầm ngẫu nhiên", "Seed"), String(run.seed)),
      (say("Bộ tính", "Engine"), "giaingan \(run.engine)"),
      (say("Mã băm số liệu vào", "Input digest"), run.inputDigest.isEmpty ? "–" : run.inputDigest),
    ]
  }
}
