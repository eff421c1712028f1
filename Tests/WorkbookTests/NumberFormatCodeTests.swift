import Testing

@testable import Workbook

@Suite struct NumberFormatCodeTests {
  @Test(arguments: [
    ("General", Workbook.NumberKind.number), ("general", .number), ("0.00", .number), ("#,##0 \"đồng\"", .number),
    ("#,##0 \"dd/mm\"", .number), ("#,##0\\d", .number), ("0_d", .number), ("#,##0đ", .number), ("0.00E+00", .number),
    ("[Red]#,##0;[Blue]-#,##0", .number), ("[$VND] #,##0", .number), ("[>=1000000]0.0,,\" triệu\";0", .number),
    ("* #,##0", .number), ("#,##0;dd", .number), ("", .number), ("\"", .number), ("\\", .number), ("[", .number),
    ("dd/mm/yyyy", .date), ("d-mmm", .date), ("mmm-yy", .date), ("m/d/yy h:mm", .date), ("yyyy", .date),
    ("mmmm", .date),
    ("[$-42A]dd mmmm yyyy", .date), ("[$-F800]dddd, mmmm dd, yyyy", .date), ("\"ngày\" d", .date),
    ("yyyy\\-mm\\-dd;@", .date), ("DD/MM/YYYY", .date), ("hh:mm dd/mm", .date), ("dd/mm hh:mm", .date),
    ("h:mm", .time), ("h:mm AM/PM", .time), ("h:mm A/P", .time), ("mm:ss", .time), ("[h]:mm:ss", .time),
    ("[mm]:ss", .time), ("[ss]", .time), ("mm:ss.0", .time), ("h\"giờ\" mm", .time),
    ("0%", .percentage), ("0.0%", .percentage), ("0\"%\"", .number), ("@", .text),
  ])
  func tellsKinds(code: String, kind: Workbook.NumberKind) { #expect(NumberFormatCode.kind(of: code) == kind) }

  @Test func knowsBuiltInFormats() {
    #expect((0...8).allSatisfy { NumberFormatCode.builtIn($0) == .number })
    #expect([9, 10].allSatisfy { NumberFormatCode.builtIn($0) == .percentage })
    #expect([14, 15, 16, 17, 22].allSatisfy { NumberFormatCode.builtIn($0) == .date })
    #expect([18, 19, 20, 21, 45, 46, 47].allSatisfy { NumberFormatCode.builtIn($0) == .time })
    #expect(NumberFormatCode.builtIn(49) == .text)
    #expect(NumberFormatCode.builtIn(999_999_999) == .number)
  }
}
