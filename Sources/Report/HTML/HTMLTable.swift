/// A table with caption and scopes, scrolled sideways on narrow screens.
struct HTMLTable {
  struct Column {
    var title: String
    /// A second, quieter line.
    var detail = ""
    var isNumeric = false
    /// Its cells fill their whole field with a shade.
    var isShaded = false
    /// Stands below the title, as a scale over what the cells draw.
    var scale = HTML.empty

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
  /// Classes of the rows; those beyond have none.
  var rowStyles: [String] = []

  /// Tables of so few rows stay on one printed page; the rows of wide ones are tall.
  private var keptRows: Int { style.contains("wide") ? 6 : 14 }

  var html: HTML {
    let head = columns.map { column -> HTML in
      let detail: HTML = column.detail.isEmpty ? "" : "<span class=\"sub\">\(column.detail)</span>"
      return "<th scope=\"col\"\(column.attribute)>\(column.title)\(detail)\(column.scale)</th>"
    }.joined()
    let body = rows.indices.map(row).joined("\n")
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

  private func row(_ index: Int) -> HTML {
    let marked = zip(columns, rows[index]).enumerated().map { index, field -> HTML in
      let (column, cell) = field
      return index == 0
        ? "<th scope=\"row\"\(column.attribute)>\(cell)</th>" : "<td\(column.attribute)>\(cell)</td>"
    }
    let style: HTML =
      index < rowStyles.count && !rowStyles[index].isEmpty ? " class=\"\(rowStyles[index])\"" : ""
    return "<tr\(style)>\(marked.joined())</tr>"
  }
}
