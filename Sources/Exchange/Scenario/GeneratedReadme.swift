import Rulebook

/// What goes with the tables of a generated scenario: what they are, and how they are read.
struct GeneratedReadme {
  var scenario: GeneratedScenario

  /// `giaingan generate FOLDER --projects 3000 --seed 1 …`: what makes the same tables again.
  private var command: String {
    "giaingan generate FOLDER --projects \(scenario.projectCount) --seed \(scenario.seed) --year \(scenario.fiscalYear)"
      + " --sources \(scenario.sources.rawValue)"
  }

  private var localityCount: Int { scenario.places.place(of: scenario.projectCount).locality + 1 }

  private var provinceCount: Int { scenario.places.place(of: scenario.projectCount).province + 1 }

  /// With no more projects each locality has as many of them as it ever had.
  private var stableCount: Int { GeneratedPlaces.localityCount * GeneratedPlaces.smallestShare }

  var settings: BilingualText {
    let year = scenario.fiscalYear
    let values = """
      schema: 1
      name: Danh mục dựng \(scenario.projectCount) dự án, mầm \(scenario.seed)
      fiscalYear: \(year)
      asOf: \(year - 1)-12-31
      rulebook: \(scenario.rulebook.rawValue)
      unit: million
      numberStyle: plain
      simulation: {replications: 1000, seed: 1}
      assumptions: vietnam-2026

      """
    return BilingualText(
      vi: "# Mọi dự án, đơn vị và số tiền trong thư mục này do máy dựng lên. Lệnh: \(command)\n" + values,
      en: "# Every project, unit and amount in this folder is constructed by a program. Command: \(command)\n" + values)
  }

  var text: BilingualText { BilingualText(vi: vietnamese, en: english) }

  private var vietnamese: String {
    """
    # Kịch bản do máy dựng: \(scenario.projectCount) dự án

    Mọi dự án, xã, tỉnh, chủ đầu tư, nhà thầu, ngày và số tiền trong thư mục này là **dữ liệu dựng**, không phải của nơi nào hay
    ai có thật; không được trích dẫn như số liệu. Các tỉnh và xã chỉ mang số. Thư mục do lệnh sau tạo ra, lệnh ấy luôn cho lại đúng
    các bảng này:

    ```
    \(command)
    ```

    Đây là kế hoạch đầu năm \(scenario.fiscalYear): trong năm chưa thanh toán đồng nào. Số tiền tính bằng triệu đồng.

    - Nơi: \(localityCount) xã, phường trong \(provinceCount) tỉnh, trung bình \(scenario.places.share) dự án một xã. Cả nước từ 1/7/2025 có 34 tỉnh,
      thành phố và 3.321 xã, phường, đặc khu.
    - Nhóm dự án theo tỷ lệ của kịch bản Chi Lăng đi kèm chương trình: 10 hoàn thành, 20 chuyển tiếp, 17 khởi công mới, 3 + 4 + 6 chuẩn bị
      đầu tư trong 60 dự án.
    - Kế hoạch vốn một dự án: phân bố lôgarit chuẩn, trung bình khoảng 2,2 tỷ đồng như kịch bản đó (README của nó nêu các số
      đã công bố làm căn cứ). Độ phân tán: độ lệch chuẩn của lôgarit là \(Self.spread(in: .vi)), ước lượng từ ngân sách năm của 478 dự án - năm của
      chính quyền địa phương Peru từ 10.000 sol trở lên, 2005–2026 (Bộ Kinh tế và Tài chính Peru, Sistema de Seguimiento de
      Inversiones), vì Việt Nam không công bố danh mục vốn từng dự án.
    - Nhóm A, B, C theo ngưỡng tổng mức đầu tư của Luật Đầu tư công 58/2024/QH15, các điều 9–11.
    - Chủ đầu tư là ban quản lý dự án hoặc phòng kinh tế của xã; khoảng 7,5 % dự án thuộc ba ban quản lý dự án của tỉnh.
    - Nguồn vốn của mỗi tỉnh: bổ sung của tỉnh, trung ương bổ sung có mục tiêu, cân đối ngân sách các xã\(revenue.vi).
      Khoảng một phần tám dự án có hai nguồn.
    - Những tỷ lệ còn lại là phán đoán.

    Thêm dự án không làm đổi các dự án trước, cho đến \(stableCount) dự án; nhiều hơn thì mỗi xã có nhiều dự án hơn.

    """
  }

  private var english: String {
    """
    # A scenario made by a program: \(scenario.projectCount) projects

    Every project, commune, province, owner, contractor, date and amount in this folder is **constructed**; none of it is of a real
    place or person, and nothing here may be quoted as a figure. Provinces and communes bear numbers only. The folder was written by
    this command, which always gives the same tables:

    ```
    \(command)
    ```

    It is the plan at the beginning of \(scenario.fiscalYear): nothing of the year has been paid. Amounts are in million dong.

    - Places: \(localityCount) communes and wards (xã, phường) in \(provinceCount) provinces, \(scenario.places.share) projects in a mean commune. The country has had
      34 provinces and 3,321 communes, wards and special zones since 1 July 2025.
    - Groups in the proportions of the Chi Lăng scenario that comes with the program: of 60 projects 10 completed, 20 carry-over,
      17 new starts, 3 + 4 + 6 in preparation.
    - Plan of a project: lognormal, with a mean near 2.2 billion dong as in that scenario (its README cites the published figures
      behind it). Spread: a standard deviation of the logarithm of \(Self.spread(in: .en)), fitted to the annual budgets of 478 project-years of
      local governments in Peru of at least 10,000 soles, 2005–2026 (Ministry of Economy and Finance of Peru, Sistema de Seguimiento
      de Inversiones), because Vietnam publishes no list of plans by project.
    - Groups A, B, C by the thresholds of total investment in the Law on Public Investment 58/2024/QH15, arts. 9–11.
    - Owners are a commune's project board or economic office; about 7.5 % of the projects belong to the three project boards of the
      province.
    - Sources of each province: supplement of the province, targeted supplement of the central budget, the communes' own budgets\(revenue.en).
      About one project in eight has two sources.
    - All other shares are judged.

    More projects leave the earlier ones as they are, up to \(stableCount) projects; beyond, each commune gets more of them.

    """
  }

  private var revenue: BilingualText {
    switch scenario.sources {
    case .all:
      BilingualText(
        vi: ", tiền sử dụng đất và (hai phần ba số tỉnh) xổ số kiến thiết",
        en: ", land-use fees, and in two provinces of three the lottery")
    case .assured:
      BilingualText(
        vi: "; không có nguồn phụ thuộc số thu", en: "; none that depends on revenue collected")
    }
  }

  private static func spread(in language: Language) -> String {
    let text = "\(GeneratedProject.planSpread)"
    return language == .vi ? text.replacing(".", with: ",") : text
  }
}
