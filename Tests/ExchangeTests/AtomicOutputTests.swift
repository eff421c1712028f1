import Exchange
import Foundation
import Rulebook
import Testing

/// Serialized: each output takes over the signals of the process.
@Suite(.serialized) final class AtomicOutputTests {
  private let root: String

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("AtomicOutputTests-\(UUID())").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  private func entries(_ path: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root + "/" + path).sorted()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }

  private func put(_ text: String, at path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: root + "/" + path))
  }

  private func write(_ target: AtomicOutput.Target, texts: [String]) throws(OutputError) {
    let output = try AtomicOutput(target)
    for (name, text) in zip(output.names, texts) {
      try output.write(name) { (sink) throws(OutputError) in try sink(Array(text.utf8)) }
    }
    try output.commit()
  }

  private func cause(_ target: AtomicOutput.Target) -> OutputError.Cause? {
    do throws(OutputError) {
      try write(target, texts: ["x"])
      return nil
    } catch {
      return error.cause
    }
  }

  @Test(arguments: ["out", "out/"])
  func newDirectory(path: String) throws {
    try write(.directory(root + "/" + path, names: ["a", "b"]), texts: ["1", "2"])
    #expect(try entries() == ["out"])
    #expect(try entries("out") == ["a", "b"])
    #expect(try text("out/b") == "2")
  }

  @Test func existingDirectoryKeepsOtherFiles() throws {
    try FileManager.default.createDirectory(atPath: root + "/out", withIntermediateDirectories: false)
    try put("old", at: "out/a")
    try put("mine", at: "out/notes")
    try write(.directory(root + "/out", names: ["a", "b"]), texts: ["1", "2"])
    #expect(try entries("out") == ["a", "b", "notes"])
    #expect(try text("out/a") == "1")
    #expect(try text("out/notes") == "mine")
  }

  @Test func singleFile() throws {
    try write(.file(root + "/a.json"), texts: ["1"])
    try write(.file(root + "/a.json"), texts: ["2"])
    #expect(try entries() == ["a.json"])
    #expect(try text("a.json") == "2")
  }

  @Test func singleFileBehindLink() throws {
    try put("old", at: "real.json")
    try FileManager.default.createSymbolicLink(atPath: root + "/link.json", withDestinationPath: "real.json")
    try write(.file(root + "/link.json"), texts: ["new"])
    #expect(try text("real.json") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: root + "/link.json") == "real.json")
  }

  @Test func nothingIsLeftWithoutCommit() throws {
    try put("old", at: "a")
    do {
      let output = try AtomicOutput(.directory(root, names: ["a"]))
      try output.write("a") { (sink) throws(OutputError) in try sink([1]) }
      #expect(try entries().count == 2)
    }
    #expect(try entries() == ["a"])
    #expect(try text("a") == "old")
  }

  @Test func nothingIsLeftWhenAFileIsMissing() throws {
    try put("old", at: "a")
    #expect(throws: OutputError(root + "/c", .system(ENOENT))) {
      try write(.directory(root, names: ["a", "b", "c"]), texts: ["1", "2"])
    }
    #expect(try entries() == ["a"])
    #expect(try text("a") == "old")
  }

  @Test func whatCannotBeWrittenIsFoundFirst() throws {
    try put("x", at: "file")
    try FileManager.default.createDirectory(atPath: root + "/folder/report.html", withIntermediateDirectories: true)
    #expect(cause(.directory(root + "/file", names: ["a"])) == .isNotDirectory)
    #expect(cause(.directory(root + "/no/out", names: ["a"])) == .noParent)
    #expect(cause(.directory(root + "/file/out", names: ["a"])) == .noParent)
    #expect(cause(.directory(root + "/folder", names: ["report.html"])) == .isDirectory)
    #expect(cause(.directory("", names: ["a"])) == .noParent)
    #expect(cause(.directory("/dev/null", names: ["a"])) == .isNotDirectory)
    #expect(cause(.file(root + "/folder")) == .isDirectory)
    #expect(cause(.file(root + "/no/a.json")) == .noParent)
    #expect(cause(.file("/dev/null")) == .isNotFile)
    #expect(cause(.file("")) == .noParent)
    #expect(try entries() == ["file", "folder"])
  }

  @Test func messagesSayWhereAndWhatToDo() {
    let error = OutputError("out", .isNotDirectory)
    #expect(
      error.message(in: .en) == "out: A file of this name is where a folder must be made. Choose another name.")
    #expect(
      error.message(in: .vi) == "out: Đã có tệp mang tên này ở nơi phải tạo thư mục. Hãy chọn tên khác.")
    let full = OutputError("out", .system(ENOSPC)).message(in: .en)
    #expect(full == "out: It cannot be written (No space left on device). Check permissions and disk space.")
  }
}
