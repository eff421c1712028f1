import Portfolio
import Rulebook

/// What is wrong and what to do about it, before its place is known.
struct Phrase {
  var problem: BilingualText
  var remedy: BilingualText

  init(_ problem: BilingualText, remedy: BilingualText) {
    self.problem = problem
    self.remedy = remedy
  }

  func diagnostic(
    severity: Diagnostic.Severity = .error, file: String, row: Int? = nil, column: String? = nil, found: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      severity: severity, file: file, row: row, column: column, found: found, problem: problem, remedy: remedy)
  }
}

/// Numbers, dates and lists as messages write them.
enum PhraseText {
  /// `30/06/2026` in Vietnamese, `2026-06-30` in English.
  static func date(_ day: Day) -> BilingualText {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return BilingualText(vi: "\(padded(day.dayOfMonth))/\(padded(day.month))/\(day.year)", en: day.description)
  }

  /// An amount in a unit, exact: `1.234,5 triệu đồng`, `1,234.5 million dong`.
  static func amount(_ money: Money, in unit: MoneyUnit) -> BilingualText {
    let name = unitName(unit)
    let (whole, fraction) = unit.digits(of: money)
    let sign = money < .zero ? "-" : ""
    func text(thousands: String, decimal: String) -> String {
      sign + grouped(whole, by: thousands) + (fraction.isEmpty ? "" : decimal + fraction)
    }
    return BilingualText(
      vi: "\(text(thousands: ".", decimal: ",")) \(name.vi)", en: "\(text(thousands: ",", decimal: ".")) \(name.en)")
  }

  /// A count: `5.000.000`, `5,000,000`.
  static func count(_ number: Int) -> BilingualText {
    BilingualText(vi: grouped(String(number), by: "."), en: grouped(String(number), by: ","))
  }

  /// A plain number with at most six decimals, decimal comma in Vietnamese.
  static func number(_ value: Double) -> BilingualText {
    guard value.isFinite, abs(value) < 1e12 else { return BilingualText(vi: "\(value)", en: "\(value)") }
    let millionths = Int64((abs(value) * 1e6).rounded())
    let whole = String(millionths / 1_000_000)
    var fraction = String(String(millionths % 1_000_000 + 1_000_000).dropFirst())
    while fraction.last == "0" { fraction.removeLast() }
    let sign = value < 0 && millionths > 0 ? "-" : ""
    return BilingualText(
      vi: sign + whole + (fraction.isEmpty ? "" : "," + fraction),
      en: sign + whole + (fraction.isEmpty ? "" : "." + fraction))
  }

  static func unitName(_ unit: MoneyUnit) -> BilingualText {
    switch unit {
    case .dong: BilingualText(vi: "đồng", en: "dong")
    case .thousand: BilingualText(vi: "nghìn đồng", en: "thousand dong")
    case .million: BilingualText(vi: "triệu đồng", en: "million dong")
    case .billion: BilingualText(vi: "tỷ đồng", en: "billion dong")
    }
  }

  /// `completed («hoàn thành»), carry-over («chuyển tiếp»)` in Vietnamese, the keys alone in English.
  static func words(_ words: [TableWord]) -> BilingualText {
    BilingualText(
      vi: words.map { word in word.vietnamese.first.map { "\(word.key) («\($0)»)" } ?? word.key }
        .joined(separator: ", "),
      en: words.map(\.key).joined(separator: ", "))
  }

  private static func grouped(_ digits: String, by separator: String) -> String {
    var groups: [Substring] = []
    var rest = Substring(digits)
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: separator)
  }
}
