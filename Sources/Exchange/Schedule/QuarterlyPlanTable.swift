public import Disbursement
import Portfolio
public import Rulebook

/// The quarterly plan as a CSV table in the layout in which a commune submits it, in one language: the whole, groups (I, II, …), their
/// sources (1, 2, …) and the projects of each (1.1, 1.2, …). Amounts in whole dong; every heading is the sum of what it holds.
public enum QuarterlyPlanTable {
  private static let name = "quarterly-plan"
  public static let fileName = "\(name).csv"

  public static func encode(
    _ plan: QuarterlyPlan, of schedule: PaymentSchedule, language: Language,
    byteOrderMark: ForecastTables.ByteOrderMark
  ) -> [UInt8] {
    var text: [UInt8] = []
    write(plan, of: schedule, language: language, byteOrderMark: byteOrderMark) { text.append(contentsOf: $0) }
    return text
  }

  /// Hands the table on in pieces of about a megabyte.
  public static func write<Failure: Error>(
    _ plan: QuarterlyPlan, of schedule: PaymentSchedule, language: Language,
    byteOrderMark: ForecastTables.ByteOrderMark, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try table(plan, of: schedule, language: language).writeCSV(byteOrderMark, to: sink)
  }

  static func table(_ plan: QuarterlyPlan, of schedule: PaymentSchedule, language: Language) -> OutputTable {
    OutputTable(name, NumberedLine.all(plan.lines), columns(of: schedule, language: language))
  }

  private static func columns(of schedule: PaymentSchedule, language: Language) -> [OutputColumn<NumberedLine>] {
    let words = PlanWords(schedule: schedule, language: language)
    func project(_ line: NumberedLine) -> ScheduledProject? {
      guard case .project(let index) = line.line.subject else { return nil }
      return schedule.projects[index]
    }
    let months = (0..<13).map { month in
      OutputColumn<NumberedLine>.amount(words.month(month)) { $0.line.payments.months[month] }
    }
    let quarters = (0..<4).map { quarter in
      OutputColumn<NumberedLine>.amount(words.quarter(quarter)) { $0.line.payments.quarters[quarter] }
    }
    return [
      .word(words.say("STT", "No.")) { $0.number },
      .name(words.say("Tên nhóm, nguồn vốn, dự án", "Group, source, project")) { words.name($0.line) },
      .id(words.say("Mã dự án", "Code")) { project($0)?.id },
      .name(words.say("Chủ đầu tư", "Owner")) { project($0)?.owner },
      .amount(words.say("Kế hoạch vốn năm (đồng)", "Annual plan (dong)")) { $0.line.plan },
      .amount(words.paidToDate) { $0.line.paidToDate },
    ] + months + quarters + [
      .amount(words.say("Cộng cả năm", "Total")) { $0.line.payments.total },
      .sentence(words.say("Ghi chú", "Note")) { project($0).map(words.note) },
    ]
  }
}

/// A line with the number that official tables give it.
private struct NumberedLine {
  var number: String
  var line: QuarterlyPlan.Line

  static func all(_ lines: [QuarterlyPlan.Line]) -> [NumberedLine] {
    var counter = PlanNumbering()
    return lines.map { NumberedLine(number: counter.next($0.subject), line: $0) }
  }
}

/// The words of the table in one language.
private struct PlanWords {
  var schedule: PaymentSchedule
  var language: Language
  private let sources: [String: String]

  init(schedule: PaymentSchedule, language: Language) {
    self.schedule = schedule
    self.language = language
    sources = Dictionary(schedule.sources.map { ($0.id, $0.name) }) { first, _ in first }
  }

  func say(_ vi: String, _ en: String) -> String { BilingualText(vi: vi, en: en)[language] }

  var paidToDate: String {
    let day = PhraseText.date(schedule.run.asOf)
    return say("Đã giải ngân đến \(day.vi)", "Disbursed until \(day.en)")
  }

  func month(_ index: Int) -> String {
    let year = schedule.run.fiscalYear.year
    return index < 12
      ? say("Tháng \(index + 1)/\(year)", "\(year)-\(index < 9 ? "0" : "")\(index + 1)")
      : say("Tháng 1/\(year + 1)", "\(year + 1)-01")
  }

  func quarter(_ index: Int) -> String {
    let roman = ["I", "II", "III", "IV"][index]
    return say("Quý \(roman)", "Quarter \(roman)")
  }

  func name(_ line: QuarterlyPlan.Line) -> String {
    switch line.subject {
    case .whole: say("TỔNG SỐ", "TOTAL")
    case .group(let group): group.title[language]
    case .source(let id): sources[id].flatMap { $0.isEmpty ? nil : $0 } ?? id
    case .project(let index): schedule.projects[index].name
    }
  }

  /// The milestones of the project that the plan does not meet.
  func note(_ project: ScheduledProject) -> String {
    project.milestones.filter { $0.shortfall > .zero }.map { milestone in
      let (day, missing) = (PhraseText.date(milestone.date), PhraseText.amount(milestone.shortfall, in: .million))
      return say("thiếu so với mốc \(day.vi): \(missing.vi)", "short of the milestone of \(day.en): \(missing.en)")
    }.joined(separator: "; ")
  }
}
