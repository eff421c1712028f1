import Portfolio

/// Markup whose interpolated texts are escaped; only other markup goes in as it is.
struct HTML: ExpressibleByStringInterpolation {
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { source += HTML.escaped(text) }
    mutating func appendInterpolation(_ markup: HTML) { source += markup.source }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    /// A coordinate, rounded to a tenth so that output is stable.
    mutating func appendInterpolation(_ coordinate: Double) { source += HTML.coordinate(coordinate) }
  }

  private(set) var source: String

  init(stringLiteral value: String) { source = value }
  init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

  static let empty: HTML = ""

  static func += (left: inout HTML, right: HTML) { left.source += right.source }

  /// Text with the five characters that mean something in markup replaced, and without control characters.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in DisplayText.harmless(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  static func coordinate(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    guard tenths.isFinite, abs(tenths) < 1e9 else { return "0" }
    let whole = Int(tenths)
    let (units, rest) = (abs(whole) / 10, abs(whole) % 10)
    return (whole < 0 ? "-" : "") + "\(units)" + (rest == 0 ? "" : ".\(rest)")
  }
}

extension Sequence<HTML> {
  func joined(_ separator: HTML = "") -> HTML {
    var joined = HTML.empty
    for (index, part) in enumerated() {
      if index > 0 { joined += separator }
      joined += part
    }
    return joined
  }
}
