import Portfolio
import Rulebook

/// What pages have in common: the document around their sections.
struct PageFrame {
  var phrases: Phrases
  var title: String
  var scenario: String
  var asOf: String
  /// The program with its version.
  var engine: String
  var inputDigest: String
  /// Rules of style that only this page needs.
  var style = HTML.empty
  /// Between the title and the contents.
  var opening: HTML
  var sections: [HTMLPage.Section]

  var document: HTML {
    """
    <!DOCTYPE html>
    <html lang="\(phrases.language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="\(engine)">
    <title>\(title) – \(scenario)</title>
    <style>
    \(Stylesheet.css)\(style)
    </style>
    </head>
    <body>
    <a class="skip" href="#main">\(phrases.say("Đến nội dung", "Skip to the content"))</a>
    <header class="top">
    <p class="kicker">\(scenario) · \(phrases.dataUntil(asOf))</p>
    <h1>\(title)</h1>
    \(opening)
    \(contents)
    </header>
    <main id="main">
    \(sections.map(\.html).joined())</main>
    <footer><p class="note">\(engine) · \(inputDigest)</p></footer>
    </body>
    </html>

    """
  }

  private var contents: HTML {
    let items = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as HTML }.joined("\n")
    return "<nav class=\"toc\" aria-label=\"\(phrases.say("Mục lục", "Contents"))\"><ol>\n\(items)\n</ol></nav>"
  }
}

/// Small pieces of markup that pages share.
protocol PageParts {
  var phrases: Phrases { get }
  var figures: Figures { get }
}

extension PageParts {
  func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  func card(value: String, unit: String, label: String, detail: String, style: String) -> HTML {
    "<li class=\"\(style)\"><b>\(value) <small>\(unit)</small></b><span>\(label)</span><span>\(detail)</span></li>"
  }

  /// Questions of a reader, each answered in a line.
  func answerList(_ answers: [(question: String, answer: String)]) -> HTML {
    let lines = answers.map { "<div><dt>\($0.question)</dt><dd>\($0.answer)</dd></div>" as HTML }
    return "<dl class=\"answers\">\n\(lines.joined("\n"))\n</dl>"
  }

  func date(_ day: Day) -> HTML { "<span class=\"d\">\(figures.date(day))</span>" }

  func error(_ text: String) -> HTML { text.isEmpty ? "" : " <span class=\"err\">\(text)</span>" }

  /// A second, quieter line of a cell.
  func sub(_ text: String) -> HTML { text.isEmpty ? "" : "<span class=\"sub\">\(text)</span>" }

  /// What the terms of a page mean.
  func readingSection(_ title: String, _ terms: [(term: String, meaning: String)]) -> HTMLPage.Section {
    let entries = terms.map { "<div><dt>\($0.term)</dt><dd>\($0.meaning)</dd></div>" as HTML }
    return HTMLPage.Section(
      id: "reading", title: title, body: "<dl class=\"how\">\(entries.joined("\n"))</dl>")
  }

  /// What a result was a function of.
  func runSection(_ entries: [(term: String, value: String)], note: String) -> HTMLPage.Section {
    let list = entries.map { "<dt>\($0.term)</dt><dd>\($0.value)</dd>" as HTML }
    return HTMLPage.Section(
      id: "run", title: say("Thông tin lần chạy", "Run"),
      body: "<dl class=\"run\">\(list.joined("\n"))</dl>" + self.note(note))
  }

  /// Said below the run where nothing else decides a result.
  var repeatable: String {
    say(
      "Cùng số liệu, quy định, mầm ngẫu nhiên, số lần mô phỏng và bộ tính thì cho đúng kết quả này.",
      "The same data, rulebook, seed, replications and engine give exactly this result.")
  }

  func note(_ text: String) -> HTML { "<p class=\"note\">\(text)</p>" }
}
