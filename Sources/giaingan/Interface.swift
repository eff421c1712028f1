import Foundation
import Report
import Rulebook

/// What this process knows of its user and terminal before it reads anything.
enum Interface {
  /// From `--lang`, else from the locale: Vietnamese where that is Vietnamese, English everywhere else.
  static let language =
    languageOption(in: CommandLine.arguments) ?? languageOfLocale(ProcessInfo.processInfo.environment)

  static func say(_ vi: String, _ en: String) -> String {
    switch language {
    case .vi: vi
    case .en: en
    }
  }

  /// Help is made before arguments are parsed, so that the option is looked for by hand.
  static func languageOption(in arguments: [String]) -> Language? {
    var found: Language?
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      if argument == "--lang", index + 1 < arguments.count { found = Language(rawValue: arguments[index + 1]) }
      if argument.hasPrefix("--lang=") { found = Language(rawValue: String(argument.dropFirst("--lang=".count))) }
    }
    return found
  }

  /// The first variable that is set decides, as in POSIX.
  static func languageOfLocale(_ environment: [String: String]) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return locale.lowercased().hasPrefix("vi") ? .vi : .en
  }

  /// Columns for text on standard output: those of the terminal within reason, 100 elsewhere.
  static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return min(max(Int(size.ws_col), TerminalReport.smallestWidth), 120)
  }

  static func color(isWanted: Bool) -> ColorMode {
    let environment = ProcessInfo.processInfo.environment
    guard isWanted, environment["NO_COLOR", default: ""].isEmpty, environment["TERM"] != "dumb",
      isatty(STDOUT_FILENO) == 1
    else { return .none }
    return .ansi
  }
}

/// The words that the argument parser itself puts into help, in the user's language.
enum HelpText {
  private static let vietnamese = [
    ("OVERVIEW: ", "GIỚI THIỆU: "), ("USAGE: ", "CÁCH DÙNG: "), ("ARGUMENTS:", "THAM SỐ:"),
    ("OPTIONS:", "TÙY CHỌN:"), ("SUBCOMMANDS:", "CÁC LỆNH:"), ("(default:", "(mặc định:"),
    ("(values:", "(một trong:"), ("; default:", "; mặc định:"),
    ("Show help information.", "Hiện hướng dẫn."), ("Show the version.", "Hiện phiên bản."),
    ("Show subcommand help information.", "Hiện hướng dẫn của một lệnh."),
    ("for detailed help.", "để xem hướng dẫn chi tiết."), ("  See '", "  Xem '"),
  ]

  static func localized(_ text: String) -> String {
    guard Interface.language == .vi else { return text }
    return vietnamese.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
