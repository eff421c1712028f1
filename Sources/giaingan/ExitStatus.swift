import ArgumentParser
import Exchange
import Foundation
import Rulebook

/// How the process ends, for scripts.
enum ExitStatus: Int32 {
  case done = 0
  case targetMissed = 1
  case badInput = 2
  /// EX_USAGE of sysexits.h.
  case wrongUsage = 64
  /// EX_SOFTWARE of sysexits.h.
  case defect = 70

  /// Says on the standard streams why the process ends.
  static func report(_ error: any Error) -> ExitStatus {
    switch error {
    case let error as ExitCode:
      return ExitStatus(rawValue: error.rawValue) ?? .defect
    case let error as InvalidInput:
      for diagnostic in error.diagnostics { Messages.write(diagnostic) }
      return .badInput
    case let error as OutputError:
      Messages.error(error.message(in: Interface.language))
      return .badInput
    case let error as UnusableInput:
      Messages.error(error.message[Interface.language])
      return .badInput
    default: return reportParserError(error)
    }
  }

  private static func reportParserError(_ error: any Error) -> ExitStatus {
    let text = GiaiNgan.fullMessage(for: error)
    switch GiaiNgan.exitCode(for: error) {
    case .success:
      do throws(OutputError) {
        try StandardOutput.write(HelpText.localized(text) + "\n")
        return .done
      } catch {
        Messages.error(error.message(in: Interface.language))
        return .badInput
      }
    case .validationFailure:
      Messages.write(text)
      return .wrongUsage
    default:
      Messages.error(Interface.say("lỗi của chương trình", "a defect of the program") + ": \(error)")
      return .defect
    }
  }

  /// Makes a trap of the run-time end the process with the status of a defect instead of by a signal.
  static func announceDefects() {
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      signal(number) { _ in
        // Only functions that are safe in a signal handler.
        let text: StaticString = "giaingan: defect of the program / loi cua chuong trinh\n"
        _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
        _exit(ExitStatus.defect.rawValue)
      }
    }
  }
}

/// Input that is readable but cannot be used for what was asked.
struct UnusableInput: Error {
  var message: BilingualText
}
