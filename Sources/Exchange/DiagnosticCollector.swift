import Rulebook

/// Gathers what is wrong with the files of one reading, so that all of it is reported at once.
final class DiagnosticCollector {
  /// Errors beyond this number are counted, not kept.
  static let largestCount = 1_000

  private(set) var diagnostics: [Diagnostic] = []
  private(set) var hasErrors = false
  private var omitted = 0

  func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    guard diagnostics.count < Self.largestCount else { return omitted += 1 }
    diagnostics.append(diagnostic)
  }

  func report(_ others: [Diagnostic]) {
    for diagnostic in others { report(diagnostic) }
  }

  /// Everything reported, by file in order of first report, then by row; the last one says how many were left out.
  var sorted: [Diagnostic] {
    var rank: [String: Int] = [:]
    for diagnostic in diagnostics where rank[diagnostic.file] == nil { rank[diagnostic.file] = rank.count }
    let ordered = diagnostics.enumerated().sorted { lhs, rhs in
      let left = (rank[lhs.element.file] ?? 0, lhs.element.row ?? 0, lhs.offset)
      let right = (rank[rhs.element.file] ?? 0, rhs.element.row ?? 0, rhs.offset)
      return left < right
    }.map(\.element)
    guard omitted > 0, let last = ordered.last else { return ordered }
    return ordered + [
      Diagnostic(
        severity: hasErrors ? .error : .warning, file: last.file,
        problem: BilingualText(vi: "còn \(omitted) lỗi khác không liệt kê", en: "\(omitted) more are not listed"),
        remedy: BilingualText(vi: "Sửa các lỗi trên rồi chạy lại", en: "Mend those above and run again"))
    ]
  }

  /// Throws when any error, not only warnings, was reported.
  func throwIfErrors() throws(InvalidInput) {
    if hasErrors { throw InvalidInput(sorted) }
  }
}

/// The word of a list nearest to a mistyped one (Levenshtein distance); nil when none is near.
func nearestWord(to word: String, in words: some Sequence<String>) -> String? {
  let typed = Array(word.lowercased().unicodeScalars.prefix(64))
  var best: (word: String, distance: Int)?
  for candidate in words {
    let distance = editDistance(typed, Array(candidate.lowercased().unicodeScalars.prefix(64)))
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  guard let best, best.distance <= max(1, (min(typed.count, best.word.count) + 1) / 3) else { return nil }
  return best.word
}

private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var previous = Array(0...right.count)
  for (row, scalar) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      let substituted = previous[column] + (scalar == other ? 0 : 1)
      current.append(min(substituted, previous[column + 1] + 1, current[column] + 1))
    }
    previous = current
  }
  return previous[right.count]
}
