import Disbursement
import Foundation
import Portfolio
import Rulebook

/// A JSON document that this program wrote and reads again; members that it does not need are passed over.
protocol WrittenDocument: Decodable {
  static var kind: WrittenKind { get }
}

/// Which documents there are, and which file of which command holds them.
struct WrittenKind: Hashable, Sendable {
  var schema: String
  var file: String
  var command: String
}

extension WrittenDocument {
  /// Reads the document and makes a value of it; `file` names it in errors.
  static func decode<Value>(
    _ document: [UInt8], file: String, _ value: (Self) throws -> Value
  ) throws(InvalidInput) -> Value {
    let data = Data(document)
    do {
      return try value(JSONDecoder().decode(Self.self, from: data))
    } catch let defect as DocumentDefect {
      throw InvalidInput([defect.diagnostic(file: file, document: data, kind: kind)])
    } catch let error as DecodingError {
      throw InvalidInput([DocumentDefect(error).diagnostic(file: file, document: data, kind: kind)])
    } catch {
      throw InvalidInput([DocumentDefect(path: [], expected: .json).diagnostic(file: file, document: data, kind: kind)])
    }
  }

  /// Reads a file of bounded size.
  static func read<Value>(at path: String, _ value: (Self) throws -> Value) throws(InvalidInput) -> Value {
    let bytes: [UInt8]
    do throws(InputFileDefect) {
      bytes = try InputFile.bytes(at: path)
    } catch {
      throw InvalidInput([ScenarioPhrases.unreadable(error).diagnostic(file: path)])
    }
    return try decode(bytes, file: path, value)
  }
}
