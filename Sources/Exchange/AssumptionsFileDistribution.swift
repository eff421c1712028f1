import Rulebook
import Stochastics

extension AssumptionsFile {
  /// The names of distributions in files.
  enum DistributionName: String, CaseIterable {
    case fixed, uniform, triangular, pert, lognormal, normal, exponential, quantiles

    var parameterCount: Int {
      switch self {
      case .fixed, .exponential: 1
      case .uniform, .lognormal, .normal: 2
      case .triangular, .pert, .quantiles: 3
      }
    }

    /// Requires ``parameterCount`` numbers.
    fileprivate func shape(_ p: [Double]) -> Distribution.Shape {
      switch self {
      case .fixed: .fixed(p[0])
      case .exponential: .exponential(mean: p[0])
      case .uniform: .uniform(min: p[0], max: p[1])
      case .lognormal: .lognormal(median: p[0], p90: p[1])
      case .normal: .normal(mean: p[0], sd: p[1])
      case .triangular: .triangular(min: p[0], mode: p[1], max: p[2])
      case .pert: .pert(min: p[0], mode: p[1], max: p[2])
      case .quantiles: .quantiles(p10: p[0], p50: p[1], p90: p[2])
      }
    }
  }
}

extension YAMLMapping {
  /// The keys `distribution`, `p1`, `p2` and `p3`, as many of them as the distribution has parameters.
  func distribution() -> Distribution? {
    guard let name = choice("distribution", of: AssumptionsFile.DistributionName.self) else {
      _ = present(of: ["p1", "p2", "p3"])
      return nil
    }
    let keys = ["p1", "p2", "p3"].prefix(name.parameterCount)
    let parameters = keys.compactMap { number($0, in: YAMLSyntax.anyNumber) }
    guard parameters.count == name.parameterCount else { return nil }
    do {
      return try Distribution(name.shape(parameters))
    } catch {
      let (parameter, problem, remedy) = AssumptionsPhrases.words(for: error)
      report("p\(parameter)", problem: problem, remedy: remedy)
      return nil
    }
  }
}
