import Portfolio

/// How the list of one office is laid out: each habit is drawn on its own, so that lists combine them in every way.
struct ListHabits {
  enum Numbering: String, CaseIterable {
    case romanAndNumbers, lettersRomanNumbers, romanAndDashes, numbersAndDotted, compound, headingsWithoutNumbers,
      noNumberColumn, numbersAgain
  }

  enum Groups: String, CaseIterable { case headings, column }

  enum Sources: String, CaseIterable {
    case one, columns, headings, column, mergedColumn, rowsBelow, plainRowsBelow
  }

  enum Sums: String, CaseIterable { case none, totalAbove, totalBelow, headingsAndTotal, belowGroups }

  enum Amounts: String, CaseIterable { case numbers, vietnameseText, spacedText, dashForZero, commaThousands }

  enum Unit: String, CaseIterable { case above, inTitles, byColumn, dong, thousand }

  enum Descriptions: String, CaseIterable { case full, ownerOnly, none, investmentOnly }

  enum Codes: String, CaseIterable { case all, some, none }

  enum Parts: String, CaseIterable { case none, dashes, works, unmarked, ofWhich }

  enum Pages: String, CaseIterable { case one, headAgain, headAndNumbersAgain }

  enum Dates: String, CaseIterable { case inTitle, inColumn, quarter, halfYear, withForecast }

  enum Defect: String, CaseIterable {
    case none, numberMissing, wrongSum, pointTyped, secondTable, secondSheet, hiddenSheet, unnumberedLast
  }

  enum Merged: String, CaseIterable { case none, owner }

  var numbering = Numbering.romanAndNumbers
  var groups = Groups.headings
  var sources = Sources.one
  var sums = Sums.none
  var amounts = Amounts.numbers
  var unit = Unit.above
  var descriptions = Descriptions.full
  var codes = Codes.all
  var parts = Parts.none
  var pages = Pages.one
  var dates = Dates.inTitle
  var defect = Defect.none
  var merged = Merged.none
  var isUnaccented = false
  var hasForecasts = false
  var hasColumnNumbers = false
  var hasNotes = false
  var hasTwoRowHead = false

  init(_ random: inout ListRandom) {
    numbering = random.pick(Numbering.allCases)
    groups = random.pick(Groups.allCases)
    sources = random.pick(Sources.allCases)
    sums = random.pick(Sums.allCases)
    amounts = random.pick(Amounts.allCases)
    unit = random.pick(Unit.allCases)
    descriptions = random.pick(Descriptions.allCases)
    codes = random.pick(Codes.allCases)
    parts = random.next(2) == 0 ? .none : random.pick(Parts.allCases)
    pages = random.pick(Pages.allCases)
    dates = random.pick(Dates.allCases)
    defect = random.next(2) == 0 ? .none : random.pick(Defect.allCases)
    merged = random.pick(Merged.allCases)
    isUnaccented = random.next(8) == 0
    hasForecasts = random.next(3) == 0
    hasColumnNumbers = random.next(3) == 0
    hasNotes = random.next(2) == 0
    hasTwoRowHead = random.next(2) == 0
  }

  /// Every habit by its name, to count outcomes by.
  var names: [String] {
    [
      "numbering \(numbering)", "groups \(groups)", "sources \(sources)", "sums \(sums)", "amounts \(amounts)",
      "unit \(unit)", "descriptions \(descriptions)", "codes \(codes)", "parts \(parts)", "pages \(pages)",
      "dates \(dates)", "defect \(defect)", "merged \(merged)", "unaccented \(isUnaccented)",
      "forecasts \(hasForecasts)", "column numbers \(hasColumnNumbers)", "notes \(hasNotes)",
      "two-row head \(hasTwoRowHead)",
    ]
  }

  /// Whether nothing in the list can be doubted, so that it must be read.
  var isOrdinary: Bool {
    defect == .none && amounts != .commaThousands && (parts == .none || sums != .none) && codes == .all
      && descriptions == .full && [.romanAndNumbers, .lettersRomanNumbers, .romanAndDashes].contains(numbering)
      && [.one, .columns, .headings].contains(sources)
  }
}

/// A portfolio that is known, to be written as a list and read back.
struct KnownPortfolio {
  struct Allocation: Equatable {
    var source: String
    var plan: Int
    var paid: Int
  }

  /// Amounts are in thousand dong.
  struct Project {
    var id: String
    var name: String
    var group: ProjectGroup
    var owner: String
    var place: String
    var investment: Int
    var allocations: [Allocation]

    var plan: Int { allocations.reduce(0) { $0 + $1.plan } }
    var paid: Int { allocations.reduce(0) { $0 + $1.paid } }
  }

  static let groups: [(group: ProjectGroup, title: String)] = [
    (.completed, "Dự án hoàn thành"), (.carryOver, "Dự án chuyển tiếp"), (.newStart, "Dự án khởi công mới"),
    (.preparationOther, "Chuẩn bị đầu tư"),
  ]

  static let sources = ["Ngân sách trung ương", "Ngân sách tỉnh", "Nguồn thu tiền sử dụng đất"]

  var projects: [Project] = []

  init(_ random: inout ListRandom, sources: ListHabits.Sources) {
    let works = [
      "Đường liên thôn", "Trường tiểu học", "Kênh mương", "Nhà văn hóa thôn", "Trạm bơm", "Cầu", "Kè suối", "Chợ",
    ]
    let places = ["Lũng Tàng", "Quang Lang", "Đồng Nón", "Mỏ Đá", "Nà Pất", "Bản Thí", "Làng Giàng", "Lạng Giai"]
    for (group, _) in Self.groups.shuffled(using: &random).prefix(1 + random.next(3)) {
      for _ in 0..<(1 + random.next(4)) {
        let count = sources == .one ? 1 : 1 + random.next(3)
        let names = Self.sources.shuffled(using: &random).prefix(count)
        let allocations = names.map { source -> Allocation in
          let plan = (100 + random.next(9_000)) * 1_000 + (random.next(3) == 0 ? random.next(4) * 250 : 0)
          return Allocation(source: source, plan: plan, paid: random.next(3) == 0 ? 0 : plan / 100 * random.next(101))
        }
        let index = projects.count
        projects.append(
          Project(
            id: "79\(10_000 + index * 7)", name: "\(random.pick(works)) \(random.pick(places)) \(index + 1)",
            group: group, owner: random.next(2) == 0 ? "UBND xã" : "Ban QLDA", place: "Thôn \(random.pick(places))",
            investment: 0, allocations: allocations))
        projects[index].investment = projects[index].plan * (1 + random.next(4)) + 500_000
      }
    }
  }

  var plan: Int { projects.reduce(0) { $0 + $1.plan } }
  var paid: Int { projects.reduce(0) { $0 + $1.paid } }
}

/// Steele, Lea and Flood, DOI 10.1145/2660193.2660195.
struct ListRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0xD134_2543_DE82_EF95 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func next(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(elements.count)] }
}
