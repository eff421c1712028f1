import Rulebook

/// A copy of a scenario in another folder: every file that lies beside its settings byte for byte, but for those that are changed.
///
/// Folders in the folder are left out.
struct ScenarioCopy {
  /// The files of the copy, in order.
  let names: [String]
  private let store: ScenarioStore

  /// Throws when the copy could not be read as the original is; `leftOut` are names of files that are not copied.
  init(of scenario: Scenario, leavingOut leftOut: [String] = []) throws(InvalidInput) {
    let elsewhere = scenario.files.filter { $0.contains("/") && !$0.hasPrefix("/") }
    guard elsewhere.isEmpty else {
      throw InvalidInput(elsewhere.map { ReallocationPhrases.fileElsewhere.diagnostic(file: $0) })
    }
    names = scenario.store.names.filter { !leftOut.contains($0) }
    store = scenario.store
  }

  /// Writes all files, each as `change` makes it of its bytes.
  func write(
    to output: borrowing AtomicOutput, _ change: (_ name: String, _ bytes: [UInt8]) throws(InvalidInput) -> [UInt8]
  ) throws {
    for name in names {
      let bytes = try change(name, try bytes(of: name))
      try output.write(name) { (sink) throws(OutputError) in try sink(bytes) }
    }
  }

  /// The bytes of a file of the original.
  func bytes(of name: String) throws(InvalidInput) -> [UInt8] {
    do throws(InputFileDefect) {
      return try store.bytes(of: name)
    } catch {
      throw InvalidInput([ScenarioPhrases.unreadable(error).diagnostic(file: name)])
    }
  }

  /// The table whose file has this name, if one has.
  static func table(named name: String) -> ScenarioTable? {
    ScenarioTable.allCases.first { $0.fileName == name }
  }

  /// What changes a table, with the place of what is wrong with it.
  static func editing(
    _ name: String, _ edit: () throws(CSVDefect) -> [UInt8]
  ) throws(InvalidInput) -> [UInt8] {
    do throws(CSVDefect) {
      return try edit()
    } catch {
      throw InvalidInput([TablePhrases.phrase(of: error.kind).diagnostic(file: name, row: error.row)])
    }
  }
}
