/// Rows of a table that belong to numbered owners, in any order, each owner's rows in the order of the table.
///
/// One array for all rows and four bytes of links a row, where an array for each owner would take sixty.
struct RowChains<Element> {
  private(set) var elements: [Element] = []
  /// The next row of the same owner; −1 after the last.
  private var next: [Int32] = []
  /// The first and the last row of each owner, −1 without any; as long as the largest owner that has one.
  private var ends: [(first: Int32, last: Int32)] = []

  /// Requires an owner of at least zero; a table has far fewer rows than 32 bits count.
  mutating func append(_ element: Element, to owner: Int) {
    let position = Int32(elements.count)
    elements.append(element)
    next.append(-1)
    while owner >= ends.count { ends.append((-1, -1)) }
    if ends[owner].first < 0 { ends[owner].first = position } else { next[Int(ends[owner].last)] = position }
    ends[owner].last = position
  }

  mutating func reserveCapacity(rows: Int, owners: Int) {
    elements.reserveCapacity(rows)
    next.reserveCapacity(rows)
    ends.reserveCapacity(owners)
  }

  mutating func update(_ position: Int, _ change: (inout Element) -> Void) { change(&elements[position]) }

  /// Positions in ``elements`` of an owner's rows.
  func positions(of owner: Int) -> Positions {
    Positions(links: next, upcoming: owner < ends.count ? ends[owner].first : -1)
  }

  /// An owner's rows.
  func rows(of owner: Int) -> [Element] { positions(of: owner).map { elements[$0] } }

  struct Positions: Sequence, IteratorProtocol {
    fileprivate let links: [Int32]
    fileprivate var upcoming: Int32

    mutating func next() -> Int? {
      guard upcoming >= 0 else { return nil }
      defer { upcoming = links[Int(upcoming)] }
      return Int(upcoming)
    }
  }
}
