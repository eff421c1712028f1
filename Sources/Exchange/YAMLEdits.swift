import Yams

extension YAMLValue {
  /// The text of the file with this value, which stands on one line, written as another; nil where it is not found there.
  func replacing(with other: String, in text: String) -> String? {
    guard let mark = node.mark, let scalar else { return nil }
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
    guard lines.indices.contains(mark.line - 1) else { return nil }
    let line = lines[mark.line - 1]
    // The parser does not count a byte-order mark.
    let start = mark.column - 1 + (mark.line == 1 && line.first == "\u{FEFF}" ? 1 : 0)
    guard line.indices.contains(start) else { return nil }
    let first = line[start] == "\"" || line[start] == "'" ? start + 1 : start
    let old = Array(scalar.unicodeScalars)
    guard line[first...].starts(with: old) else { return nil }
    lines[mark.line - 1] = line[..<first] + Array(other.unicodeScalars) + line[(first + old.count)...]
    var result = String.UnicodeScalarView()
    for (index, line) in lines.enumerated() {
      if index > 0 { result.append("\n") }
      result.append(contentsOf: line)
    }
    return String(result)
  }
}
