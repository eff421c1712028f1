import Workbook

/// What was understood of a workbook, before its values are checked.
public struct WorkbookReading: Sendable {
  /// A sheet that is a table of a scenario.
  public struct SheetTable: Hashable, Sendable {
    public var table: ScenarioTable
    public var sheet: String
    /// Below the header.
    public var rowCount: Int
  }

  public enum Form: Sendable {
    /// A sheet for each table, and one of settings.
    case tables([SheetTable])
    /// One list of projects as offices keep it.
    case planList(PlanListReading)
  }

  /// As the user named it.
  public let file: String
  public let form: Form
  /// The tables that it was read as, by their names in a scenario folder.
  let files: [String: [UInt8]]
  let places: SheetPlaces
  /// What is wrong or doubtful about the sheets themselves; what has to be asked is an error.
  let findings: [Diagnostic]
  /// The rulebook and the assumptions, where they are files.
  let references: [String]
  /// A plan list as it stands in the file.
  let workbook: Workbook?

  /// Reads a workbook and, for a plan list, the mapping file that answers what it leaves open.
  ///
  /// `mapping` is the path of that file; nil means the one beside the workbook, ``mappingPath(of:)``, if it is there. Throws when the
  /// workbook or the mapping file cannot be read at all.
  public static func read(at path: String, mapping: String? = nil) throws(InvalidInput) -> WorkbookReading {
    var workbooks = try WorkbookFile.lists(at: path)
    if let workbook = workbooks.first, let sheets = TableSheets(workbook, file: path) { return sheets.reading() }
    let mappingPath = mapping ?? mappingPath(of: path)
    var mapping = InputFile.exists(mappingPath) ? try PlanListMapping.read(at: mappingPath) : nil
    if let (list, answers) = workbooks.first.flatMap(ListQuestionSheet.split) {
      workbooks = [list]
      let sheet = try PlanListMapping.read(text: answers, file: path)
      mapping = mapping?.answered(by: sheet) ?? sheet
    }
    let readings = workbooks.map {
      PlanList($0, file: path, mapping: mapping, mappingPath: mappingPath).reading()
    }
    // Of the ways in which delimited text may be divided, the one in which most columns are known.
    guard let best = readings.max(by: { $0.knownColumns < $1.knownColumns }) else {
      throw InvalidInput([PlanListPhrases.noList.diagnostic(file: path)])
    }
    return best
  }

  /// Where the mapping file of a list stands when nothing else is said: `list.xlsx` has `list.mapping.yaml` beside it.
  public static func mappingPath(of path: String) -> String {
    let stem = WorkbookFile.stem(of: path)
    return (stem.hasSuffix(".hoi") ? String(stem.dropLast(4)) : stem) + ".mapping.yaml"
  }

  /// Columns of a plan list whose meaning is known.
  private var knownColumns: Int {
    guard case .planList(let list) = form else { return 0 }
    return list.columns.count { $0.meaning != .unknown && $0.meaning != .asked }
  }
}

extension WorkbookReading {
  /// The tables, with the files beside the workbook that they name.
  fileprivate func store() throws(InvalidInput) -> ScenarioStore {
    var files = files
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    for name in references where files[name] == nil {
      let beside = ScenarioStore.folder(folder)
      guard beside.has(name) else { continue }
      do throws(InputFileDefect) {
        files[name] = try beside.bytes(of: name)
      } catch {
        throw InvalidInput([ScenarioPhrases.unreadable(error).diagnostic(file: name)])
      }
    }
    return .memory(name: file, files: files)
  }
}

extension ScenarioReader {
  /// The scenario of a workbook; throws everything that is wrong with it at once, with sheet and cell.
  public static func read(
    _ reading: WorkbookReading, overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws(InvalidInput) -> Scenario {
    guard !reading.findings.contains(where: { $0.severity == .error }) else { throw InvalidInput(reading.findings) }
    do throws(InvalidInput) {
      var scenario = try read(reading.store(), overrides: overrides)
      scenario.warnings = reading.findings + scenario.warnings.map(reading.places.placed)
      return scenario
    } catch {
      throw InvalidInput(reading.findings + error.diagnostics.map(reading.places.placed))
    }
  }
}
