import Foundation
import Testing
import Workbook

/// One run of every verb that has results, and more where one does not write every key; their folders are kept until the tests end.
struct ReferenceRuns: Sendable {
  /// By verb, the files of its first run.
  let files: [String: [String]]
  /// By verb, those that only later runs write.
  let rareFiles: [String: [String]]
  /// By verb, every JSON document that it has written.
  let documents: [String: [Data]]
  /// By verb, every workbook.
  let workbooks: [String: [Workbook]]

  /// Made once for all tests.
  static let shared = Result { try ReferenceRuns() }

  private struct Run {
    var verb: String
    var arguments: [String]
    /// Where the folder that it writes is not all results.
    var prefix = ""
  }

  private static let year = CommandRun.shippedScenario
  private static let june = CommandRun.shippedScenario + "/2026-06-30"
  private static let lists = CommandRun.checkout.appendingPathComponent("Tests/Workbooks/lists").path

  private static let ledgers = CommandRun.checkout.appendingPathComponent("Tests/Ledgers").path

  /// In order, because some read what others have written; `@` stands for the folder of all.
  private static let runs = [
    Run(verb: "forecast", arguments: [year, "--replications", "200", "--driver-replications", "20"]),
    Run(verb: "forecast", arguments: [june, "--until-error", "20pp", "--sampling", "stratified"]),
    Run(verb: "forecast", arguments: ["@/one"]),
    Run(verb: "forecast", arguments: ["@/other"]),
    Run(verb: "schedule", arguments: [year, "--replications", "60"]),
    Run(verb: "schedule", arguments: [june, "--replications", "60", "--against", "@/4/schedule.json"]),
    Run(verb: "reallocate", arguments: [june, "--replications", "120"]),
    Run(
      verb: "reallocate",
      arguments: [june, "--replications", "120", "--objective", "probability", "--rate", "0.8", "--lock", "CT-01"]),
    Run(verb: "compare", arguments: [june, "--replications", "64"]),
    Run(
      verb: "compare",
      arguments: [
        year, june, "--set", "driver.storms-floods=off", "--replications", "128", "--sampling", "stratified",
      ]),
    Run(verb: "compare", arguments: ["@/one", "@/other"]),
    Run(verb: "explain-change", arguments: ["@/0/forecast.json", "@/1/forecast.json"]),
    Run(verb: "explain-change", arguments: ["@/2/forecast.json", "@/3/forecast.json"]),
    Run(verb: "report", arguments: [june, "--period", "2026-Q2", "--replications", "120"]),
    Run(verb: "forms", arguments: [june]),
    Run(verb: "import", arguments: [year + "/ledger/2026-06-30.csv", "--into", year], prefix: "import-report"),
    Run(verb: "import", arguments: ["@/ledger.csv", "--into", "@/one", "--allow-unmatched"], prefix: "import-report"),
    Run(verb: "import", arguments: ["@/too-much.csv", "--into", "@/one"], prefix: "import-report"),
    Run(
      verb: "import",
      arguments: [
        "@/kinds.csv", "--into", "@/recorded", "--allow-unmatched", "--through", "2026-07-31", "--volume", "net",
      ],
      prefix: "import-report"),
    Run(
      verb: "import",
      arguments: [ledgers + "/treasury.xlsx", "--into", "@/one", "--allow-unmatched", "--volume", "gross"],
      prefix: "import-report"),
    Run(verb: "check", arguments: [june]),
    Run(verb: "check", arguments: [lists + "/usual.xlsx"]),
    Run(verb: "check", arguments: [lists + "/unmerged.xlsx"]),
    Run(verb: "check", arguments: [lists + "/tables.xlsx"]),
    Run(verb: "check", arguments: [lists + "/defective.xlsx"]),
    Run(verb: "check", arguments: ["@/defective"]),
    Run(verb: "rules", arguments: []),
  ]

  private init() throws {
    let folder = try TestFolder()
    try Self.putScenarios(in: folder)
    var files: [String: [String]] = [:]
    var rareFiles: [String: [String]] = [:]
    var documents: [String: [Data]] = [:]
    var workbooks: [String: [Workbook]] = [:]
    for (number, run) in Self.runs.enumerated() {
      let (own, arguments) = (folder.path("\(number)"), run.arguments.map { $0.replacing("@", with: folder.url.path) })
      let command = [run.verb] + arguments + ["--lang", "en", "--quiet"]
      let done = try CommandRun(command + ["--output", own])
      try #require([0, 1, 2].contains(done.status), "\(command): \(done.errorText)")
      // An import that is refused writes no folder.
      let names = FileManager.default.fileExists(atPath: own) ? try folder.entries("\(number)") : []
      let results = names.filter { $0.hasPrefix(run.prefix) }
      if let known = files[run.verb] {
        rareFiles[run.verb, default: []] += results.filter { !known.contains($0) }
      } else {
        files[run.verb] = results
      }
      for name in results {
        let data = try Data(contentsOf: URL(fileURLWithPath: own).appendingPathComponent(name))
        if name.hasSuffix(".json") { documents[run.verb, default: []].append(data) }
        if name.hasSuffix(".xlsx") { try workbooks[run.verb, default: []].append(Workbook.read(bytes: Array(data))) }
      }
      if names.isEmpty {
        documents[run.verb, default: []].append(try CommandRun(command + ["--format", "json"]).output)
      }
    }
    (self.files, self.rareFiles, self.documents, self.workbooks) = (files, rareFiles, documents, workbooks)
  }

  private static func putScenarios(in folder: TestFolder) throws {
    try folder.putScenario(at: "one", targets: "targets: [{date: 2026-12-31, rate: 0.9, probability: 0.5}]")
    try folder.putScenario(
      at: "other", targets: "targets: [{date: 2026-12-31, rate: 0.8, probability: 0.5}]", plan: "1200")
    let projects = "id,name,group\nP1,Đường liên thôn,carry-over\nP3,Chợ,completed\n"
    try folder.put(projects, at: "other/projects.csv")
    try folder.put(
      "project_id,source_id,plan,paid_to_date\nP1,NS,1200,500\nP3,NS,800,0\n", at: "other/allocations.csv")
    try folder.putScenario(at: "defective", plan: "-5")
    let line = "05/07/2026;01;P2;100.000.000\n"
    try folder.put(
      "Ngày;Số chứng từ;Mã dự án;Số tiền\n\(line)\(line)06/07/2026;02;X9;7.000.000\n", at: "ledger.csv")
    try folder.putScenario(at: "recorded")
    try folder.put(
      "project_id,source_id,month,paid\nP1,NS,2026-03,500\nP2,NS,2026-03,0\n", at: "recorded/actuals.csv")
    try folder.put(
      """
      Ngày;Mã dự án;Loại;Số tiền;Năm KH;Niên độ
      02/03/2026;P1;tạm ứng;200.000.000;2026;2026
      03/03/2026;P1;thực chi;200.000.000;2026;2026
      04/03/2026;P1;ghi giảm;10.000.000;2026;2026
      05/03/2026;P1;ghi giảm tạm ứng;10.000.000;2026;2026
      06/03/2026;P1;thu hồi tạm ứng;10.000.000;2026;2026
      07/03/2026;P1;giải ngân;10.000.000;2026;2026
      08/03/2026;P1;quà;1.000.000;2026;2026
      09/03/2026;P2;tạm ứng;10.000.000;2025;2026
      10/08/2026;P2;tạm ứng;10.000.000;2026;2026

      """, at: "kinds.csv")
    try folder.put("Ngày;Mã dự án;Số tiền\n05/07/2026;P2;900.000.000\n", at: "too-much.csv")
  }
}
