import Disbursement
import Portfolio
import Rulebook

/// Reads scenarios: folders of tables, and workbooks.
///
/// A folder holds `scenario.yaml`, `projects.csv` with `allocations.csv` or `portfolio.csv` alone, and as needed
/// `sources.csv`, `activities.csv`, `drivers.csv` and `actuals.csv`; for official papers `particulars.csv`, `settlement.csv` and
/// `advances.csv`. The columns are those of ``ScenarioTable/columns``.
public enum ScenarioReader {
  /// The scenario of a folder or of a workbook; throws everything that is wrong with any of its files at once, warnings included.
  ///
  /// `mapping` is the mapping file of a plan list in a workbook, see ``WorkbookReading/read(at:mapping:)``.
  public static func read(
    at path: String, mapping: String? = nil, overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws(InvalidInput) -> Scenario {
    guard InputFile.isFolder(path) else {
      if WorkbookFile.mayBeList(path) {
        return try read(WorkbookReading.read(at: path, mapping: mapping), overrides: overrides)
      }
      let phrase = InputFile.exists(path) ? ScenarioPhrases.notAFolder : ScenarioPhrases.noFolder
      throw InvalidInput([phrase.diagnostic(file: path)])
    }
    ReadFiles.note(folder: path)
    return try read(.folder(path), overrides: overrides)
  }

  /// The scenario of files wherever they lie; throws as ``read(at:mapping:overrides:)`` does.
  public static func read(
    _ store: ScenarioStore, overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws(InvalidInput) -> Scenario {
    let log = ScenarioLog()
    let folder = ScenarioFolder(store, log: log)
    guard let settings = folder.settings() else { throw InvalidInput(log.diagnostics) }
    var assembly = ScenarioAssembly(folder: folder, settings: settings, overrides: overrides)
    guard let scenario = assembly.scenario(), !log.hasErrors else { throw InvalidInput(log.diagnostics) }
    return scenario
  }
}

/// One reading of a folder, from its settings to its forecast inputs.
private struct ScenarioAssembly {
  let folder: ScenarioFolder
  let settings: ScenarioSettings
  let overrides: ScenarioOverrides
  private let reader: CellReader
  private let overlay: ScenarioOverlay
  private var draft = PortfolioDraft()
  private var records = RecordsDraft()

  init(folder: ScenarioFolder, settings: ScenarioSettings, overrides: ScenarioOverrides) {
    self.folder = folder
    self.settings = settings
    self.overrides = overrides
    reader = CellReader(unit: settings.unit, style: settings.style)
    overlay = ScenarioOverlay(overrides.settings, log: folder.log)
  }

  private var log: ScenarioLog { folder.log }

  mutating func scenario() -> Scenario? {
    checkOverrides()
    let rulebook = settings.rulebook.flatMap { folder.rulebook($0, year: settings.fiscalYear) }
    var assumptions = (overlay.assumptions ?? settings.assumptions).flatMap { folder.assumptions($0) }
    readTables(templates: assumptions?.templates)
    apply(templates: assumptions?.templates)
    let projects = datedProjects()
    if let drivers = readDrivers() {
      assumptions = assumptions.map { drivers.replacing($0, networks: projects.compactMap(\.network)) }
    }
    assumptions = assumptions.flatMap { overlay.changed($0) }
    folder.reportUnusedTables()
    let portfolio = portfolio(of: projects)
    guard let name = settings.name, let rulebook, let assumptions, let portfolio, let unit = settings.unit,
      let style = settings.style, !log.hasErrors, let digest = folder.digest()
    else { return nil }
    return Scenario(
      name: name,
      inputs: ForecastInputs(
        scenarioName: name, inputDigest: digest, portfolio: portfolio, rulebook: rulebook,
        assumptions: assumptions),
      records: datedRecords(),
      replications: overrides.replications ?? settings.replications, seed: overrides.seed ?? settings.seed,
      targets: settings.targets, unit: unit, numberStyle: style, store: folder.store, files: folder.files,
      warnings: log.diagnostics)
  }

  private func checkOverrides() {
    if let asOf = overrides.asOf, let year = settings.fiscalYear, asOf < year.eve || asOf > year.cutOff {
      log.report(ScenarioPhrases.asOfOutside(year).diagnostic(file: Redating.option, found: asOf.description))
    }
    let limit = ForecastSettings.largestReplications
    if let count = overrides.replications, !(1...limit).contains(count) {
      let phrase = ScenarioPhrases.wholeNumber(from: 1, to: String(limit))
      log.report(phrase.diagnostic(file: "--replications", found: String(count)))
    }
  }

  private mutating func readTables(templates: [ProjectGroup: ActivityNetwork]?) {
    readProjectTables()
    if var file = table(.sources, .optional) {
      draft.readSources(&file)
    } else if !folder.has(ScenarioTable.sources.fileName) {
      draft.assumeSources()
    } else {
      draft.listsSources = true
    }
    if var file = table(.activities, .optional) { draft.readActivities(&file, templates: templates) }
    if var file = table(.actuals, .optional) {
      draft.readActuals(
        &file, fiscalYear: settings.fiscalYear, lastKnown: overrides.asOf == nil ? settings.asOf : nil,
        into: &records)
    }
    readRecords()
  }

  private mutating func readRecords() {
    if var file = table(.particulars, .optional) { records.readParticulars(&file, of: draft) }
    if var file = table(.settlement, .optional) { records.readSettlement(&file, of: draft) }
    if var file = table(.advances, .optional) { records.readAdvances(&file, of: draft, asOf: settings.asOf) }
    guard let year = settings.fiscalYear, let asOf = settings.asOf else { return }
    records.reportContradictions(of: draft, fiscalYear: year, asOf: asOf)
  }

  /// The records as they are known on the day of the run.
  private func datedRecords() -> FinanceRecords {
    guard let year = settings.fiscalYear, let stated = settings.asOf, let asOf = overrides.asOf, asOf < stated else {
      return records.records
    }
    let dated = records.records.known(on: asOf, of: year)
    if records.records.hasAmountsOfYear {
      log.report(
        RecordPhrases.leftOut(asOf: asOf, stated: stated).diagnostic(severity: .warning, file: Redating.option))
    }
    return dated
  }

  /// What settings say of projects' activities and starts, and of those that match nothing.
  private mutating func apply(templates: [ProjectGroup: ActivityNetwork]?) {
    if let templates {
      let listed = overlay.activitiesOfTemplates(templates, of: draft, style: settings.style ?? .plain)
      if var file = listed.flatMap({ file(of: .activities, bytes: $0, firstRow: TableRow.firstAdded) }) {
        draft.readActivities(&file, templates: templates)
      }
    }
    if let year = settings.fiscalYear, let asOf = overrides.asOf ?? settings.asOf, asOf <= year.cutOff {
      overlay.setStarts(&draft, templates: templates ?? [:], reader: reader, days: asOf...year.cutOff)
    }
    overlay.reportUnused(draft) { folder.has($0.fileName) }
  }

  private mutating func readProjectTables() {
    let hasOne = folder.has(ScenarioTable.portfolio.fileName)
    let hasTwo = [ScenarioTable.projects, .allocations].contains { folder.has($0.fileName) }
    switch (hasOne, hasTwo) {
    case (true, true):
      log.report(ScenarioPhrases.twoForms.diagnostic(file: ScenarioTable.portfolio.fileName))
      draft.incomplete.insert(.projects)
    case (false, false):
      log.report(ScenarioPhrases.noProjects.diagnostic(file: ScenarioTable.projects.fileName))
      draft.incomplete.insert(.projects)
    case (true, false):
      if var file = table(.portfolio, .required) { draft.readPortfolio(&file) }
    case (false, true):
      if var file = table(.projects, .required) { draft.readProjects(&file) }
      if var file = table(.allocations, .required) { draft.readAllocations(&file) }
    }
  }

  private mutating func readDrivers() -> DriverDraft? {
    guard var file = table(.drivers, .optional) else { return nil }
    return DriverDraft(&file)
  }

  /// Nil when it is absent, or after a report.
  private mutating func table(_ table: ScenarioTable, _ presence: Presence) -> TableFile? {
    log.enlist(table.fileName)
    guard presence == .required || folder.has(table.fileName) else { return nil }
    let file = folder.bytes(of: table.fileName).flatMap { self.file(of: table, bytes: $0) }
    if file == nil { draft.incomplete.insert(table) }
    return file
  }

  private func file(of table: ScenarioTable, bytes: [UInt8], firstRow: Int = 0) -> TableFile? {
    let context = TableContext(
      reader: reader, fiscalYear: settings.fiscalYear, declaresStyle: settings.declaresStyle, log: log,
      settings: overlay.cells(of: table), firstRow: firstRow)
    return TableFile(bytes: bytes, file: table.fileName, table: table, context: context)
  }

  private var standInYear: FiscalYear? { settings.fiscalYear ?? FiscalYear(2026) }

  private mutating func datedProjects() -> [Project] {
    guard let year = settings.fiscalYear, let stated = settings.asOf else { return draft.takeProjects(nil) }
    let redating = Redating(fiscalYear: year, stated: stated, asOf: overrides.asOf ?? stated)
    if let phrase = redating.warnings(draft.projects) {
      log.report(phrase.diagnostic(severity: .warning, file: Redating.option))
    }
    return draft.takeProjects(redating)
  }

  private func portfolio(of projects: [Project]) -> Portfolio? {
    guard let year = standInYear else { return nil }
    let asOf = overrides.asOf ?? settings.asOf ?? year.eve
    do throws(InvalidPortfolio) {
      return try Portfolio(fiscalYear: year, asOf: asOf, sources: draft.sources.map(\.source), projects: projects)
    } catch {
      let isDated = settings.fiscalYear != nil && settings.asOf != nil
      PortfolioReport(draft: draft, asOf: asOf, log: log, isDated: isDated).report(error.problems)
      return nil
    }
  }
}

extension ScenarioFolder {
  /// Nil, after a report, when the file cannot be read as YAML at all.
  fileprivate func settings() -> ScenarioSettings? {
    log.enlist(Self.settingsFile)
    guard let text = text(of: Self.settingsFile) else { return nil }
    let collector = DiagnosticCollector()
    let settings = YAMLTree.read(text: text, file: Self.settingsFile, collector: collector)
      .map { ScenarioSettings($0) }
    for diagnostic in collector.sorted { log.report(diagnostic) }
    return settings
  }

  fileprivate func rulebook(_ reference: ScenarioSettings.Reference, year: FiscalYear?) -> Rulebook? {
    let builtIn = BuiltInRulebook(rawValue: reference.name)
    let text = builtIn == nil ? text(of: reference, builtIn: BuiltInRulebook.allCases.map(\.rawValue)) : nil
    var rulebook: Rulebook?
    do throws(InvalidInput) {
      if let builtIn {
        rulebook = try RulebookFile.builtIn(builtIn)
      } else if let text {
        rulebook = try RulebookFile.read(text: text, file: reference.name)
      }
    } catch {
      for diagnostic in error.diagnostics { log.report(diagnostic) }
    }
    if let rulebook, let year, rulebook.fiscalYear != year {
      reference.report(ScenarioPhrases.otherYear(rulebook.fiscalYear, expected: year), to: log)
    }
    return rulebook
  }

  fileprivate func assumptions(_ reference: ScenarioSettings.Reference) -> Assumptions? {
    let builtIn = BuiltInAssumptions(rawValue: reference.name)
    let text = builtIn == nil ? text(of: reference, builtIn: BuiltInAssumptions.allCases.map(\.rawValue)) : nil
    do throws(InvalidInput) {
      if let builtIn { return try AssumptionsFile.builtIn(builtIn) }
      guard let text else { return nil }
      return try AssumptionsFile.read(text: text, file: reference.name)
    } catch {
      for diagnostic in error.diagnostics { log.report(diagnostic) }
      return nil
    }
  }

  private func text(of reference: ScenarioSettings.Reference, builtIn names: [String]) -> String? {
    guard has(reference.name) else {
      reference.report(ScenarioPhrases.unknownBuiltIn(names), to: log)
      return nil
    }
    return text(of: reference.name)
  }
}
