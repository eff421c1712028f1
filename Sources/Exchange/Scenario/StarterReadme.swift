import Rulebook

/// The README of a starter scenario: what is in the folder, and every column of every table.
enum StarterReadme {
  static func text(in language: Language) -> String {
    let tables = ScenarioTable.allCases.filter { $0 != .portfolio }.map { section(of: $0, in: language) }
    return ([introduction[language]] + tables).joined(separator: "\n\n") + "\n"
  }

  private static func section(of table: ScenarioTable, in language: Language) -> String {
    let head = BilingualText(
      vi: "| Cột | Tên tiếng Việt | Bắt buộc | Nội dung | Khi để trống |\n|---|---|---|---|---|",
      en: "| Column | Vietnamese header | Required | Meaning | When empty |\n|---|---|---|---|---|")
    let rows = table.columns.map { column in
      let required = column.isRequired ? BilingualText(vi: "có", en: "yes")[language] : ""
      let cells = [
        "`\(column.key)`", column.vietnamese.first ?? "", required, column.meaning[language],
        column.whenEmpty?[language] ?? "",
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    return (["## \(table.fileName)", "", head[language]] + rows).joined(separator: "\n")
  }

  private static let introduction = BilingualText(
    vi: """
      # Kịch bản mẫu

      Mọi dự án, số tiền và tên trong thư mục này là **giả định để minh họa**, không phải số liệu thật. Thay bằng số liệu của
      đơn vị rồi chạy:

      ```
      giaingan check THƯ-MỤC-NÀY
      giaingan forecast THƯ-MỤC-NÀY
      ```

      - `scenario.yaml`: năm kế hoạch, ngày số liệu, đơn vị tiền, bộ quy định, bộ giả định, mục tiêu.
      - `projects.csv`, `allocations.csv`: dự án và kế hoạch vốn theo nguồn. Có thể dùng một bảng `portfolio.csv` thay cho cả
        hai, mỗi dòng là một dự án với một nguồn vốn, có các cột của cả hai bảng.
      - `sources.csv`: nguồn vốn; nguồn `revenue` phụ thuộc số thu trong năm. Không có bảng này thì mọi nguồn đều được bảo đảm.
      - Thêm khi cần: `activities.csv` (công việc còn lại của từng dự án), `drivers.csv` (yếu tố rủi ro, thay cho danh mục có sẵn),
        `actuals.csv` (số giải ngân từng tháng).

      Bảng lưu dạng «CSV UTF-8»; dấu phân cách là dấu phẩy, chấm phẩy hoặc tab. Tên cột viết bằng khóa tiếng Anh hoặc tên tiếng
      Việt dưới đây, không phân biệt chữ hoa, chữ thường và khoảng trắng. Ngày viết 2026-06-30 hoặc 30/06/2026.
      """,
    en: """
      # Starter scenario

      Every project, amount and name in this folder is **constructed, for illustration**. Put your own in their place and run:

      ```
      giaingan check THIS-FOLDER
      giaingan forecast THIS-FOLDER
      ```

      - `scenario.yaml`: plan year, as-of day, unit of money, rulebook, assumptions, targets.
      - `projects.csv`, `allocations.csv`: projects and their plan by source. One table `portfolio.csv` may stand for both, with a
        row for each project and source and the columns of both.
      - `sources.csv`: sources of capital; one of kind `revenue` depends on what is collected in the year. Without this table
        every source is assured.
      - When needed: `activities.csv` (what each project still has to do), `drivers.csv` (causes of delay, in place of the built-in
        ones), `actuals.csv` (payments by month).

      Tables are saved as “CSV UTF-8”, with comma, semicolon or tab between cells. A column is named by its key or by its
      Vietnamese header below, whatever the letter case and spaces. Dates are written 2026-06-30 or 30/06/2026.
      """)
}
