import Portfolio
import Workbook

/// How a table looks as a sheet.
struct OutputSheet {
  let table: OutputTable

  /// Rows that are looked at for the widths of the columns.
  static let sampleSize = 1_000

  var header: [WorkbookWriter.Cell] { table.heads.map { .text($0.key, style: .header) } }

  /// The first row stays in sight and is printed on every page.
  func layout(sample: [[OutputCell]]) -> SheetLayout {
    var layout = SheetLayout()
    layout.columnWidths = table.heads.enumerated().map { index, head in
      Self.width(head, sample.lazy.compactMap { index < $0.count ? $0[index] : nil })
    }
    layout.frozenRows = 1
    layout.repeatedRows = 1...1
    layout.page.orientation = .landscape
    layout.page.scaling = .fitWidth
    layout.page.numbering = .foot
    return layout
  }

  func cells(of row: [OutputCell]) -> [WorkbookWriter.Cell] {
    zip(row, table.heads).map { WorkbookWriter.Cell($0, in: $1.kind) }
  }

  /// Wide enough for the key on one line where that is not very long, and for what is usual below it.
  private static func width(_ head: OutputTable.Head, _ cells: some Sequence<OutputCell>) -> Double? {
    let usual = head.kind.widths
    let widest = cells.reduce(0) { max($0, $1.width) } + padding
    let key = min(Double(head.key.count) * boldWidth + padding, mostKeyWidth)
    return max(min(max(widest, usual.lowerBound), usual.upperBound), key)
  }

  private static let padding = 2.0
  private static let boldWidth = 1.1
  private static let mostKeyWidth = 26.0
}

extension OutputKind {
  /// The least and the most, in characters.
  ///
  /// An amount of less than a hundred trillion dong always fits; a wider one is shown where it is among the first rows, as totals are.
  fileprivate var widths: ClosedRange<Double> {
    switch self {
    case .id: 10...28
    case .name: 14...44
    case .sentence: 30...90
    case .fact: 30...76
    case .word: 10...24
    case .amount: 20...28
    case .count: 9...16
    case .share: 10...12
    case .number: 10...16
    case .day: 12...12
    case .flag: 9...9
    }
  }
}

extension OutputCell {
  /// In characters; 0 where the least width is enough.
  fileprivate var width: Double {
    switch self {
    case .text(let text), .word(let text): Double(text.count)
    case .amount(let money): Self.width(ofDigits: "\(money.dong)")
    case .count(let number): Self.width(ofDigits: "\(number)")
    case .millions, .ordinal, .share, .fineShare, .number, .day, .flag, .empty: 0
    }
  }

  /// With separators between thousands.
  private static func width(ofDigits text: String) -> Double { Double(text.count + text.count / 3) }
}

extension WorkbookWriter.Cell {
  init(_ cell: OutputCell, in kind: OutputKind) {
    switch cell {
    case .empty: self = .empty
    case .text(""), .word(""): self = .empty
    case .text(let text), .word(let text): self.init(.text(text), style: CellStyle.text(kind))
    case .amount(let money): self.init(.whole(Int(money.dong)), style: .whole)
    case .millions(let money): self.init(.decimal(units: Int(money.dong), fractionDigits: 6), style: .decimals(3))
    case .count(let number): self.init(.whole(number), style: .whole)
    case .ordinal(let number): self.init(.whole(number), style: .plain)
    case .share(let value): self.init(.number(value), style: .share)
    case .fineShare(let value): self.init(.number(value), style: .fineShare)
    case .number(let value, let places): self.init(.number(value), style: places.map { .decimals($0) } ?? .plain)
    case .day(let day): self.init(day)
    case .flag(let flag): self.init(.boolean(flag), style: .plain)
    }
    if case .number(let value) = self.value, !value.isFinite { self = .empty }
    if kind == .fact { style.horizontal = .left }
  }

  /// A day that spreadsheets do not have is written as text.
  private init(_ day: Day) {
    guard let date = Workbook.DateTime(year: day.year, month: day.month, day: day.dayOfMonth) else {
      self.init(.text(day.description), style: .plain)
      return
    }
    self.init(.date(date), style: .day)
  }
}

/// Cells begin at the top, beside wrapped ones.
extension CellStyle {
  fileprivate static let plain = style(.general)
  fileprivate static let whole = style(.whole)
  fileprivate static let share = style(.percentage(places: 1))
  fileprivate static let fineShare = style(.percentage(places: 2))
  fileprivate static let day = style(.date)
  private static let id = style(.text)
  private static let sentence: CellStyle = {
    var style = plain
    style.wrapsText = true
    return style
  }()

  /// Apart from the amount before it.
  private static let word: CellStyle = {
    var style = plain
    style.horizontal = .center
    return style
  }()

  fileprivate static func decimals(_ places: Int) -> CellStyle { style(.decimal(places: places)) }

  fileprivate static func text(_ kind: OutputKind) -> CellStyle {
    switch kind {
    case .id: id
    case .sentence, .fact: sentence
    case .word: word
    case .name, .amount, .count, .share, .number, .day, .flag: plain
    }
  }

  private static func style(_ format: NumberFormat) -> CellStyle {
    var style = CellStyle(format)
    style.vertical = .top
    return style
  }
}
