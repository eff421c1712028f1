/// What the reading of a sheet needs of the workbook, and what it leaves to the next sheet.
struct SheetContext {
  let texts: [String]
  let formats: CellFormats
  let dateSystem: Workbook.DateSystem
  /// How many more cells may have content.
  var cellAllowance: Int
}
