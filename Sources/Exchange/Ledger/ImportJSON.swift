import Disbursement
import Portfolio
import Rulebook

/// What an import made of a ledger, as JSON of the schema `giaingan.import/1`; amounts in dong.
public enum ImportJSON {
  static let schema = "giaingan.import/1"

  /// Hands the document on in pieces of about a megabyte; `isWritten` says whether there is a copy of the scenario.
  public static func write<Failure: Error>(
    _ result: LedgerImport, isWritten: Bool, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.open(.object)
    writer.member("schema", schema)
    writer.member("written", isWritten)
    writer.run(result)
    writer.reading(result.ledger)
    writer.totals(result.posting)
    writer.results(result)
    writer.key("lines")
    writer.open(.array)
    for (line, fate) in zip(result.posting.lines, result.posting.fates) {
      writer.line(line, fate, volume: result.posting.volume)
      try writer.handOn(to: sink)
    }
    writer.close(.array)
    writer.close(.object)
    try sink(writer.drain())
  }
}

extension JSONWriter {
  fileprivate mutating func run(_ result: LedgerImport) {
    let inputs = result.scenario.inputs
    key("run")
    object {
      $0.member("engine", Engine.version)
      $0.member("scenario", inputs.scenarioName)
      $0.member("inputDigest", inputs.inputDigest)
      $0.member("fiscalYear", inputs.portfolio.fiscalYear.year)
      $0.member("asOfBefore", inputs.portfolio.asOf)
      $0.member("asOf", result.asOf)
      $0.member("from", result.posting.days.lowerBound)
      $0.member("fromOrigin", result.fromOrigin.rawValue)
      $0.member("through", result.posting.days.upperBound)
      $0.member("throughOrigin", result.throughOrigin.rawValue)
      $0.member("add", result.adds)
    }
  }

  fileprivate mutating func reading(_ ledger: Ledger) {
    key("ledger")
    object {
      $0.member("file", ledger.file)
      if let sheet = ledger.sheet { $0.member("sheet", sheet) }
      $0.key("columns")
      $0.array(ledger.columns) { writer, column in
        writer.object {
          $0.member("column", column.column.rawValue)
          $0.member("title", column.title)
        }
      }
      $0.key("unreadTitles")
      $0.array(ledger.unreadTitles) { $0.value($1) }
      $0.member("dateColumn", ledger.dateColumn.rawValue)
      $0.member("unit", ledger.unit.rawValue)
      $0.member("unitOrigin", ledger.unitOrigin.rawValue)
      $0.member("numberStyle", ledger.style.rawValue)
      $0.member("volume", ledger.volume.rawValue)
      $0.member("volumeOrigin", ledger.volumeOrigin.rawValue)
      $0.member("recoveriesTurned", ledger.turnsRecoveries)
      $0.key("skippedRows")
      $0.array(ledger.skipped) { writer, row in
        writer.object {
          $0.member("row", row.row)
          $0.member("reason", row.reason.rawValue)
          $0.member("text", row.text)
        }
      }
      if let total = ledger.statedTotal {
        $0.key("statedTotal")
        $0.object {
          $0.member("row", total.row)
          $0.member("paid", total.paid)
        }
      }
    }
  }

  fileprivate mutating func totals(_ posting: LedgerPosting) {
    key("totals")
    object {
      $0.key("ledger")
      $0.totals(posting.whole)
      for part in LedgerFate.Class.allCases {
        $0.key(part.rawValue)
        $0.totals(posting.totals(of: part))
      }
      $0.member("complete", posting.isComplete)
    }
  }

  private mutating func totals(_ totals: LedgerPosting.Totals) {
    object {
      $0.member("lines", totals.count)
      $0.key("amounts")
      $0.amounts(totals.amounts)
      $0.members(of: totals.sums)
    }
  }

  private mutating func amounts(_ amounts: [PaymentKind: Money]) {
    object {
      for kind in PaymentKind.allCases {
        if let amount = amounts[kind] { $0.member(kind.rawValue, amount) }
      }
    }
  }

  private mutating func members(of sums: PaymentSums) {
    member("paid", sums.paid)
    member("advancePaid", sums.advance)
    member("advanceRecovered", sums.recovered)
  }

  fileprivate mutating func results(_ result: LedgerImport) {
    let order = result.posting.payments.keys.sorted {
      ($0.project, $0.source, $0.month) < ($1.project, $1.source, $1.month)
    }
    key("payments")
    array(order) { writer, place in
      writer.object {
        $0.member("project", place.project)
        $0.member("source", place.source)
        $0.member("month", place.month)
        $0.members(of: result.posting.payments[place] ?? PaymentSums())
      }
    }
    key("changes")
    array(result.changes) { writer, change in
      writer.object {
        $0.member("project", change.project)
        $0.member("source", change.source)
        if let month = change.month { $0.member("month", month) }
        $0.member("before", change.before)
        $0.member("after", change.after)
      }
    }
    key("outstandingAdvances")
    array(result.advances) { writer, change in
      writer.object {
        $0.member("project", change.project)
        $0.member("before", change.before)
        $0.member("after", change.after)
      }
    }
    key("possibleDuplicates")
    array(result.posting.possibleDuplicates) { writer, group in writer.array(group) { $0.value($1.row) } }
    diagnostics("refusals", result.refusals)
    diagnostics("warnings", result.warnings)
  }

  private mutating func diagnostics(_ name: String, _ diagnostics: [Diagnostic]) {
    key(name)
    array(diagnostics) { writer, diagnostic in
      writer.object {
        if let row = diagnostic.row { $0.member("row", row) }
        $0.member("problem", diagnostic.problem)
        $0.member("remedy", diagnostic.remedy)
      }
    }
  }

  fileprivate mutating func line(_ line: LedgerLine, _ fate: LedgerFate, volume: VolumeMeaning) {
    object {
      $0.member("row", line.row)
      $0.member("date", line.day)
      $0.member("document", line.number)
      $0.member("project", line.project)
      $0.member("source", line.source)
      $0.member("kind", line.kind)
      $0.member("content", line.content)
      if let year = line.planYear { $0.member("planYear", year) }
      if let year = line.budgetYear { $0.member("budgetYear", year) }
      $0.key("amounts")
      $0.amounts(line.amounts)
      $0.members(of: line.sums(volume: volume))
      $0.member("fate", fate.class.rawValue)
      switch fate {
      case .imported(let project, let source, let month):
        $0.key("imported")
        $0.object {
          $0.member("project", project)
          $0.member("source", source)
          $0.member("month", month)
        }
      case .unmatched, .outside: $0.member("reason", fate.reason)
      }
    }
  }
}
