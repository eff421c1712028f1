/// A table with caption and scopes, scrolled sideways on narrow screens.
struct HTMLTable {
  struct Column {
    var title: String
    /// A second, quieter line.
    var detail = ""
    var isNumeric = false
    /// Its cells fill their whole field with a shade.
    var isShaded = false

    fileprivate var attribute: HTML { isShaded ? " class=\"h\"" : isNumeric ? " class=\"n\"" : "" }
  }

  enum CaptionStyle: String {
    case shown
    /// For readers of the page's structure; the heading above says it to the eye.
    case hidden
  }

  var caption: String
  var captionStyle = CaptionStyle.shown
  var style = ""
  var columns: [Column]
  /// The first cell of a row is its header.
  var rows: [[HTML]] = []

  /// Tables of so few rows stay on one printed page; the rows of wide ones are tall.
  private var keptRows: Int { style.contains("wide") ? 6 : 14 }

  var html: HTML {
    let head = columns.map { column -> HTML in
      let detail: HTML = column.detail.isEmpty ? "" : "<span class=\"sub\">\(column.detail)</span>"
      return "<th scope=\"col\"\(column.attribute)>\(column.title)\(detail)</th>"
    }.joined()
    let body = rows.map(row).joined("\n")
    let keeping: HTML = rows.count <= keptRows ? " keep" : ""
    return """
      <div class="scroll\(keeping)" role="region" tabindex="0" aria-label="\(caption)">
      <table class="\(style)"><caption class="\(captionStyle.rawValue)">\(caption)</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)
      </tbody></table></div>

      """
  }

  private func row(_ cells: [HTML]) -> HTML {
    let marked = zip(columns, cells).enumerated().map { index, field -> HTML in
      let (column, cell) = field
      return index == 0
        ? "<th scope=\"row\"\(column.attribute)>\(cell)</th>" : "<td\(column.attribute)>\(cell)</td>"
    }
    return "<tr>\(marked.joined())</tr>"
  }
}
