/// The elements of a page in order, read strictly: whatever is opened must be closed in its turn.
struct MarkupOutline {
  enum Defect: Error, Equatable {
    case unclosedTag
    case unexpectedEnd(String, open: String?)
    case leftOpen([String])
    case strayText(String)
  }

  private struct Element {
    var name: String
    var attributes: [String: String]
  }

  private static let voidElements: Set<String> = ["meta", "br", "col", "wbr", "!doctype"]

  private var elements: [Element] = []

  init(_ html: String) throws(Defect) {
    var open: [String] = []
    var rest = Substring(html)
    while let start = rest.firstIndex(of: "<") {
      let text = rest[..<start]
      if text.contains(">"), open.last != "style" { throw .strayText(String(text.suffix(40))) }
      guard let end = rest[start...].firstIndex(of: ">") else { throw .unclosedTag }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        let name = String(tag.dropFirst())
        guard open.last == name else { throw .unexpectedEnd(name, open: open.last) }
        open.removeLast()
        continue
      }
      let element = Self.element(tag)
      elements.append(element)
      if !tag.hasSuffix("/"), !Self.voidElements.contains(element.name) { open.append(element.name) }
    }
    guard open.isEmpty else { throw .leftOpen(open) }
  }

  private static func element(_ tag: Substring) -> Element {
    let name = tag.prefix { !$0.isWhitespace && $0 != "/" }.lowercased()
    var attributes: [String: String] = [:]
    var rest = tag.dropFirst(name.count)
    while let equals = rest.firstIndex(of: "=") {
      let key = rest[..<equals].filter { !$0.isWhitespace }
      let opening = rest.index(after: equals)
      guard opening < rest.endIndex, rest[opening] == "\"",
        let closing = rest[rest.index(after: opening)...].firstIndex(of: "\"")
      else { break }
      attributes[String(key)] = String(rest[rest.index(after: opening)..<closing])
      rest = rest[rest.index(after: closing)...]
    }
    return Element(name: name, attributes: attributes)
  }

  var language: String? { elements.first { $0.name == "html" }?.attributes["lang"] }
  var ids: [String] { elements.compactMap { $0.attributes["id"] } }
  var links: [String] { elements.compactMap { $0.attributes["href"] ?? $0.attributes["src"] } }

  /// Identifiers that other elements point at.
  var references: Set<String> {
    Set(
      elements.flatMap { element -> [String] in
        let labels = (element.attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
        let link = element.attributes["href"].flatMap { $0.hasPrefix("#") ? String($0.dropFirst()) : nil }
        return labels + [link].compactMap { $0 }
      })
  }

  var headings: [Int] {
    elements.compactMap { element in
      guard element.name.count == 2, element.name.hasPrefix("h") else { return nil }
      return Int(element.name.dropFirst())
    }
  }

  func count(_ name: String) -> Int { elements.filter { $0.name == name }.count }

  var headerCellsWithoutScope: Int { elements.filter { $0.name == "th" && $0.attributes["scope"] == nil }.count }

  /// Pictures that are neither decoration nor named by a title of their own.
  var picturesWithoutText: Int {
    elements.filter {
      $0.name == "svg" && $0.attributes["aria-hidden"] != "true"
        && ($0.attributes["role"] != "img" || $0.attributes["aria-labelledby"] == nil)
    }.count
  }
}
