import Disbursement
import Portfolio

/// The members of a schedule's JSON that a later one is compared with; any others are passed over.
struct ScheduleDocument: WrittenDocument {
  static let kind = WrittenKind(
    schema: ScheduleJSON.schema, file: "schedule.json", command: "giaingan schedule --output")

  var schema: WrittenSchema<ScheduleDocument>
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
