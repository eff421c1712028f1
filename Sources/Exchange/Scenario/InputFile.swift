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
  /// It was another one when it was read first.
  case changed
  /// The operating system's reason.
  case refused(String)
}

/// Whole files in memory, never more than a limit.
enum InputFile {
  static let largestByteCount = 512 << 20
  private static let chunk = 1 << 20

  /// The bytes of a regular file.
  static func bytes(at path: String, limit: Int = largestByteCount) throws(InputFileDefect) -> [UInt8] {
    let (descriptor, size) = try opened(path, limit: limit)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 1)
    try readPieces(of: descriptor, size: min(chunk, size + 1), limit: limit) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// A descriptor that the caller closes, and the length of the file at this moment.
  private static func opened(_ path: String, limit: Int) throws(InputFileDefect) -> (descriptor: Int32, size: Int) {
    guard !path.utf8.contains(0) else { throw .missing }
    // Without O_NONBLOCK, opening a pipe waits for a writer that never comes.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw defect(errno, at: path) }
    do throws(InputFileDefect) {
      return (descriptor, try size(of: descriptor, at: path, limit: limit))
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func size(of descriptor: Int32, at path: String, limit: Int) throws(InputFileDefect) -> Int {
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw defect(errno, at: path) }
    switch information.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isFolder
    default: throw .notAFile
    }
    guard information.st_size <= limit else { throw .tooLarge(limit: limit) }
    ReadFiles.note(information)
    return Int(information.st_size)
  }

  /// Hands on the bytes of a regular file in pieces of up to a megabyte.
  static func read(
    at path: String, limit: Int = largestByteCount, _ take: (UnsafeRawBufferPointer) -> Void
  ) throws(InputFileDefect) {
    let (descriptor, _) = try opened(path, limit: limit)
    defer { close(descriptor) }
    try readPieces(of: descriptor, size: chunk, limit: limit, take)
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

  private static func readPieces(
    of descriptor: Int32, size: Int, limit: Int, _ take: (UnsafeRawBufferPointer) -> Void
  ) throws(InputFileDefect) {
    var buffer = [UInt8](repeating: 0, count: size)
    var total = 0
    while true {
      let count = readSome(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .refused(String(cString: strerror(errno))) }
      guard count > 0 else { return }
      total += count
      // A file may grow while it is read.
      guard total <= limit else { throw .tooLarge(limit: limit) }
      buffer.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
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

/// The system call, whose name a method above has.
private let readSome = read
