import Portfolio
import Rulebook

/// Reads `projects.csv`, `allocations.csv` and `portfolio.csv`.
extension PortfolioDraft {
  mutating func readProjects(_ file: inout TableFile) {
    shapes[.projects] = file.shape
    reserveProjects(file.largestRowCount)
    while var row = file.nextRow() {
      let id = row.identifier(.id)
      let project = row.project(id: id ?? "")
      guard let id else {
        incomplete.insert(.projects)
        continue
      }
      if let first = position(of: id) {
        row.report(RowPhrases.duplicate(first: self.row(ofProject: first), of: RowPhrases.project), .id)
      } else {
        add(project, row: row.number, isSound: row.isSound)
      }
    }
    if !file.isComplete { incomplete.insert(.projects) }
    reportNoProjects(file.shape)
  }

  mutating func readAllocations(_ file: inout TableFile) {
    shapes[.allocations] = file.shape
    reserveAllocations(file.largestRowCount)
    while var row = file.nextRow() {
      let id = row.identifier(.projectID)
      let allocation = row.allocation()
      guard let id else {
        incomplete.insert(.allocations)
        continue
      }
      guard let position = position(of: id) else {
        reportUnknownProject(in: &row, .projectID)
        continue
      }
      add(allocation, of: position, from: &row)
    }
    if !file.isComplete { incomplete.insert(.allocations) }
  }

  mutating func readPortfolio(_ file: inout TableFile) {
    shapes[.portfolio] = file.shape
    while var row = file.nextRow() {
      guard let id = row.identifier(.id) else {
        _ = row.allocation()
        incomplete.insert(.portfolio)
        continue
      }
      if let position = position(of: id) {
        row.compare(with: projects[position], firstRow: self.row(ofProject: position))
        add(row.allocation(), of: position, from: &row)
      } else {
        let project = row.project(id: id)
        add(project, row: row.number, isSound: row.isSound)
        add(row.allocation(), of: projects.count - 1, from: &row)
      }
    }
    if !file.isComplete { incomplete.insert(.portfolio) }
    reportNoProjects(file.shape)
  }

  private mutating func reportNoProjects(_ shape: TableShape) {
    guard projects.isEmpty, !incomplete.contains(shape.table) else { return }
    shape.report(RowPhrases.noRows, row: nil)
    incomplete.insert(shape.table)
  }

  func reportUnknownProject(in row: inout TableRow, _ column: Column) {
    guard !incomplete.contains(projectTable), let shape = shapes[projectTable] else { return }
    row.report(RowPhrases.unknownProject(table: shape.file), column)
  }

  private mutating func add(_ allocation: AllocationDraft?, of project: Int, from row: inout TableRow) {
    if let allocation {
      if let first = allocationPosition(of: allocation.sourceID, project: project) {
        let firstRow = allocations.elements[first].row
        row.report(RowPhrases.duplicate(first: firstRow, of: RowPhrases.allocation), .sourceID)
      } else {
        add(allocation, project: project)
      }
    }
    if !row.isSound { markUnsound(project) }
  }
}

extension TableRow {
  /// The project of a row, with stand-ins where a cell has been reported.
  fileprivate mutating func project(id: String) -> Project {
    let name = requiredText(.name)
    let group = required(.group) { (reader, cell) throws(CellDefect) in try reader.group(cell) }
    var project = Project(id: id, name: name ?? "", group: group ?? .newStart, allocations: [])
    readIdentity(of: &project)
    readState(of: &project)
    project.sCurve = sCurve()
    return project
  }

  private mutating func readIdentity(of project: inout Project) {
    project.owner = repeatedText(.owner)
    project.locality = repeatedText(.locality)
    project.sector = repeatedText(.sector)
    project.contractor = repeatedText(.contractor)
    project.sizeClass = word(.sizeClass, of: TableWords.sizeClass)
    project.isKeyProject = word(.keyProject, of: TableWords.yesNo) ?? false
    project.weight = value(.weight) { (reader, cell) throws(CellDefect) in
      try reader.wholeNumber(cell, in: 1...Project.largestWeight)
    }
  }

  private mutating func readState(of project: inout Project) {
    project.totalInvestment = amount(.totalInvestment)
    project.paidBeforeYear = amount(.paidBeforeYear) ?? .zero
    project.contractValue = amount(.contractValue)
    project.outstandingAdvance = amount(.outstandingAdvance) ?? .zero
    project.firstYear = value(.firstYear) { (reader, cell) throws(CellDefect) in
      try reader.wholeNumber(cell, in: 1900...2200)
    }
    project.progress = share(.progress)
    project.constructionDays = number(.constructionDays)
    project.absorbable = amount(.absorbable)
  }

  fileprivate mutating func allocation() -> PortfolioDraft.AllocationDraft? {
    let sourceID = repeatedIdentifier(.sourceID)
    let plan = requiredAmount(.plan)
    let paidToDate = amount(.paidToDate)
    guard let sourceID else { return nil }
    return PortfolioDraft.AllocationDraft(
      sourceID: sourceID, plan: plan ?? .zero, paidToDate: paidToDate, row: number)
  }

  /// Reports cells of a further row of a project that say something else than its first row.
  fileprivate mutating func compare(with first: Project, firstRow: Int) {
    var other = first
    if !isBlank(.name) { other.name = text(.name) }
    if !isBlank(.group) {
      other.group =
        value(.group) { (reader, cell) throws(CellDefect) in try reader.group(cell) } ?? first.group
    }
    readIdentity(of: &other)
    readState(of: &other)
    for (column, isSame) in Self.comparisons where !isBlank(column) && !isSame(first, other) {
      report(RowPhrases.differs(fromRow: firstRow), column)
    }
    let curveColumns = [Column.sCurve, .sCurve1, .sCurve2] + Column.curveMonths
    guard let column = curveColumns.first(where: { !isBlank($0) }) else { return }
    if sCurve() != first.sCurve { report(RowPhrases.differs(fromRow: firstRow), column) }
  }

  private static let comparisons: [(column: Column, isSame: @Sendable (Project, Project) -> Bool)] =
    [
      (.name, { $0.name == $1.name }), (.group, { $0.group == $1.group }), (.owner, { $0.owner == $1.owner }),
      (.locality, { $0.locality == $1.locality }), (.sector, { $0.sector == $1.sector }),
      (.contractor, { $0.contractor == $1.contractor }), (.sizeClass, { $0.sizeClass == $1.sizeClass }),
      (.totalInvestment, { $0.totalInvestment == $1.totalInvestment }),
      (.paidBeforeYear, { $0.paidBeforeYear == $1.paidBeforeYear }),
      (.contractValue, { $0.contractValue == $1.contractValue }),
      (.outstandingAdvance, { $0.outstandingAdvance == $1.outstandingAdvance }),
      (.firstYear, { $0.firstYear == $1.firstYear }), (.keyProject, { $0.isKeyProject == $1.isKeyProject }),
      (.weight, { $0.weight == $1.weight }),
      (.progress, { $0.progress == $1.progress }), (.constructionDays, { $0.constructionDays == $1.constructionDays }),
      (.absorbable, { $0.absorbable == $1.absorbable }),
    ]

  fileprivate mutating func sCurve() -> SCurve? {
    let name = word(.sCurve, of: TableWords.sCurve)
    guard let name else {
      let parameters = [Column.sCurve1, .sCurve2] + Column.curveMonths
      if isBlank(.sCurve), let column = parameters.first(where: { !isBlank($0) }) {
        report(RowPhrases.curveUnnamed, column)
      }
      return nil
    }
    switch name {
    case .cubic: return curveParameters(of: name).map { .cubic(c1: $0, c2: $1) }
    case .kumaraswamy: return curveParameters(of: name).map { .kumaraswamy(a: $0, b: $1) }
    case .monthly: return monthlyCurve()
    }
  }

  private mutating func curveParameters(of curve: SCurveName) -> (Double, Double)? {
    for column in [Column.sCurve1, .sCurve2] where isBlank(column) {
      report(RowPhrases.curveParameterMissing(curve), column)
    }
    guard let first = number(.sCurve1), let second = number(.sCurve2) else { return nil }
    return (first, second)
  }

  private mutating func monthlyCurve() -> SCurve? {
    guard let last = Column.curveMonths.lastIndex(where: { !isBlank($0) }) else {
      report(RowPhrases.curveParameterMissing(.monthly), .curveM1)
      return nil
    }
    var cumulative: [Double] = []
    for column in Column.curveMonths[...last] {
      if isBlank(column) { report(RowPhrases.curveParameterMissing(.monthly), column) }
      if let value = share(column) { cumulative.append(value) }
    }
    return cumulative.count == last + 1 ? .monthly(cumulative: cumulative) : nil
  }
}
