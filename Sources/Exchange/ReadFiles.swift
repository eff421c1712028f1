import Foundation
import Synchronization

/// The files and scenario folders that a run has read, so that it does not write over them.
///
/// Told apart by device and inode: links and other spellings of a path lead to the same file. A program that wants this calls
/// ``remember()`` before it reads; others, which may read back what they have written, are not held to it.
public enum ReadFiles {
  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  /// Nil while nothing is to be remembered.
  private static let known = Mutex<Set<Identity>?>(nil)

  /// From now on what is read is remembered, and ``AtomicOutput`` refuses to replace it.
  public static func remember() {
    known.withLock { known in
      if known == nil { known = [] }
    }
  }

  static func note(_ status: stat) {
    let identity = Identity(status)
    known.withLock { known in _ = known?.insert(identity) }
  }

  static func note(folder path: String) {
    var status = stat()
    if stat(path, &status) == 0 { note(status) }
  }

  /// Whether what a path leads to, behind links, has been read.
  static func holds(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    let identity = Identity(status)
    return known.withLock { $0?.contains(identity) ?? false }
  }
}
