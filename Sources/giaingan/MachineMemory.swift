import Foundation
import Rulebook

/// The memory of the machine that the program runs on.
enum MachineMemory {
  /// Refuses a run that no machine of this one's size can hold, before it begins.
  static func require(_ bytes: Double) throws(UnusableInput) {
    let available = Double(ProcessInfo.processInfo.physicalMemory)
    guard bytes > available else { return }
    let (needed, present) = (Int(bytes / 1e9), Int(available / 1e9))
    throw UnusableInput(
      message: BilingualText(
        vi: "Lần chạy cần khoảng \(needed) GB bộ nhớ, máy có \(present) GB. Giảm --replications hoặc --threads.",
        en:
          "The run needs about \(needed) GB of memory, this machine has \(present) GB. Lower --replications or --threads."
      ))
  }
}
