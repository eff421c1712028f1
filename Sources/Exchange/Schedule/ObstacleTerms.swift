import Disbursement
import Portfolio

/// An obstacle as files write it: its kind and plain members.
struct ObstacleTerms {
  enum Kind: String, CaseIterable {
    case startsTooLate = "starts-too-late"
    case worksTooSlowly = "works-too-slowly"
    case tooLittleWork = "too-little-work"
    case ceiling
    case cash
    case sourceClosed = "source-closed"
  }

  var kind: Kind
  var date: Day?
  var amount: Money?
  var source: String?

  init(_ obstacle: ProjectMilestonePlan.Obstacle) {
    switch obstacle {
    case .startsTooLate(let nominal): (kind, date) = (.startsTooLate, nominal)
    case .worksTooSlowly: kind = .worksTooSlowly
    case .tooLittleWork(let value): (kind, amount) = (.tooLittleWork, value)
    case .ceiling(let limit): (kind, amount) = (.ceiling, limit)
    case .cash(let source): (kind, self.source) = (.cash, source)
    case .sourceClosed(let source, let lastDay): (kind, self.source, date) = (.sourceClosed, source, lastDay)
    }
  }
}

/// A remedy as files write it.
struct RemedyTerms {
  enum Kind: String, CaseIterable {
    case startBy = "start-by"
    case pace
    case cash
  }

  var kind: Kind
  var date: Day?
  var factor: Double?
  var source: String?
  var amount: Money?

  init(_ remedy: ProjectMilestonePlan.Remedy) {
    switch remedy {
    case .startBy(let day): (kind, date) = (.startBy, day)
    case .pace(let factor): (kind, self.factor) = (.pace, factor)
    case .cash(let source, let amount): (kind, self.source, self.amount) = (.cash, source, amount)
    }
  }
}
