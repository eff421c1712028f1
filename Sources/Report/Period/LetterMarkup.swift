import Rulebook

/// An administrative report as a page (layout of Decree 30/2020/NĐ-CP, annex I).
struct LetterMarkup {
  private let letter: Letter

  init(_ letter: Letter) { self.letter = letter }

  var document: HTML {
    """
    <!DOCTYPE html>
    <html lang="\(letter.language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="\(generator)">
    <title>\(letter.opening.subject)</title>
    <style>
    \(Stylesheet.css)\(FormStyle.css)\(LetterStyle.css)
    </style>
    </head>
    <body class="letter">
    <main>
    <article class="sheet">
    \(opening)
    \(letter.introduction.map(paragraph).joined("\n"))
    \(letter.sections.map(section).joined())
    \(closing)
    </article>
    \(appendices)
    <article class="sheet origin-sheet">
    \(origin)
    </article>
    </main>
    </body>
    </html>

    """
  }

  private var generator: String { letter.run.first { $0.value.hasPrefix("giaingan") }?.value ?? "giaingan" }

  private var opening: HTML {
    let opening = letter.opening
    return """
      <header class="opening">
      <div><p><b>\(opening.issuer)</b></p><div class="rule"></div><p>\(opening.number)</p></div>
      <div><p><b>\(opening.motto.first ?? "")</b></p><p class="motto"><b>\(opening.motto.dropFirst().joined(separator: " "))</b></p>\
      <div class="rule long"></div><p class="dateline"><i>\(opening.dateline)</i></p></div>
      </header>
      <h1>\(opening.kind)<span>\(opening.subject)</span></h1>
      <div class="rule under"></div>
      <p class="addressee">\(opening.addressee)</p>
      """
  }

  private func paragraph(_ text: String) -> HTML { "<p class=\"body\">\(text)</p>" }

  private func section(_ section: Letter.Section) -> HTML {
    "<section>\n<h2>\(section.title)</h2>\n\(section.blocks.map(block).joined("\n"))\n</section>\n"
  }

  private func block(_ block: Letter.Block) -> HTML {
    switch block {
    case .paragraph(let text): paragraph(text)
    case .list(let items): "<ol class=\"body\">\n\(items.map { "<li>\($0)</li>" as HTML }.joined("\n"))\n</ol>"
    case .table(let table): FormMarkup(table).html
    }
  }

  private var closing: HTML {
    let closing = letter.closing
    return """
      <div class="ending">
      <p class="body">\(closing.sentence)</p>
      <footer class="closing">
      <div class="recipients"><p><b><i>\(closing.recipientsTitle)</i></b></p>\
      \(closing.recipients.map { "<p>\($0)</p>" as HTML }.joined())</div>
      <div class="signature"><p><b>\(closing.signature.role)</b></p><p><i>\(closing.signature.hint)</i></p></div>
      </footer>
      </div>
      """
  }

  private var appendices: HTML {
    letter.appendices.map { table -> HTML in
      "<article class=\"sheet sideways\">\n\(FormMarkup(table).html)</article>\n"
    }.joined()
  }

  private var origin: HTML {
    let entries = letter.run.map { "<dt>\($0.term)</dt><dd>\($0.value)</dd>" as HTML }.joined("\n")
    let rules = letter.rules.map { "<li>\($0)</li>" as HTML }.joined("\n")
    let cited: HTML =
      letter.rules.isEmpty ? "" : "<h2>\(letter.rulesTitle)</h2>\n<ul class=\"rules\">\n\(rules)\n</ul>\n"
    return """
      \(cited)<h2>\(letter.runTitle)</h2>
      <dl class="run">\(entries)</dl>
      <p class="small">\(letter.runNote)</p>
      """
  }
}
