import Stochastics

/// The random numbers of one generated project, by what they are for.
struct GeneratedDraws {
  enum Purpose: UInt32 {
    case group, work, size, ownerLevel, owner, key, share, paid, contract, contractorLevel, contractorRank, advance,
      advanceShare, year, progress, days, source, second, secondSource, secondShare
  }

  private let stream: RandomStream
  private let number: Int

  init(number: Int, seed: UInt64) {
    stream = RandomStream(seed: seed, identity: Self.identity)
    self.number = number
  }

  private static let identity = StreamIdentity("generated-project")

  /// Strictly inside (0, 1).
  subscript(_ purpose: Purpose) -> Double { Double(stream.uniform(replication: number, index: purpose.rawValue)) }

  func between(_ lower: Double, _ upper: Double, _ purpose: Purpose) -> Double {
    lower + (upper - lower) * self[purpose]
  }

  /// One of some values with these weights.
  func choice<Value>(_ purpose: Purpose, _ weighted: [(Value, Double)]) -> Value {
    var rest = self[purpose] * weighted.reduce(0) { $0 + $1.1 }
    for (value, weight) in weighted {
      rest -= weight
      if rest < 0 { return value }
    }
    return weighted[weighted.count - 1].0
  }
}
