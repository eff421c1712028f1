/// Which dong of a source short of cash are paid from which of its income, at the least cost: a transportation problem, solved exactly by
/// successive shortest paths.
///
/// A dong is paid once it is payable and the cash has come in. Dong for which that costs the same in every slot are one class. Classes are
/// added one after the other; each takes shortest paths over the slots, on which classes added before make room by moving to other
/// slots (Ford and Fulkerson 1962; Ahuja, Magnanti and Orlin 1993, section 9.7). Paths visit a slot at most once, so that costs of different
/// levels packed into one number never mix.
struct CashAssignment {
  struct Class: Sendable {
    var amount: Int64
    /// Cost of a dong by the slot whose income pays it, and at the end that of a dong never paid; never falling.
    var costs: [Int128]
  }

  let classes: [Class]
  /// By class, then by slot of income, and at the end what is never paid.
  private(set) var flow: [[Int64]]
  private let slots: Int
  /// Slots that have income, and at the end "never".
  private let places: [Int]
  private var free: [Int64]
  private var moves: [MoveQueue]
  private var distance: [Int128]
  private var step: [Step]

  /// How a slot is reached: from which one, by moving a dong of which class; from outside for the class that is added.
  private struct Step {
    var from: Int
    var mover: Int
  }

  private static let outside = -1

  /// `income` by slot.
  init(classes: [Class], income: [Int64]) {
    self.classes = classes
    slots = income.count
    free = income
    flow = classes.map { _ in [Int64](repeating: 0, count: income.count + 1) }
    moves = [MoveQueue](repeating: MoveQueue(), count: income.count * (income.count + 1))
    distance = []
    step = []
    places = income.indices.filter { income[$0] > 0 } + [income.count]
    for number in classes.indices { add(number) }
  }

  private mutating func add(_ number: Int) {
    var left = classes[number].amount
    while left > 0 {
      findPaths(for: number)
      let end = nearestEnd()
      var amount = end == slots ? left : min(left, free[end])
      var place = end
      while step[place].from != Self.outside {
        amount = min(amount, flow[step[place].mover][step[place].from])
        place = step[place].from
      }
      move(amount, to: end)
      left -= amount
    }
  }

  /// Bellman and Ford over the slots that have income, and "never".
  private mutating func findPaths(for number: Int) {
    distance = classes[number].costs
    step = [Step](repeating: Step(from: Self.outside, mover: number), count: slots + 1)
    var isChanged = true
    while isChanged {
      isChanged = false
      for from in places.dropLast() {
        for to in places where to != from {
          guard let move = cheapestMove(from: from, to: to), distance[from] + move.cost < distance[to] else { continue }
          distance[to] = distance[from] + move.cost
          step[to] = Step(from: from, mover: move.mover)
          isChanged = true
        }
      }
    }
  }

  private mutating func cheapestMove(from: Int, to: Int) -> MoveQueue.Move? {
    let place = from * (slots + 1) + to
    while let first = moves[place].first {
      if flow[first.mover][from] > 0 { return first }
      moves[place].removeFirst()
    }
    return nil
  }

  private func nearestEnd() -> Int {
    var end = slots
    for slot in places.dropLast().reversed() where free[slot] > 0 && distance[slot] <= distance[end] { end = slot }
    return end
  }

  private mutating func move(_ amount: Int64, to end: Int) {
    if end < slots { free[end] -= amount }
    var place = end
    while true {
      let (mover, from) = (step[place].mover, step[place].from)
      let isNew = flow[mover][place] == 0
      flow[mover][place] += amount
      if isNew && place < slots { offerMoves(of: mover, from: place) }
      guard from != Self.outside else { return }
      flow[mover][from] -= amount
      place = from
    }
  }

  private mutating func offerMoves(of mover: Int, from: Int) {
    let costs = classes[mover].costs
    for to in places where to != from {
      moves[from * (slots + 1) + to].insert(MoveQueue.Move(cost: costs[to] - costs[from], mover: mover))
    }
  }
}

/// A heap of moves of classes between two slots, the cheapest first; moves of classes that have left the slot are dropped when they come up.
private struct MoveQueue {
  struct Move {
    let cost: Int128
    let mover: Int

    func isBefore(_ other: Move) -> Bool { (cost, mover) < (other.cost, other.mover) }
  }

  private var heap: [Move] = []

  var first: Move? { heap.first }

  mutating func insert(_ move: Move) {
    heap.append(move)
    var place = heap.count - 1
    while place > 0, heap[place].isBefore(heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
      guard heap[child].isBefore(heap[place]) else { return }
      heap.swapAt(place, child)
      place = child
    }
  }
}
