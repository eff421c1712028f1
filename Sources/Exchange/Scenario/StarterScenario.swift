public import Rulebook

/// A small scenario to begin with: every value in it is constructed.
public enum StarterScenario {
  /// The files of the folder, in the order in which to read them; together they are a scenario without a warning.
  ///
  /// Tables begin with a byte-order mark, without which Excel misreads Vietnamese letters.
  public static func files(language: Language) -> [(path: String, text: String)] {
    [
      ("README.md", StarterReadme.text(in: language)),
      ("scenario.yaml", settings[language] + "\n"),
      ("projects.csv", table(projects, of: .projects, in: language)),
      ("allocations.csv", table(allocations, of: .allocations, in: language)),
      ("sources.csv", table(sources, of: .sources, in: language)),
    ]
  }

  /// Columns by key and rows of both languages; the header is in the language of the table.
  private struct Content {
    var keys: [String]
    var rows: [[BilingualText]]
  }

  private static func table(_ content: Content, of table: ScenarioTable, in language: Language) -> String {
    let header = content.keys.map { key in
      guard language == .vi else { return key }
      return table.columns.first { $0.key == key }?.vietnamese.first ?? key
    }
    let rows = content.rows.map { row in row.map { $0[language] } }
    return "\u{FEFF}" + ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private static func same(_ text: String) -> BilingualText { BilingualText(vi: text, en: text) }

  /// One row of cells that are the same in both languages but for some texts.
  private static func row(_ cells: BilingualText...) -> [BilingualText] { cells }

  private static let projects = Content(
    keys: [
      "id", "name", "group", "owner", "locality", "sector", "contractor", "size_class", "total_investment",
      "paid_before_year", "contract_value", "first_year", "key_project", "construction_days",
    ],
    rows: [
      project(
        "VD-01", BilingualText(vi: "Ví dụ: Đường thôn 1", en: "Example: road of village 1"),
        BilingualText(vi: "hoàn thành", en: "completed"), roads, ["C", "4200", "3500", "4000", "2024", no, ""]),
      project(
        "VD-02", BilingualText(vi: "Ví dụ: Đường liên thôn 2 - 3", en: "Example: road between villages 2 and 3"),
        BilingualText(vi: "chuyển tiếp", en: "carry-over"), roads, ["C", "14500", "5200", "13200", "2025", yes, "210"]),
      project(
        "VD-03", BilingualText(vi: "Ví dụ: Nhà lớp học Trường Tiểu học", en: "Example: primary school building"),
        BilingualText(vi: "khởi công mới", en: "new-start"), schools, ["C", "9800", "", "8900", "2026", no, "180"]),
      project(
        "VD-04", BilingualText(vi: "Ví dụ: Nhà văn hóa thôn 4", en: "Example: culture house of village 4"),
        BilingualText(vi: "chuẩn bị đầu tư khởi công mới", en: "preparation-new-start"), culture,
        ["C", "2600", "", "", "2026", no, ""]),
      project(
        "VD-05", BilingualText(vi: "Ví dụ: Cầu dân sinh thôn 5", en: "Example: footbridge of village 5"),
        BilingualText(vi: "chuẩn bị đầu tư ưu tiên", en: "preparation-priority"), roads,
        ["C", "11000", "", "", "2026", yes, ""]),
      project(
        "VD-06", BilingualText(vi: "Ví dụ: Hệ thống cấp nước thôn 6", en: "Example: water supply of village 6"),
        BilingualText(vi: "chuẩn bị đầu tư", en: "preparation-other"), water, ["C", "5400", "", "", "2026", no, ""]),
    ])

  private struct Surroundings {
    var owner: BilingualText
    var locality: BilingualText
    var sector: BilingualText
    var contractor: BilingualText
  }

  private static let unit = BilingualText(vi: "Ban Quản lý dự án xã", en: "Commune project unit")
  private static let office = BilingualText(vi: "Phòng Kinh tế xã", en: "Commune economic office")
  private static let roads = Surroundings(
    owner: unit, locality: BilingualText(vi: "Khu Đông", en: "East"),
    sector: BilingualText(vi: "Giao thông", en: "roads"),
    contractor: BilingualText(vi: "Nhà thầu ví dụ 1", en: "Example builder 1"))
  private static let schools = Surroundings(
    owner: unit, locality: BilingualText(vi: "Khu Tây", en: "West"),
    sector: BilingualText(vi: "Giáo dục", en: "education"),
    contractor: BilingualText(vi: "Nhà thầu ví dụ 2", en: "Example builder 2"))
  private static let culture = Surroundings(
    owner: office, locality: BilingualText(vi: "Khu Tây", en: "West"),
    sector: BilingualText(vi: "Văn hóa", en: "culture"), contractor: same(""))
  private static let water = Surroundings(
    owner: office, locality: BilingualText(vi: "Khu Đông", en: "East"),
    sector: BilingualText(vi: "Cấp nước", en: "water"), contractor: same(""))

  private static let yes = "x"
  private static let no = "0"

  private static func project(
    _ id: String, _ name: BilingualText, _ group: BilingualText, _ surroundings: Surroundings, _ rest: [String]
  ) -> [BilingualText] {
    // A project in preparation has no contractor yet.
    let contractor = rest[3].isEmpty ? same("") : surroundings.contractor
    return [same(id), name, group, surroundings.owner, surroundings.locality, surroundings.sector, contractor]
      + rest.map(same)
  }

  private static let provincial = BilingualText(vi: "NS-TINH", en: "PROVINCE")
  private static let landUse = BilingualText(vi: "SDD", en: "LAND")

  private static let allocations = Content(
    keys: ["project_id", "source_id", "plan"],
    rows: [
      row(same("VD-01"), provincial, same("600")),
      row(same("VD-02"), provincial, same("4000")),
      row(same("VD-02"), landUse, same("1500")),
      row(same("VD-03"), landUse, same("4500")),
      row(same("VD-04"), landUse, same("90")),
      row(same("VD-05"), provincial, same("200")),
      row(same("VD-06"), provincial, same("120")),
    ])

  private static let sources = Content(
    keys: ["source_id", "name", "kind", "priority", "revenue_expected"],
    rows: [
      row(
        provincial, BilingualText(vi: "Ngân sách tỉnh bổ sung", en: "Supplement from the provincial budget"),
        BilingualText(vi: "cấp phát", en: "transfer"), same("1"), same("")),
      row(
        landUse, BilingualText(vi: "Nguồn thu tiền sử dụng đất", en: "Land-use-fee revenue"),
        BilingualText(vi: "nguồn thu", en: "revenue"), same("2"), same("6090")),
    ])

  private static let settings = BilingualText(
    vi: """
      # Kịch bản mẫu: mọi số liệu trong thư mục này là số giả định để minh họa.
      schema: 1                    # phiên bản định dạng, luôn là 1
      name: Kịch bản mẫu
      fiscalYear: 2026             # năm kế hoạch
      asOf: 2025-12-31             # ngày số liệu; 31/12 năm trước là lập kế hoạch đầu năm
      rulebook: chi-lang-2026      # bộ quy định dựng sẵn, hoặc đường dẫn tới tệp quy định
      unit: million                # đơn vị tiền của mọi bảng: dong, thousand, million, billion
      numberStyle: plain           # 1234567.89; ghi vietnamese nếu các bảng viết 1.234.567,89
      simulation: {replications: 10000, seed: 2026}
      assumptions: vietnam-2026    # bộ giả định dựng sẵn (vietnam-2026, ideal), hoặc đường dẫn tới tệp giả định
      targets:                     # mục tiêu, quyết định mã kết thúc của lệnh; có thể bỏ
        - {date: 2026-12-31, rate: 0.95, probability: 0.5}
      """,
    en: """
      # A scenario to begin with: every value in this folder is constructed, for illustration.
      schema: 1                    # version of the format, always 1
      name: Starter scenario
      fiscalYear: 2026             # plan year
      asOf: 2025-12-31             # last day whose actuals are known; 31 December before the year is the plan
      rulebook: chi-lang-2026      # a built-in rulebook, or the path of a rulebook file
      unit: million                # of every amount in the tables: dong, thousand, million, billion
      numberStyle: plain           # 1234567.89; write vietnamese where the tables say 1.234.567,89
      simulation: {replications: 10000, seed: 2026}
      assumptions: vietnam-2026    # a built-in set (vietnam-2026, ideal), or the path of an assumptions file
      targets:                     # they decide the exit status; may be left out
        - {date: 2026-12-31, rate: 0.95, probability: 0.5}
      """)
}
