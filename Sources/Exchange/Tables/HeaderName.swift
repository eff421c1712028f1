import Foundation

/// A header or a word of a table in the form in which it is compared.
///
/// Letter case, spaces, line breaks, underscores, hyphens and full stops do not count, nor whether letters are composed
/// (NFC or NFD), nor where the tone mark stands in `oa`, `oe`, `uy` (`luỹ kế` and `lũy kế`), nor `tỉ` for `tỷ`.
struct HeaderName: Hashable {
  let text: String

  init(_ written: some StringProtocol) {
    var kept = String.UnicodeScalarView()
    for scalar in Self.composed(String(written)).lowercased().unicodeScalars {
      if !Self.ignored.contains(scalar), !scalar.properties.isWhitespace { kept.append(scalar) }
    }
    var text = String(kept)
    for (old, new) in Self.toneMarks where text.contains(old) { text = text.replacing(old, with: new) }
    self.text = text
  }

  /// In normal form C.
  static func composed(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }

  private static let ignored: Set<Unicode.Scalar> = ["_", "-", "–", ".", ":", "\u{FEFF}", "\u{200B}"]

  private static let toneMarks: [(String, String)] = [
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"),
    ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
    ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"), ("tỉ", "tỷ"),
  ]
}
