import Portfolio
import Workbook

/// The amounts of a list: each in the unit of its column, texts in the style that the list's texts show.
struct ListAmounts {
  enum Content: Equatable {
    /// No cell, a dash, or nothing.
    case none
    case amount(Money, isRounded: Bool)
    /// Something that is no amount, as it stands.
    case unreadable(String)
  }

  /// What the texts of the list say of the way in which they are written.
  enum StyleEvidence: Equatable {
    case none
    case style(NumberStyle)
    /// All texts are like `1,234`, which may be thousands or decimals.
    case doubtful
  }

  /// Of the list; nil until it is known.
  let unit: MoneyUnit?
  let style: NumberStyle
  /// Of columns whose titles, or the answers, state another unit.
  private let units: [Int: MoneyUnit]
  private let plain: SheetCellText
  private let reader: CellReader
  var dateSystem: Workbook.DateSystem { plain.dateSystem }

  /// Sums of a list whose unit is not known are compared in this one.
  private static let standIn = MoneyUnit.thousand

  init(unit: MoneyUnit?, style: NumberStyle, units: [Int: MoneyUnit], dateSystem: Workbook.DateSystem) {
    self.unit = unit
    self.style = style
    self.units = units
    plain = SheetCellText(style: .plain, unit: nil, dateSystem: dateSystem)
    reader = CellReader(unit: unit, style: style)
  }

  func unit(of column: Int) -> MoneyUnit? { units[column] ?? unit }

  func content(_ row: SheetGrid.Row, _ column: Int) -> Content {
    guard let cell = row[column] else { return .none }
    let unit = unit(of: column) ?? Self.standIn
    switch cell.value {
    case .number:
      var text = plain
      text.unit = unit
      let (written, isRounded) = text.text(of: cell, as: .amount(.any))
      return read(written, unit, .plain).map { .amount($0, isRounded: isRounded) }
        ?? .unreadable(cell.text(style: style))
    case .empty where !cell.isFormula: return .none
    case .text(let written):
      guard let text = AmountText(written) else { return .none }
      return read(text.digits(in: style), text.unit ?? unit, style).map {
        .amount(text.isNegative ? -$0 : $0, isRounded: false)
      } ?? .unreadable(cell.text(style: style))
    default: return .unreadable(cell.text(style: style))
    }
  }

  /// Zero where there is none, or none that can be read.
  func money(_ row: SheetGrid.Row, _ column: Int?) -> Money {
    guard let column, case .amount(let money, _) = content(row, column) else { return .zero }
    return money
  }

  /// The amount as the list's own tables state it, and as it stands where it cannot be read.
  func text(_ row: SheetGrid.Row, _ column: Int) -> (text: String, isRounded: Bool) {
    switch content(row, column) {
    case .none: return ("", false)
    case .amount(let money, let isRounded):
      // As it stands, where the tables read it so: the digest of a list's tables is that of what it says.
      if !isRounded, units[column] == nil, let unit, let cell = row[column] {
        let written = cell.text(style: style)
        if read(written, unit, style) == money { return (written, false) }
      }
      return ((unit ?? Self.standIn).text(money, style: style), isRounded)
    case .unreadable(let text): return (text, false)
    }
  }

  private func read(_ text: String, _ unit: MoneyUnit, _ style: NumberStyle) -> Money? {
    var reader = reader
    (reader.unit, reader.style) = (unit, style)
    do throws(CellDefect) {
      return try reader.amount(Array(text.utf8)[...], sign: .any)
    } catch {
      return nil
    }
  }

  /// What the texts in these columns show.
  static func evidence(in rows: [SheetGrid.Row], columns: [Int]) -> StyleEvidence {
    var shapes: Set<AmountText.Shape> = []
    for row in rows {
      for column in columns {
        guard case .text(let written) = row[column]?.value, let text = AmountText(written) else { continue }
        if let shape = text.shape { shapes.insert(shape) }
      }
    }
    switch (shapes.contains(.vietnamese), shapes.contains(.plain)) {
    case (true, true): return .doubtful
    case (true, false): return .style(.vietnamese)
    case (false, true): return shapes.contains(.pointAndThree) ? .doubtful : .style(.plain)
    case (false, false): if shapes.contains(.commaAndThree) { return .doubtful }
    }
    return .none
  }
}

/// A text that states an amount as people type them: `1 730`, `1.730 tr`, `5,1 tỷ`, `(12)`.
struct AmountText {
  enum Shape {
    /// Only thousands with full stops, or decimals with a comma, can be meant.
    case vietnamese
    case plain
    /// `1,234`.
    case commaAndThree
    /// `1.234`.
    case pointAndThree
  }

  private(set) var isNegative = false
  /// What stands behind the number.
  private(set) var unit: MoneyUnit?
  /// Without spaces between thousands.
  private let digits: String

  private static let units: [(ending: String, unit: MoneyUnit)] = [
    ("tỷđồng", .billion), ("tỷ", .billion), ("triệuđồng", .million), ("triệu", .million), ("trđồng", .million),
    ("trđ", .million), ("tr", .million), ("nghìnđồng", .thousand), ("ngànđồng", .thousand), ("đồng", .dong),
    ("vnd", .dong),
    ("vnđ", .dong), ("đ", .dong),
  ]

  /// Nil for nothing: no text, a dash, dots.
  init?(_ written: String) {
    var text = TableText.string(TableText.trimmed(Array(written.utf8)[...]))
    guard text.contains(where: { !"-–—.… ".contains($0) }) else { return nil }
    if text.hasPrefix("("), text.hasSuffix(")"), text.dropFirst().dropLast().allSatisfy({ !"()-".contains($0) }) {
      isNegative = true
      text = String(text.dropFirst().dropLast())
    }
    let last = text.lastIndex { $0.isASCII && $0.isNumber }
    if let last, text.index(after: last) < text.endIndex {
      let ending = HeaderName(text[text.index(after: last)...]).text
      if let found = Self.units.first(where: { $0.ending == ending }) {
        unit = found.unit
        text = String(text[...last])
      }
    }
    digits = Self.joined(text)
  }

  /// Without spaces where all of them stand between thousands.
  private static func joined(_ text: String) -> String {
    let parts = text.split(whereSeparator: { $0.isWhitespace || $0 == "'" || $0 == "\u{2019}" }).map { $0 }
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return parts.first.map(String.init) ?? ""
    }
    let head = first.first == "-" ? first.dropFirst() : first
    let tail = last.prefix { $0.isASCII && $0.isNumber }
    let isGrouped =
      (1...3).contains(head.count) && head.allSatisfy { $0.isASCII && $0.isNumber } && tail.count == 3
      && parts.dropFirst().dropLast().allSatisfy { $0.count == 3 && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    return isGrouped ? parts.joined() : text
  }

  /// As a reader of numbers in this style wants it.
  func digits(in style: NumberStyle) -> String {
    guard style == .plain, digits.contains(",") else { return digits }
    let whole = digits.prefix { $0 != "." }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = groups.dropFirst().allSatisfy { $0.count == 3 } && (1...3).contains(groups.first?.count ?? 0)
    return isGrouped ? digits.replacing(",", with: "") : digits
  }

  /// Nil for whole numbers and for what is no number.
  var shape: Shape? {
    let body = digits.first == "-" ? String(digits.dropFirst()) : digits
    guard body.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." || $0 == "," }) else { return nil }
    let (commas, points) = (body.count(where: { $0 == "," }), body.count(where: { $0 == "." }))
    switch (commas, points) {
    case (0, 0): return nil
    case (0, 1): return Self.isThousand(body, ".") ? .pointAndThree : .plain
    case (1, 0): return Self.isThousand(body, ",") ? .commaAndThree : .vietnamese
    case (0, _): return .vietnamese
    case (_, 0): return .plain
    default:
      guard let comma = body.lastIndex(of: ","), let point = body.lastIndex(of: ".") else { return nil }
      return comma > point ? .vietnamese : .plain
    }
  }

  private static func isThousand(_ text: String, _ mark: Character) -> Bool {
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    return parts.count == 2 && (1...3).contains(parts[0].count) && parts[1].count == 3 && parts[0] != "0"
  }
}
