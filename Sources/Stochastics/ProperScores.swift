/// How wrong probabilistic forecasts were, in scores that honest forecasts minimise on average (Gneiting and Raftery 2007,
/// DOI 10.1198/016214506000001437). Smaller is better in all of them.
public enum ProperScores {
  /// Which estimate of the spread of an ensemble its score uses.
  public enum EnsembleForm: Hashable, Sendable {
    /// The score of the empirical distribution itself, with the divisor n².
    case empirical
    /// With the divisor n(n − 1): on average the score of the distribution from which the members were drawn, so that
    /// ensembles of different sizes compare (Ferro 2014, DOI 10.1002/qj.2270). May be negative.
    case fair
  }

  /// The continuous ranked probability score of a normal forecast, in the unit of the observation.
  ///
  /// Closed form of Gneiting et al. (2005), DOI 10.1175/MWR2904.1. A deviation of zero gives the absolute error.
  ///
  /// - Precondition: `sd` is not negative.
  public static func crps(normalMean mean: Double, sd: Double, observed: Double) -> Double {
    precondition(sd >= 0, "a deviation is not negative")
    guard sd > 0 else { return abs(observed - mean) }
    let z = (observed - mean) / sd
    let inverseRootPi = 0.5641895835477563
    let spread = 2 * StandardNormal.density(z) - inverseRootPi
    return sd * (z * (2 * StandardNormal.cumulativeProbability(z) - 1) + spread)
  }

  /// The continuous ranked probability score of an ensemble, in the unit of the observation: the mean distance of the
  /// members from the observation, less half their mean distance from each other.
  ///
  /// - Precondition: at least one member; for the fair form at least two.
  public static func crps(ensemble: [Double], observed: Double, form: EnsembleForm) -> Double {
    let count = ensemble.count
    precondition(count >= (form == .fair ? 2 : 1), "too few members")
    let errors = ensemble.map { $0 - observed }.sorted()
    var (distance, spread) = (0.0, 0.0)
    for (place, error) in errors.enumerated() {
      distance += abs(error)
      spread += Double(2 * place + 1 - count) * error
    }
    let pairs = Double(count) * Double(form == .fair ? count - 1 : count)
    return distance / Double(count) - spread / pairs
  }

  /// The pinball loss of a forecast quantile, in the unit of the observation: level · (y − q) above it and
  /// (1 − level) · (q − y) below. Twice its integral over the levels is the continuous ranked probability score.
  ///
  /// - Precondition: `level` is in 0…1.
  public static func pinballLoss(quantile: Double, level: Double, observed: Double) -> Double {
    precondition(level >= 0 && level <= 1, "a level is between 0 and 1")
    let excess = observed - quantile
    return excess >= 0 ? level * excess : (level - 1) * excess
  }

  /// The Brier score of the forecast probability of an event: 0 when certain and right, 1 when certain and wrong.
  ///
  /// - Precondition: `probability` is in 0…1.
  public static func brierScore(probability: Double, occurred: Bool) -> Double {
    precondition(probability >= 0 && probability <= 1, "a probability is between 0 and 1")
    let error = probability - (occurred ? 1 : 0)
    return error * error
  }
}
