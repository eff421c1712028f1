/// Lists of words that the catalogue of columns does not name, for a reference.
package enum AcceptedWords {
  /// Of cells that say yes or no.
  package static let yesNo = TableWords.yesNo.words
  /// Of amounts, in brackets after a header.
  package static let unit = TableWords.unit.words
  /// Kinds of payment in a ledger.
  package static let ledgerKind = LedgerWords.kind.words
}
