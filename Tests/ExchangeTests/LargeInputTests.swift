import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Exchange

/// What keeps large scenarios small in memory changes nothing of what is read.
@Suite struct LargeInputTests {
  @Test func rowsOfAnOwnerKeepTheirOrder() {
    var chains = RowChains<Int>()
    var expected: [Int: [Int]] = [:]
    for value in 0..<1_000 {
      let owner = value * value % 37
      chains.append(value, to: owner)
      expected[owner, default: []].append(value)
    }
    for owner in 0..<40 { #expect(chains.rows(of: owner) == expected[owner] ?? []) }
    #expect(chains.rows(of: 1_000_000).isEmpty)
    #expect(chains.elements == Array(0..<1_000))
  }

  @Test func pooledTextsAreWhatTheirBytesSay() {
    let pool = TextPool()
    let repeated = (0..<3_000).map { "Ban Quản lý dự án số \($0 % 700), xã thứ \($0 % 11)" }
    let texts = repeated + ["", "ngắn", "mười lăm byte a"]
    for _ in 0..<2 {
      for text in texts { #expect(pool.text(Array(("x" + text).utf8)[1...]) == text) }
    }
  }

  /// More allocations of one project than are looked through one by one.
  @Test func duplicateAmongManyAllocations() throws {
    let sources = (1...30).map { "Nguồn vốn thứ \($0)" }
    let rows = sources.map { "P1,\($0),10" }
    let projects = "id,name,group\nP1,Dự án,carry-over\n"
    let none: String? = nil
    let others = ["sources.csv": none, "activities.csv": none, "actuals.csv": none, "drivers.csv": none]
    func files(_ rows: [String]) -> [String: String?] {
      others.filter { FileManager.default.fileExists(atPath: ScenarioFiles.good.appending(path: $0.key).path) }
        .merging([
          "projects.csv": projects,
          "allocations.csv": "project_id,source_id,plan\n" + rows.joined(separator: "\n") + "\n",
        ]) { $1 }
    }
    let portfolio = try ScenarioFiles.read(replacing: files(rows)).inputs.portfolio
    #expect(portfolio.projects[0].allocations.map(\.sourceID) == sources)
    #expect(portfolio.sources.map(\.id) == sources)
    for repeated in [1, 8, 9, 25, 30] {
      do {
        _ = try ScenarioFiles.read(replacing: files(rows + ["P1,Nguồn vốn thứ \(repeated),5"]))
        Issue.record("the repeated source \(repeated) was not noticed")
      } catch let error as InvalidInput {
        let message = try #require(error.diagnostics.first).message(in: .en)
        #expect(message.contains("allocations.csv, row 32"), "\(message)")
        #expect(message.contains("row \(repeated + 1)"), "\(message)")
      }
    }
  }

  /// A file above a megabyte is read twice, in pieces; the digest is still that of its bytes.
  @Test func digestOfALargeFile() throws {
    try ScenarioFiles.withFolder { folder in
      let text = "id,name\n" + String(repeating: "Dự án dài dòng để cho đầy tệp\n", count: 90_000)
      try Data(text.utf8).write(to: folder.appending(path: "projects.csv"))
      try Data("unit: million\n".utf8).write(to: folder.appending(path: "scenario.yaml"))
      let reading = ScenarioFolder(.folder(folder.path(percentEncoded: false)), log: ScenarioLog())
      #expect(reading.bytes(of: "scenario.yaml")?.count == 14)
      #expect(reading.bytes(of: "projects.csv")?.count == text.utf8.count)
      var hash = SHA256()
      hash.update(Array("projects.csv\0\(text.utf8.count)\0\(text)scenario.yaml\u{0}14\u{0}unit: million\n".utf8))
      #expect(reading.digest() == "sha256:\(hash.hexDigest())")
    }
  }

  @Test func fileChangedWhileItIsRead() throws {
    try ScenarioFiles.withFolder { folder in
      let file = folder.appending(path: "projects.csv")
      let log = ScenarioLog()
      let reading = ScenarioFolder(.folder(folder.path(percentEncoded: false)), log: log)
      try Data(repeating: 65, count: 2_000_000).write(to: file)
      _ = reading.bytes(of: "projects.csv")
      #expect(reading.digest() != nil)
      try (Data(repeating: 65, count: 1_999_999) + Data([66])).write(to: file)
      #expect(reading.digest() == nil)
      let message = try #require(log.diagnostics.first)
      #expect(message.message(in: .en) == "projects.csv: the file was changed while it was being read. Run again.")
      #expect(message.message(in: .vi) == "projects.csv: tệp bị sửa trong khi đang được đọc. Chạy lại.")
    }
  }
}
