import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Exchange

/// Ledgers imported into scenarios: every line accounted for, the copy what the ledger says.
@Suite struct LedgerImportTests {
  /// The good scenario at 30 June, or as the plan of the year.
  private static func withScenario<Result>(
    isPlan: Bool = false, changing files: [String: String?] = [:], _ body: (URL, Scenario) throws -> Result
  ) throws -> Result {
    try ScenarioFiles.withGood { folder in
      var files = files
      if isPlan {
        files["scenario.yaml"] = try ScenarioFiles.text("scenario.yaml").replacing("2026-06-30", with: "2025-12-31")
        files["allocations.csv"] = """
          project_id,source_id,plan,paid_to_date
          DA-01,provincial,400,0
          DA-02,provincial,2500,0
          DA-02,land,1500,
          DA-03,land,5000,
          DA-04,provincial,120,
          """
        files["actuals.csv"] = .some(nil)
        files["activities.csv"] = .some(nil)
        files["projects.csv"] = try ScenarioFiles.text("projects.csv").replacing("0.35", with: "")
      }
      for (name, text) in files {
        let file = folder.appending(path: name)
        if let text { try Data(text.utf8).write(to: file) } else { try? FileManager.default.removeItem(at: file) }
      }
      return try body(folder, try ScenarioReader.read(at: folder.path(percentEncoded: false)))
    }
  }

  private static func result(
    _ text: String, into scenario: Scenario, mapping: LedgerMapping = LedgerMapping(),
    options: LedgerImport.Options = LedgerImport.Options(), reading: LedgerReading = LedgerReading()
  ) throws -> LedgerImport {
    try LedgerImport(try LedgerReaderTests.read(text, reading), into: scenario, mapping: mapping, options: options)
  }

  /// The copy, written beside the scenario and read.
  private static func copy(_ result: LedgerImport, beside folder: URL) throws -> (URL, Scenario) {
    let target = folder.deletingLastPathComponent().appending(path: "imported")
    try? FileManager.default.removeItem(at: target)
    let imported = try ImportedScenario(result)
    let output = try AtomicOutput(.directory(target.path(percentEncoded: false), names: imported.names))
    _ = try imported.write(to: output)
    try output.commit()
    return (target, try ScenarioReader.read(at: target.path(percentEncoded: false)))
  }

  private static func text(_ folder: URL, _ name: String) throws -> String {
    // With its byte-order mark, if it has one.
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  private static let head = "Ngày;Mã dự án;Nguồn vốn;Số tiền\n"

  @Test func fatesOfLines() throws {
    try Self.withScenario(isPlan: true) { _, scenario in
      let result = try Self.result(
        """
        Ngày;Mã dự án;Nguồn vốn;Số tiền;Năm kế hoạch vốn;Niên độ
        05/01/2026;DA-01;;1;2026;2026
        06/01/2026;DA-02;;2;2026;2026
        07/01/2026;DA-02;provincial;3;;
        08/01/2026;DA-02;Land-use revenue;4;;
        09/01/2026;DA-03;provincial;5;;
        10/01/2026;DA-02;Nguồn lạ;6;;
        11/01/2026;DA-O2;land;7;;
        12/01/2026;;land;8;;
        13/01/2026;DA-02;land;9;2025;2026
        14/01/2026;DA-02;land;10;2026;2025
        15/12/2025;DA-02;land;11;;
        01/02/2027;DA-02;land;12;;
        31/01/2027;DA-02;land;13;;
        01/07/2026;DA-02;land;14;;
        """, into: scenario, options: LedgerImport.Options(through: Day(iso: "2026-06-30")))
      #expect(
        result.posting.fates == [
          .imported(project: "DA-01", source: "provincial", month: 1), .unmatched(.sourceNotNamed),
          .imported(project: "DA-02", source: "provincial", month: 1),
          .imported(project: "DA-02", source: "land", month: 1),
          .unmatched(.noAllocation(project: "DA-03", source: "provincial")), .unmatched(.unknownSource),
          .unmatched(.unknownCode), .unmatched(.noCode), .outside(.planYear(2025)), .outside(.budgetYear(2025)),
          .outside(.day), .outside(.day), .outside(.afterLast), .outside(.afterLast),
        ])
      #expect(result.posting.isComplete && result.posting.whole.count == 14)
      #expect(result.posting.totals(of: .unmatched).sums.paid.dong == 2 + 5 + 6 + 7 + 8)
      #expect(result.unmatched.count == 5)
      let messages = result.unmatched.map { $0.message(in: .en) }
      #expect(messages[0].contains("row 3") && messages[0].contains("provincial, land"))
      #expect(messages[3].contains("perhaps «DA-02»"))
      #expect(result.unmatched.map { $0.message(in: .vi) }.allSatisfy { $0.contains("dòng chưa khớp") })
    }
  }

  @Test func mappings() throws {
    try Self.withScenario(isPlan: true) { _, scenario in
      let file = try LedgerMappingFile.read(
        text: """
          schema: 1
          codes:
            "7001": DA-01
            "7002": {project: DA-02, source: land}
          sources:
            "Nguồn 41": provincial
          kinds:
            "Chi khác": advance
            "": volume
          columns:
            payment_date: "Ngày KB duyệt"
          volume: gross
          planYears: [2025]
          """, file: "m.yaml", for: scenario.inputs.portfolio)
      let reading = LedgerReading(volume: file.volume, titles: file.titles, kinds: file.kinds)
      let result = try Self.result(
        """
        Ngày KB duyệt;Mã dự án;Nguồn;Loại;Số tiền;Năm kế hoạch
        05/01/2026;7001;;Chi khác;100;2026
        06/01/2026;7002;;;200;2025
        07/01/2026;7002;Nguồn 41;KLHT;300;2026
        """, into: scenario, mapping: file.mapping, reading: reading)
      #expect(result.unmatched.isEmpty && result.posting.volume == .gross)
      #expect(
        result.posting.payments == [
          .init(project: "DA-01", source: "provincial", month: 1): PaymentSums(
            paid: Money(dong: 100), advance: Money(dong: 100)),
          .init(project: "DA-02", source: "land", month: 1): PaymentSums(paid: Money(dong: 200)),
          .init(project: "DA-02", source: "provincial", month: 1): PaymentSums(paid: Money(dong: 300)),
        ])
    }
  }

  @Test(arguments: [
    ("schema: 1\ncodes: {X: DA-99}\n", "no project of this code"),
    ("schema: 1\nsources: {X: nowhere}\n", "no source of this code"),
    ("schema: 1\ncodes: {X: {project: DA-01, source: land}}\n", "no source of this code"),
    ("schema: 1\nkinds: {X: gift}\n", "the value is unknown"), ("schema: 1\nvolume: half\n", "the value is unknown"),
    ("schema: 1\ncolumns: {when: Y}\n", "the key is unknown"), ("schema: 2\n", "version of the format"),
    ("schema: 1\nplanYears: [zwei]\n", "of the wrong kind"),
  ])
  func mappingsThatCannotBeUsed(text: String, problem: String) throws {
    try Self.withScenario { _, scenario in
      do throws(InvalidInput) {
        _ = try LedgerMappingFile.read(text: text, file: "m.yaml", for: scenario.inputs.portfolio)
        Issue.record("accepted: \(text)")
      } catch {
        #expect(error.diagnostics.count == 1)
        #expect(error.diagnostics.first?.message(in: .en).contains(problem) ?? false)
        #expect(error.diagnostics.first?.row != nil)
      }
    }
  }

  /// The skeleton can be read as it is, and filled in it matches every line.
  @Test func skeletons() throws {
    try Self.withScenario(isPlan: true) { _, scenario in
      let text = """
        Ngày;Mã dự án;Nguồn vốn;Loại;Số tiền
        05/01/2026;"7""001";;KLHT;100
        06/01/2026;DA-02;;KLHT;200
        07/01/2026;DA-02;Nguồn 41;KLHT;300
        08/01/2026;DA-01;;Chi khác;400
        """
      let portfolio = scenario.inputs.portfolio
      let first = try Self.result(text, into: scenario)
      #expect(first.unmatched.count == 4)
      var skeleton = LedgerMappingFile.skeleton(for: first.posting, of: scenario, after: nil)
      let empty = try LedgerMappingFile.read(text: skeleton, file: "m.yaml", for: portfolio)
      #expect(empty.mapping == LedgerMapping(codes: ["DA-02": .init(project: "DA-02")]))
      for (place, answer) in [
        ("\"7\\\"001\":", " DA-03"), ("source: }", " land}"), ("\"Nguồn 41\":", " provincial"),
        ("\"Chi khác\":", " volume"),
      ] {
        let range = try #require(skeleton.range(of: place))
        skeleton.replaceSubrange(range, with: place.replacing("}", with: "") + answer)
      }
      let filled = try LedgerMappingFile.read(text: skeleton, file: "m.yaml", for: portfolio)
      let second = try Self.result(
        text, into: scenario, mapping: filled.mapping, reading: LedgerReading(kinds: filled.kinds))
      #expect(second.unmatched.isEmpty && second.posting.totals(of: .imported).sums.paid.dong == 1_000)
      let again = LedgerMappingFile.skeleton(for: second.posting, of: scenario, after: filled)
      #expect(try LedgerMappingFile.read(text: again, file: "m.yaml", for: portfolio) == filled)
    }
  }

  @Test func aPlanBecomesAHalfYear() throws {
    try Self.withScenario(isPlan: true) { folder, scenario in
      let result = try Self.result(
        Self.head
          + """
          05/01/2026;DA-01;;400.000.000
          09/04/2026;DA-01;;(20.000.000)
          10/03/2026;DA-02;provincial;300.500.000
          11/03/2026;DA-02;provincial;200.000.000
          30/06/2026;DA-02;provincial;400.000.001
          """, into: scenario)
      #expect(result.refusals.isEmpty && result.asOf.description == "2026-06-30" && result.throughOrigin == .payment)
      let (target, copy) = try Self.copy(result, beside: folder)
      #expect(
        try Self.text(target, "actuals.csv") == """
          project_id,source_id,month,paid
          DA-01,provincial,2026-01,400
          DA-01,provincial,2026-04,-20
          DA-02,provincial,2026-03,500.5
          DA-02,provincial,2026-06,400.000001

          """)
      #expect(copy.inputs.portfolio.paidToDate.dong == 1_280_500_001)
      let allocations = try Self.text(target, "allocations.csv")
      #expect(
        allocations.contains("DA-01,provincial,400,380\n") && allocations.contains("provincial,2500,900.500001\n"))
      #expect(allocations.contains("DA-02,land,1500,\n"))
      #expect(try Self.text(target, "scenario.yaml").contains("asOf: 2026-06-30\n"))
      #expect(try Self.text(target, "sources.csv") == Self.text(folder, "sources.csv"))
    }
  }

  /// Vietnamese headers, semicolons, decimal commas and the form of lines carry over into a new table.
  @Test func aNewTableIsWrittenAsTheOthers() throws {
    let files: [String: String?] = [
      "scenario.yaml": """
      schema: 1
      name: Xã Mẫu
      fiscalYear: 2026
      asOf: "2025-12-31" # kế hoạch
      rulebook: chi-lang-2026
      unit: billion
      numberStyle: vietnamese
      """.replacing("\n", with: "\r\n"),
      "projects.csv":
        "\u{FEFF}Mã dự án;Tên dự án;Nhóm dự án\r\n\"DA;1\";Đường A;chuyển tiếp\r\nDA-2;Cầu;chuyển tiếp\r\n",
      "allocations.csv":
        "\u{FEFF}Mã dự án;Nguồn vốn;Kế hoạch vốn\r\n\"DA;1\";NST;2,5\r\nDA-2;NST;1\r\n",
      "sources.csv": "Mã nguồn vốn;Tên nguồn vốn;Loại nguồn vốn\r\nNST;Tỉnh;transfer\r\n",
      "activities.csv": nil, "actuals.csv": nil, "drivers.csv": nil,
    ]
    try Self.withScenario(changing: files) { folder, scenario in
      let result = try Self.result(
        "Ngày;Mã dự án;Loại;Số tiền\n31/03/2026;\"DA;1\";Tạm ứng;1.500.000.000\n31/03/2026;DA-2;KLHT;7\n",
        into: scenario)
      let (target, copy) = try Self.copy(result, beside: folder)
      #expect(
        try Self.text(target, "actuals.csv")
          == "\u{FEFF}Mã dự án;Nguồn vốn;Tháng;Giải ngân trong tháng;Trong đó tạm ứng;Thu hồi tạm ứng\r\n"
          + "\"DA;1\";NST;2026-03;1,5;1,5;0\r\nDA-2;NST;2026-03;0,000000007;0;0\r\n")
      #expect(try Self.text(target, "scenario.yaml").contains("asOf: \"2026-03-31\" # kế hoạch\r\n"))
      #expect(try Self.text(target, "projects.csv").contains("Dư tạm ứng\r\n"))
      #expect(copy.inputs.portfolio.projects.first?.outstandingAdvance.dong == 1_500_000_000)
    }
  }

  /// What the scenario records for the months of the ledger is replaced, and shown; other months and their bytes stay.
  @Test func recordedMonthsAreReplacedOrAddedTo() throws {
    let ledger = Self.head + "15/03/2026;DA-02;provincial;600.000.000\n20/05/2026;DA-01;;1.000.000\n"
    try Self.withScenario { folder, scenario in
      let through = Day(iso: "2026-05-31")
      let result = try Self.result(ledger, into: scenario, options: .init(through: through))
      #expect(result.asOf.description == "2026-06-30")
      #expect(
        result.changes == [
          .init(project: "DA-01", source: "provincial", month: 4, before: Money(dong: -20_000_000), after: .zero),
          .init(project: "DA-01", source: "provincial", month: 5, before: .zero, after: Money(dong: 1_000_000)),
          .init(
            project: "DA-02", source: "provincial", month: 3, before: Money(dong: 500_500_000),
            after: Money(dong: 600_000_000)),
        ])
      // January's 400 stays, and 400 + 1 is more than the plan.
      #expect(result.refusals.count == 1)
      let message = result.refusals.first?.message(in: .en) ?? ""
      #expect(
        message.contains("so.csv, row 3") && message.contains("DA-01, provincial") && message.contains("rows 3 of"))
      #expect(result.refusals.first?.message(in: .vi).contains("lớn hơn kế hoạch vốn") ?? false)
    }
    try Self.withScenario { folder, scenario in
      let result = try Self.result(ledger, into: scenario, options: .init(through: Day(iso: "2026-03-31")))
      #expect(result.posting.fates.last == .outside(.afterLast))
      let (target, _) = try Self.copy(result, beside: folder)
      #expect(
        try Self.text(target, "actuals.csv")
          == Self.text(folder, "actuals.csv").replacing("2026-03,500.5", with: "2026-03,600"))
      #expect(
        try Self.text(target, "allocations.csv")
          == Self.text(folder, "allocations.csv").replacing("900.5", with: "1000"))
    }
    try Self.withScenario { folder, scenario in
      let result = try Self.result(ledger, into: scenario, options: .init(adds: true))
      let (target, copy) = try Self.copy(result, beside: folder)
      #expect(try Self.text(target, "actuals.csv").contains("DA-02,provincial,2026-03,1100.5\n"))
      #expect(try Self.text(target, "actuals.csv").hasSuffix("DA-01,provincial,2026-05,1\n"))
      #expect(copy.inputs.portfolio.asOf.description == "2026-06-30")
    }
  }

  @Test func daysThatCannotBeChosen() throws {
    func problem(_ lines: String, _ options: LedgerImport.Options = .init(), isPlan: Bool = false) throws -> String {
      try Self.withScenario(isPlan: isPlan) { _, scenario in
        do {
          _ = try Self.result(Self.head + lines, into: scenario, options: options)
          return ""
        } catch let error as InvalidInput {
          #expect(error.diagnostics.allSatisfy { $0.message(in: .vi) != $0.message(in: .en) })
          return error.diagnostics.map { $0.message(in: .en) }.joined(separator: "\n")
        }
      }
    }
    let march = "15/03/2026;DA-02;provincial;5\n"
    #expect(try problem(march).contains("--through 2026-06-30"))
    #expect(try problem(march, .init(through: Day(iso: "2026-03-20"))).contains("within a month"))
    #expect(try problem(march, .init(through: Day(iso: "2026-03-31"))).isEmpty)
    #expect(
      try problem(march, .init(from: Day(iso: "2026-03-10"), through: Day(iso: "2026-03-31"))).contains(
        "begins within a month"))
    #expect(try problem(march, .init(through: Day(iso: "2027-03-31"))).contains("outside of the plan year"))
    #expect(
      try problem(march, .init(from: Day(iso: "2026-07-01"), through: Day(iso: "2026-06-30"))).contains(
        "after the last"))
    #expect(try problem("15/03/2024;DA-02;provincial;5\n").contains("no line is of the plan year"))
    #expect(try problem(march, isPlan: true).isEmpty)
  }

  @Test func aSumWithoutMonthsIsReplacedOnlyAsAWhole() throws {
    let files: [String: String?] = ["actuals.csv": nil]
    let june = Day(iso: "2026-06-30")
    try Self.withScenario(changing: files) { folder, scenario in
      let lines = Self.head + "15/03/2026;DA-02;provincial;5.000.000\n"
      #expect(throws: InvalidInput.self) { try Self.result(lines, into: scenario, options: .init(through: june)) }
      #expect(throws: InvalidInput.self) { try Self.result(lines, into: scenario, options: .init(adds: true)) }
      let result = try Self.result(lines, into: scenario, options: .init(from: Day(iso: "2026-01-01"), through: june))
      #expect(
        result.changes.map(\.before.dong) == [380_000_000, 900_500_000]
          && result.changes.map(\.after.dong) == [0, 5_000_000] && result.changes.allSatisfy { $0.month == nil })
      let (target, _) = try Self.copy(result, beside: folder)
      #expect(try Self.text(target, "allocations.csv").contains("DA-01,provincial,400,0\n"))
    }
  }

  /// Advances of lines after the as-of day change what is outstanding; what is recorded of earlier months is replaced.
  @Test func outstandingAdvances() throws {
    let july =
      "Ngày;Mã dự án;Nguồn vốn;Tạm ứng;Thanh toán KLHT;Thu hồi tạm ứng\n01/07/2026;DA-02;provincial;;50.000.000;30.000.000\n"
    let net = LedgerReading(volume: .net)
    try Self.withScenario { folder, scenario in
      let result = try Self.result(
        july + "30/06/2026;DA-02;provincial;9.000.000;391.000.000;\n", into: scenario, reading: net)
      #expect(result.advances.map(\.after.dong) == [370_000_000])
      let (target, copy) = try Self.copy(result, beside: folder)
      #expect(try Self.text(target, "projects.csv").contains(",8200,370,2025,"))
      #expect(try Self.text(target, "actuals.csv").hasPrefix("project_id,source_id,month,paid,advance,recovered\n"))
      #expect(
        try Self.text(target, "actuals.csv").contains(
          "DA-02,provincial,2026-06,400,9,0\nDA-02,provincial,2026-07,50,0,30\n"))
      #expect(try Self.text(target, "actuals.csv").contains("DA-02,provincial,2026-03,500.5\n"))
      // Now that June is recorded with its advance, another ledger of it replaces that.
      let again = try Self.result(
        "Ngày;Mã dự án;Nguồn vốn;Tạm ứng;Thanh toán KLHT\n30/06/2026;DA-02;provincial;4.000.000;396.000.000\n",
        into: copy,
        options: .init(through: Day(iso: "2026-06-30")))
      #expect(again.advances.map(\.after.dong) == [365_000_000])
    }
    try Self.withScenario { _, scenario in
      let result = try Self.result(july.replacing("30.000.000", with: "430.000.000"), into: scenario, reading: net)
      #expect(result.refusals.first?.message(in: .en).contains("more is recovered than was advanced") ?? false)
      #expect(result.refusals.first?.message(in: .vi).contains("thu hồi nhiều hơn") ?? false)
    }
  }

  @Test func doubts() throws {
    try Self.withScenario(isPlan: true) { _, scenario in
      let result = try Self.result(
        "Ngày;Số chứng từ;Mã dự án;Số tiền\n05/01/2026;7;DA-01;5\n05/02/2026;8;DA-01;6\n05/02/2026;8;DA-01;6\n;;Tổng cộng;11\n",
        into: scenario)
      #expect(result.posting.payments.values.reduce(0) { $0 + $1.paid.dong } == 17)
      let english = result.warnings.map { $0.message(in: .en) }
      #expect(english.count == 3)
      #expect(
        english.contains { $0.contains("rows 3, 4 say the same") } && english.contains { $0.contains("says 11 dong") })
      #expect(english.contains { $0.contains("1 lines of January 2026") })
    }
  }

  @Test func aScenarioThatChangedMeanwhileIsNotWritten() throws {
    try Self.withScenario(isPlan: true) { folder, scenario in
      let result = try Self.result(Self.head + "05/01/2026;DA-01;;5\n", into: scenario)
      let file = folder.appending(path: "projects.csv")
      try Data(try Self.text(folder, "projects.csv").replacing("School C", with: "School D").utf8).write(to: file)
      let error = #expect(throws: InvalidInput.self) { try Self.copy(result, beside: folder) }
      #expect(error?.diagnostics.map(\.found) == ["DA-03"])
      #expect(
        !FileManager.default.fileExists(
          atPath: folder.deletingLastPathComponent().appending(path: "imported").path(percentEncoded: false)))
    }
  }
}

/// Ledgers drawn at random, many of them, as the property holds for each.
@Suite struct LedgerPropertyTests {
  private struct Draw {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[next(list.count)] }
  }

  private struct Line {
    var cells: [String]
    var amount: Int

    var text: String { (cells + [String(amount)]).joined(separator: ";") }
  }

  private static let head = "Ngày;Số chứng từ;Mã dự án;Nguồn vốn;Loại;Năm kế hoạch vốn;Số tiền"

  private static func lines(_ draw: inout Draw) -> [Line] {
    (0..<(20 + draw.next(60))).map { index in
      let day =
        "\(1 + draw.next(28))/\(draw.pick([1, 2, 3, 4, 5, 6, 6, 12]))/\(draw.pick([2026, 2026, 2026, 2027, 2025]))"
      let kind = draw.pick(["Tạm ứng", "KLHT", "KLHT", "Thu hồi tạm ứng", "Ghi giảm", "Ghi giảm tạm ứng", "lạ", ""])
      return Line(
        cells: [
          day, "\(index)", draw.pick(["DA-01", "DA-02", "DA-02", "DA-03", "DA-04", "DA-99", ""]),
          draw.pick(["provincial", "land", "", "", "lạ"]), kind, draw.pick(["2026", "2026", "2025", ""]),
        ], amount: draw.next(2_000_000) - (kind == "Thu hồi tạm ứng" ? 0 : 500_000))
    }
  }

  private static func posting(_ lines: [Line], _ scenario: Scenario, _ volume: VolumeMeaning) throws -> LedgerPosting {
    let text = ([head] + lines.map(\.text)).joined(separator: "\n") + "\n"
    let ledger = try LedgerReaderTests.read(text, LedgerReading(style: .vietnamese, volume: volume))
    return try LedgerImport(
      ledger, into: scenario, options: .init(from: Day(iso: "2026-02-01"), through: Day(iso: "2026-06-30"))
    ).posting
  }

  private static func counted(_ posting: LedgerPosting) -> [LedgerFate.Class: LedgerPosting.Totals] {
    Dictionary(uniqueKeysWithValues: LedgerFate.Class.allCases.map { ($0, posting.totals(of: $0)) })
  }

  @Test(arguments: [VolumeMeaning.net, .gross]) func nothingIsDropped(volume: VolumeMeaning) throws {
    let scenario = try ScenarioFiles.read()
    for seed in UInt64(1)...40 {
      var draw = Draw(state: seed)
      let lines = Self.lines(&draw)
      let posting = try Self.posting(lines, scenario, volume)
      #expect(posting.isComplete, "seed \(seed)")
      #expect(posting.lines.count == lines.count, "seed \(seed)")
      // Against the text itself: every amount is there, with the sign that its kind gives it.
      let expected = lines.reduce(0) { sum, line in
        line.cells[4].hasPrefix("Ghi giảm") ? sum - abs(line.amount) : sum + line.amount
      }
      let classes = Self.counted(posting).values
      let found = classes.reduce(0) { $0 + $1.amounts.values.reduce(0) { $0 + Int($1.dong) } }
      #expect(found == expected, "seed \(seed)")
      #expect(classes.reduce(0) { $0 + $1.count } == lines.count, "seed \(seed)")
      let recovered = posting.whole.sums.recovered.dong
      let gross = lines.reduce(0) { sum, line in
        sum
          + (line.cells[4] == "Thu hồi tạm ứng"
            ? 0 : line.cells[4].hasPrefix("Ghi giảm") ? -abs(line.amount) : line.amount)
      }
      #expect(posting.whole.sums.paid.dong == Int64(gross) - (volume == .gross ? recovered : 0), "seed \(seed)")

      // The order of lines does not matter.
      var shuffled = lines
      for index in shuffled.indices.dropFirst() { shuffled.swapAt(index, draw.next(index + 1)) }
      let other = try Self.posting(shuffled, scenario, volume)
      #expect(other.payments == posting.payments && Self.counted(other) == Self.counted(posting), "seed \(seed)")

      // Nor does writing a line as two.
      let split = lines.flatMap { line -> [Line] in
        let part = line.amount == 0 ? 0 : draw.next(abs(line.amount) + 1) * line.amount.signum()
        var (first, second) = (line, line)
        (first.amount, second.amount) = (part, line.amount - part)
        return [first, second]
      }
      #expect(try Self.posting(split, scenario, volume).payments == posting.payments, "seed \(seed)")
    }
  }
}
