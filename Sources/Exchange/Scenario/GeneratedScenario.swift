import Disbursement
import Portfolio
public import Rulebook
import Stochastics

/// A constructed scenario of any size: nothing in it is a real place, project or office.
///
/// A project depends on the seed and its number alone, so that more projects leave the earlier ones as they are, up to
/// 99,630 projects; beyond, each commune gets more of them, and projects lie in other places. The same arguments give the
/// same bytes. Memory does not grow with the number of projects.
public struct GeneratedScenario: Sendable {
  /// Which sources of capital there are.
  public enum SourceChoice: String, CaseIterable, Hashable, Sendable {
    case all
    /// Without land-use fees and lottery, whose cash depends on what is collected.
    case assured
  }

  public enum File: String, CaseIterable, Hashable, Sendable {
    case readme = "README.md"
    case settings = "scenario.yaml"
    case projects = "projects.csv"
    case allocations = "allocations.csv"
    case sources = "sources.csv"
  }

  public static let largestProjectCount = 2_000_000

  public let projectCount: Int
  public let seed: UInt64
  public let sources: SourceChoice
  public let fiscalYear: Int
  let rulebook: BuiltInRulebook
  let places: GeneratedPlaces

  /// Nil unless there are 1 to ``largestProjectCount`` projects and a built-in rulebook for the plan year.
  public init?(projectCount: Int, seed: UInt64, fiscalYear: Int, sources: SourceChoice) {
    guard (1...Self.largestProjectCount).contains(projectCount),
      let rulebook = BuiltInRulebook.allCases.first(where: { Self.year(of: $0) == fiscalYear })
    else { return nil }
    self.projectCount = projectCount
    self.seed = seed
    self.sources = sources
    self.fiscalYear = fiscalYear
    self.rulebook = rulebook
    places = GeneratedPlaces(projectCount: projectCount, seed: seed)
  }

  /// Plan years for which there is a built-in rulebook, in ascending order.
  public static var fiscalYears: [Int] { Set(BuiltInRulebook.allCases.compactMap(year)).sorted() }

  /// Hands a file on in pieces of about a megabyte; only the README and comments depend on the language.
  public func write<Failure: Error>(
    _ file: File, language: Language, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    switch file {
    case .readme: try sink(Array(GeneratedReadme(scenario: self).text[language].utf8))
    case .settings: try sink(Array(GeneratedReadme(scenario: self).settings[language].utf8))
    case .projects:
      try write(GeneratedProject.columns, to: sink) { writer, project in writer.row(project.cells) }
    case .allocations:
      try write(["project_id", "source_id", "plan"], to: sink) { writer, project in
        for part in project.allocations {
          writer.row([.plain(project.id), .plain(part.source.id), .plain(part.plan.inMillions)])
        }
      }
    case .sources: try writeSources(to: sink)
    }
  }

  /// The project of a number from 1 to ``projectCount``.
  func project(_ number: Int) -> GeneratedProject {
    GeneratedProject(number: number, place: places.place(of: number), scenario: self)
  }

  private func write<Failure: Error>(
    _ header: [String], to sink: ([UInt8]) throws(Failure) -> Void,
    each row: (inout CSVWriter, GeneratedProject) -> Void
  ) throws(Failure) {
    var writer = CSVWriter()
    writer.byteOrderMark()
    writer.row(header.lazy.map { .plain($0) })
    for number in 1...projectCount {
      row(&writer, project(number))
      if writer.count >= CSVWriter.chunkSize { try sink(writer.drain()) }
    }
    try sink(writer.drain())
  }

  private func writeSources<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var plans: [GeneratedSource: GeneratedAmount] = [:]
    for number in 1...projectCount {
      for part in project(number).allocations { plans[part.source, default: .zero].thousands += part.plan.thousands }
    }
    var writer = CSVWriter()
    writer.byteOrderMark()
    writer.row(["source_id", "name", "kind", "priority", "revenue_expected"].lazy.map { .plain($0) })
    for (source, plan) in plans.sorted(by: { $0.key < $1.key }) {
      // As much revenue is expected as has been planned to be spent, which is how plans are drawn up.
      let expected: CSVWriter.Cell = source.kind.isRevenue ? .plain(plan.inMillions) : .empty
      writer.row([
        .plain(source.id), .text(source.name), .plain(source.kind.isRevenue ? "revenue" : "transfer"),
        .plain("\(source.kind.priority)"), expected,
      ])
    }
    try sink(writer.drain())
  }

  private static func year(of rulebook: BuiltInRulebook) -> Int? {
    (try? NamedRulebook(rulebook.rawValue))?.rulebook.fiscalYear.year
  }
}

/// Which project lies where: communes one after the other, of about the same number of projects each.
///
/// Since 1 July 2025 Vietnam has 34 provinces and 3,321 communes, wards and special zones (687 of them wards).
struct GeneratedPlaces: Sendable {
  struct Place: Hashable, Sendable {
    /// From 0, over the whole country.
    var locality: Int
    /// From 0.
    var province: Int
    var isWard: Bool

    var name: String { (isWard ? "Phường " : "Xã ") + padded(locality + 1, to: 4) }
    /// Of the province, for codes.
    var code: String { "T" + padded(province + 1, to: 2) }
    var provinceName: String { "Tỉnh " + padded(province + 1, to: 2) }
  }

  static let localityCount = 3_321
  static let provinceCount = 34
  /// Projects of a mean locality, unless there are too many for all localities together.
  static let smallestShare = 30
  private static let wardShare = 687.0 / 3_321

  /// Projects of a mean locality.
  let share: Int
  private let seed: UInt64

  init(projectCount: Int, seed: UInt64) {
    self.seed = seed
    share = max(Self.smallestShare, (projectCount + Self.localityCount - 1) / Self.localityCount)
  }

  func place(of number: Int) -> Place {
    let (pair, position) = (number - 1).quotientAndRemainder(dividingBy: 2 * share)
    // Of two neighbours one has by up to 40 % more projects and the other as many fewer.
    let shift = (draw("commune-size", pair) - 0.5) * 0.8 * Double(share)
    let locality = min(2 * pair + (position < share + Int(shift) ? 0 : 1), Self.localityCount - 1)
    return Place(
      locality: locality, province: locality * Self.provinceCount / Self.localityCount,
      isWard: draw("ward", locality) < Self.wardShare)
  }

  private func draw(_ kind: StaticString, _ index: Int) -> Double {
    Double(RandomStream(seed: seed, identity: StreamIdentity(kind)).uniform(replication: index, index: 0))
  }
}

/// Where plan capital comes from, one of each kind in a province.
struct GeneratedSource: Hashable, Comparable {
  enum Kind: Int, CaseIterable {
    case province, central, commune, landUse, lottery

    var code: String { ["NST", "NSTW", "NSX", "SDD", "XSKT"][rawValue] }
    var isRevenue: Bool { self == .landUse || self == .lottery }
    /// Assured money first, revenue last, as in the shipped scenario.
    var priority: Int { [2, 1, 3, 4, 4][rawValue] }
    fileprivate var name: String {
      [
        "Ngân sách tỉnh bổ sung có mục tiêu", "Ngân sách trung ương bổ sung có mục tiêu", "Cân đối ngân sách các xã",
        "Thu tiền sử dụng đất", "Thu xổ số kiến thiết",
      ][rawValue]
    }
  }

  var province: Int
  var kind: Kind

  var id: String { "T" + padded(province + 1, to: 2) + "-" + kind.code }
  var name: String { kind.name + " – Tỉnh " + padded(province + 1, to: 2) }

  static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.province, lhs.kind.rawValue) < (rhs.province, rhs.kind.rawValue)
  }
}

/// Money of a generated scenario in thousand dong.
struct GeneratedAmount: Hashable, Comparable {
  static let zero = GeneratedAmount(thousands: 0)

  var thousands: Int

  init(thousands: Int) { self.thousands = thousands }

  /// To the thousand dong, as settlements have it.
  init(exactly billions: Double) { thousands = Int((billions * 1e6).rounded()) }

  /// To 5 … 100 million dong, as plans have it; at least 5 million.
  init(rounded billions: Double) {
    let step: Double = billions < 0.1 ? 5_000 : billions < 1 ? 10_000 : billions < 10 ? 50_000 : 100_000
    thousands = Int(max(5_000, (billions * 1e6 / step).rounded() * step))
  }

  var billions: Double { Double(thousands) / 1e6 }

  /// The number of million dong, `1183.462`.
  var inMillions: String {
    let (whole, rest) = thousands.quotientAndRemainder(dividingBy: 1_000)
    guard rest != 0 else { return "\(whole)" }
    var digits = padded(rest, to: 3)
    while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  static func < (lhs: Self, rhs: Self) -> Bool { lhs.thousands < rhs.thousands }
  static func - (lhs: Self, rhs: Self) -> Self { GeneratedAmount(thousands: lhs.thousands - rhs.thousands) }
}

/// With zeros before it.
func padded(_ number: Int, to count: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
}
