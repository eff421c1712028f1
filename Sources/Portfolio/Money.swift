/// An amount of Vietnamese dong, exact.
///
/// Amounts that users supply lie within ``largestInput`` each and ``largestTotal`` together, far inside 64 bits; a
/// ``Portfolio`` holds no others. The operators trap beyond 64 bits.
public struct Money: Hashable, Comparable, Sendable, AdditiveArithmetic {
  /// Whole dong.
  public var dong: Int64

  public init(dong: Int64) { self.dong = dong }

  public static let zero = Money(dong: 0)

  /// The largest amount accepted for one cell: one million billion dong, more than a year of national public investment.
  public static let largestInput = Money(dong: 1_000_000_000_000_000)

  /// The largest sum of one kind of amount over a portfolio: a hundred times ``largestInput``.
  public static let largestTotal = Money(dong: 100_000_000_000_000_000)

  /// The sum, or the nearest amount that 64 bits hold.
  public func saturatingSum(_ other: Money) -> Money {
    let (sum, overflow) = dong.addingReportingOverflow(other.dong)
    return Money(dong: overflow ? (other.dong < 0 ? .min : .max) : sum)
  }

  public static func + (lhs: Money, rhs: Money) -> Money { Money(dong: lhs.dong + rhs.dong) }
  public static func - (lhs: Money, rhs: Money) -> Money { Money(dong: lhs.dong - rhs.dong) }
  public static prefix func - (amount: Money) -> Money { Money(dong: -amount.dong) }
  public static func < (lhs: Money, rhs: Money) -> Bool { lhs.dong < rhs.dong }

  /// The share of this amount, rounded up, so that what reaches it has reached the share.
  ///
  /// Requires a non-negative amount.
  public func shareRoundedUp(_ ratio: Ratio) -> Money {
    let (high, low) = dong.multipliedFullWidth(by: ratio.millionths)
    let (quotient, remainder) = Int64(1_000_000).dividingFullWidth((high, low))
    return Money(dong: remainder > 0 ? quotient + 1 : quotient)
  }

  /// The share of this amount, rounded towards zero, so that a ceiling is never exceeded.
  public func shareRoundedDown(_ ratio: Ratio) -> Money {
    let (high, low) = dong.multipliedFullWidth(by: ratio.millionths)
    return Money(dong: Int64(1_000_000).dividingFullWidth((high, low)).quotient)
  }

  /// This amount divided by another, as a plain number; 0 when the other is zero.
  public func rate(of whole: Money) -> Double {
    whole.dong == 0 ? 0 : Double(dong) / Double(whole.dong)
  }
}

/// An exact share between 0 and 1, in millionths.
public struct Ratio: Hashable, Comparable, Sendable {
  public let millionths: Int64

  /// Nil outside 0…1 or when not a number.
  public init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    millionths = Int64((value * 1_000_000).rounded())
  }

  public init?(millionths: Int64) {
    guard (0...1_000_000).contains(millionths) else { return nil }
    self.millionths = millionths
  }

  private init(exactly millionths: Int64) { self.millionths = millionths }

  public static let zero = Ratio(exactly: 0)
  public static let one = Ratio(exactly: 1_000_000)

  public var value: Double { Double(millionths) / 1_000_000 }

  public static func < (lhs: Ratio, rhs: Ratio) -> Bool { lhs.millionths < rhs.millionths }
}
