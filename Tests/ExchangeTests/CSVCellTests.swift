import Disbursement
import Portfolio
import Rulebook
import Testing

@testable import Exchange

@Suite struct CSVCellTests {
  private static func cell(_ text: String) -> ArraySlice<UInt8> { TableText.trimmed(Array(text.utf8)[...]) }

  private static func amount(
    _ text: String, _ unit: MoneyUnit = .million, _ style: NumberStyle = .plain, sign: TableColumn.Sign = .any
  ) -> Result<Int64, CellDefect> {
    Result { () throws(CellDefect) in
      try CellReader(unit: unit, style: style).amount(cell(text), sign: sign).dong
    }
  }

  @Test(arguments: [
    ("0", MoneyUnit.million, NumberStyle.plain, 0), ("12", .million, .plain, 12_000_000),
    ("12.5", .million, .plain, 12_500_000), ("0.000001", .million, .plain, 1), ("-0.5", .million, .plain, -500_000),
    ("+3", .thousand, .plain, 3_000), ("\u{2212}3", .thousand, .plain, -3_000), ("007", .dong, .plain, 7),
    ("1.50000000000000000000", .billion, .plain, 1_500_000_000), ("123456789", .dong, .plain, 123_456_789),
    ("1000000000", .million, .plain, 1_000_000_000_000_000), (" 12\u{A0}", .million, .plain, 12_000_000),
    ("1.234.567", .dong, .vietnamese, 1_234_567), ("1.234.567,89", .million, .vietnamese, 1_234_567_890_000),
    ("1234567,89", .million, .vietnamese, 1_234_567_890_000), ("1.234", .million, .vietnamese, 1_234_000_000),
    ("0,5", .million, .vietnamese, 500_000), ("-1.000", .dong, .vietnamese, -1_000),
    ("999999.999999999", .billion, .plain, 999_999_999_999_999),
  ]) func amounts(text: String, unit: MoneyUnit, style: NumberStyle, dong: Int64) {
    #expect(Self.amount(text, unit, style) == .success(dong))
  }

  @Test(arguments: [
    ("1.2345678", NumberStyle.plain, CellDefect.notWholeDong(.million)),
    ("1000000000.000001", .plain, .amountTooLarge(.million)), ("1000000001", .plain, .amountTooLarge(.million)),
    ("9223372036854775808", .plain, .amountTooLarge(.million)),
    ("99999999999999999999999999999999999999", .plain, .amountTooLarge(.million)),
    ("NaN", .plain, .notFinite), ("-inf", .plain, .notFinite), ("Infinity", .plain, .notFinite),
    ("#N/A", .plain, .notFinite), ("1e5", .plain, .exponent), ("1.5E+10", .plain, .exponent),
    ("1.234.567", .plain, .vietnameseNumber), ("12,5", .plain, .vietnameseNumber),
    ("1.234,5", .plain, .vietnameseNumber), ("1,234,567", .plain, .commasBetweenThousands),
    ("1,234,567.8", .plain, .commasBetweenThousands), ("12 000", .plain, .notANumber(.plain)),
    ("-", .plain, .notANumber(.plain)), ("--5", .plain, .notANumber(.plain)), (".5", .plain, .notANumber(.plain)),
    ("5.", .plain, .notANumber(.plain)), ("0x10", .plain, .notANumber(.plain)), ("٣", .plain, .notANumber(.plain)),
    ("12đ", .plain, .notANumber(.plain)), ("1.2345", .vietnamese, .plainNumber), ("0.125", .vietnamese, .plainNumber),
    ("12.5", .vietnamese, .plainNumber), ("1,234.5", .vietnamese, .plainNumber),
    ("1.23.456", .vietnamese, .notANumber(.vietnamese)), ("1,2,3", .vietnamese, .notANumber(.vietnamese)),
  ]) func amountDefects(text: String, style: NumberStyle, defect: CellDefect) {
    #expect(Self.amount(text, .million, style) == .failure(defect))
  }

  @Test func sign() {
    #expect(Self.amount("-5", sign: .notNegative) == .failure(.negativeAmount))
    #expect(Self.amount("-0", sign: .notNegative) == .success(0))
  }

  @Test func aLongNumeralIsRefusedAtOnce() {
    #expect(Self.amount(String(repeating: "9", count: 100_000)) == .failure(.notANumber(.plain)))
  }

  @Test(arguments: [
    ("0", 0.0), ("1", 1), ("0.35", 0.35), ("35%", 0.35), ("33.3 %", 0.333), ("100%", 1), ("0%", 0),
  ]) func shares(text: String, value: Double) throws {
    #expect(try CellReader(unit: .million, style: .plain).share(Self.cell(text)) == value)
  }

  @Test(arguments: ["1.01", "101%", "-0.1", "35"]) func sharesOutside(text: String) {
    #expect(throws: CellDefect.shareOutside) {
      try CellReader(unit: .million, style: .plain).share(Self.cell(text))
    }
  }

  @Test func vietnameseShares() throws {
    let reader = CellReader(unit: .million, style: .vietnamese)
    #expect(try reader.share(Self.cell("0,35")) == 0.35)
    #expect(try reader.share(Self.cell("35,5%")) == 0.355)
    #expect(throws: CellDefect.plainNumber) { try reader.share(Self.cell("0.35")) }
  }

  @Test(arguments: ["2026-06-30", "30/06/2026", "30/6/2026"]) func dates(text: String) throws {
    #expect(try CellReader(unit: nil, style: nil).date(Self.cell(text)) == Day(year: 2026, month: 6, day: 30))
  }

  @Test(arguments: [
    ("30/02/2026", CellDefect.noSuchDate), ("2026-02-29", .noSuchDate), ("06/30/2026", .noSuchDate),
    ("31/04/2026", .noSuchDate), ("0000-01-01", .noSuchDate), ("9999-12-31", .noSuchDate), ("2026-6-30", .notADate),
    ("30.06.2026", .notADate), ("2026-06-30T00:00", .notADate), ("46203", .notADate), ("30/06/26", .notADate),
    ("2026-06-+1", .notADate), ("//", .notADate), ("--", .notADate), ("1/1/1/1", .notADate),
  ]) func dateDefects(text: String, defect: CellDefect) {
    #expect(throws: defect) { try CellReader(unit: nil, style: nil).date(Self.cell(text)) }
  }

  @Test(arguments: ["2026-03", "03/2026", "3/2026"]) func months(text: String) throws {
    let month = try CellReader(unit: nil, style: nil).month(Self.cell(text))
    #expect(month.year == 2026 && month.month == 3)
  }

  @Test(arguments: ["2026-13", "2026-00", "2026", "03-2026", "2026-03-01", "/2026", "T3/2026"])
  func monthDefects(text: String) {
    #expect(throws: CellDefect.notAMonth) { _ = try CellReader(unit: nil, style: nil).month(Self.cell(text)) }
  }

  @Test func wholeNumbers() throws {
    let reader = CellReader(unit: nil, style: nil)
    #expect(try reader.wholeNumber(Self.cell("12"), in: 1...20) == 12)
    #expect(throws: CellDefect.wholeNumberOutside(1...20)) { try reader.wholeNumber(Self.cell("-1"), in: 1...20) }
    for text in ["1.0", "1e1", "9999999999999999999999", "", "x"] {
      #expect(throws: CellDefect.notWholeNumber) { try reader.wholeNumber(Self.cell(text), in: 1...20) }
    }
  }

  @Test func namesAreSeparatedBySemicolons() {
    let reader = CellReader(unit: nil, style: nil)
    #expect(reader.names(Self.cell(" design-approval ; site-clearance;; ")) == ["design-approval", "site-clearance"])
  }

  @Test func textIsComposedAndOnOneLine() {
    let reader = CellReader(unit: nil, style: nil)
    let decomposed = "Chu\u{309}\u{A0}\u{111}a\u{302}\u{300}u tu\u{31B}"
    #expect(Array(reader.text(Self.cell(decomposed)).unicodeScalars) == Array("Chủ\u{A0}đầu tư".unicodeScalars))
    #expect(reader.text(Self.cell("\u{FEFF}\u{A0}two\r\nlines\t")) == "two lines")
  }

  @Test func identifiersHaveALimit() throws {
    let reader = CellReader(unit: nil, style: nil)
    let longest = String(repeating: "x", count: CellReader.longestIdentifier)
    #expect(try reader.identifier(Self.cell(longest)) == longest)
    #expect(throws: CellDefect.identifierTooLong(limit: CellReader.longestIdentifier)) {
      try reader.identifier(Self.cell(longest + "x"))
    }
  }

  @Test(arguments: [
    ("hoàn thành", ProjectGroup.completed), ("Dự án chuyển tiếp", .carryOver), ("KHỞI CÔNG MỚI", .newStart),
    ("carry_over", .carryOver), ("carry over", .carryOver), ("Chuẩn bị đầu tư", .preparationOther),
    ("chuẩn bị đầu tư - ưu tiên", .preparationPriority), ("preparation-new-start", .preparationNewStart),
  ]) func groups(text: String, group: ProjectGroup) throws {
    #expect(try CellReader(unit: nil, style: nil).group(Self.cell(text)) == group)
  }

  @Test func sizeClassInPlaceOfGroup() {
    #expect(throws: CellDefect.sizeClassAsGroup) { try CellReader(unit: nil, style: nil).group(Self.cell("nhóm B")) }
  }

  @Test(arguments: [
    ("yes", true), ("có", true), ("x", true), ("X", true), ("1", true), ("TRUE", true), ("no", false), ("Không", false),
    ("0", false), ("false", false),
  ]) func yesAndNo(text: String, value: Bool) throws {
    #expect(try CellReader(unit: nil, style: nil).word(Self.cell(text), of: TableWords.yesNo) == value)
  }
}

@Suite struct CSVHeaderTests {
  private static func header(_ names: [String], _ table: ScenarioTable = .allocations) -> TableHeader {
    TableHeader(names: names, table: table, fiscalYear: FiscalYear(2026), unit: .million)
  }

  @Test func everyHeaderOfATableNamesOneColumn() {
    for table in ScenarioTable.allCases {
      var columns: [HeaderName: Column] = [:]
      for entry in table.entries {
        for header in entry.headers {
          let other = columns.updateValue(entry.column, forKey: HeaderName(header))
          #expect(other == nil || other == entry.column, "\(table) \(header)")
        }
      }
      #expect(Set(table.entries.map(\.column)).count == table.entries.count)
      #expect(table.columns.allSatisfy { !$0.vietnamese.isEmpty && !$0.meaning.vi.isEmpty && !$0.meaning.en.isEmpty })
    }
  }

  @Test func everyWordOfAListIsDistinct() {
    func check(_ words: [TableWord]) {
      let spellings = words.flatMap { [$0.key] + $0.vietnamese }.map { HeaderName($0) }
      #expect(Set(spellings).count == spellings.count, "\(words.map(\.key))")
    }
    for table in ScenarioTable.allCases {
      for column in table.columns {
        if case .word(let words) = column.content { check(words) }
      }
    }
    check(TableWords.unit.words)
    check(TableWords.yesNo.words)
  }

  @Test(arguments: [
    "plan", "PLAN", " Plan ", "Kế hoạch vốn", "KẾ HOẠCH VỐN", "kế  hoạch\nvốn", "Kế hoạch vốn năm 2026",
    "Kế hoạch vốn (triệu đồng)", "Kế hoạch năm 2026 (Triệu đồng)", "Ke\u{302}\u{301} hoa\u{323}ch vo\u{302}\u{301}n",
  ]) func planHeaders(name: String) {
    let header = Self.header(["project_id", "source_id", name])
    #expect(header.isUsable, "\(header.findings)")
    #expect(header.positions[Column.plan.rawValue] == 2)
  }

  @Test(arguments: ["Luỹ kế giải ngân", "Lũy kế giải ngân", "LUỸ KẾ GIẢI NGÂN"]) func toneMarks(name: String) {
    #expect(Self.header(["project_id", "source_id", "plan", name]).positions[Column.paidToDate.rawValue] == 3)
  }

  @Test func anotherYearIsAnotherColumn() {
    let header = Self.header(["project_id", "source_id", "Kế hoạch vốn năm 2025", "plan"])
    #expect(header.positions[Column.plan.rawValue] == 3)
    #expect(header.findings.map(\.column) == ["Kế hoạch vốn năm 2025"])
    #expect(header.isUsable)
  }

  @Test func anotherUnitIsAnError() {
    #expect(!Self.header(["project_id", "source_id", "Kế hoạch vốn (đồng)"]).isUsable)
  }

  @Test func misspeltColumnIsSuggested() throws {
    let header = Self.header(["project_id", "source_id", "plan", "paid_todate", "note"])
    #expect(header.isUsable)
    #expect(header.positions[Column.paidToDate.rawValue] == 3)
    #expect(header.findings.map(\.column) == ["note"])
    let typo = Self.header(["project_id", "source_id", "plan", "paid_to_dat"])
    #expect(typo.findings.first?.phrase.remedy.en == "Perhaps it is «paid_to_date»")
  }
}
