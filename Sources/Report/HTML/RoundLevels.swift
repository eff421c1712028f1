/// Round numbers to mark a scale at.
enum RoundLevels {
  /// Multiples of a one, two or five with zeros that lie within a range, about so many; 0 alone where there are none or by far too many.
  static func within(_ range: ClosedRange<Double>, about count: Double) -> [Double] {
    let (low, high) = (range.lowerBound, range.upperBound)
    let rough = (high - low) / count
    var step = 1.0
    while step * 10 <= rough { step *= 10 }
    for factor in [1.0, 2, 5, 10] where step * factor >= rough {
      step *= factor
      break
    }
    let (least, most) = (Int((low / step).rounded(.up)), Int((high / step).rounded(.down)))
    return least <= most && most - least <= 20 ? (least...most).map { Double($0) * step } : [0]
  }
}
