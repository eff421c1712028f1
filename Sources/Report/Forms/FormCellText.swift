/// The cells of a form as text, with separators and dates of its language.
struct FormCellText {
  private let figures: Figures
  private let decimals: [Int]

  init(_ table: FormTable) {
    figures = Figures(language: table.language, unit: table.unit.money, places: table.unit.digits)
    decimals = table.decimals
  }

  /// Of a cell in a column, counted from 0.
  func text(of cell: FormTable.Cell, _ column: Int) -> String {
    switch cell {
    case .empty: ""
    case .text(let text): text
    case .amount(let money): figures.amount(money, places: decimals[column])
    case .count(let number): figures.count(number)
    case .share(let share): figures.percent(share)
    case .date(let day): figures.date(day)
    }
  }
}
