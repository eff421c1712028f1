import Stochastics
import Testing

@Suite struct ProperScoresTests {
  @Test func normalForecastHasItsPublishedScore() {
    #expect(abs(ProperScores.crps(normalMean: 0, sd: 1, observed: 0) - 0.23369498) < 5e-9)
    #expect(abs(ProperScores.crps(normalMean: 0, sd: 1, observed: -3) - 2.43657473) < 5e-9)
    #expect(ProperScores.crps(normalMean: 2, sd: 0, observed: 5) == 3)
  }

  @Test func normalScoreScalesAndMirrors() {
    for y in [-4, -0.3, 0, 1.7, 30] {
      let score = ProperScores.crps(normalMean: 0, sd: 1, observed: y)
      #expect(abs(ProperScores.crps(normalMean: 0, sd: 1, observed: -y) - score) < 1e-14)
      #expect(abs(ProperScores.crps(normalMean: 100, sd: 8, observed: 100 + 8 * y) - 8 * score) < 1e-12)
    }
  }

  /// ∫ (Φ(x) − 1{x ≥ y})² dx by the midpoint rule.
  @Test(arguments: [-3, -0.5, 0, 1.2])
  func normalScoreIsTheIntegralOfTheSquaredDifference(y: Double) {
    let step = 1.0 / 512
    let integral = (0..<(24 * 512)).reduce(0.0) { sum, index in
      let x = y - 12 + (Double(index) + 0.5) * step
      let difference = StandardNormal.cumulativeProbability(x) - (x >= y ? 1 : 0)
      return sum + difference * difference * step
    }
    #expect(abs(ProperScores.crps(normalMean: 0, sd: 1, observed: y) - integral) < 1e-6)
  }

  @Test func ensembleHasItsPublishedScores() {
    #expect(abs(ProperScores.crps(ensemble: [1, 2, 3, 4], observed: 2.5, form: .empirical) - 0.375) < 1e-15)
    #expect(abs(ProperScores.crps(ensemble: [3, 1, 4, 2], observed: 2.5, form: .fair) - 1.0 / 6) < 1e-15)
    #expect(ProperScores.crps(ensemble: [4], observed: 1, form: .empirical) == 3)
  }

  private func ensemble(seed: UInt64, count: Int) -> [Double] {
    let stream = RandomStream(seed: seed, identity: StreamIdentity("ensemble"))
    return (0..<count).map { (Double(stream.uniform(replication: $0, index: 0)) * 20).rounded() / 2 - 3 }
  }

  @Test(arguments: 0..<20)
  func ensembleScoreIsTheEnergyForm(seed: UInt64) {
    let members = ensemble(seed: seed, count: 3 + Int(seed) * 4)
    let count = Double(members.count)
    for y in [-8, 0, 1.25, 3, 20] {
      let distance = members.reduce(0) { $0 + abs($1 - y) } / count
      let spread = members.reduce(0) { sum, a in sum + members.reduce(0) { $0 + abs($1 - a) } }
      let empirical = ProperScores.crps(ensemble: members, observed: y, form: .empirical)
      let fair = ProperScores.crps(ensemble: members, observed: y, form: .fair)
      #expect(abs(empirical - (distance - spread / (2 * count * count))) < 1e-12, "seed \(seed), y = \(y)")
      #expect(abs(fair - (distance - spread / (2 * count * (count - 1)))) < 1e-12, "seed \(seed), y = \(y)")
    }
  }

  /// The step function is integrated exactly, from one of its jumps to the next.
  @Test(arguments: 0..<20)
  func ensembleScoreIsTheIntegralOfTheSquaredDifference(seed: UInt64) {
    let members = ensemble(seed: seed, count: 3 + Int(seed) * 4).sorted()
    for y in [-8, 0, 1.25, 3, 20] {
      let jumps = (members + [y]).sorted()
      var integral = 0.0
      for (left, right) in zip(jumps, jumps.dropFirst()) {
        let share = Double(members.count { $0 <= left }) / Double(members.count)
        let difference = share - (left >= y ? 1 : 0)
        integral += difference * difference * (right - left)
      }
      let score = ProperScores.crps(ensemble: members, observed: y, form: .empirical)
      #expect(abs(score - integral) < 1e-12, "seed \(seed), y = \(y)")
    }
  }

  /// A stratified ensemble of 20,000 members stands for the distribution itself.
  @Test(arguments: [-3.0, 0, 0.7])
  func largeEnsembleHasTheScoreOfItsDistribution(y: Double) {
    let members = (0..<20_000).map { StandardNormal.quantile((Double($0) + 0.5) / 20_000) }
    let exact = ProperScores.crps(normalMean: 0, sd: 1, observed: y)
    #expect(abs(ProperScores.crps(ensemble: members, observed: y, form: .empirical) - exact) < 1e-4)
  }

  /// On average over small ensembles the fair form has the score of the distribution, the other form does not.
  @Test func fairFormHasNoBiasFromTheSizeOfTheEnsemble() {
    let size = 4
    let exact = ProperScores.crps(normalMean: 0, sd: 1, observed: 0.5)
    var (fair, empirical) = (SampleMoments(), SampleMoments())
    for number in 0..<20_000 {
      let stream = RandomStream(seed: UInt64(number), identity: StreamIdentity("small ensemble"))
      let members = (0..<size).map { StandardNormal.quantile(Double(stream.uniform(replication: $0, index: 0))) }
      fair.add(ProperScores.crps(ensemble: members, observed: 0.5, form: .fair))
      empirical.add(ProperScores.crps(ensemble: members, observed: 0.5, form: .empirical))
    }
    #expect(abs(fair.mean - exact) < 5 * fair.standardError)
    #expect(empirical.mean - exact > 20 * empirical.standardError)
  }

  /// Twice the pinball loss, averaged over the levels, is the continuous ranked probability score.
  @Test(arguments: [-3, 0, 1.3])
  func pinballLossesAddUpToTheScore(y: Double) {
    let count = 20_000
    let sum = (0..<count).reduce(0.0) { sum, index in
      let level = (Double(index) + 0.5) / Double(count)
      let quantile = StandardNormal.quantile(level)
      return sum + 2 * ProperScores.pinballLoss(quantile: quantile, level: level, observed: y)
    }
    #expect(abs(sum / Double(count) - ProperScores.crps(normalMean: 0, sd: 1, observed: y)) < 1e-4)
  }

  @Test func pinballLossByHand() {
    #expect(ProperScores.pinballLoss(quantile: 10, level: 0.75, observed: 14) == 3)
    #expect(ProperScores.pinballLoss(quantile: 10, level: 0.75, observed: 6) == 1)
    #expect(ProperScores.pinballLoss(quantile: 10, level: 0.75, observed: 10) == 0)
  }

  @Test func brierScoreByHand() {
    #expect(ProperScores.brierScore(probability: 1, occurred: true) == 0)
    #expect(ProperScores.brierScore(probability: 1, occurred: false) == 1)
    #expect(ProperScores.brierScore(probability: 0.75, occurred: true) == 0.0625)
    #expect(ProperScores.brierScore(probability: 0.75, occurred: false) == 0.5625)
  }
}
