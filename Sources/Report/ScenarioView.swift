public import Disbursement
public import Portfolio
public import Rulebook
import Stochastics

/// What the program understood of a scenario, before anything is simulated.
public enum ScenarioView {
  /// The whole view, ending in a line feed; `warnings` are whole sentences in the language.
  ///
  /// No line takes more than `width` columns, at least ``TerminalReport/smallestWidth``.
  public static func render(
    _ inputs: ForecastInputs, records: FinanceRecords = FinanceRecords(), settings: ForecastSettings,
    warnings: [String], language: Language, width: Int = 100, color: ColorMode = .none
  ) -> String {
    var page = ScenarioPage(
      inputs: inputs, phrases: Phrases(language: language),
      figures: Figures(language: language, plan: inputs.portfolio.plan),
      width: max(width, TerminalReport.smallestWidth), color: color)
    page.writeHeader(settings)
    page.writeGroups()
    page.writeSources()
    page.writeMilestones()
    page.writeDeadlines()
    page.writeRecords(records)
    page.writeAssumptions()
    page.writeTargets(settings.targets)
    page.writeWarnings(warnings)
    return page.lines.joined(separator: "\n") + "\n"
  }
}

private struct ScenarioPage: TextPage {
  let inputs: ForecastInputs
  let phrases: Phrases
  let figures: Figures
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  init(inputs: ForecastInputs, phrases: Phrases, figures: Figures, width: Int, color: ColorMode) {
    self.inputs = inputs
    self.phrases = phrases
    self.figures = figures
    self.width = width
    self.color = color
  }

  private var portfolio: Portfolio { inputs.portfolio }

  mutating func writeHeader(_ settings: ForecastSettings) {
    let verdict = phrases.say("dùng được để dự báo", "can be forecast")
    heading("\(inputs.scenarioName) — \(verdict)")
    paragraph(
      [
        phrases.say("năm kế hoạch \(portfolio.fiscalYear.year)", "plan year \(portfolio.fiscalYear.year)"),
        phrases.dataUntil(figures.date(portfolio.asOf)),
        phrases.say(
          "\(figures.count(settings.replications)) lần mô phỏng, mầm ngẫu nhiên \(settings.seed)",
          "\(figures.count(settings.replications)) replications, seed \(settings.seed)"),
      ].joined(separator: " · "))
    paragraph(
      [
        phrases.countOfProjects(figures.count(portfolio.projects.count)),
        phrases.say(
          "\(figures.count(allocationCount)) khoản bố trí vốn", "\(figures.count(allocationCount)) allocations"),
        count(of: \.owner, phrases.say("chủ đầu tư", "owners")),
        count(of: \.locality, phrases.say("địa bàn", "localities")),
        count(of: \.contractor, phrases.say("nhà thầu", "contractors")),
        count(of: \.sector, phrases.say("lĩnh vực", "sectors")),
      ].joined(separator: " · "))
    if !inputs.inputDigest.isEmpty {
      paragraph(phrases.say("mã băm số liệu vào: ", "input digest: ") + inputs.inputDigest)
    }
  }

  mutating func writeGroups() {
    heading(phrases.say("KẾ HOẠCH THEO NHÓM", "PLAN BY GROUP") + " (\(figures.unitName))")
    var table = TextTable(columns: planColumns)
    for group in ProjectGroup.allCases {
      let members = portfolio.projects.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      table.rows.append(
        planRow(phrases.name(of: group), members.count, sum(members.map(\.plan)), sum(members.map(\.paidToDate))))
    }
    table.rows.append(
      planRow(phrases.total, portfolio.projects.count, portfolio.plan, portfolio.paidToDate))
    self.table(table)
  }

  mutating func writeSources() {
    heading(phrases.say("KẾ HOẠCH THEO NGUỒN VỐN", "PLAN BY SOURCE") + " (\(figures.unitName))")
    var table = TextTable(columns: planColumns + [.init(title: phrases.say("bảo đảm", "cash"), isFlexible: true)])
    var sums: [String: (count: Int, plan: Money, paid: Money)] = [:]
    for allocation in portfolio.projects.lazy.flatMap(\.allocations) {
      let sum = sums[allocation.sourceID] ?? (0, .zero, .zero)
      sums[allocation.sourceID] = (sum.count + 1, sum.plan + allocation.plan, sum.paid + allocation.paidToDate)
    }
    for source in portfolio.sources {
      let sum = sums[source.id] ?? (0, .zero, .zero)
      let name = source.name.isEmpty || source.name == source.id ? source.id : "\(source.id) \(source.name)"
      table.rows.append(
        planRow(name, sum.count, sum.plan, sum.paid)
          + [.init(cash(of: source))])
    }
    self.table(table)
  }

  mutating func writeMilestones() {
    heading(phrases.say("MỐC ÁP DỤNG", "MILESTONES THAT APPLY"))
    paragraph("\(inputs.rulebook.id) — \(inputs.rulebook.title[phrases.language])", style: .muted)
    var table = TextTable(columns: [
      .init(title: phrases.say("quy định", "rule")), .init(title: phrases.group.lowercased(), isFlexible: true),
      .init(title: phrases.due.lowercased()), .init(title: phrases.required.lowercased(), alignment: .right),
      .init(title: figures.unitName, alignment: .right),
      .init(title: phrases.say("dự án", "projects"), alignment: .right),
    ])
    for milestone in inputs.rulebook.milestones {
      let members = portfolio.projects.filter { $0.group == milestone.group }
      guard !members.isEmpty else { continue }
      let required = sum(members.map(\.plan)).shareRoundedUp(milestone.share)
      table.rows.append([
        .init(milestone.ruleID), .init(phrases.name(of: milestone.group)), .init(figures.date(milestone.date)),
        .init("≥ \(figures.plainNumber(milestone.share.value * 100))%"), .init(figures.amount(required)),
        .init(figures.count(members.count)),
      ])
    }
    tableOrNone(table)
  }

  mutating func writeDeadlines() {
    heading(phrases.say("THỜI HẠN ÁP DỤNG", "DEADLINES THAT APPLY"))
    var table = TextTable(columns: [
      .init(title: phrases.say("quy định", "rule")), .init(title: phrases.group.lowercased(), isFlexible: true),
      .init(title: phrases.say("việc", "what"), isFlexible: true), .init(title: phrases.due.lowercased()),
      .init(title: phrases.say("dự án", "projects"), alignment: .right),
    ])
    for deadline in inputs.rulebook.deadlines {
      let count = portfolio.projects.count { $0.group == deadline.group }
      guard count > 0 else { continue }
      table.rows.append([
        .init(deadline.ruleID), .init(phrases.name(of: deadline.group)),
        .init(phrases.name(ofDeadline: deadline.activity)), .init(figures.date(deadline.date)),
        .init(figures.count(count)),
      ])
    }
    tableOrNone(table)
  }

  mutating func writeRecords(_ records: FinanceRecords) {
    guard !records.isEmpty else { return }
    heading(phrases.say("SỐ LIỆU CHO BIỂU MẪU", "RECORDS FOR OFFICIAL FORMS"))
    let outstanding = records.advances.reduce(Money.zero) { $0 + $1.outstanding }
    let months = records.paymentParts.values.reduce(0) { $0 + $1.count }
    let parts = [
      (records.particulars.count, phrases.say("dự án có thông tin pháp lý", "projects with particulars")),
      (records.settlements.count, phrases.say("khoản bố trí vốn có số quyết toán", "allocations with settlement")),
      (
        records.advances.count,
        phrases.say(
          "khoản tạm ứng chưa thu hồi (\(figures.money(outstanding)))",
          "advances outstanding (\(figures.money(outstanding)))")
      ),
      (months, phrases.say("số tháng tách tạm ứng, thu hồi", "monthly payments with advance and recovery")),
    ]
    paragraph(parts.filter { $0.0 > 0 }.map { "\(figures.count($0.0)) \($0.1)" }.joined(separator: " · "))
  }

  mutating func writeAssumptions() {
    heading(phrases.say("GIẢ ĐỊNH", "ASSUMPTIONS") + ": \(inputs.assumptions.name)")
    let ownNetworks = portfolio.projects.count { $0.network != nil }
    let all = portfolio.projects.count
    paragraph(
      ownNetworks == all
        ? phrases.say(
          "Cả \(all) dự án có tiến độ công việc riêng.", "All \(all) projects list their own activities.")
        : phrases.say(
          "\(ownNetworks) dự án có tiến độ công việc riêng; các dự án khác theo mẫu của nhóm.",
          "\(ownNetworks) projects list their own activities; the others follow their group's template."))
    var table = TextTable(columns: [
      .init(title: phrases.say("mã", "id")),
      .init(title: phrases.say("nguyên nhân", "risk driver"), isFlexible: true),
      .init(title: phrases.say("chung cho", "shared within")),
      .init(title: phrases.say("xác suất", "probability"), alignment: .right),
      .init(title: phrases.say("tác động", "effect"), isFlexible: true),
    ])
    for driver in inputs.assumptions.drivers {
      table.rows.append([
        .init(driver.id), .init(driver.name[phrases.language]), .init(phrases.name(of: driver.scope)),
        .init(figures.percent(driver.probability, places: 0)), .init(phrases.name(of: driver.effect)),
      ])
    }
    tableOrNone(table)
  }

  mutating func writeTargets(_ targets: [Target]) {
    guard !targets.isEmpty else { return }
    heading(phrases.say("MỤC TIÊU ĐẶT RA", "TARGETS SET"))
    for target in targets {
      let rate = figures.plainNumber(target.rate.value * 100) + "%"
      let probability = figures.plainNumber(target.probability * 100) + "%"
      paragraph(
        phrases.say(
          "ít nhất \(rate) kế hoạch đến \(figures.date(target.date)) với xác suất ít nhất \(probability)",
          "at least \(rate) of plan by \(figures.date(target.date)) with probability at least \(probability)"))
    }
  }

  mutating func writeWarnings(_ warnings: [String]) {
    heading(phrases.say("CẢNH BÁO", "WARNINGS"))
    if warnings.isEmpty { paragraph(phrases.say("Không có", "None")) }
    for warning in warnings { paragraph(warning, style: .doubtful) }
  }

  private var allocationCount: Int { portfolio.projects.reduce(0) { $0 + $1.allocations.count } }

  private var planColumns: [TextTable.Column] {
    [
      .init(title: "", isFlexible: true), .init(title: phrases.say("dự án", "projects"), alignment: .right),
      .init(title: phrases.plan.lowercased(), alignment: .right),
      .init(title: phrases.say("đã giải ngân", "disbursed"), alignment: .right),
      .init(title: phrases.say("tỷ lệ", "rate"), alignment: .right),
    ]
  }

  private func planRow(_ name: String, _ count: Int, _ plan: Money, _ paid: Money) -> [TextTable.Cell] {
    [
      .init(name), .init(figures.count(count)), .init(figures.amount(plan)), .init(figures.amount(paid)),
      .init(figures.percent(paid.rate(of: plan))),
    ]
  }

  private func cash(of source: FundingSource) -> String {
    var words: String
    switch source.kind {
    case .transfer: words = phrases.say("được cấp", "assured")
    case .revenue(let revenue):
      words = phrases.say(
        "theo số thu, dự kiến \(figures.amount(revenue.expected))",
        "from revenue, \(figures.amount(revenue.expected)) expected")
    }
    if let day = source.payUntil {
      words += phrases.say(", chi đến \(figures.date(day))", ", paid until \(figures.date(day))")
    }
    return words
  }

  private func count(of name: KeyPath<Project, String>, _ noun: String) -> String {
    let names = Set(portfolio.projects.lazy.map { $0[keyPath: name] }.filter { !$0.isEmpty })
    return "\(figures.count(names.count)) \(noun)"
  }

  private func sum(_ amounts: [Money]) -> Money { amounts.reduce(.zero, +) }

  private mutating func tableOrNone(_ table: TextTable) {
    if table.rows.isEmpty { paragraph(phrases.say("Không có", "None")) } else { self.table(table) }
  }
}
