import Stochastics

/// What the columns distribution, p1, p2 and p3 of a row say.
enum DistributionCells {
  case absent
  case value(Distribution)
  /// Has been reported.
  case unusable
}

extension DistributionName {
  /// How many of p1, p2, p3 it takes.
  var parameterCount: Int {
    switch self {
    case .fixed, .exponential: 1
    case .uniform, .lognormal, .normal: 2
    case .triangular, .pert, .quantiles: 3
    }
  }

  /// Nil unless there are as many parameters as it takes.
  func shape(_ parameters: [Double]) -> Distribution.Shape? {
    guard parameters.count == parameterCount else { return nil }
    switch self {
    case .fixed: return .fixed(parameters[0])
    case .uniform: return .uniform(min: parameters[0], max: parameters[1])
    case .triangular: return .triangular(min: parameters[0], mode: parameters[1], max: parameters[2])
    case .pert: return .pert(min: parameters[0], mode: parameters[1], max: parameters[2])
    case .lognormal: return .lognormal(median: parameters[0], p90: parameters[1])
    case .normal: return .normal(mean: parameters[0], sd: parameters[1])
    case .exponential: return .exponential(mean: parameters[0])
    case .quantiles: return .quantiles(p10: parameters[0], p50: parameters[1], p90: parameters[2])
    }
  }
}

extension TableRow {
  private static let parameterColumns: [Column] = [.p1, .p2, .p3]

  mutating func distribution() -> DistributionCells {
    guard !isBlank(.distribution) else {
      guard let column = Self.parameterColumns.first(where: { !isBlank($0) }) else { return .absent }
      report(RowPhrases.parametersAlone, column)
      return .unusable
    }
    guard let name = word(.distribution, of: TableWords.distribution) else { return .unusable }
    guard let shape = name.shape(parameters(of: name)) else { return .unusable }
    do throws(DistributionError) {
      return .value(try Distribution(shape))
    } catch {
      report(RowPhrases.parameter(error), Self.parameterColumns[error.parameter - 1])
      return .unusable
    }
  }

  private mutating func parameters(of name: DistributionName) -> [Double] {
    let count = name.parameterCount
    var values: [Double] = []
    for (index, column) in Self.parameterColumns.enumerated() {
      switch (index < count, isBlank(column)) {
      case (true, true): report(RowPhrases.parameterMissing(name, count: count), column)
      case (true, false): if let value = number(column) { values.append(value) }
      case (false, false): report(RowPhrases.parameterSurplus(name, count: count), column)
      case (false, true): break
      }
    }
    return values
  }
}

extension DistributionError {
  /// 1 for p1.
  fileprivate var parameter: Int {
    switch self {
    case .notFinite(let parameter), .negative(let parameter, _), .notPositive(let parameter, _),
      .disordered(let parameter, _, _), .tooLarge(let parameter, _):
      parameter
    }
  }
}

extension Distribution {
  /// What stands where nothing is ever drawn.
  static let zero = try? Distribution(.fixed(0))
}
