/// What an amount of a ledger of payments is.
public enum PaymentKind: String, CaseIterable, Hashable, Sendable {
  /// Tạm ứng: paid before the work is done.
  case advance
  /// Thanh toán khối lượng hoàn thành: paid for accepted work.
  case volume
  /// Thu hồi tạm ứng: an advance cleared by accepted work.
  case recovery
  /// Ghi giảm, nộp trả: a payment taken back; never above zero.
  case reduction
  /// An advance taken back without work; never above zero.
  case advanceReduction = "advance-reduction"
  /// A payment of which the ledger does not say more.
  case payment
  /// A kind in words that nothing explains.
  case unknown
}

/// Whether amounts for volume include the advances that are recovered from them.
public enum VolumeMeaning: String, CaseIterable, Hashable, Sendable {
  /// The value of accepted work: what is paid out is that less the advances recovered.
  case gross
  /// What is paid out, beside which advances are recovered.
  case net
}

/// What payments come to.
public struct PaymentSums: Hashable, Sendable {
  /// Disbursed; below zero for a correction.
  public var paid: Money
  /// Of that, advances.
  public var advance: Money
  /// Advances cleared by accepted work, which are not disbursed a second time.
  public var recovered: Money

  public init(paid: Money = .zero, advance: Money = .zero, recovered: Money = .zero) {
    self.paid = paid
    self.advance = advance
    self.recovered = recovered
  }

  /// What they add to the advances that have not been recovered.
  public var advanceChange: Money { advance - recovered }

  public static func += (sums: inout PaymentSums, other: PaymentSums) {
    sums.paid += other.paid
    sums.advance += other.advance
    sums.recovered += other.recovered
  }
}

/// One line of a ledger of payments, as its columns state it; texts are empty where they state nothing.
public struct LedgerLine: Hashable, Sendable {
  /// Its row in the file or sheet, 1 is the first.
  public var row: Int
  public var day: Day
  /// Of the document.
  public var number: String
  /// The code as written.
  public var project: String
  public var projectName: String
  /// The code or the name as written.
  public var source: String
  /// The kind in the ledger's own words.
  public var kind: String
  public var content: String
  /// The year of the plan that the payment is made from (năm kế hoạch vốn).
  public var planYear: Int?
  /// The budget year that it is booked in (niên độ).
  public var budgetYear: Int?
  /// By kind, with the sign of their effect: reductions are below zero.
  public var amounts: [PaymentKind: Money]

  public init(
    row: Int, day: Day, number: String = "", project: String = "", projectName: String = "", source: String = "",
    kind: String = "", content: String = "", planYear: Int? = nil, budgetYear: Int? = nil,
    amounts: [PaymentKind: Money]
  ) {
    self.row = row
    self.day = day
    self.number = number
    self.project = project
    self.projectName = projectName
    self.source = source
    self.kind = kind
    self.content = content
    self.planYear = planYear
    self.budgetYear = budgetYear
    self.amounts = amounts
  }

  /// What the line comes to; an amount of unknown kind is taken for a payment.
  public func sums(volume: VolumeMeaning) -> PaymentSums {
    var sums = PaymentSums()
    for (kind, amount) in amounts {
      switch kind {
      case .advance, .advanceReduction:
        sums.paid += amount
        sums.advance += amount
      case .volume, .reduction, .payment, .unknown: sums.paid += amount
      case .recovery:
        sums.recovered += amount
        if volume == .gross { sums.paid -= amount }
      }
    }
    return sums
  }
}
