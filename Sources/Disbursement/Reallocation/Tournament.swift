/// Which of some entrants has the greatest key, the first of them where several have; changing one key costs the logarithm of their number.
struct Tournament: Sendable {
  /// A key that never wins.
  static let out = -Double.infinity

  private let size: Int
  private var keys: [Double]
  /// Of a full binary tree with the winner of node n's children 2n and 2n + 1 at n.
  private var winners: [Int32]

  init(count: Int) {
    var size = 1
    while size < count { size *= 2 }
    self.size = size
    keys = [Double](repeating: Self.out, count: size)
    winners = [Int32](repeating: 0, count: size)
    for node in stride(from: size - 1, to: 0, by: -1) { play(node) }
  }

  subscript(entrant: Int) -> Double {
    get { keys[entrant] }
    set {
      guard keys[entrant] != newValue else { return }
      keys[entrant] = newValue
      var node = (entrant + size) / 2
      while node > 0 {
        play(node)
        node /= 2
      }
    }
  }

  /// Nil when every key is ``out``.
  var best: (entrant: Int, key: Double)? {
    let winner = size > 1 ? Int(winners[1]) : 0
    return keys[winner] > Self.out ? (winner, keys[winner]) : nil
  }

  private mutating func play(_ node: Int) {
    let (left, right) = (winner(2 * node), winner(2 * node + 1))
    winners[node] = keys[Int(right)] > keys[Int(left)] ? right : left
  }

  private func winner(_ node: Int) -> Int32 { node < size ? winners[node] : Int32(node - size) }
}
