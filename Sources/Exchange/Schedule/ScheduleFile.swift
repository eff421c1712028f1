public import Disbursement
import Foundation
public import Portfolio

extension ScheduleJSON {
  /// Reads an earlier schedule of the same plan year.
  ///
  /// Every amount read is bounded and every list as long as it must be, so that the result can be computed with like any other.
  public static func read(at path: String, fiscalYear: FiscalYear) throws(InvalidInput) -> EarlierSchedule {
    let bytes: [UInt8]
    do throws(InputFileDefect) {
      bytes = try InputFile.bytes(at: path)
    } catch {
      throw InvalidInput([ScenarioPhrases.unreadable(error).diagnostic(file: path)])
    }
    let schedule = try decode(bytes, file: path)
    guard schedule.fiscalYear == fiscalYear else {
      throw InvalidInput([
        SchedulePhrases.otherYear(fiscalYear).diagnostic(file: path, found: "\(schedule.fiscalYear.year)")
      ])
    }
    return schedule
  }

  /// `file` names the document in errors.
  public static func decode(_ document: [UInt8], file: String) throws(InvalidInput) -> EarlierSchedule {
    let data = Data(document)
    do {
      return try JSONDecoder().decode(ScheduleDocument.self, from: data).schedule()
    } catch let defect as ScheduleFileDefect {
      throw InvalidInput([defect.diagnostic(file: file, document: data)])
    } catch let error as DecodingError {
      throw InvalidInput([ScheduleFileDefect(error).diagnostic(file: file, document: data)])
    } catch {
      throw InvalidInput([ScheduleFileDefect(path: [], expected: .json).diagnostic(file: file, document: data)])
    }
  }
}

/// What stands at a place of the document in place of what is expected there.
struct ScheduleFileDefect: Error {
  enum Expected: Hashable {
    case json
    case schema
    case present
    case object
    case list
    case text
    case amount
    case date
    case share
    case year
    case word([String])
    /// As many elements as there are checkpoints for it.
    case count(Int)
    case ascendingDates
    case uniqueID
  }

  enum Step: Hashable {
    case key(String)
    case index(Int)
  }

  var path: [Step]
  var expected: Expected

  init(path: [Step], expected: Expected) {
    self.path = path
    self.expected = expected
  }

  init(at decoder: any Decoder, expected: Expected) {
    self.init(path: Self.steps(decoder.codingPath), expected: expected)
  }

  init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(path: Self.steps(context.codingPath + [key]), expected: .present)
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      self.init(path: Self.steps(context.codingPath), expected: Self.expected(type))
    case .dataCorrupted(let context):
      self.init(path: Self.steps(context.codingPath), expected: .json)
    @unknown default:
      self.init(path: [], expected: .json)
    }
  }

  private static func expected(_ type: any Any.Type) -> Expected {
    switch type {
    case is String.Type: .text
    case is [Any].Type: .list
    default: .object
    }
  }

  private static func steps(_ keys: [any CodingKey]) -> [Step] {
    keys.map { key in key.intValue.map { .index($0) } ?? .key(key.stringValue) }
  }

  /// `projects[3].plan`.
  var place: String {
    path.enumerated().map { index, step in
      switch step {
      case .key(let name): index == 0 ? name : "." + name
      case .index(let position): "[\(position)]"
      }
    }.joined()
  }

  func diagnostic(file: String, document: Data) -> Diagnostic {
    SchedulePhrases.defect(self).diagnostic(
      file: file, row: nil, found: expected == .present || expected == .json ? nil : found(in: document))
  }

  /// What stands there, as text.
  private func found(in document: Data) -> String? {
    var value = try? JSONSerialization.jsonObject(with: document, options: .fragmentsAllowed)
    for step in path {
      switch step {
      case .key(let name): value = (value as? [String: Any])?[name]
      case .index(let position):
        let list = value as? [Any]
        value = list.flatMap { $0.indices.contains(position) ? $0[position] : nil }
      }
    }
    return value.map(Self.text)
  }

  private static func text(_ value: Any) -> String {
    switch value {
    case let text as String: "\"\(text)\""
    case let list as [Any]: "[…] × \(list.count)"
    case is [String: Any]: "{…}"
    case is NSNull: "null"
    default: "\(value)"
    }
  }
}
