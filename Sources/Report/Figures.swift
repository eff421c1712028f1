import Portfolio
import Rulebook

/// How amounts, shares, probabilities and dates are written in one language.
struct Figures {
  let language: Language
  let unit: MoneyUnit
  /// Decimals of sums over many projects.
  let places: Int
  /// Decimals of single projects' amounts.
  let finePlaces: Int

  /// The unit and the decimals are chosen once for a page, by the plan, so that its columns line up.
  init(language: Language, plan: Money) {
    self.language = language
    unit = plan.dong >= 10_000_000_000 ? .billion : .million
    switch plan.dong / unit.dong {
    case ..<100: places = 2
    case ..<10_000: places = 1
    default: places = 0
    }
    finePlaces = min(places + 1, 2)
  }

  /// Amounts in a unit that is given, with as many decimals at the most.
  init(language: Language, unit: MoneyUnit, places: Int) {
    self.language = language
    self.unit = unit
    self.places = places
    finePlaces = places
  }

  /// Amounts in million dong without decimals, as plans of single projects are submitted.
  init(inMillions language: Language) {
    self.language = language
    unit = .million
    places = 0
    finePlaces = 0
  }

  var unitName: String { unit.name[language] }

  /// The amount without its unit, with the decimals of sums.
  func amount(_ money: Money) -> String { amount(money, places: places) }

  /// The amount without its unit, with the decimals of single projects.
  func fineAmount(_ money: Money) -> String { amount(money, places: finePlaces) }

  /// A difference with its sign, `+1,2`; `0` when there is none.
  func signed(_ difference: Money) -> String {
    difference == .zero ? "0" : (difference > .zero ? "+" : "") + amount(difference)
  }

  func fineSigned(_ difference: Money) -> String {
    difference == .zero ? "0" : (difference > .zero ? "+" : "") + fineAmount(difference)
  }

  func money(_ money: Money) -> String { "\(amount(money)) \(unitName)" }

  func fineMoney(_ money: Money) -> String { "\(fineAmount(money)) \(unitName)" }

  /// A Monte Carlo error as `±0,4`; empty when it is less than half of the last decimal shown.
  func error(_ money: Money) -> String {
    let smallest = unit.dong / Int64(Decimals.power(places))
    return money.dong.magnitude < (smallest + 1).magnitude / 2 ? "" : "±\(amount(money))"
  }

  /// A share as a percentage; never shows the whole before it is reached, nor nothing before it is gone.
  func percent(_ share: Double, places: Int = 1) -> String {
    guard share.isFinite else { return "–" }
    let step = Decimals.power(places)
    let rounded = (share * 100 * Double(step)).rounded()
    if share < 1, rounded >= 100 * Double(step) { return ">\(decimal(Int64(100 * step - 1), places: places))%" }
    if share > 0, rounded == 0 { return "<\(decimal(1, places: places))%" }
    guard abs(rounded) < 1e15 else { return "–" }
    return "\(decimal(Int64(rounded), places: places))%"
  }

  /// Whole percent; 0 % and 100 % only when it was so in every replication.
  func probability(_ probability: Double) -> String {
    guard probability.isFinite else { return "–" }
    if probability <= 0 { return "0%" }
    if probability >= 1 { return "100%" }
    if probability < 0.01 { return "<1%" }
    if probability > 0.99 { return ">99%" }
    return "\(Int64((probability * 100).rounded()))%"
  }

  /// The error of a probability in percentage points; empty where every replication agreed.
  func pointsError(_ error: Double, of probability: Double) -> String {
    probability > 0 && probability < 1 ? pointsError(error) : ""
  }

  /// The error of a share in percentage points, as `±0,5`; empty when it is zero.
  func pointsError(_ error: Double) -> String {
    guard error.isFinite, error > 0, error < 1e6 else { return "" }
    let tenths = Int64((error * 1000).rounded())
    return tenths == 0 ? "±<\(decimal(1, places: 1))" : "±\(decimal(tenths, places: 1))"
  }

  /// A plain number with as many decimals as asked for.
  func number(_ value: Double, places: Int) -> String {
    let rounded = (value * Double(Decimals.power(places))).rounded()
    guard rounded.isFinite, abs(rounded) < 1e15 else { return "–" }
    return decimal(Int64(rounded), places: places)
  }

  /// A plain number with at most three decimals and no trailing zeros.
  func plainNumber(_ value: Double) -> String {
    let text = number(value, places: 3)
    guard text.contains(mark.decimal) else { return text }
    var trimmed = Substring(text)
    while trimmed.last == "0" { trimmed.removeLast() }
    if trimmed.last.map(String.init) == mark.decimal { trimmed.removeLast() }
    return String(trimmed)
  }

  func count(_ number: Int) -> String { decimal(Int64(number), places: 0) }

  /// `30/06/2026`, `30 Jun 2026`.
  func date(_ day: Day) -> String {
    switch language {
    case .vi: "\(twoDigits(day.dayOfMonth))/\(twoDigits(day.month))/\(day.year)"
    case .en: "\(day.dayOfMonth) \(monthName(day.month)) \(day.year)"
    }
  }

  /// `30/06`, `30 Jun`.
  func shortDate(_ day: Day) -> String {
    switch language {
    case .vi: "\(twoDigits(day.dayOfMonth))/\(twoDigits(day.month))"
    case .en: "\(day.dayOfMonth) \(monthName(day.month))"
    }
  }

  /// `T6`, `Jun`.
  func monthName(_ month: Int) -> String {
    switch language {
    case .vi: "T\(month)"
    case .en:
      ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][(month - 1) % 12]
    }
  }

  /// The thirteenth month is January of the year after: `T1/27`, `Jan/27`.
  func monthName(_ month: Int, of year: FiscalYear) -> String {
    monthName((month - 1) % 12 + 1) + (month > 12 ? "/\(twoDigits((year.year + 1) % 100))" : "")
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private var mark: (decimal: String, group: String) {
    switch language {
    case .vi: (",", ".")
    case .en: (".", ",")
    }
  }

  /// The amount without its unit, with this many decimals.
  func amount(_ money: Money, places: Int) -> String {
    let step = unit.dong / Int64(Decimals.power(places))
    let size = money.dong.magnitude
    let scaled = size / UInt64(step) + (size % UInt64(step) >= UInt64(step) / 2 + UInt64(step) % 2 ? 1 : 0)
    if scaled == 0, money.dong != 0 {
      return (money.dong < 0 ? ">−" : "<") + decimal(1, places: places)
    }
    return decimal(money.dong < 0 ? -Int64(scaled) : Int64(scaled), places: places)
  }

  /// `scaled` over ten to the power of `places`, with separators.
  private func decimal(_ scaled: Int64, places: Int) -> String {
    let step = UInt64(Decimals.power(places))
    var whole = String(scaled.magnitude / step)
    var groups: [Substring] = []
    while whole.count > 3 {
      groups.insert(Substring(whole.suffix(3)), at: 0)
      whole.removeLast(3)
    }
    groups.insert(Substring(whole), at: 0)
    var text = (scaled < 0 ? "−" : "") + groups.joined(separator: mark.group)
    guard places > 0 else { return text }
    let fraction = String(scaled.magnitude % step)
    text += mark.decimal + String(repeating: "0", count: places - fraction.count) + fraction
    return text
  }
}

/// The unit of the amounts of a page.
struct MoneyUnit: Hashable {
  let dong: Int64
  let name: BilingualText

  static let billion = MoneyUnit(dong: 1_000_000_000, name: BilingualText(vi: "tỷ đồng", en: "bn VND"))
  static let dong = MoneyUnit(dong: 1, name: BilingualText(vi: "đồng", en: "VND"))
  static let thousand = MoneyUnit(dong: 1_000, name: BilingualText(vi: "nghìn đồng", en: "thousand VND"))
  static let million = MoneyUnit(dong: 1_000_000, name: BilingualText(vi: "triệu đồng", en: "m VND"))
}

enum Decimals {
  /// Ten to the power of `places`.
  static func power(_ places: Int) -> Int { (0..<max(0, places)).reduce(1) { product, _ in product * 10 } }
}
