import Exchange
import Foundation

/// The keys of every JSON document.
enum JSONKeysPage {
  static var page: ReferencePage {
    var page = ReferencePage(
      "JSONKeys", title: "Keys of the JSON documents",
      abstract: "What stands under each key of every JSON document that the program writes.",
      madeFrom: "the catalogue of keys in Sources/Exchange/JSONKeys")
    page.paragraph(
      "Amounts are whole dong, shares and probabilities numbers between 0 and 1, dates `2026-06-30`; what is not known is null. The same inputs, seed and version of the program give the same bytes on any number of threads."
    )
    page.paragraph(
      "A key is written with all that stands above it: `rounds[]` is each element of a list, `groups.{group}` each member of an object whose keys are ids. Keys that stand together in a row mean the same, and what stands below them is listed under the first. What is said of an object or a list is of each of its elements."
    )
    for document in JSONDocument.all {
      page.heading(document.file)
      page.paragraph("Written by `giaingan \(document.verb)`; its `schema` is `\(document.schema)`.")
      page.table(
        ["Key", "Meaning", "When"],
        document.keys.map { key in
          [key.paths.map(\.code).joined(separator: ", "), key.meaning, key.condition ?? ""]
        })
    }
    return page
  }
}

/// Holds documents that were written against the catalogue.
struct JSONKeyCheck {
  private final class Node {
    var children: [String: Node] = [:]
    /// In the catalogue; nil where only something below it is.
    var path: String?
    var isOptional = false
    var isSeen = false

    /// The element of a list, or the member of an object whose keys are ids.
    var element: Node? { children["[]"] ?? wildcard }
    var wildcard: Node? { children["{}"] }
  }

  private let root = Node()
  /// Keys that were written and are not in the catalogue.
  private(set) var unknown: Set<String> = []

  init(_ document: JSONDocument) {
    for key in document.expandedKeys {
      for path in key.paths {
        var node = root
        for part in Self.parts(of: path) {
          let next = node.children[part] ?? Node()
          node.children[part] = next
          node = next
        }
        (node.path, node.isOptional) = (path, key.isOptional)
      }
    }
  }

  /// `a.b[].{id}` as a, b, [], {}.
  private static func parts(of path: String) -> [String] {
    path.split(separator: ".").flatMap { part -> [String] in
      let name = String(part).replacing("[]", with: "")
      let lists = [String](repeating: "[]", count: (part.count - name.count) / 2)
      return [name.hasPrefix("{") ? "{}" : name] + lists
    }
  }

  mutating func walk(_ document: Any) { walk(document, root, "") }

  private mutating func walk(_ value: Any, _ node: Node, _ path: String) {
    node.isSeen = true
    switch value {
    case let object as [String: Any]:
      if object.isEmpty { node.wildcard?.isSeen = true }
      for (name, member) in object {
        let own = path.isEmpty ? name : "\(path).\(name)"
        guard let next = node.children[name] ?? node.wildcard else {
          unknown.insert(own)
          continue
        }
        walk(member, next, own)
      }
    case let list as [Any]:
      guard let next = node.children["[]"] else {
        unknown.insert("\(path)[]")
        return
      }
      next.isSeen = true
      for element in list { walk(element, next, "\(path)[]") }
    case is NSNull: break
    default:
      if !node.children.isEmpty { unknown.insert("\(path), which is no object") }
    }
  }

  /// Keys of the catalogue that nothing has written, but for those with a condition.
  var unwritten: [String] { paths(isOptional: false, below: root).sorted() }
  var unwrittenOptional: [String] { paths(isOptional: true, below: root).sorted() }

  private func paths(isOptional: Bool, below node: Node) -> [String] {
    let own = !node.isSeen && node.isOptional == isOptional ? node.path : nil
    return (own.map { [$0] } ?? []) + node.children.values.flatMap { paths(isOptional: isOptional, below: $0) }
  }
}
