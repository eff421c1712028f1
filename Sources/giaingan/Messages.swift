import Exchange
import Foundation
import Rulebook

/// What is said to the user on standard error.
enum Messages {
  static func error(_ text: String) { write(Interface.say("lỗi: ", "error: ") + text) }

  static func warning(_ text: String) { write(Interface.say("cảnh báo: ", "warning: ") + text) }

  static func write(_ diagnostic: Diagnostic) {
    let text = diagnostic.message(in: Interface.language)
    switch diagnostic.severity {
    case .error: error(text)
    case .warning: warning(text)
    }
  }

  /// A line or several, with what would move a terminal's cursor or turn its text made visible.
  static func write(_ text: String) { StandardError.write(text.visible + "\n") }
}

/// The stream for messages; that nobody takes them changes no result.
enum StandardError {
  /// Takes the places of standard streams that are closed, so that no file of results gets one and with it what is said there.
  ///
  /// What should go to a closed standard output still fails.
  static func holdClosedStreams() {
    for (descriptor, flags) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is the one that is closed.
      _ = open("/dev/null", flags)
    }
  }

  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

extension String {
  /// The same with control characters but for line ends, and marks that turn the direction of text, as their code points: ‹U+001B›.
  var visible: String {
    guard unicodeScalars.contains(where: Self.isInvisible) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if Self.isInvisible(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "‹U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "›"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
