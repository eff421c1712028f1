package import Portfolio

/// A column of a table that is written: its key, what it holds, and what it takes from a row.
package struct OutputColumn<Row> {
  /// The header of the column in every file.
  package var key: String
  package var kind: OutputKind
  package var cell: (Row) -> OutputCell

  /// A column whose cells are not all of one case.
  package init(_ key: String, _ kind: OutputKind, _ cell: @escaping (Row) -> OutputCell) {
    self.key = key
    self.kind = kind
    self.cell = cell
  }
}

/// What the cells of a column hold, for its width.
package enum OutputKind: Hashable, Sendable {
  /// A short text by which something is known.
  case id
  case name
  /// Text of several words, wrapped.
  case sentence
  /// Values of several kinds, one below the other, on the left.
  case fact
  case word
  case amount
  case count
  case share
  case number
  case day
  case flag
}

extension OutputColumn {
  package static func id(_ key: String, _ value: @escaping (Row) -> String?) -> Self {
    Self(key, .id) { .text(value($0)) }
  }

  package static func name(_ key: String, _ value: @escaping (Row) -> String?) -> Self {
    Self(key, .name) { .text(value($0)) }
  }

  package static func sentence(_ key: String, _ value: @escaping (Row) -> String?) -> Self {
    Self(key, .sentence) { .text(value($0)) }
  }

  package static func word(_ key: String, _ value: @escaping (Row) -> String?) -> Self {
    Self(key, .word) { .word(value($0)) }
  }

  package static func amount(_ key: String, _ value: @escaping (Row) -> Money?) -> Self {
    Self(key, .amount) { .amount(value($0)) }
  }

  package static func millions(_ key: String, _ value: @escaping (Row) -> Money?) -> Self {
    Self(key, .amount) { .millions(value($0)) }
  }

  package static func count(_ key: String, _ value: @escaping (Row) -> Int?) -> Self {
    Self(key, .count) { .count(value($0)) }
  }

  package static func share(_ key: String, _ value: @escaping (Row) -> Double?) -> Self {
    Self(key, .share) { .share(value($0)) }
  }

  package static func fineShare(_ key: String, _ value: @escaping (Row) -> Double?) -> Self {
    Self(key, .share) { .fineShare(value($0)) }
  }

  package static func number(_ key: String, places: Int? = nil, _ value: @escaping (Row) -> Double?) -> Self {
    Self(key, .number) { .number(value($0), places: places) }
  }

  package static func day(_ key: String, _ value: @escaping (Row) -> Day?) -> Self {
    Self(key, .day) { .day(value($0)) }
  }

  package static func flag(_ key: String, _ value: @escaping (Row) -> Bool) -> Self {
    Self(key, .flag) { .flag(value($0)) }
  }
}
