import Exchange
import Foundation
import Rulebook
import Testing

/// Defects that no file of the repository can hold, made where the test runs.
@Suite struct MalformedGeneratedTests {
  private static func messages(
    _ damage: (URL) throws -> Void, in language: Language = .en
  ) throws -> [String] {
    try ScenarioFiles.withGood { folder in
      try damage(folder)
      return ScenarioFiles.messages(at: folder, in: language)
    }
  }

  @Test func aSingleLineOfFiftyMegabytes() throws {
    let line = Data(repeating: UInt8(ascii: "x"), count: 50_000_000)
    #expect(
      try Self.messages { try line.write(to: $0.appending(path: "projects.csv")) } == [
        "projects.csv, row 1: a cell is longer than 100,000 bytes. "
          + "Look for an unclosed quotation mark or missing line breaks."
      ])
    #expect(
      try Self.messages({ try line.write(to: $0.appending(path: "scenario.yaml")) }, in: .vi) == [
        "scenario.yaml: tệp lớn hơn 4 MB. Chia nhỏ hoặc rút gọn tệp."
      ])
  }

  @Test func aLineOfFiftyMegabytesOfCells() throws {
    let header = Data(try ScenarioFiles.text("allocations.csv").utf8)
    let line = Data(String(repeating: "abcdefghi,", count: 5_000_000).utf8)
    #expect(
      try Self.messages { try (header + line).write(to: $0.appending(path: "allocations.csv")) }.first
        == "allocations.csv, row 7: the table has more than 1,000 columns. Split or shorten the table.")
  }

  @Test func anUnclosedQuoteBeforeFiftyMegabytes() throws {
    let text = try ScenarioFiles.text("projects.csv").replacing("School C", with: "\"School C")
    let data = Data(text.utf8) + Data(String(repeating: "DA-99,Other,new-start\n", count: 2_300_000).utf8)
    #expect(
      try Self.messages { try data.write(to: $0.appending(path: "projects.csv")) } == [
        "projects.csv, row 4, column name: a cell is longer than 100,000 bytes. "
          + "Look for an unclosed quotation mark or missing line breaks."
      ])
  }

  @Test func aFolderInPlaceOfAFile() throws {
    func replace(_ name: String) throws -> [String] {
      try Self.messages { folder in
        try FileManager.default.removeItem(at: folder.appending(path: name))
        try FileManager.default.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: false)
      }
    }
    for name in ["projects.csv", "scenario.yaml", "drivers.csv"] {
      #expect(try replace(name) == ["\(name): this is a folder, not a file. Put a file in its place."])
    }
  }

  /// A link to nothing cannot be read by any user, not even by the one who may read everything.
  @Test func anUnreadableFile() throws {
    func replace(_ name: String, with target: String) throws -> [String] {
      try Self.messages { folder in
        let file = folder.appending(path: name)
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(
          atPath: file.path(percentEncoded: false), withDestinationPath: target)
      }
    }
    for name in ["allocations.csv", "activities.csv"] {
      #expect(
        try replace(name, with: "nowhere.csv") == [
          "\(name): the file is a link to something that is not there. Put the file itself in its place."
        ])
      #expect(
        try replace(name, with: "scenario.yaml/x") == [
          "\(name): the file cannot be read (Not a directory). Check its permissions and its path."
        ])
      #expect(
        try replace(name, with: name) == [
          "\(name): the file cannot be read (Too many levels of symbolic links). Check its permissions and its path."
        ])
    }
    #expect(
      try replace("projects.csv", with: "/dev/zero") == [
        "projects.csv: this is not an ordinary file. Put a file in its place."
      ])
  }

  @Test func aFileWithoutPermission() throws {
    let messages = try ScenarioFiles.withGood { folder -> [String]? in
      let file = folder.appending(path: "sources.csv")
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path(percentEncoded: false))
      // The administrator may read it all the same.
      guard !FileManager.default.isReadableFile(atPath: file.path(percentEncoded: false)) else { return nil }
      return ScenarioFiles.messages(at: folder, in: .en)
    }
    let expected = "sources.csv: the file cannot be read (Permission denied). Check its permissions and its path."
    #expect(messages == nil || messages == [expected])
  }

  @Test func noFolder() throws {
    try ScenarioFiles.withFolder { folder in
      let missing = folder.appending(path: "none")
      #expect(
        ScenarioFiles.messages(at: missing, in: .en) == [
          "\(missing.path(percentEncoded: false)): there is no such folder. "
            + "Name the folder of a scenario, or make one with «giaingan init»."
        ])
      let file = folder.appending(path: "scenario.yaml")
      try Data().write(to: file)
      #expect(
        ScenarioFiles.messages(at: file, in: .en) == [
          "\(file.path(percentEncoded: false)): this is a file, not a folder. "
            + "Name the folder that holds scenario.yaml and the tables."
        ])
    }
  }

  @Test func anEmptyFolder() throws {
    try ScenarioFiles.withFolder { folder in
      #expect(
        ScenarioFiles.messages(at: folder, in: .vi) == [
          "scenario.yaml: không có tệp này. Kiểm tra tên tệp và thư mục."
        ])
    }
  }

  @Test(arguments: ["NaN", "nan", "inf", "-Infinity", "∞", "1e400", "#DIV/0!"]) func numbersThatAreNone(text: String)
    throws
  {
    let messages = try Self.messages { folder in
      let table = try ScenarioFiles.text("allocations.csv").replacing("land,5000", with: "land,\(text)")
      try Data(table.utf8).write(to: folder.appending(path: "allocations.csv"))
    }
    #expect(messages.count == 1)
    #expect(messages.first?.hasPrefix("allocations.csv, row 5, column plan: the ") == true)
    #expect(messages.first?.contains("(found «\(text)»)") == true)
  }

  /// Whatever is done to the bytes of a file, reading ends with a scenario or with messages that name a place.
  @Test(arguments: [
    "scenario.yaml", "projects.csv", "allocations.csv", "sources.csv", "activities.csv", "drivers.csv", "actuals.csv",
  ])
  func damagedFilesNeverTrap(name: String) throws {
    try ScenarioFiles.withGood { folder in
      let file = folder.appending(path: name)
      let sound = try Data(contentsOf: file)
      let pieces = Array("0-9.,;\"%/\n\r\t :{}[]x".utf8) + [0, 0x80, 0xC3, 0xFF]
      for seed in UInt64(0)..<60 {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(below limit: Int) -> Int {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Int(state >> 33) % limit
        }
        var bytes = Array(sound)
        for _ in 0...next(below: 3) { bytes[next(below: bytes.count)] = pieces[next(below: pieces.count)] }
        try Data(bytes).write(to: file)
        do throws(InvalidInput) {
          let scenario = try ScenarioReader.read(at: folder.path(percentEncoded: false))
          #expect(scenario.replications > 0, "seed \(seed)")
        } catch {
          #expect(error.diagnostics.contains { $0.severity == .error }, "seed \(seed)")
          #expect(error.diagnostics.allSatisfy { !$0.file.isEmpty && !$0.problem.vi.isEmpty }, "seed \(seed)")
        }
      }
    }
  }
}
