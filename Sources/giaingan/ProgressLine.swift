import Foundation
import Synchronization

/// One line on the terminal that says how far a long run is and how long it will still take.
///
/// It shows only when standard error is a terminal and the whole run will take more than two seconds.
final class ProgressLine: Sendable {
  private static let shortestRun = Duration.seconds(2)
  private static let firstLook = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(200)

  private let start = ContinuousClock.now
  /// When the line was last drawn; nil before the first time.
  private let drawn = Mutex<ContinuousClock.Instant?>(nil)

  /// Nil where there is nobody to read it.
  init?(isWanted: Bool) {
    guard isWanted, isatty(STDERR_FILENO) == 1 else { return nil }
  }

  /// Called from any thread with the share of the work that is done, 0…1.
  func update(_ share: Double) {
    let now = ContinuousClock.now
    let elapsed = now - start
    guard share > 0, share < 1, elapsed >= Self.firstLook, elapsed / share > Self.shortestRun else { return }
    drawn.withLock { last in
      if let last, now - last < Self.interval { return }
      last = now
      let seconds = max(1, Int((elapsed / share - elapsed) / .seconds(1)))
      Self.write("\r" + Self.text(percent: Int(share * 100), seconds: seconds) + "\u{1B}[K")
    }
  }

  /// Removes the line.
  func finish() {
    drawn.withLock { last in
      if last != nil { Self.write("\r\u{1B}[K") }
    }
  }

  private static func text(percent: Int, seconds: Int) -> String {
    let vi = seconds < 90 ? "\(seconds) giây" : "\((seconds + 30) / 60) phút"
    let en = seconds < 90 ? "\(seconds) s" : "\((seconds + 30) / 60) min"
    return Interface.say("Đang mô phỏng: \(percent)%, còn khoảng \(vi)", "Simulating: \(percent)%, about \(en) left")
  }

  private static func write(_ text: String) { StandardError.write(text) }
}
