import Disbursement
import Portfolio

/// The members of a schedule's JSON that a later one is compared with; any others are passed over.
struct ScheduleDocument: Decodable {
  var schema: SchemaName
  var run: Header
  var checkpoints: [WrittenDay]
  var portfolio: Unit
  var groups: [String: Unit]
  var sources: [String: Unit]
  var milestones: [GroupMilestone]
  var projects: [WrittenProject]

  struct Header: Decodable {
    var scenario: String
    var inputDigest: String
    var fiscalYear: WrittenYear
    var asOf: WrittenDay
  }

  struct Unit: Decodable {
    var name: String?
    var plan: WrittenMoney
    var planned: [WrittenMoney]
  }

  struct GroupMilestone: Decodable {
    var rule: String
    var group: WrittenGroup
    var date: WrittenDay
    var required: WrittenShare
    var requiredAmount: WrittenMoney
    var planned: WrittenMoney
  }

  struct WrittenProject: Decodable {
    var id: String
    var name: String
    var group: WrittenGroup
    var plan: WrittenMoney
    var planned: [WrittenMoney]
    var milestones: [Milestone]
  }

  struct Milestone: Decodable {
    var rule: String
    var date: WrittenDay
    var required: WrittenShare
    var requiredAmount: WrittenMoney
    var planned: WrittenMoney
  }
}

extension ScheduleDocument {
  struct SchemaName: Decodable {
    init(from decoder: any Decoder) throws {
      guard (try? decoder.singleValueContainer().decode(String.self)) == ScheduleJSON.schema else {
        throw ScheduleFileDefect(at: decoder, expected: .schema)
      }
    }
  }

  struct WrittenYear: Decodable {
    let value: FiscalYear

    init(from decoder: any Decoder) throws {
      guard let year = (try? decoder.singleValueContainer().decode(Int.self)).flatMap(FiscalYear.init) else {
        throw ScheduleFileDefect(at: decoder, expected: .year)
      }
      value = year
    }
  }

  struct WrittenDay: Decodable {
    let value: Day

    init(from decoder: any Decoder) throws {
      guard let day = (try? decoder.singleValueContainer().decode(String.self)).flatMap({ Day(iso: $0) }) else {
        throw ScheduleFileDefect(at: decoder, expected: .date)
      }
      value = day
    }
  }

  struct WrittenMoney: Decodable {
    let value: Money

    init(from decoder: any Decoder) throws {
      guard let dong = try? decoder.singleValueContainer().decode(Int64.self),
        dong.magnitude <= Money.largestTotal.dong.magnitude
      else {
        throw ScheduleFileDefect(at: decoder, expected: .amount)
      }
      value = Money(dong: dong)
    }
  }

  struct WrittenShare: Decodable {
    let value: Ratio

    init(from decoder: any Decoder) throws {
      guard let ratio = (try? decoder.singleValueContainer().decode(Double.self)).flatMap({ Ratio($0) }) else {
        throw ScheduleFileDefect(at: decoder, expected: .share)
      }
      value = ratio
    }
  }

  struct WrittenGroup: Decodable {
    let value: ProjectGroup

    init(from decoder: any Decoder) throws {
      guard let group = (try? decoder.singleValueContainer().decode(String.self)).flatMap(ProjectGroup.init) else {
        throw ScheduleFileDefect(at: decoder, expected: .word(ProjectGroup.allCases.map(\.rawValue)))
      }
      value = group
    }
  }
}
