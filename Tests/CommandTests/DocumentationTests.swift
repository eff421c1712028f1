import Foundation
import Testing

/// The READMEs and the documentation of the command lead where they say.
@Suite struct DocumentationTests {
  private static let readmes = ["README.md", "README.vi.md"]
  private static let catalogue = "Sources/giaingan/Documentation.docc"

  private let pages: [MarkdownPage]

  init() throws {
    let folder = CommandRun.checkout.appendingPathComponent(Self.catalogue).path
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let names = Self.readmes + paths.filter { $0.hasSuffix(".md") }.sorted().map { "\(Self.catalogue)/\($0)" }
    pages = try names.map { try MarkdownPage($0) }
  }

  private var articles: [MarkdownPage] { pages.filter { $0.path.hasPrefix(Self.catalogue) } }

  /// Every relative link, picture and anchor.
  @Test func everyLinkLeadsSomewhere() throws {
    var count = 0
    for page in pages {
      for link in page.links where link.isRelative {
        count += 1
        #expect(try link.problem(on: page) == nil, "\(page.path): \(link.target)")
      }
    }
    #expect(count > 100)
  }

  @Test func brokenLinksAreFound() throws {
    let text =
      "# A page\n\n[here](Nowhere.md) `[no](link.md)` [there](README.md#start-here) [self](#a-page) [self](#b)\n"
    let page = MarkdownPage("page.md", text: text + "```\n[no](link.md)\n```\n")
    #expect(page.links.map(\.target) == ["Nowhere.md", "README.md#start-here", "#a-page", "#b"])
    #expect(try page.links.map { try $0.problem(on: page) } == [.noFile, .noHeading, nil, .noHeading])
  }

  /// As Git hosts make them.
  @Test(arguments: [
    ("## `scenario.yaml`", "scenarioyaml"), ("### A scenario's [list](x.md), moved", "a-scenarios-list-moved"),
    ("# Đọc kết quả", "đọc-kết-quả"), ("## Read – and print", "read--and-print"),
  ])
  func headingsHaveAnchors(heading: String, anchor: String) {
    #expect(MarkdownPage("page.md", text: heading).anchors == [anchor])
  }

  @Test func everyPageIsLinkedFromAnother() throws {
    let linked = Set(pages.flatMap { page in page.links.filter(\.isRelative).map { $0.path(from: page) } })
    for article in articles { #expect(linked.contains(article.path), "\(article.path)") }
  }

  /// DocC finds pages by the name of their file, and takes the paragraph below the title for the abstract.
  @Test func articlesAreAsDocCWants() {
    #expect(articles.count > 15)
    let names = articles.map { $0.path.split(separator: "/").last ?? "" }
    #expect(Set(names).count == names.count)
    for article in articles {
      #expect(article.lines.first?.hasPrefix("# ") == true, "\(article.path)")
      #expect(article.lines.dropFirst().first == "", "\(article.path)")
      let abstract = article.lines.dropFirst(2).prefix { !$0.isEmpty }.joined(separator: " ")
      #expect(abstract.hasSuffix(".") && !abstract.dropLast().contains(". "), "\(article.path): \(abstract)")
    }
  }

  @Test(arguments: readmes) func readmesAreShort(name: String) throws {
    let page = try #require(pages.first { $0.path == name })
    #expect(page.lines.count <= 150)
  }

  @Test func readmesShowTheSameCommands() throws {
    let commands = try Self.readmes.map { name in try #require(pages.first { $0.path == name }).commands }
    #expect(commands[0].count > 5)
    #expect(commands[0] == commands[1])
  }
}

/// A page in Markdown, as far as its links go.
private struct MarkdownPage {
  /// From the top of the checkout.
  var path: String
  var lines: [String]
  /// Lines outside fenced blocks, code spans made inert.
  private var prose: [String] = []
  /// Lines of fenced blocks that call a program, without comments.
  private(set) var commands: [String] = []

  init(_ path: String) throws {
    self.init(path, text: try String(contentsOf: CommandRun.checkout.appendingPathComponent(path), encoding: .utf8))
  }

  init(_ path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    if lines.last == "" { lines.removeLast() }
    var isFenced = false
    for line in lines {
      if line.hasPrefix("```") {
        isFenced.toggle()
      } else if !isFenced {
        prose.append(line)
      } else if ["swift ", "giaingan ", ".build/"].contains(where: line.hasPrefix) {
        let command = line.prefix(upTo: line.range(of: " #")?.lowerBound ?? line.endIndex)
        commands.append(command.trimmingCharacters(in: .whitespaces))
      }
    }
  }

  var links: [MarkdownLink] {
    prose.flatMap { line in
      line.replacing(#/`+[^`]*`+/#, with: "code").matches(of: #/\]\(([^()\s]+)\)/#).map {
        MarkdownLink(target: String($0.output.1))
      }
    }
  }

  var anchors: [String] {
    prose.filter { $0.hasPrefix("#") }.map { line in
      let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).replacing(#/\]\([^()]*\)/#, with: "")
      let kept = title.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
      return kept.replacing(" ", with: "-")
    }
  }
}

private struct MarkdownLink {
  enum Problem { case noFile, noHeading }

  var target: String

  var isRelative: Bool { !target.contains("://") && !target.hasPrefix("mailto:") && !target.hasPrefix("doc:") }

  private var parts: (file: Substring, anchor: Substring?) {
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts[0], parts.count > 1 ? parts[1] : nil)
  }

  /// From the top of the checkout.
  func path(from page: MarkdownPage) -> String {
    guard !parts.file.isEmpty else { return page.path }
    var steps = page.path.split(separator: "/").dropLast()
    for step in parts.file.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }

  func problem(on page: MarkdownPage) throws -> Problem? {
    let path = path(from: page)
    if path != page.path {
      let file = CommandRun.checkout.appendingPathComponent(path).path
      guard FileManager.default.fileExists(atPath: file) else { return .noFile }
    }
    guard let anchor = parts.anchor else { return nil }
    let anchors = try path == page.path ? page.anchors : MarkdownPage(path).anchors
    return anchors.contains(String(anchor)) ? nil : .noHeading
  }
}
