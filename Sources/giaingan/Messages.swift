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

  static func write(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
