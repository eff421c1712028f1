package import Portfolio

/// What a cell of a table means, whatever file it is written into.
package enum OutputCell: Hashable, Sendable {
  case empty
  /// Text that may come from a user's file, such as a name or an id.
  case text(String)
  /// A word of the program, without characters that need quotes in CSV.
  case word(String)
  /// Whole dong.
  case amount(Money)
  /// An amount in million dong, exact.
  case millions(Money)
  case count(Int)
  /// A number that is a name, such as a year.
  case ordinal(Int)
  /// A part of a whole, or a probability, 0…1.
  case share(Double)
  /// An error of a share, or a difference between two, of which smaller parts matter.
  case fineShare(Double)
  /// A number that is no share, shown with this many decimals; nil shows as many as it has.
  case number(Double, places: Int?)
  case day(Day)
  case flag(Bool)
}

extension OutputCell {
  package static func text(_ text: String?) -> Self { text.map { .text($0) } ?? .empty }
  package static func word(_ word: String?) -> Self { word.map { .word($0) } ?? .empty }
  package static func amount(_ money: Money?) -> Self { money.map { .amount($0) } ?? .empty }
  package static func millions(_ money: Money?) -> Self { money.map { .millions($0) } ?? .empty }
  package static func count(_ number: Int?) -> Self { number.map { .count($0) } ?? .empty }
  package static func share(_ value: Double?) -> Self { value.map { .share($0) } ?? .empty }
  package static func fineShare(_ value: Double?) -> Self { value.map { .fineShare($0) } ?? .empty }
  package static func number(_ value: Double?, places: Int?) -> Self {
    value.map { .number($0, places: places) } ?? .empty
  }
  package static func day(_ day: Day?) -> Self { day.map { .day($0) } ?? .empty }
}

extension CSVWriter.Cell {
  /// What is not finite stays empty.
  init(_ cell: OutputCell) {
    switch cell {
    case .empty: self = .empty
    case .text(let text): self = .text(text)
    case .word(let word): self = .plain(word)
    case .amount(let money): self = .plain("\(money.dong)")
    case .millions(let money): self = .plain(MoneyUnit.million.text(money, style: .plain))
    case .count(let number), .ordinal(let number): self = .plain("\(number)")
    case .share(let value), .fineShare(let value), .number(let value, _):
      self = value.isFinite ? .plain("\(value)") : .empty
    case .day(let day): self = .plain(day.description)
    case .flag(let flag): self = .plain(flag ? "yes" : "no")
    }
  }
}
