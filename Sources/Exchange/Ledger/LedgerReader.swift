import Portfolio
import Rulebook
import Workbook

/// Reads ledgers of payments: .xlsx, or delimited text.
public enum LedgerReader {
  /// The ledger of a file; throws everything that cannot be read of it at once.
  public static func read(at path: String, _ reading: LedgerReading = LedgerReading()) throws(InvalidInput) -> Ledger {
    if WorkbookFile.isNamed(path) { return try read(try WorkbookFile.read(at: path), file: path, reading) }
    let bytes: [UInt8]
    do throws(InputFileDefect) {
      bytes = try InputFile.bytes(at: path)
    } catch {
      throw InvalidInput([ScenarioPhrases.unreadable(error).diagnostic(file: path)])
    }
    return try read(delimited: bytes, file: path, reading)
  }

  /// The ledger of the bytes of delimited text.
  static func read(
    delimited bytes: [UInt8], file: String, _ reading: LedgerReading = LedgerReading()
  ) throws(InvalidInput) -> Ledger {
    let grid: SheetGrid
    do throws(CSVDefect) {
      grid = try SheetGrid(delimited: bytes, file: file)
    } catch {
      let row = error.kind == .empty ? nil : error.row
      throw InvalidInput([TablePhrases.phrase(of: error.kind).diagnostic(file: file, row: row)])
    }
    if reading.sheet != nil { throw InvalidInput([LedgerPhrases.noSheets.diagnostic(file: file)]) }
    // Titles above the head may hold more commas than the first of its rows has delimiters.
    let others = CSVTable.delimiters.compactMap { try? SheetGrid(delimited: bytes, file: file, delimiter: $0) }
    return try read([grid] + others, file: file, dateSystem: .from1900, reading)
  }

  static func read(
    _ workbook: Workbook, file: String, _ reading: LedgerReading = LedgerReading()
  ) throws(InvalidInput) -> Ledger {
    let sheets: [Workbook.Sheet]
    if let name = reading.sheet {
      guard let sheet = workbook.sheet(named: HeaderName.composed(name)) ?? workbook.sheet(named: name) else {
        let phrase = LedgerPhrases.noSuchSheet(workbook.sheets.map(\.name))
        throw InvalidInput([phrase.diagnostic(file: file, found: name)])
      }
      sheets = [sheet]
    } else {
      sheets = workbook.sheets.filter { $0.visibility == .visible }
    }
    return try read(
      sheets.map { SheetGrid($0, of: file) }, file: file, dateSystem: workbook.dateSystem, reading)
  }

  /// The ledger of the first sheet that has the head of one.
  private static func read(
    _ grids: [SheetGrid], file: String, dateSystem: Workbook.DateSystem, _ reading: LedgerReading
  ) throws(InvalidInput) -> Ledger {
    let cells = LedgerCells(dateSystem: dateSystem)
    let titles = LedgerTitles(renamed: reading.titles)
    var nearest: LedgerTable?
    for grid in grids {
      guard let table = LedgerTable(in: grid, titles: titles, cells: cells) else { continue }
      guard table.isUsable else {
        if nearest.map({ table.columns.count > $0.columns.count }) ?? true { nearest = table }
        continue
      }
      var lines = LedgerLines(table: table, cells: cells, reading: reading)
      return try lines.ledger()
    }
    guard let nearest else { throw InvalidInput([LedgerPhrases.noHead.diagnostic(file: file)]) }
    throw InvalidInput(
      nearest.missing.map { column in
        nearest.grid.diagnostic(
          LedgerPhrases.missingColumn(column, unread: nearest.unread), row: nearest.head.rows.upperBound)
      })
  }
}

/// One reading of a ledger whose table has been found.
private struct LedgerLines {
  private let table: LedgerTable
  private let cells: LedgerCells
  private let reading: LedgerReading
  private let collector = DiagnosticCollector()
  private let dateColumn: LedgerColumn
  private let kinds: [HeaderName: PaymentKind]
  private var skipped: [Ledger.SkippedRow] = []
  private var rows: [SheetGrid.Row] = []
  private var totals: [SheetGrid.Row] = []
  /// Of everything read, without signs, so that no sum of lines can leave 64 bits.
  private var magnitude: Int64 = 0
  private var isTooLarge = false

  init(table: LedgerTable, cells: LedgerCells, reading: LedgerReading) {
    self.table = table
    self.cells = cells
    self.reading = reading
    dateColumn = table.date ?? .paymentDate
    kinds = Dictionary(reading.kinds.map { (HeaderName($0.key), $0.value) }) { first, _ in first }
  }

  mutating func ledger() throws(InvalidInput) -> Ledger {
    reportRepeated()
    for row in table.grid.rows where row.number > table.head.rows.upperBound { sort(row) }
    let style = reading.style ?? foundStyle()
    var lines = rows.compactMap { line($0, style: style) }
    let turnsRecoveries = Self.turnRecoveries(&lines)
    let volume = foundVolume(lines)
    if lines.isEmpty, !collector.hasErrors {
      collector.report(table.grid.diagnostic(LedgerPhrases.noLines, row: table.head.rows.upperBound))
    }
    try collector.throwIfErrors()
    return Ledger(
      file: table.grid.file, sheet: table.grid.sheet,
      columns: LedgerColumn.allCases.compactMap { column in
        table.columns[column].map { Ledger.Column(column: column, title: $0.title, position: $0.position) }
      },
      unreadTitles: table.unread, dateColumn: dateColumn, headRows: table.head.rows, unit: defaultUnit.unit,
      unitOrigin: defaultUnit.origin, style: style, firstDay: table.statedDays.first, lastDay: table.statedDays.last,
      volume: volume.meaning, volumeOrigin: volume.origin, turnsRecoveries: turnsRecoveries, lines: lines,
      skipped: skipped, statedTotal: statedTotal(style, volume.meaning))
  }

  private func reportRepeated() {
    for (column, position, title) in table.repeated {
      collector.report(
        table.grid.diagnostic(
          LedgerPhrases.repeatedColumn(column), row: table.head.rows.upperBound, column: position, title: title,
          found: title))
    }
  }

  private mutating func sort(_ row: SheetGrid.Row) {
    let filled = row.cells.filter { !$0.text(style: .plain).isEmpty }
    guard let first = filled.first else { return }
    let dated = table.cell(dateColumn, of: row)
    let hasDay = dated.map { (try? cells.day($0)) != nil } ?? false
    if !hasDay, let reason = reason(row, dated) {
      skipped.append(Ledger.SkippedRow(row: row.number, reason: reason, text: first.text(style: .plain)))
      if reason == .total { totals.append(row) }
    } else {
      rows.append(row)
    }
  }

  /// Why a row without a readable date is no line; nil when it may be one.
  private func reason(_ row: SheetGrid.Row, _ dated: SheetGrid.Cell?) -> Ledger.SkippedRow.Reason? {
    let date = dated?.text(style: .plain) ?? ""
    // A line with a short code and an unreadable date can look like a row of numbers, too.
    if row.number == table.head.numberRow, date.count <= 4 { return .columnNumbers }
    if repeatsHead(row) { return .repeatedHead }
    let amounts = table.amounts.compactMap { table.cell($0, of: row) }.filter { !LedgerCells.isNothing($0) }
    let code = table.text(.project, of: row)
    let isCoded = !code.isEmpty && !LedgerWords.beginsTotal(code)
    let isDated = !date.isEmpty && !LedgerWords.beginsTotal(date)
    if !isCoded, !isDated {
      if amounts.isEmpty { return .note }
      if row.cells.contains(where: { LedgerWords.beginsTotal($0.text(style: .plain)) }) { return .total }
      return amounts.contains(where: LedgerCells.looksLikeAmount) ? nil : .note
    }
    return amounts.isEmpty && !(isCoded && isDated) ? .note : nil
  }

  /// As heads do at the top of each page.
  private func repeatsHead(_ row: SheetGrid.Row) -> Bool {
    let filled = table.columns.values.filter { row[$0.position] != nil }
    guard filled.count >= 2 else { return false }
    let titles = Dictionary(table.head.titles.map { ($0.column, $0.parts.map { HeaderName($0) }) }) { first, _ in first
    }
    return filled.allSatisfy { column in
      titles[column.position]?.contains(HeaderName(row.text(column.position, style: .plain))) ?? false
    }
  }

  private var defaultUnit: (unit: MoneyUnit, origin: Ledger.Origin) {
    if let unit = reading.unit { return (unit, .option) }
    if let unit = table.amounts.lazy.compactMap({ table.columns[$0]?.unit }).first { return (unit, .title) }
    if let unit = table.statedUnit { return (unit, .title) }
    return (.dong, .assumed)
  }

  private func unit(of column: LedgerColumn) -> MoneyUnit {
    reading.unit ?? table.columns[column]?.unit ?? defaultUnit.unit
  }

  /// The style in which every amount that is text can be read; where both fit and differ, that is reported.
  private func foundStyle() -> NumberStyle {
    var misses: [NumberStyle: Int] = [:]
    var doubtful: (row: SheetGrid.Row, column: LedgerColumn)?
    for row in rows {
      for column in table.amounts {
        guard let cell = table.cell(column, of: row), !cell.isNumber else { continue }
        let unit = unit(of: column)
        let vietnamese = try? LedgerCells.amount(cell, unit: unit, style: .vietnamese)
        let plain = try? LedgerCells.amount(cell, unit: unit, style: .plain)
        misses[.vietnamese, default: 0] += vietnamese == nil ? 1 : 0
        misses[.plain, default: 0] += plain == nil ? 1 : 0
        // Nothing is less than a dong: 1.000 dong are a thousand.
        if doubtful == nil, unit != .dong, let vietnamese, let plain, vietnamese != plain { doubtful = (row, column) }
      }
    }
    let (vietnamese, plain) = (misses[.vietnamese] ?? 0, misses[.plain] ?? 0)
    if vietnamese == plain, let doubtful {
      report(LedgerPhrases.doubtfulStyle, doubtful.row, doubtful.column)
    }
    return plain < vietnamese ? .plain : .vietnamese
  }

  private mutating func line(_ row: SheetGrid.Row, style: NumberStyle) -> LedgerLine? {
    let day = day(of: row)
    let amounts = amounts(of: row, style: style)
    let planYear = year(.planYear, of: row)
    let budgetYear = year(.budgetYear, of: row)
    checkLength(of: row)
    guard let day, let amounts else { return nil }
    add(amounts, row)
    let source = table.text(.source, of: row)
    return LedgerLine(
      row: row.number, day: day, number: table.text(.number, of: row), project: table.text(.project, of: row),
      projectName: table.text(.projectName, of: row),
      source: source.isEmpty ? table.text(.sourceName, of: row) : source,
      kind: table.text(.kind, of: row), content: table.text(.content, of: row), planYear: planYear,
      budgetYear: budgetYear, amounts: amounts)
  }

  private func day(of row: SheetGrid.Row) -> Day? {
    guard let cell = table.cell(dateColumn, of: row), !cell.text(style: .plain).isEmpty else {
      report(LedgerPhrases.noDate, row, dateColumn)
      return nil
    }
    do throws(CellDefect) {
      return try cells.day(cell)
    } catch {
      report(CellPhrases.phrase(of: error), row, dateColumn)
      return nil
    }
  }

  private func year(_ column: LedgerColumn, of row: SheetGrid.Row) -> Int? {
    do throws(CellDefect) {
      return try LedgerCells.year(table.cell(column, of: row))
    } catch {
      report(LedgerPhrases.notAYear, row, column)
      return nil
    }
  }

  /// By kind; nil after a report.
  private func amounts(of row: SheetGrid.Row, style: NumberStyle) -> [PaymentKind: Money]? {
    var read: [LedgerColumn: Money] = [:]
    var isSound = true
    for column in table.amounts where !LedgerCells.isNothing(table.cell(column, of: row)) {
      do throws(CellDefect) {
        read[column] = try LedgerCells.amount(table.cell(column, of: row), unit: unit(of: column), style: style)
      } catch {
        report(LedgerPhrases.phrase(of: error), row, column)
        isSound = false
      }
    }
    guard isSound else { return nil }
    guard !read.isEmpty || table.amounts.contains(where: { table.cell($0, of: row) != nil }) else {
      report(CellPhrases.phrase(of: .empty), row, table.amounts.first ?? .amount)
      return nil
    }
    return kinds(of: read, row)
  }

  private func kinds(of read: [LedgerColumn: Money], _ row: SheetGrid.Row) -> [PaymentKind: Money] {
    var amounts: [PaymentKind: Money] = [:]
    amounts[.advance] = read[.advance]
    amounts[.volume] = read[.volume]
    amounts[.recovery] = read[.recovery]
    guard let amount = read[.amount] else { return amounts }
    if read[.advance] != nil || read[.volume] != nil {
      checkParts(amount, read, row)
      return amounts
    }
    let kind = kind(of: row)
    amounts[kind, default: .zero] += [.reduction, .advanceReduction].contains(kind) ? min(amount, -amount) : amount
    return amounts
  }

  /// An amount beside its parts is their sum, with or without what is recovered of it.
  private func checkParts(_ amount: Money, _ read: [LedgerColumn: Money], _ row: SheetGrid.Row) {
    let parts = (read[.advance] ?? .zero) + (read[.volume] ?? .zero)
    let recovered = read[.recovery] ?? .zero
    // What is recovered may be written with the sign of what it takes away.
    guard amount != parts, amount != parts - recovered, recovered >= .zero || amount != parts + recovered else {
      return
    }
    report(LedgerPhrases.partsDiffer(parts, unit: unit(of: .amount)), row, .amount)
  }

  private func kind(of row: SheetGrid.Row) -> PaymentKind {
    guard table.columns[.kind] != nil else { return kinds[HeaderName("")] ?? .payment }
    let text = table.text(.kind, of: row)
    if let kind = kinds[HeaderName(text)] { return kind }
    return text.isEmpty ? .unknown : LedgerWords.kind[text] ?? .unknown
  }

  private mutating func add(_ amounts: [PaymentKind: Money], _ row: SheetGrid.Row) {
    for amount in amounts.values {
      let (sum, overflow) = magnitude.addingReportingOverflow(Int64(amount.dong.magnitude))
      magnitude = overflow ? .max : sum
    }
    guard magnitude > Money.largestTotal.dong, !isTooLarge else { return }
    isTooLarge = true
    collector.report(table.grid.diagnostic(LedgerPhrases.totalTooLarge, row: row.number))
  }

  /// Cells beyond the last title are shifted, or belong to a column that nobody can name.
  private func checkLength(of row: SheetGrid.Row) {
    guard table.grid.sheet == nil, let last = table.head.titles.last?.column,
      let beyond = row.cells.last(where: { $0.column > last })
    else { return }
    collector.report(
      table.grid.diagnostic(
        TablePhrases.tooManyCells(beyond.column, expected: last), row: row.number, found: beyond.text(style: .plain)))
  }

  /// Where none is above zero, recoveries are written as what they take from the advances.
  private static func turnRecoveries(_ lines: inout [LedgerLine]) -> Bool {
    let recoveries = lines.compactMap { $0.amounts[.recovery] }
    guard recoveries.allSatisfy({ $0 <= .zero }), recoveries.contains(where: { $0 < .zero }) else { return false }
    for index in lines.indices { lines[index].amounts[.recovery] = lines[index].amounts[.recovery].map { -$0 } }
    return true
  }

  private func foundVolume(_ lines: [LedgerLine]) -> (meaning: VolumeMeaning, origin: Ledger.Origin) {
    if let volume = reading.volume { return (volume, .option) }
    guard let first = lines.first(where: { $0.amounts[.recovery] ?? .zero != .zero }) else { return (.net, .assumed) }
    let titled = [LedgerColumn.volume, .amount].lazy.compactMap { table.columns[$0]?.title }
      .compactMap { LedgerWords.volumeMeaning(of: $0) }.first
    if let titled { return (titled, .title) }
    if let volume = volumeOfSums() { return (volume, .amounts) }
    collector.report(
      table.grid.diagnostic(
        LedgerPhrases.volumeUnknown, row: first.row,
        column: (table.columns[.recovery] ?? table.columns[.amount])?.position,
        title: (table.columns[.recovery] ?? table.columns[.amount])?.title))
    return (.net, .assumed)
  }

  /// What the amounts say that stand beside their parts, where all of them agree.
  private func volumeOfSums() -> VolumeMeaning? {
    guard table.columns[.amount] != nil, table.columns[.recovery] != nil, table.columns[.volume] != nil else {
      return nil
    }
    var found: Set<VolumeMeaning> = []
    for row in rows {
      let values = [LedgerColumn.amount, .advance, .volume, .recovery].map { column in
        (try? LedgerCells.amount(
          table.cell(column, of: row), unit: unit(of: column), style: reading.style ?? foundStyle()))
          ?? .zero
      }
      guard values[3] != .zero, !LedgerCells.isNothing(table.cell(.amount, of: row)) else { continue }
      found.insert(values[0] == values[1] + values[2] ? .net : .gross)
    }
    return found.count == 1 ? found.first : nil
  }

  private func statedTotal(_ style: NumberStyle, _ volume: VolumeMeaning) -> (row: Int, paid: Money)? {
    for row in totals.reversed() {
      let values = LedgerColumn.amounts.map { column in
        LedgerCells.isNothing(table.cell(column, of: row))
          ? nil : try? LedgerCells.amount(table.cell(column, of: row), unit: unit(of: column), style: style)
      }
      if let amount = values[0] { return (row.number, amount) }
      guard values[1] != nil || values[2] != nil else { continue }
      let parts = (values[1] ?? .zero) + (values[2] ?? .zero)
      return (row.number, volume == .gross ? parts - (values[3] ?? .zero) : parts)
    }
    return nil
  }

  private func report(_ phrase: Phrase, _ row: SheetGrid.Row, _ column: LedgerColumn) {
    let place = table.columns[column]
    let found = table.cell(column, of: row)?.text(style: .plain) ?? ""
    collector.report(
      table.grid.diagnostic(
        phrase, row: row.number, column: place?.position, title: place?.title, found: found.isEmpty ? nil : found))
  }
}
