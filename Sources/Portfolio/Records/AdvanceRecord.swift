/// An advance that has not been fully recovered.
public struct AdvanceRecord: Hashable, Sendable {
  /// By which rule it becomes overdue.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case contract
    /// For work that is not done under a contract.
    case other
    /// Compensation, support, resettlement.
    case siteClearance = "site-clearance"
  }

  /// Why it has not been recovered, as form 08.a/SDTƯ asks.
  public enum Cause: String, CaseIterable, Hashable, Sendable {
    case ownerDissolved = "owner-dissolved"
    case contractorBankrupt = "contractor-bankrupt"
    case stopped
    case other
  }

  public var projectID: String
  /// Number or name of the contract; empty when not stated.
  public var contract: String
  public var kind: Kind
  /// Not yet recovered.
  public var outstanding: Money
  public var paidOn: Day?
  /// By which the contract says that all of it is recovered.
  public var due: Day?
  /// What of it lies on deposit at a commercial bank.
  public var deposited: Money?
  public var cause: Cause?
  public var causeNote: String
  /// What is proposed to be done.
  public var remedy: String

  public init(
    projectID: String, contract: String = "", kind: Kind, outstanding: Money, paidOn: Day? = nil, due: Day? = nil,
    deposited: Money? = nil, cause: Cause? = nil, causeNote: String = "", remedy: String = ""
  ) {
    self.projectID = projectID
    self.contract = contract
    self.kind = kind
    self.outstanding = outstanding
    self.paidOn = paidOn
    self.due = due
    self.deposited = deposited
    self.cause = cause
    self.causeNote = causeNote
    self.remedy = remedy
  }
}
