package import Portfolio

extension Day {
  /// A date as the tables write it, `2026-06-30` or `30/06/2026`; nil for anything else or a date that does not exist.
  package init?(written text: String) {
    guard let day = try? CellReader(unit: nil, style: nil).date(Array(text.utf8)[...]) else { return nil }
    self = day
  }
}
