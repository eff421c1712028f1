import Disbursement
import Portfolio

/// The name of a document's kind.
struct WrittenSchema<Document: WrittenDocument>: Decodable {
  init(from decoder: any Decoder) throws {
    guard (try? decoder.singleValueContainer().decode(String.self)) == Document.kind.schema else {
      throw DocumentDefect(at: decoder, expected: .schema(Document.kind.schema))
    }
  }
}

/// A plan year.
struct WrittenYear: Decodable {
  let value: FiscalYear

  init(from decoder: any Decoder) throws {
    guard let year = (try? decoder.singleValueContainer().decode(Int.self)).flatMap(FiscalYear.init) else {
      throw DocumentDefect(at: decoder, expected: .year)
    }
    value = year
  }
}

/// A date.
struct WrittenDay: Decodable {
  let value: Day

  init(from decoder: any Decoder) throws {
    guard let day = (try? decoder.singleValueContainer().decode(String.self)).flatMap({ Day(iso: $0) }) else {
      throw DocumentDefect(at: decoder, expected: .date)
    }
    value = day
  }
}

/// Whole dong, within what a portfolio may hold.
struct WrittenMoney: Decodable {
  let value: Money

  init(from decoder: any Decoder) throws {
    guard let dong = try? decoder.singleValueContainer().decode(Int64.self),
      dong.magnitude <= Money.largestTotal.dong.magnitude
    else {
      throw DocumentDefect(at: decoder, expected: .amount)
    }
    value = Money(dong: dong)
  }
}

/// A share or a probability.
struct WrittenShare: Decodable {
  let value: Ratio

  init(from decoder: any Decoder) throws {
    guard let ratio = (try? decoder.singleValueContainer().decode(Double.self)).flatMap({ Ratio($0) }) else {
      throw DocumentDefect(at: decoder, expected: .share)
    }
    value = ratio
  }
}

/// A group of projects.
struct WrittenGroup: Decodable {
  let value: ProjectGroup

  init(from decoder: any Decoder) throws {
    guard let group = (try? decoder.singleValueContainer().decode(String.self)).flatMap(ProjectGroup.init) else {
      throw DocumentDefect(at: decoder, expected: .word(ProjectGroup.allCases.map(\.rawValue)))
    }
    value = group
  }
}
