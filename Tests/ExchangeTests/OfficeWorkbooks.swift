import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook

/// Workbooks as offices keep them, made by `Tests/Workbooks/lists/lists.py`.
enum OfficeWorkbooks {
  static let folder = ScenarioFiles.malformed.deletingLastPathComponent().appending(path: "Workbooks/lists")

  static func path(_ name: String) -> String { folder.appending(path: "\(name).xlsx").path(percentEncoded: false) }

  static func list(_ name: String, mapping: String? = nil) throws -> PlanListReading {
    guard case .planList(let list) = try WorkbookReading.read(at: path(name), mapping: mapping).form else {
      throw OtherForm()
    }
    return list
  }

  struct OtherForm: Error {}

  /// What is wrong with a workbook, with its folder left out of the messages.
  static func messages(_ name: String, in language: Language, mapping: String? = nil) throws -> [String] {
    do throws(InvalidInput) {
      let scenario = try ScenarioReader.read(at: path(name), mapping: mapping)
      return scenario.warnings.map { shortened($0.message(in: language)) }
    } catch {
      return error.diagnostics.map { shortened($0.message(in: language)) }
    }
  }

  static func shortened(_ text: String) -> String {
    text.replacing(folder.path(percentEncoded: false) + "/", with: "").replacing(
      folder.path(percentEncoded: false), with: "")
  }

  /// Runs a closure on a mapping file of its own.
  static func withMapping<Result>(_ text: String, _ body: (_ path: String) throws -> Result) throws -> Result {
    try ScenarioFiles.withFolder { folder in
      let file = folder.appending(path: "list.mapping.yaml")
      try Data(text.utf8).write(to: file)
      return try body(file.path(percentEncoded: false))
    }
  }
}
