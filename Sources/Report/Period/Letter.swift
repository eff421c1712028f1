import Rulebook

/// An administrative report before it is laid out on a page, a terminal or sheets.
struct Letter {
  struct Opening {
    /// The body that reports.
    var issuer: String
    /// With room for the clerk.
    var number: String
    var motto: [String]
    /// Place and date, with room for them.
    var dateline: String
    /// `BÁO CÁO`
    var kind: String
    var subject: String
    var addressee: String
  }

  struct Section {
    /// With its Roman number.
    var title: String
    var blocks: [Block]
  }

  enum Block {
    case paragraph(String)
    /// Numbered.
    case list([String])
    case table(FormTable)
  }

  struct Closing {
    var sentence: String
    var recipientsTitle: String
    var recipients: [String]
    var signature: FormTable.Signature
  }

  var language: Language
  var opening: Opening
  var introduction: [String]
  var sections: [Section]
  var closing: Closing
  var appendixTitle: String
  /// On sheets of their own.
  var appendices: [FormTable]
  var rulesTitle: String
  var rules: [String]
  var runTitle: String
  /// What every figure was a function of.
  var run: [(term: String, value: String)]
  var runNote: String

  /// Those of the sections, then the appendices.
  var tables: [FormTable] {
    let inText = sections.flatMap(\.blocks).compactMap { block -> FormTable? in
      if case .table(let table) = block { table } else { nil }
    }
    return inText + appendices
  }
}
