#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file cannot be read.
enum InputFileDefect: Error, Hashable {
  case missing
  /// A symbolic link to something that is not there.
  case brokenLink
  case isFolder
  /// A device, a pipe or a socket.
  case notAFile
  case tooLarge(limit: Int)
  /// The operating system's reason.
  case refused(String)
}

/// Whole files in memory, never more than a limit.
enum InputFile {
  static let largestByteCount = 512 << 20
  private static let chunk = 1 << 20

  /// The bytes of a regular file.
  static func bytes(at path: String, limit: Int = largestByteCount) throws(InputFileDefect) -> [UInt8] {
    guard !path.utf8.contains(0) else { throw .missing }
    // Without O_NONBLOCK, opening a pipe waits for a writer that never comes.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw defect(errno, at: path) }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw defect(errno, at: path) }
    switch information.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isFolder
    default: throw .notAFile
    }
    guard information.st_size <= limit else { throw .tooLarge(limit: limit) }
    return try contents(of: descriptor, expected: Int(information.st_size), limit: limit)
  }

  /// Whether the path leads to a folder.
  static func isFolder(_ path: String) -> Bool {
    var information = stat()
    guard !path.utf8.contains(0), stat(path, &information) == 0 else { return false }
    return information.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether anything has this name, even a broken link.
  static func exists(_ path: String) -> Bool {
    var information = stat()
    return !path.utf8.contains(0) && lstat(path, &information) == 0
  }

  private static func contents(
    of descriptor: Int32, expected: Int, limit: Int
  ) throws(InputFileDefect) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected + 1)
    var buffer = [UInt8](repeating: 0, count: min(chunk, expected + 1))
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .refused(String(cString: strerror(errno))) }
      guard count > 0 else { return bytes }
      // A file may grow while it is read.
      guard bytes.count + count <= limit else { throw .tooLarge(limit: limit) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  private static func defect(_ code: Int32, at path: String) -> InputFileDefect {
    switch code {
    case ENOENT: exists(path) ? .brokenLink : .missing
    case EISDIR: .isFolder
    default: .refused(String(cString: strerror(code)))
    }
  }
}
