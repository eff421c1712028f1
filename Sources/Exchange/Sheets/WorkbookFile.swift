import Rulebook
import Workbook

/// Workbooks on disk.
public enum WorkbookFile {
  /// Those that are read first; of the others it is said how to make them such.
  private static let fileExtensions = ["xlsx", "xlsm", "ods", "xls", "xlsb"]
  private static let delimitedExtension = "csv"

  /// Whether a path names a workbook by its extension, whatever the case of its letters.
  public static func isNamed(_ path: String) -> Bool { fileExtensions.contains(fileExtension(of: path)) }

  /// Whether a path names a file that can be a list of projects: a workbook, or delimited text.
  public static func mayBeList(_ path: String) -> Bool {
    isNamed(path) || fileExtension(of: path) == delimitedExtension
  }

  /// In small letters; empty for a name without one.
  private static func fileExtension(of path: String) -> String {
    guard let point = path.lastIndex(of: "."), !path[point...].contains("/") else { return "" }
    return path[path.index(after: point)...].lowercased()
  }

  /// The path without an extension that is known.
  static func stem(of path: String) -> String {
    mayBeList(path) ? String(path.dropLast(fileExtension(of: path).count + 1)) : path
  }

  /// A workbook, or one sheet without a name for each way in which delimited text may be divided.
  static func lists(at path: String) throws(InvalidInput) -> [Workbook] {
    if isNamed(path) { return [try read(at: path)] }
    let bytes: [UInt8]
    do throws(InputFileDefect) {
      bytes = try InputFile.bytes(at: path)
    } catch {
      throw InvalidInput([ScenarioPhrases.unreadable(error).diagnostic(file: path)])
    }
    return try lists(delimited: bytes, file: path)
  }

  static func lists(delimited bytes: [UInt8], file: String) throws(InvalidInput) -> [Workbook] {
    var defect: CSVDefect?
    let workbooks = CSVTable.delimiters.compactMap { delimiter -> Workbook? in
      do throws(CSVDefect) {
        return Workbook(try SheetGrid(delimited: bytes, file: file, delimiter: delimiter))
      } catch {
        defect = defect ?? error
        return nil
      }
    }
    if workbooks.isEmpty, let defect {
      let row = defect.kind == .empty ? nil : defect.row
      throw InvalidInput([TablePhrases.phrase(of: defect.kind).diagnostic(file: file, row: row)])
    }
    return workbooks
  }

  /// The content of a workbook; throws what is wrong with it, with part, sheet and cell where they are known.
  static func read(at path: String) throws(InvalidInput) -> Workbook {
    let bytes: [UInt8]
    do throws(InputFileDefect) {
      bytes = try InputFile.bytes(at: path, limit: Workbook.Limits().fileBytes)
    } catch {
      throw InvalidInput([ScenarioPhrases.unreadable(error).diagnostic(file: path)])
    }
    return try decode(bytes, file: path)
  }

  /// The content of the bytes of a workbook.
  static func decode(_ bytes: [UInt8], file: String) throws(InvalidInput) -> Workbook {
    do throws(WorkbookError) {
      return try Workbook.read(bytes: bytes)
    } catch {
      var diagnostic = WorkbookPhrases.phrase(of: error.defect, part: error.place.part).diagnostic(
        file: file, found: WorkbookPhrases.found(error.defect))
      diagnostic.sheet = error.place.sheet
      diagnostic.cell = error.place.cell?.description
      throw InvalidInput([diagnostic])
    }
  }
}

extension Workbook {
  /// One sheet without a name.
  fileprivate init(_ grid: SheetGrid) {
    self.init(
      sheetNamed: "",
      texts: grid.rows.map { row in
        (number: row.number, cells: row.cells.map { (column: $0.column, text: $0.text(style: .plain)) })
      })
  }
}
