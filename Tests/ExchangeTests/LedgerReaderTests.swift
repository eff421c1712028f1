import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Exchange

/// Ledgers as offices write them, and what cannot be read of them.
@Suite struct LedgerReaderTests {
  static func read(_ text: String, _ reading: LedgerReading = LedgerReading()) throws -> Ledger {
    try LedgerReader.read(delimited: Array(text.utf8), file: "so.csv", reading)
  }

  private func messages(_ text: String, _ reading: LedgerReading = LedgerReading(), in language: Language) -> [String] {
    do throws(InvalidInput) {
      _ = try LedgerReader.read(delimited: Array(text.utf8), file: "so.csv", reading)
      return []
    } catch {
      return error.diagnostics.map { $0.message(in: language) }
    }
  }

  private func amounts(_ ledger: Ledger) -> [[PaymentKind: Int64]] { ledger.lines.map { $0.amounts.mapValues(\.dong) } }

  @Test func semicolonsAndMark() throws {
    let ledger = try Self.read(
      "\u{FEFF}Ngày thanh toán;Mã dự án;Số tiền\r\n05/01/2026;DA-01;\"1.234.567\"\r\n2026-02-01;DA-02;(2.000)\r\n")
    #expect(ledger.lines.map(\.day.description) == ["2026-01-05", "2026-02-01"])
    #expect(amounts(ledger) == [[.payment: 1_234_567], [.payment: -2_000]])
    #expect(ledger.unit == .dong && ledger.unitOrigin == .assumed && ledger.style == .vietnamese)
  }

  @Test func commasInTitlesDoNotHideTheDelimiter() throws {
    let ledger = try Self.read(
      "Sổ thanh toán, năm 2026, (kèm theo, bảng kê)\nNgày;Mã dự án;Số tiền\n05/01/2026;DA-01;5\n")
    #expect(ledger.lines.count == 1 && ledger.headRows == 2...2)
  }

  /// Titles composed or not, in any order, with others between them.
  @Test(arguments: [true, false]) func unicodeForms(isDecomposed: Bool) throws {
    let text =
      "Ghi chú;Số tiền;Loại thanh toán;Tên dự án;Mã dự án;Ngày hạch toán\nx;5;Tạm ứng;Đường liên thôn;ĐƯỜNG-Ổ;01/02/2026\n"
    let ledger = try Self.read(
      isDecomposed ? text.decomposedStringWithCanonicalMapping : text.precomposedStringWithCanonicalMapping)
    let line = try #require(ledger.lines.first)
    #expect(Array(line.project.unicodeScalars) == Array("ĐƯỜNG-Ổ".precomposedStringWithCanonicalMapping.unicodeScalars))
    #expect(line.amounts == [.advance: Money(dong: 5)] && line.content == "x")
  }

  @Test(arguments: [
    ("05/01/2026", "2026-01-05"), ("2026-01-05", "2026-01-05"), ("5/1/2026 10:20:30", "2026-01-05"),
    ("46027", "2026-01-05"),
  ])
  func days(text: String, day: String) throws {
    let ledger = try Self.read("Ngày,Mã dự án,Số tiền\n\(text),DA-01,5\n")
    #expect(ledger.lines.map(\.day.description) == [day])
  }

  @Test(arguments: [
    ("1.234.567", 1_234_567), ("-1.234", -1_234), ("(1.234)", -1_234), ("1.234 đ", 1_234), ("1.234.000 VND", 1_234_000),
    ("–", 0), ("−7", -7),
  ])
  func amountsAsText(text: String, dong: Int64) throws {
    let ledger = try Self.read("Ngày;Mã dự án;Số tiền\n05/01/2026;DA-01;\(text)\n06/01/2026;DA-01;1.000.000\n")
    #expect(amounts(ledger).first == [.payment: dong] || (dong == 0 && amounts(ledger).first == [:]))
  }

  @Test func unitsFromTitleLineOrOption() throws {
    let head = "Ngày;Mã dự án;Số tiền"
    let line = "05/01/2026;DA-01;1,5"
    #expect(try Self.read("\(head) (triệu đồng)\n\(line)\n").lines.first?.amounts[.payment]?.dong == 1_500_000)
    #expect(
      try Self.read("Đơn vị tính: tỷ đồng\n\(head)\n\(line)\n").lines.first?.amounts[.payment]?.dong == 1_500_000_000)
    #expect(
      try Self.read("\(head)\n\(line)\n", LedgerReading(unit: .thousand)).lines.first?.amounts[.payment]?.dong == 1_500)
  }

  @Test func doubtfulNumbersAreAskedFor() throws {
    let text = "Ngày;Mã dự án;Số tiền (triệu đồng)\n05/01/2026;DA-01;1.234\n"
    #expect(messages(text, in: .en).first?.contains("--number-style") ?? false)
    #expect(messages(text, in: .vi).first?.contains("--number-style") ?? false)
    #expect(try Self.read(text, LedgerReading(style: .plain)).lines.first?.amounts[.payment]?.dong == 1_234_000)
    #expect(
      try Self.read(text, LedgerReading(style: .vietnamese)).lines.first?.amounts[.payment]?.dong == 1_234_000_000)
  }

  @Test func kindsAndReductions() throws {
    let ledger = try Self.read(
      """
      Ngày;Mã dự án;Loại thanh toán;Số tiền
      05/01/2026;DA-01;Tạm ứng;100
      06/01/2026;DA-01;Thanh toán KLHT;200
      07/01/2026;DA-01;Điều chỉnh giảm;30
      08/01/2026;DA-01;Thu hồi, nộp trả;-40
      09/01/2026;DA-01;Ghi giảm tạm ứng;5
      10/01/2026;DA-01;Chi khác;7
      11/01/2026;DA-01;;8
      """)
    #expect(
      amounts(ledger) == [
        [.advance: 100], [.volume: 200], [.reduction: -30], [.reduction: -40], [.advanceReduction: -5], [.unknown: 7],
        [.unknown: 8],
      ])
    let named = try Self.read(
      "Ngày;Mã dự án;Loại thanh toán;Số tiền\n05/01/2026;DA-01;Chi khác;7\n06/01/2026;DA-01;;8\n",
      LedgerReading(kinds: ["chi khác": .advance, "": .volume]))
    #expect(amounts(named) == [[.advance: 7], [.volume: 8]])
  }

  /// Whether volume holds what is recovered: by the title, by sums, by an option, else it is asked for.
  @Test func volumeWithRecoveries() throws {
    func ledger(_ title: String, _ sum: String = "", _ reading: LedgerReading = LedgerReading()) throws -> Ledger {
      try Self.read(
        "Ngày;Mã dự án;\(title);Thu hồi tạm ứng\(sum.isEmpty ? "" : ";Số tiền")\n05/01/2026;DA-01;1.000;300\(sum)\n",
        reading)
    }
    let gross = try ledger("Thanh toán KLHT (gồm thu hồi tạm ứng)")
    #expect(gross.volume == .gross && gross.volumeOrigin == .title)
    #expect(
      gross.lines.first?.sums(volume: gross.volume) == PaymentSums(paid: Money(dong: 700), recovered: Money(dong: 300)))
    let net = try ledger("Thanh toán KLHT (chưa gồm thu hồi tạm ứng)")
    #expect(
      net.lines.first?.sums(volume: net.volume) == PaymentSums(paid: Money(dong: 1_000), recovered: Money(dong: 300)))
    #expect(try ledger("Thanh toán KLHT", ";700").volume == .gross)
    #expect(try ledger("Thanh toán KLHT", ";1.000").volumeOrigin == .amounts)
    #expect(try ledger("Thanh toán KLHT", "", LedgerReading(volume: .gross)).volume == .gross)
    #expect(throws: InvalidInput.self) { try ledger("Thanh toán KLHT") }
    #expect(throws: InvalidInput.self) { try ledger("Thanh toán KLHT", ";800") }
  }

  @Test func recoveriesBelowZeroAreTurned() throws {
    let ledger = try Self.read(
      "Ngày;Mã dự án;Thanh toán KLHT (gồm thu hồi tạm ứng);Thu hồi tạm ứng\n05/01/2026;DA-01;1.000;-300\n")
    #expect(ledger.turnsRecoveries && ledger.lines.first?.amounts[.recovery]?.dong == 300)
  }

  @Test func rowsThatAreNoLines() throws {
    let ledger = try Self.read(
      """
      SỔ CHI TIẾT;;;
      Từ ngày 01/01/2026 đến hết ngày 30/06/2026;;;
      Ngày;Mã dự án;Diễn giải;Số tiền
      (1);(2);(3);(4)
      ;DA-01;Đường thôn;
      05/01/2026;DA-01;Đợt 1;1.000
      Ngày;Mã dự án;Diễn giải;Số tiền
      06/01/2026;DA-01;Cộng tác viên;500
      ;;Cộng tháng 1;1.500
      Tổng cộng;;;1.500
      ;;Người lập biểu;
      """)
    #expect(ledger.lines.map(\.row) == [6, 8])
    #expect(ledger.skipped.map(\.row) == [4, 5, 7, 9, 10, 11])
    #expect(ledger.skipped.map(\.reason) == [.columnNumbers, .note, .repeatedHead, .total, .total, .note])
    #expect(ledger.statedTotal?.row == 10 && ledger.statedTotal?.paid.dong == 1_500)
    #expect(ledger.firstDay?.description == "2026-01-01" && ledger.lastDay?.description == "2026-06-30")
  }

  /// A row of text with a day in it is a line even where the titles above have a gap.
  @Test func aLineIsNoTitle() throws {
    let ledger = try Self.read("Ngày;Mã dự án;;Số tiền\n05/01/2026;DA-01;ghi chú;5\n06/01/2026;DA-01;x;6\n")
    #expect(ledger.lines.map(\.row) == [2, 3] && ledger.headRows == 1...1)
  }

  @Test(arguments: [
    ("Ngày;Mã dự án;Số tiền\n31/02/2026;DA-01;5\n", ["row 2", "column Ngày", "«31/02/2026»", "Write a real date"]),
    ("Ngày;Mã dự án;Số tiền\nhôm qua;DA-01;5\n", ["row 2", "«hôm qua»", "not a date"]),
    ("Ngày;Mã dự án;Số tiền\n;DA-01;5\n", ["row 2", "no date"]),
    ("Ngày;Mã dự án;Số tiền\n05/01/2026;DA-01;năm triệu\n", ["column Số tiền", "«năm triệu»", "not a number"]),
    ("Ngày;Mã dự án;Số tiền\n05/01/2026;DA-01;1.000\n06/01/2026;DA-01;2,5\n", ["row 3", "no whole number of dong"]),
    ("Ngày;Mã dự án;Số tiền\n05/01/2026;DA-01;\n", ["row 2", "column Số tiền", "empty"]),
    ("Ngày;Mã dự án;Số tiền\n05/01/2026;DA-01;#N/A\n", ["«#N/A»", "not a finite number"]),
    ("Ngày;Mã dự án;Số tiền\n05/01/2026;DA-01;1.000;lệch\n", ["row 2", "«lệch»"]),
    ("Ngày;Mã dự án;Số tiền;Niên độ\n05/01/2026;DA-01;1.000;hai\n", ["column Niên độ", "«hai»", "not a year"]),
    ("Ngày;Mã dự án;Số tiền;Số tiền\n05/01/2026;DA-01;1.000;2\n", ["column Số tiền", "two columns"]),
    ("Ngày;Tên dự án;Số tiền\n05/01/2026;Cầu;1.000\n", ["no column with the code of the project", "«Mã dự án»"]),
    ("Ngày;Mã dự án;Ghi chú\n05/01/2026;DA-01;1.000\n", ["no column with the amount paid"]),
    ("Ngày;Mã dự án;Số tiền\n", ["no payment below"]),
    ("một hai ba\n", ["no row of titles"]),
    ("", ["empty"]),
    ("Ngày;Mã dự án;Số tiền\n05/01/2026;\"DA-01;5\n", ["never closed"]),
    ("Ngày;Mã dự án;Số tiền\n05/01/2026;DA-01;99.000.000.000.000.000\n", ["--unit"]),
  ])
  func whatCannotBeRead(text: String, parts: [String]) {
    let found = messages(text, in: .en)
    #expect(!found.isEmpty)
    let all = found.joined(separator: "\n")
    for part in parts { #expect(all.contains(part), "\(all)") }
    #expect(all.contains("so.csv"))
    #expect(messages(text, in: .vi).count == found.count)
    #expect(messages(text, in: .vi).joined() != found.joined())
  }

  @Test func everythingWrongAtOnce() {
    let text = "Ngày;Mã dự án;Số tiền\n31/02/2026;DA-01;abc\nx;DA-01;5\n05/01/2026;DA-01;1\n"
    #expect(messages(text, in: .en).count == 3)
  }

  @Test func largeSumsAreRefused() {
    let line = "05/01/2026;DA-01;900.000.000.000.000\n"
    let text = "Ngày;Mã dự án;Số tiền\n" + String(repeating: line, count: 200)
    #expect(messages(text, in: .en).count == 1)
    #expect(messages(text, in: .en).first?.contains("more than 100 million billion") ?? false)
  }

  @Test(arguments: ["treasury", "libreoffice-treasury"]) func workbooks(name: String) throws {
    let file = ScenarioFiles.malformed.deletingLastPathComponent().appending(path: "Ledgers/\(name).xlsx")
    let path = file.path(percentEncoded: false)
    let ledger = try LedgerReader.read(at: path, LedgerReading(volume: .net))
    #expect(ledger.sheet == "Sổ chi tiết" && ledger.headRows == 5...6 && ledger.unit == .dong)
    #expect(
      ledger.lines.map(\.day.description) == [
        "2026-01-12", "2026-01-26", "2026-03-15", "2026-04-09", "2026-04-20", "2026-06-03", "2026-06-03", "2026-06-30",
      ])
    #expect(ledger.lines.map(\.number).first == "0101" && ledger.lines[3].project == "DA-01")
    #expect(
      ledger.lines.map { $0.sums(volume: .net).paid.dong / 100_000 } == [
        2_500, 1_500, 5_005, -200, 1_200, 4_000, 450, 9_000,
      ])
    #expect(ledger.lines.map(\.planYear) == [2026, 2026, 2026, 2026, 2026, 2026, 2025, 2026])
    #expect(ledger.lines[4].content == "Ngân sách tỉnh")
    #expect(ledger.skipped.map(\.reason) == [.columnNumbers, .total, .note, .note, .note])
    do throws(InvalidInput) {
      _ = try LedgerReader.read(at: path)
      Issue.record("the meaning of volume is not stated")
    } catch {
      #expect(error.diagnostics.map(\.cell) == ["I13"] && error.diagnostics.map(\.sheet) == ["Sổ chi tiết"])
    }
    #expect(throws: InvalidInput.self) { try LedgerReader.read(at: path, LedgerReading(sheet: "Bìa")) }
    #expect(throws: InvalidInput.self) { try LedgerReader.read(at: path, LedgerReading(sheet: "Không có")) }
  }
}
