import Foundation
import Portfolio

/// What stands at a place of the document in place of what is expected there.
struct DocumentDefect: Error {
  enum Expected: Hashable {
    case json
    /// The document's kind and version.
    case schema(String)
    case present
    case object
    case list
    case text
    case amount
    case date
    /// A day of a span.
    case dayWithin(Day, Day)
    /// An entry of this list for a day.
    case entry(Day)
    case share
    /// A whole number from the first to the second.
    case number(String, String)
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

  /// `kind` says which command writes such files.
  func diagnostic(file: String, document: Data, kind: WrittenKind) -> Diagnostic {
    DocumentPhrases.defect(self, kind: kind).diagnostic(
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
