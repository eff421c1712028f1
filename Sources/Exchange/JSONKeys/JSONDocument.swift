/// A JSON document that the program writes: its name and what each of its keys means.
///
/// Tests walk what every verb writes and fail for a key that is missing here, and for one here that nothing writes; the page of the reference is made
/// from it.
package struct JSONDocument: Sendable {
  /// The verb that writes it.
  package let verb: String
  /// The file that it is in the folder of results.
  package let file: String
  package let schema: String
  package let members: JSONMembers

  /// Every document, in the order of the reference.
  package static let all = [
    forecast, schedule, reallocation, comparison, change, periodReport, ledgerImport, check, rules,
  ]
}

/// What a key of a document means.
package struct JSONMember: ExpressibleByStringLiteral, Sendable {
  /// In one line, without a final stop.
  package let meaning: String
  /// Where it is there; nil when always.
  package let condition: String?
  /// What stands below it.
  package let members: JSONMembers

  private init(_ meaning: String, _ condition: String?, _ members: JSONMembers) {
    self.meaning = meaning
    self.condition = condition
    self.members = members
  }

  package init(stringLiteral meaning: String) { self.init(meaning, nil, [:]) }

  /// An object, or a list of objects, with these members.
  static func with(_ members: JSONMembers, _ meaning: String) -> Self { Self(meaning, nil, members) }

  /// Something that is not in every document.
  static func only(_ condition: String, _ meaning: String, _ members: JSONMembers = [:]) -> Self {
    Self(meaning, condition, members)
  }
}

/// The members of an object in their order.
///
/// A path is a key, with `[]` for each element of a list and `.{id}` for each member of an object whose keys are ids: `rounds[]`, `groups.{group}`. Several paths
/// with `|` between them have the same meaning.
package struct JSONMembers: ExpressibleByDictionaryLiteral, Sendable {
  package let entries: [(paths: [String], member: JSONMember)]

  package init(dictionaryLiteral elements: (String, JSONMember)...) {
    entries = elements.map { ($0.split(separator: "|").map(String.init), $1) }
  }

  private init(entries: [(paths: [String], member: JSONMember)]) { self.entries = entries }

  static func + (first: Self, second: Self) -> Self { Self(entries: first.entries + second.entries) }
}

/// One key of a document, with all that stands above it.
package struct JSONKey: Hashable, Sendable {
  /// `portfolio.path[].p5`; several where they mean the same.
  package var paths: [String]
  package var meaning: String
  package var condition: String?
  /// Whether it or something above it has a condition.
  package var isOptional: Bool
}

extension JSONDocument {
  /// All keys, those of alike members once, under the first of them.
  package var keys: [JSONKey] { Self.keys(of: members, under: [""], isOptional: false) { [$0[0]] } }

  /// All keys, each under every path.
  package var expandedKeys: [JSONKey] { Self.keys(of: members, under: [""], isOptional: false) { $0 } }

  private static func keys(
    of members: JSONMembers, under parents: [String], isOptional: Bool, choose: ([String]) -> [String]
  ) -> [JSONKey] {
    members.entries.flatMap { paths, member in
      let own = parents.flatMap { parent in paths.map { parent.isEmpty ? $0 : "\(parent).\($0)" } }
      let isOptional = isOptional || member.condition != nil
      let key = JSONKey(paths: own, meaning: member.meaning, condition: member.condition, isOptional: isOptional)
      return [key] + keys(of: member.members, under: choose(own), isOptional: isOptional, choose: choose)
    }
  }
}
