import Rulebook
import Stochastics

extension YAMLMapping {
  /// The keys `distribution`, `p1`, `p2` and `p3`, as many of them as the distribution has parameters.
  func distribution() -> Distribution? {
    guard let name = choice("distribution", of: DistributionName.self) else {
      _ = present(of: ["p1", "p2", "p3"])
      return nil
    }
    let keys = ["p1", "p2", "p3"].prefix(name.parameterCount)
    let parameters = keys.compactMap { number($0, in: YAMLSyntax.anyNumber) }
    guard let shape = name.shape(parameters) else { return nil }
    do {
      return try Distribution(shape)
    } catch {
      let (parameter, problem, remedy) = AssumptionsPhrases.words(for: error)
      report("p\(parameter)", problem: problem, remedy: remedy)
      return nil
    }
  }
}
