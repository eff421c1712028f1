public import Portfolio

/// What was understood of a plan list: where its table stands, what its columns and headings mean, which rows are no projects.
public struct PlanListReading: Sendable {
  /// What a column holds.
  public enum Meaning: Hashable, Sendable {
    /// A column of the table of projects and allocations, by its key.
    case field(String)
    /// Plan capital from one source, by the name of the source.
    case planOf(source: String)
    /// Disbursed from one source.
    case paidOf(source: String)
    /// The running number of the row.
    case number
    /// Known, and of no use for a forecast; or said so in the mapping file.
    case ignored
    /// Not known, and not read.
    case unknown
    /// It cannot be told without an answer in the mapping file.
    case asked
  }

  public struct Column: Hashable, Sendable {
    /// `F`.
    public var letters: String
    /// From the topmost title down: `Kế hoạch vốn năm 2026 / Tổng số`.
    public var title: String
    public var meaning: Meaning
    /// The sum of its amounts where it is not read.
    public var unreadSum: Money?
  }

  /// What a heading row says of the projects below it.
  public enum HeadingMeaning: Hashable, Sendable {
    case group(ProjectGroup)
    case source(String)
    case owner(String)
    /// Nothing that a forecast needs; what headings above say goes on.
    case nothing
    /// It cannot be told without an answer in the mapping file.
    case asked
  }

  public struct Heading: Hashable, Sendable {
    public var row: Int
    public var text: String
    public var meaning: HeadingMeaning
    /// Projects below it, up to the next heading of its level or above.
    public var projectCount: Int
  }

  public enum Reason: Hashable, Sendable {
    /// Numbers of the columns.
    case columnNumbers
    /// The head again, where a table goes on upon another page.
    case head
    /// A part of the project above, or what a source gives to it.
    case part
    /// A sum of other rows.
    case total
    /// Text without amounts.
    case note
    /// A project without plan capital in the year.
    case noPlan
    /// Named in the mapping file.
    case asTold
  }

  public struct Skipped: Hashable, Sendable {
    public var row: Int
    public var text: String
    public var reason: Reason
  }

  /// How a value of the scenario's settings came about.
  public enum Origin: Hashable, Sendable {
    case mapping
    /// A cell of the list, such as `K4`.
    case cell(String)
    /// Taken where nothing says otherwise.
    case usual
    case asked
  }

  public struct Setting: Hashable, Sendable {
    /// The key of `scenario.yaml`.
    public var key: String
    public var value: String
    public var origin: Origin
  }

  /// What has to be answered in the mapping file before the list can be read.
  public enum Question: Hashable, Sendable {
    /// What a column holds; the keys are what it may be.
    case column(letters: String, title: String, candidates: [String])
    case heading(row: Int, text: String)
    /// The group of projects under no heading that names one.
    case group
    case setting(key: String)
    /// Which sheet is read, of several that hold lists.
    case sheets(names: [String])
    /// A table of other columns below the list.
    case otherTable(row: Int)
    /// Rows with amounts that may be projects, parts of projects or headings.
    case rows([Row])
    /// Sums that the list states and its rows do not give.
    case sums([Sum])
    /// Amounts a thousand times smaller or larger than those around them, the first in this cell.
    case scale(rows: [Int], cell: String)
    /// The unit of a column whose amounts do not go with those of another.
    case unit(letters: String, title: String)
    /// One amount in a merged cell over several projects.
    case mergedAmount(cell: String)
    /// More paid than planned; `count` amounts, the first in this cell.
    case paidAbovePlan(count: Int, cell: String)
    /// How one amount paid is divided among the sources of a project; `count` projects have one, the first in this cell.
    case paidSplit(count: Int, cell: String)
  }

  public struct Row: Hashable, Sendable {
    public var row: Int
    public var text: String
  }

  /// A sum as the list states it.
  public struct Sum: Hashable, Sendable {
    public var row: Int
    public var column: String
    public var stated: Money
    /// What the rows give.
    public var found: Money
    /// Rows of projects.
    public var count: Int
  }

  public internal(set) var sheet = ""
  /// Rows of the head; nil where none was found.
  public internal(set) var headRows: ClosedRange<Int>?
  public internal(set) var columns: [Column] = []
  public internal(set) var headings: [Heading] = []
  public internal(set) var skipped: [Skipped] = []
  public internal(set) var settings: [Setting] = []
  public internal(set) var projectCount = 0
  /// Sources of capital by name, in the order of the list.
  public internal(set) var sources: [String] = []
  public internal(set) var questions: [Question] = []
  /// The mapping file, whether it is there or not.
  public internal(set) var mappingPath = ""
  /// Whether a mapping file was read.
  public internal(set) var hasMapping = false
}
