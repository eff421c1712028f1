public import Disbursement
import Portfolio
public import Rulebook

/// The quarterly plan as a CSV table in the layout in which a commune submits it, in one language: the whole, groups (I, II, …), their
/// sources (1, 2, …) and the projects of each (1.1, 1.2, …). Amounts in whole dong; every heading is the sum of what it holds.
public enum QuarterlyPlanTable {
  public static let fileName = "quarterly-plan.csv"

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
    let columns = columns(of: schedule, language: language)
    try OutputTable.write(NumberedLine.all(plan.lines), columns, byteOrderMark, sink)
  }

  private static func columns(of schedule: PaymentSchedule, language: Language) -> [OutputColumn<NumberedLine>] {
    let words = PlanWords(schedule: schedule, language: language)
    func project(_ line: NumberedLine) -> ScheduledProject? {
      guard case .project(let index) = line.line.subject else { return nil }
      return schedule.projects[index]
    }
    let months = (0..<13).map { month in
      OutputColumn<NumberedLine>(words.month(month)) { .amount($0.line.payments.months[month]) }
    }
    let quarters = (0..<4).map { quarter in
      OutputColumn<NumberedLine>(words.quarter(quarter)) { .amount($0.line.payments.quarters[quarter]) }
    }
    return [
      OutputColumn(words.say("STT", "No.")) { .plain($0.number) },
      OutputColumn(words.say("Tên nhóm, nguồn vốn, dự án", "Group, source, project")) { .text(words.name($0.line)) },
      OutputColumn(words.say("Mã dự án", "Code")) { .text(project($0)?.id ?? "") },
      OutputColumn(words.say("Chủ đầu tư", "Owner")) { .text(project($0)?.owner ?? "") },
      OutputColumn(words.say("Kế hoạch vốn năm (đồng)", "Annual plan (dong)")) { .amount($0.line.plan) },
      OutputColumn(words.paidToDate) { .amount($0.line.paidToDate) },
    ] + months + quarters + [
      OutputColumn(words.say("Cộng cả năm", "Total")) { .amount($0.line.payments.total) },
      OutputColumn(words.say("Ghi chú", "Note")) { line in .text(project(line).map(words.note) ?? "") },
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
