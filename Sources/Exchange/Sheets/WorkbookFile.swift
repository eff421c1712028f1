import Rulebook
import Workbook

/// Workbooks on disk.
public enum WorkbookFile {
  static let fileExtension = "xlsx"

  /// Whether a path names a workbook by its extension, whatever the case of its letters.
  public static func isNamed(_ path: String) -> Bool { path.lowercased().hasSuffix("." + fileExtension) }

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
