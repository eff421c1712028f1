public import Portfolio
public import Rulebook

/// A table as official papers have it, ready to be laid out: on a page or on a sheet.
public struct FormTable: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    /// From the topmost head over the column down to its own; neighbours with equal leading titles share a head.
    public var titles: [String]
    /// In the row of column numbers, such as `11=12+13`; empty for none.
    public var number: String
    /// Said in the legend below the table, for readers of another language than the titles; empty for nothing.
    public var meaning: String
    public var kind: Kind
    /// In characters of the usual size.
    public var width: Double

    public init(_ titles: [String], number: String = "", meaning: String = "", kind: Kind, width: Double) {
      self.titles = titles
      self.number = number
      self.meaning = meaning
      self.kind = kind
      self.width = width
    }
  }

  /// What a column holds: it decides alignment and number format.
  public enum Kind: Hashable, Sendable {
    case text
    /// Short text such as a number of the line or a code.
    case code
    case amount
    case count
    case share
    case date
  }

  public enum Cell: Hashable, Sendable {
    /// Not stated, or no such thing: never a zero.
    case empty
    case text(String)
    case amount(Money)
    case count(Int)
    /// 1 is the whole.
    case share(Double)
    case date(Day)
  }

  /// How deep in the table's order a line stands: bold and shaded above, plain below.
  public enum Level: Int, CaseIterable, Hashable, Sendable {
    case whole
    case group
    case source
    case project
    /// A part of the project above.
    case detail
  }

  public struct Line: Hashable, Sendable {
    public var level: Level
    /// One for each column; those beyond the last are left out, missing ones are empty.
    public var cells: [Cell]

    public init(_ level: Level, _ cells: [Cell]) {
      self.level = level
      self.cells = cells
    }
  }

  /// The unit of all amounts of a table.
  public enum Unit: CaseIterable, Hashable, Sendable {
    case dong
    case thousand
    case million
    case billion
  }

  /// What stands above the title: who reports on the left, the state's name and motto on the right.
  public struct Heading: Hashable, Sendable {
    /// The last line is the body that reports, those above are its superiors.
    public var issuer: [String]
    public var motto: [String]

    public init(issuer: [String], motto: [String]) {
      self.issuer = issuer
      self.motto = motto
    }
  }

  /// A place for a signature.
  public struct Signature: Hashable, Sendable {
    /// Above the role, for place and date; empty for none.
    public var dateline: String
    public var role: String
    public var hint: String

    public init(dateline: String = "", role: String, hint: String) {
      self.dateline = dateline
      self.role = role
      self.hint = hint
    }
  }

  /// Of its texts and of the way numbers are written on a page; official titles stay Vietnamese.
  public var language: Language
  /// Such as `01/QTNĐ`; empty for what is no official form.
  public var code: String
  /// Beside the code where the form is written; in place of it why the table is no official form. May be empty.
  public var origin: String
  /// Short, for a tab of a workbook and a list of contents.
  public var name: String
  /// Nil leaves the heading out, as where several tables stand below one.
  public var heading: Heading?
  public var title: String
  /// Lines below the title: period, scenario.
  public var subtitles: [String]
  public var unit: Unit
  /// Decimals of amounts on pages and in the formats of sheets at the most; nil shows as many as are exact. Values in sheets are always exact.
  public var mostDecimals: Int?
  public var columns: [Column]
  public var lines: [Line]
  public var notes: [String]
  public var signatures: [Signature]

  public init(
    language: Language, code: String = "", origin: String = "", name: String, heading: Heading? = nil, title: String,
    subtitles: [String] = [], unit: Unit, columns: [Column], lines: [Line] = [], notes: [String] = [],
    signatures: [Signature] = []
  ) {
    self.language = language
    self.code = code
    self.origin = origin
    self.name = name
    self.heading = heading
    self.title = title
    self.subtitles = subtitles
    self.unit = unit
    self.columns = columns
    self.lines = lines
    self.notes = notes
    self.signatures = signatures
  }

  public var isOfficial: Bool { !code.isEmpty }
}

extension FormTable.Heading {
  /// The heading of administrative papers (Decree 30/2020/NĐ-CP, annex I) with room for the name of the body that reports where it is
  /// not given.
  public static func administrative(issuer: [String] = [], language: Language) -> Self {
    switch language {
    case .vi:
      Self(
        issuer: issuer.isEmpty ? ["CƠ QUAN, ĐƠN VỊ BÁO CÁO", "……………………………………"] : issuer,
        motto: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
    case .en:
      Self(
        issuer: issuer.isEmpty ? ["REPORTING BODY", "……………………………………"] : issuer,
        motto: ["SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness"])
    }
  }
}

extension FormTable.Signature {
  /// Who drew up the paper, and the head of the body who signs it with place and date.
  public static func usual(_ language: Language) -> [Self] {
    switch language {
    case .vi:
      [
        Self(role: "NGƯỜI LẬP BIỂU", hint: "(Ký, ghi rõ họ tên)"),
        Self(
          dateline: "………, ngày …… tháng …… năm 20……", role: "THỦ TRƯỞNG ĐƠN VỊ", hint: "(Ký, ghi rõ họ tên, đóng dấu)"),
      ]
    case .en:
      [
        Self(role: "DRAWN UP BY", hint: "(signature, full name)"),
        Self(dateline: "………, date …… / …… / 20……", role: "HEAD OF THE UNIT", hint: "(signature, full name, seal)"),
      ]
    }
  }
}

extension FormTable.Unit {
  /// Decimal digits of the unit in dong: 6 for million.
  public var digits: Int {
    switch self {
    case .dong: 0
    case .thousand: 3
    case .million: 6
    case .billion: 9
    }
  }

  public var name: BilingualText { money.name }

  var money: MoneyUnit {
    switch self {
    case .dong: .dong
    case .thousand: .thousand
    case .million: .million
    case .billion: .billion
    }
  }
}

extension FormTable {
  /// The cell of a line in a column; empty where the line ends before.
  func cell(_ column: Int, of line: Line) -> Cell { column < line.cells.count ? line.cells[column] : .empty }

  /// As few decimals for each column's amounts as show all of them exactly, within ``mostDecimals``.
  var decimals: [Int] {
    columns.indices.map { column in
      lines.reduce(0) { most, line in
        guard case .amount(let money) = cell(column, of: line) else { return most }
        return min(max(most, decimals(of: money)), mostDecimals ?? .max)
      }
    }
  }

  private func decimals(of money: Money) -> Int {
    var (places, rest) = (unit.digits, money.dong)
    while places > 0, rest % 10 == 0 {
      rest /= 10
      places -= 1
    }
    return places
  }
}
