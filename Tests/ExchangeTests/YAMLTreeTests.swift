import Portfolio
import Rulebook
import Testing

@testable import Exchange

/// Reads a text with the keys `name` (text), `share` (0…1), `count` (1…10), `day`, `flag`, `months` (list) and `part` (mapping).
private func problems(of text: String) -> [String] {
  let collector = DiagnosticCollector()
  if let top = YAMLTree.read(text: text, file: "a.yaml", collector: collector) {
    _ = top.string("name")
    _ = top.number("share", in: 0...1, .optional)
    _ = top.integer("count", in: 1...10, .optional)
    _ = top.date("day", .optional)
    _ = top.bool("flag", .optional)
    _ = top.list("months", .optional)
    _ = top.choice("group", of: ProjectGroup.self, .optional)
    if let part = top.mapping("part", .optional) {
      _ = part.string("inner")
      part.finish()
    }
    top.finish()
  }
  return collector.sorted.map { $0.message(in: .en) }
}

@Suite struct YAMLTreeTests {
  @Test func readsEveryKind() {
    let collector = DiagnosticCollector()
    let text = """
      # a comment with *stars* and & signs
      name: "Chi Lăng: 2026"
      share: 2.5e-1
      count: 7
      day: 2026-02-28
      other: 28/02/2026
      flag: true
      months: [1, 2]
      part: {inner: x}
      group: carry-over
      empty:
      """
    let top = YAMLTree.read(text: text, file: "a.yaml", collector: collector)
    #expect(top?.string("name") == "Chi Lăng: 2026")
    #expect(top?.number("share", in: 0...1) == 0.25)
    #expect(top?.integer("count", in: 1...10) == 7)
    #expect(top?.date("day") == Day(year: 2026, month: 2, day: 28))
    #expect(top?.date("other") == Day(year: 2026, month: 2, day: 28))
    #expect(top?.bool("flag") == true)
    #expect(top?.list("months")?.compactMap { $0.integer(in: 1...12) } == [1, 2])
    #expect(top?.mapping("part")?.string("inner") == "x")
    #expect(top?.choice("group", of: ProjectGroup.self) == .carryOver)
    #expect(top?.string("empty", .optional) == nil)
    #expect(top?.string("absent", .optional) == nil)
    #expect(top?.value("months")?.line == 8)
    top?.finish()
    #expect(collector.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("", "a.yaml: the file is empty. Write the keys of the format, at least schema: 1."),
    ("# nothing\n", "a.yaml: the file is empty. Write the keys of the format, at least schema: 1."),
    ("- 1\n", "a.yaml, row 1, column 1: it is of the wrong kind (found «[…]»). Write keys, each on its line."),
    (
      "name: a\nshaer: 0.5\n",
      "a.yaml, row 2, column 1: the key is unknown (found «shaer»). Perhaps it is «share»."
    ),
    (
      "name: a\npart: {inner: one, two}\n",
      "a.yaml, row 2, column 20: «part»: the key is unknown (found «two»). Put text with a comma inside { } in quotes."
    ),
    (
      "share: 0.5\n",
      "a.yaml, row 1, column 1: the key «name» is missing. Add «name»."
    ),
    ("name:\n", "a.yaml, row 1, column 6: «name»: it is empty. Write the value of the key."),
    ("name: ' '\n", "a.yaml, row 1, column 7: «name»: it is empty. Write something here."),
    (
      "name: a\nname: b\n",
      "a.yaml, row 2, column 1: the key repeats the one on line 1 (found «name»). Remove or rename one of the two."
    ),
    (
      "name: a\npart:\n  inner: 1\n  # between\n  \"inner\": 2\n",
      "a.yaml, row 5, column 3: the key repeats the one on line 3 (found «inner»). Remove or rename one of the two."
    ),
    (
      "name: a\npart: {inner: 1, inner: 2}\n",
      "a.yaml, row 2, column 8: the key repeats the one on line 2 (found «inner»). Remove or rename one of the two."
    ),
    (
      "name: a\nshare: 1.5\n",
      "a.yaml, row 2, column 8: «share»: the number is out of range (found «1.5»). Write a number from 0 to 1."
    ),
    (
      "name: a\nshare: .nan\n",
      "a.yaml, row 2, column 8: «share»: it is not a finite number (found «.nan»). Write a number from 0 to 1."
    ),
    (
      "name: a\nshare: -.inf\n",
      "a.yaml, row 2, column 8: «share»: it is not a finite number (found «-.inf»). Write a number from 0 to 1."
    ),
    (
      "name: a\nshare: 1e999\n",
      "a.yaml, row 2, column 8: «share»: it is not a finite number (found «1e999»). Write a number from 0 to 1."
    ),
    (
      "name: a\nshare: 0,5\n",
      "a.yaml, row 2, column 8: «share»: it is of the wrong kind (found «0,5»). "
        + "Write a number like 0.25 (no thousands separators)."
    ),
    (
      "name: a\nshare: \"0.5\"\n",
      "a.yaml, row 2, column 8: «share»: it is of the wrong kind (found «0.5»). Write a number without quotes."
    ),
    (
      "name: a\nshare: [1]\n",
      "a.yaml, row 2, column 8: «share»: it is of the wrong kind (found «[…]»). Write a number without quotes."
    ),
    (
      "name: a\ncount: 11\n",
      "a.yaml, row 2, column 8: «count»: the number is out of range (found «11»). Write a whole number from 1 to 10."
    ),
    (
      "name: a\ncount: 99999999999999999999\n",
      "a.yaml, row 2, column 8: «count»: the number is out of range (found «99999999999999999999»). "
        + "Write a whole number from 1 to 10."
    ),
    (
      "name: a\ncount: 2.0\n",
      "a.yaml, row 2, column 8: «count»: it is of the wrong kind (found «2.0»). Write a whole number without quotes."
    ),
    (
      "name: a\nday: 2026-02-30\n",
      "a.yaml, row 2, column 6: «day»: there is no such date (found «2026-02-30»). "
        + "Write a day of the calendar, like 2026-06-30."
    ),
    (
      "name: a\nday: soon\n",
      "a.yaml, row 2, column 6: «day»: it is of the wrong kind (found «soon»). Write a date like 2026-06-30."
    ),
    (
      "name: a\nflag: yes\n",
      "a.yaml, row 2, column 7: «flag»: it is of the wrong kind (found «yes»). Write true or false."
    ),
    (
      "name: a\ngroup: cary-over\n",
      "a.yaml, row 2, column 8: «group»: the value is unknown (found «cary-over»). Perhaps it is «carry-over»; write one of: "
        + "completed, carry-over, new-start, preparation-new-start, preparation-priority, preparation-other."
    ),
    (
      "name: a\npart:\n  x: 1\n",
      "a.yaml, row 3, column 3: «part»: the key «inner» is missing. Add «inner»."
    ),
    (
      "name: a\n---\nname: b\n",
      "a.yaml, row 2, column 1: the file holds more than one YAML document (found «---»). "
        + "Remove --- and what follows it."
    ),
    (
      "name: &x a\n",
      "a.yaml, row 1, column 7: anchors (&) and aliases (*) of YAML are not accepted. "
        + "Write the value out; put text that starts with & or * in quotes."
    ),
    (
      "name: *x\n",
      "a.yaml, row 1, column 7: anchors (&) and aliases (*) of YAML are not accepted. "
        + "Write the value out; put text that starts with & or * in quotes."
    ),
    (
      "name: \"a\n",
      "a.yaml, row 2, column 1: this is no valid YAML (found unexpected end of stream). "
        + "Check indents, colons, quotes and brackets on this line and the one before."
    ),
    (
      "name: a\n\tshare: 1\n",
      "a.yaml, row 2, column 1: this is no valid YAML (found a tab character that violates indentation) "
        + "(found «share: 1»). Indent with spaces, not tabs; put text with special characters in quotes."
    ),
    (
      "name: a\u{01}\n",
      "a.yaml, row 1: it holds a control character that is not allowed. Delete it; save the file as UTF-8 text."
    ),
  ])
  func saysWhatIsWrongAndWhere(text: String, message: String) {
    #expect(problems(of: text).first == message)
  }

  @Test func reportsAllProblemsInOrderOfLines() {
    let text = "share: 2\ncount: x\nday: 2026-13-01\nwhat: 1\n"
    #expect(problems(of: text).count == 5)
    let rows = problems(of: text).map { $0.prefix(13) }
    #expect(rows == rows.sorted())
  }

  @Test func ignoresByteOrderMarkAndCarriageReturns() {
    #expect(problems(of: "\u{FEFF}name: a\r\nshare: 0.5\r\n").isEmpty)
  }

  @Test func refusesAliasBombsQuickly() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 { text += "a\(level): &a\(level) {? [*a\(level - 1), *a\(level - 1)] : 1}\n" }
    #expect(problems(of: text).first?.contains("anchors (&) and aliases (*)") == true)
    #expect(problems(of: "name: a\npart: &p {inner: b}\n").first?.contains("anchors (&) and aliases (*)") == true)
  }

  @Test(arguments: [
    String(repeating: "[", count: 200_000), String(repeating: "{a: ", count: 200_000),
    String(repeating: "- ", count: 200_000), String(repeating: "? ", count: 200_000),
    "name: " + String(repeating: "[", count: 150) + String(repeating: "]", count: 150),
    "months: [" + String(repeating: "1,", count: 200_001) + "]",
    "name: " + String(repeating: "x", count: 5 << 20),
  ])
  func refusesWhatIsTooLargeOrTooDeep(text: String) {
    #expect(problems(of: text).count == 1)
  }

  @Test func keepsAtMostAThousandProblems() {
    let text = (1...3_000).map { "key\($0): 1\n" }.joined()
    let found = problems(of: text)
    #expect(found.count == DiagnosticCollector.largestCount + 1)
    #expect(found.last == "a.yaml: 2001 more are not listed. Mend those above and run again.")
  }

  @Test(arguments: ["1", "-1", "+2", "0.5", ".5", "5.", "1e3", "1E-3", "-0.1e+2"])
  func acceptsNumbers(text: String) { #expect(YAMLSyntax.isNumber(text)) }

  @Test(arguments: ["", "-", ".", "1e", "e1", "1_000", "0x10", "1,5", "1.2.3", "1:30", " 1", "inf", "nan", "１"])
  func refusesOtherText(text: String) { #expect(!YAMLSyntax.isNumber(text)) }

  @Test func suggestsOnlyNearWords() {
    #expect(nearestWord(to: "fiscalyear", in: ["fiscalYear", "asOf"]) == "fiscalYear")
    #expect(nearestWord(to: "replicatons", in: ["seed", "replications"]) == "replications")
    #expect(nearestWord(to: "colour", in: ["seed", "unit"]) == nil)
  }
}
