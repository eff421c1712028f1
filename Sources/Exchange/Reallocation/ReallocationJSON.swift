public import Disbursement
import Portfolio
public import Rulebook

/// A proposal to move capital as JSON, schema `giaingan.reallocation/1`.
///
/// Amounts are whole dong, shares and probabilities plain numbers, dates `2026-06-30`. The same proposal gives the same bytes. Keys may be
/// added in later versions of the program; none is renamed or removed within a schema number.
public enum ReallocationJSON {
  public static let schema = "giaingan.reallocation/1"

  /// The whole document; `reasons` are the moves' in one sentence each, in the order of the moves.
  public static func encode(_ proposal: ReallocationProposal, reasons: [BilingualText] = []) -> [UInt8] {
    var document: [UInt8] = []
    write(proposal, reasons: reasons) { document.append(contentsOf: $0) }
    return document
  }

  /// Hands the document on in pieces of about a megabyte, so that a large portfolio is never held as text.
  public static func write<Failure: Error>(
    _ proposal: ReallocationProposal, reasons: [BilingualText] = [], to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.open(.object)
    writer.member("schema", schema)
    writer.key("run")
    writer.write(proposal.run)
    writer.key("rules")
    writer.object { for rule in proposal.citedRules { $0.write(rule) } }
    writer.key("constraints")
    writer.array(proposal.constraints) { $0.write($1) }
    writer.key("value")
    writer.write(proposal.value)
    writer.member("moved", proposal.moved)
    writer.key("perfectInformation")
    writer.write(proposal.information)
    writer.key("pools")
    writer.array(proposal.pools) { $0.write($1) }
    writer.key("moves")
    writer.array(proposal.moves.enumerated()) { writer, entry in
      writer.write(entry.element, reason: reasons.indices.contains(entry.offset) ? reasons[entry.offset] : nil)
    }
    try writer.write("allocations", proposal.allocations, to: sink) { $0.write($1) }
    try writer.write("projects", proposal.projects, to: sink) { $0.write($1) }
    writer.key("judgement")
    if let judgement = proposal.judgement {
      try writer.write(judgement, FigureUnit(proposal.value.present), to: sink)
    } else {
      writer.null()
    }
    writer.close(.object)
    try sink(writer.drain())
  }
}

extension JSONWriter {
  mutating func write<Element, Failure: Error>(
    _ name: String, _ elements: [Element], to sink: ([UInt8]) throws(Failure) -> Void,
    each write: (inout JSONWriter, Element) -> Void
  ) throws(Failure) {
    key(name)
    open(.array)
    for element in elements {
      write(&self, element)
      try handOn(to: sink)
    }
    close(.array)
  }

  mutating func member(_ name: String, _ amount: Money?) {
    key(name)
    if let amount { value(amount) } else { null() }
  }

  mutating func member(_ name: String, _ number: Double?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ run: ReallocationHeader) {
    object {
      $0.identity(of: run)
      $0.member("window", run.window)
      $0.member("date", run.date)
      $0.key("settings")
      $0.write(run.settings)
    }
  }

  private mutating func write(_ settings: ReallocationSettings) {
    object {
      $0.member("objective", settings.objective.kind.rawValue)
      if case .probability(let rate) = settings.objective { $0.member("rate", rate.value) }
      $0.member("within", settings.within.rawValue)
      $0.key("maxMoves")
      if let most = settings.maxMoves { $0.value(most) } else { $0.null() }
      $0.member("minMove", settings.minMove)
      $0.member("roundTo", settings.roundTo)
      $0.key("locked")
      $0.array(settings.lockedProjects.sorted()) { $0.value($1) }
      $0.member("seed", settings.seed)
      $0.member("replications", settings.replications)
    }
  }

  mutating func write(_ rule: Rule) {
    key(rule.id)
    object {
      $0.member("text", rule.text)
      $0.member("citation", rule.citation)
    }
  }

  fileprivate mutating func write(_ constraint: ReallocationConstraint) {
    object {
      $0.member("kind", constraint.kind.key)
      if let day = constraint.kind.lastDay { $0.member("lastDay", day) }
      $0.member("rule", constraint.rule?.id)
    }
  }

  fileprivate mutating func write(_ value: ObjectiveValue) {
    object {
      $0.member("objective", value.objective.kind.rawValue)
      $0.member("unit", value.present.unit)
      $0.member("present", value.present)
      $0.member("proposed", value.proposed)
      $0.member("bound", value.bound)
      $0.member("gain", value.gain)
      $0.member("gap", value.gap)
      $0.member("proof", value.proof.rawValue)
    }
  }

  private mutating func member(_ name: String, _ amount: ObjectiveAmount) {
    key(name)
    switch amount {
    case .money(let money): value(money)
    case .probability(let number), .milestones(let number): value(number)
    }
  }

  fileprivate mutating func write(_ information: PerfectInformation) {
    object {
      $0.member("withInformation", information.withInformation)
      $0.member("without", information.without)
      $0.member("value", information.value)
      $0.member("standardError", information.standardError)
    }
  }

  fileprivate mutating func write(_ pool: CapitalPool) {
    object {
      $0.member("source", pool.sourceID)
      $0.member("owner", pool.owner)
      $0.member("plan", pool.plan)
      $0.member("moved", pool.moved)
      $0.key("waterLevel")
      guard let level = pool.waterLevel else { return $0.null() }
      $0.object {
        $0.member("next", level.next)
        $0.member("last", level.last)
      }
    }
  }

  mutating func write(_ move: CapitalMove, reason: BilingualText?) {
    object {
      $0.member("source", move.sourceID)
      $0.member("owner", move.owner)
      $0.member("giver", move.giverID)
      $0.member("receiver", move.receiverID)
      $0.member("amount", move.amount)
      $0.key("giverReason")
      $0.write(move.giver)
      $0.key("receiverReason")
      $0.object {
        $0.member("received", move.receiver.received)
        $0.member("chanceOfSpendingAny", move.receiver.chanceOfSpendingAny)
        $0.member("chanceOfSpendingAll", move.receiver.chanceOfSpendingAll)
        $0.member("expectedUse", move.receiver.expectedUse)
        $0.member("keyProject", move.receiver.isKeyProject)
      }
      $0.key("rules")
      $0.array(move.rules) { $0.value($1.id) }
      if let reason { $0.member("reason", reason) }
    }
  }

  private mutating func write(_ reason: GiverReason) {
    object {
      $0.member("given", reason.given)
      $0.member("chanceOfSpendingAny", reason.chanceOfSpendingAny)
      $0.member("chanceOfSpendingAll", reason.chanceOfSpendingAll)
      $0.member("expectedUse", reason.expectedUse)
      $0.member("unspent", reason.unspent)
      $0.key("obstacle")
      guard let obstacle = reason.obstacle else { return $0.null() }
      $0.object {
        $0.member("kind", obstacle.kind.key)
        if let start = obstacle.kind.startP50 { $0.member("startP50", start) }
        $0.member("share", obstacle.share)
      }
    }
  }
}

extension ObjectiveAmount {
  /// As files write it.
  var unit: String {
    switch self {
    case .money: "dong"
    case .probability: "probability"
    case .milestones: "milestones"
    }
  }
}
