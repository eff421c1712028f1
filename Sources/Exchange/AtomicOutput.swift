import Dispatch
import Foundation
public import Rulebook
public import Workbook

/// A folder of results, or one file, that is complete or absent: never half written.
///
/// A hidden folder `.giaingan-…` on the same file system takes the files first, so that a target that cannot be written
/// shows before a long run. ``commit()`` renames them into place; without it, and on SIGINT, SIGTERM and SIGHUP, the
/// hidden folder is removed and the target is as it was. Names already in a folder are replaced, others in it stay.
public struct AtomicOutput: ~Copyable {
  public enum Target: Hashable, Sendable {
    /// A folder, which need not exist, and the files that will be in it.
    case directory(String, names: [String])
    case file(String)

    fileprivate var isFolder: Bool {
      if case .directory = self { true } else { false }
    }
  }

  /// Names to be given to ``write(_:_:)`` before ``commit()``; for a single file the last part of its path.
  public let names: [String]

  private enum Place {
    /// Becomes the target by one rename.
    case newDirectory(path: String)
    /// Takes the files one by one.
    case existingDirectory(path: String)

    var path: String {
      switch self {
      case .newDirectory(let path), .existingDirectory(let path): path
      }
    }

    /// Where a rename to the target stays within one file system.
    var stagingParent: String {
      switch self {
      case .newDirectory(let path): AtomicOutput.split(path).parent
      case .existingDirectory(let path): path
      }
    }
  }

  private let place: Place
  private let staging: Staging

  /// Finds out whether the target can be written, and starts to watch for signals.
  ///
  /// Refuses to replace what the run has read, see ``ReadFiles``.
  public init(_ target: Target) throws(OutputError) {
    let (place, names) = try Self.place(for: target)
    try Self.requireUnread(place, names, isFolder: target.isFolder)
    let staging = try Staging(in: place.stagingParent)
    self.place = place
    self.names = names
    self.staging = staging
  }

  /// The folder that holds what has been written so far, to be read before ``commit()``.
  public var stagedFolder: String { staging.newFolder }

  /// Writes one file of the result, from pieces that `produce` hands on, through to the disk.
  public func write(
    _ name: String, _ produce: (_ sink: ([UInt8]) throws(OutputError) -> Void) throws(OutputError) -> Void
  ) throws(OutputError) {
    let file = try StagedFile(path: staging.path(ofNew: name), target: place.path + "/" + name)
    try produce { (piece: [UInt8]) throws(OutputError) in try file.append(piece) }
    try file.close()
  }

  /// Moves everything into place; a failure on the way puts back what was there.
  ///
  /// A signal waits until this is done.
  public consuming func commit() throws(OutputError) {
    // What was read since the beginning counts, too.
    try Self.requireUnread(place, names, isFolder: false)
    let names = self.names
    let staging = self.staging
    let failure: OutputError?
    switch place {
    case .newDirectory(let path): failure = staging.withoutInterruption { $0.becomeDirectory(path) }
    case .existingDirectory(let path):
      failure = staging.withoutInterruption { $0.replace(names, in: path) }
    }
    if let failure { throw failure }
  }

  /// Throws where a folder is that of a scenario which the run reads, or a file one that it reads.
  private static func requireUnread(_ place: Place, _ names: [String], isFolder: Bool) throws(OutputError) {
    guard case .existingDirectory(let path) = place else { return }
    if isFolder, ReadFiles.holds(path) { throw OutputError(path, .isScenario) }
    for name in names where ReadFiles.holds(path + "/" + name) { throw OutputError(path + "/" + name, .isInput) }
  }

  private static func place(for target: Target) throws(OutputError) -> (Place, names: [String]) {
    switch target {
    case .directory(let path, let names): return (try place(forDirectory: path, names: names), names)
    case .file(let path):
      let (parent, name) = try resolved(file: path)
      return (.existingDirectory(path: parent), [name])
    }
  }

  private static func place(forDirectory path: String, names: [String]) throws(OutputError) -> Place {
    let trimmed = withoutTrailingSlashes(path)
    switch FileKind(at: trimmed) {
    case .directory:
      for name in names where FileKind(at: trimmed + "/" + name) == .directory {
        throw OutputError(trimmed + "/" + name, .isDirectory)
      }
      return .existingDirectory(path: trimmed)
    case .missing:
      try requireParent(of: trimmed)
      return .newDirectory(path: trimmed)
    case .regular, .other: throw OutputError(path, .isNotDirectory)
    }
  }

  /// The folder and the name of a file, behind a symbolic link where the path is one.
  private static func resolved(file path: String) throws(OutputError) -> (parent: String, name: String) {
    switch FileKind(at: path) {
    case .regular: return split(URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    case .missing:
      guard !path.hasSuffix("/") else { throw OutputError(path, .isNotFile) }
      try requireParent(of: path)
      return split(path)
    case .directory: throw OutputError(path, .isDirectory)
    case .other: throw OutputError(path, .isNotFile)
    }
  }

  private static func requireParent(of path: String) throws(OutputError) {
    guard !path.isEmpty, FileKind(at: split(path).parent) == .directory else { throw OutputError(path, .noParent) }
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    let trimmed = path.reversed().drop { $0 == "/" }
    return trimmed.isEmpty && !path.isEmpty ? "/" : String(trimmed.reversed())
  }

  fileprivate static func split(_ path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let parent = path[..<slash]
    return (parent.isEmpty ? "/" : String(parent), String(path[path.index(after: slash)...]))
  }
}

/// Why results cannot be written.
public struct OutputError: Error, Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    case isDirectory
    case isNotDirectory
    /// Neither absent nor a regular file.
    case isNotFile
    case noParent
    /// A file that the run reads.
    case isInput
    /// The folder of a scenario that the run reads.
    case isScenario
    /// A code of the operating system (errno).
    case system(Int32)
    /// What a workbook cannot hold.
    case workbook(WorkbookWriterError)
  }

  public var path: String
  public var cause: Cause

  public init(_ path: String, _ cause: Cause) {
    self.path = path
    self.cause = cause
  }

  /// One line: where and why, and what to do.
  public func message(in language: Language) -> String { "\(path): \(explanation[language])" }

  private var explanation: BilingualText {
    switch cause {
    case .isDirectory:
      BilingualText(
        vi: "Đã có thư mục mang tên này ở nơi phải ghi tệp. Hãy chọn tên khác.",
        en: "A folder of this name is where a file must be written. Choose another name.")
    case .isNotDirectory:
      BilingualText(
        vi: "Đã có tệp mang tên này ở nơi phải tạo thư mục. Hãy chọn tên khác.",
        en: "A file of this name is where a folder must be made. Choose another name.")
    case .isNotFile:
      BilingualText(
        vi: "Đây không phải là tệp thông thường. Hãy chọn tên khác.",
        en: "This is not an ordinary file. Choose another name.")
    case .noParent:
      BilingualText(
        vi: "Thư mục chứa nó chưa có. Hãy tạo thư mục đó trước.",
        en: "The folder that should hold it does not exist. Make that folder first.")
    case .isInput:
      BilingualText(
        vi: "Lần chạy này đọc chính tệp đó; ghi đè thì mất số liệu gốc. Hãy chọn tên hoặc thư mục khác.",
        en: "This run reads that very file; writing it would lose what it holds. Choose another name or folder.")
    case .isScenario:
      BilingualText(
        vi: "Đây là thư mục của kịch bản đang đọc; kết quả ghi vào đó sẽ đè lên số liệu gốc. Hãy chọn thư mục khác.",
        en:
          "This is the folder of the scenario that is read; results there would replace its tables. Choose another folder."
      )
    case .system(let code):
      BilingualText(
        vi: "Không ghi được (\(String(cString: strerror(code)))). Hãy kiểm tra quyền ghi và dung lượng đĩa.",
        en: "It cannot be written (\(String(cString: strerror(code)))). Check permissions and disk space.")
    case .workbook(let error): WorkbookPhrases.explanation(error)
    }
  }

  fileprivate static func last(at path: String) -> OutputError { OutputError(path, .system(errno)) }
}

/// What stands at a path, behind symbolic links.
private enum FileKind {
  case missing
  case directory
  case regular
  /// A device, a pipe, or a link to nothing.
  case other

  init(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = lstat(path, &status) == 0 ? .other : .missing
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: self = .directory
    case S_IFREG: self = .regular
    default: self = .other
    }
  }
}

/// The hidden folder: `new` takes what is written, `old` what it replaces.
private final class Staging {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  private let root: String
  /// Serves signals, and renames, so that one never falls into the other.
  private let queue = DispatchQueue(label: "AtomicOutput", qos: .userInteractive)
  private var watches: [any DispatchSourceSignal] = []

  init(in parent: String) throws(OutputError) {
    root = Self.freshPath(in: parent)
    watchSignals()
    for path in [root, root + "/new", root + "/old"] where mkdir(path, 0o777) != 0 {
      let failure = OutputError.last(at: parent)
      discard()
      throw failure
    }
  }

  deinit { discard() }

  var newFolder: String { root + "/new" }

  func path(ofNew name: String) -> String { newFolder + "/" + name }

  func withoutInterruption(_ body: (Staging) -> OutputError?) -> OutputError? { queue.sync { body(self) } }

  func becomeDirectory(_ path: String) -> OutputError? {
    guard rename(root + "/new", path) == 0 else { return .last(at: path) }
    Self.synchronize(directory: AtomicOutput.split(path).parent)
    return nil
  }

  func replace(_ names: [String], in directory: String) -> OutputError? {
    for (index, name) in names.enumerated() {
      guard let failure = replace(name, in: directory) else { continue }
      restore(names[...index], in: directory)
      return failure
    }
    Self.synchronize(directory: directory)
    return nil
  }

  private func replace(_ name: String, in directory: String) -> OutputError? {
    let target = directory + "/" + name
    switch FileKind(at: target) {
    case .directory: return OutputError(target, .isDirectory)
    case .missing: break
    case .regular, .other:
      guard rename(target, root + "/old/" + name) == 0 else { return .last(at: target) }
    }
    return rename(path(ofNew: name), target) == 0 ? nil : .last(at: target)
  }

  /// Removes the folder and stops watching for signals.
  private func discard() {
    for watch in watches { watch.cancel() }
    for number in watches.isEmpty ? [] : Self.signals { signal(number, SIG_DFL) }
    watches = []
    Self.remove(root)
  }

  private func restore(_ names: ArraySlice<String>, in directory: String) {
    for name in names {
      if FileKind(at: path(ofNew: name)) == .missing { unlink(directory + "/" + name) }
      rename(root + "/old/" + name, directory + "/" + name)
    }
  }

  private func watchSignals() {
    let root = self.root
    for number in Self.signals {
      signal(number, SIG_IGN)
      let watch = DispatchSource.makeSignalSource(signal: number, queue: queue)
      watch.setEventHandler {
        // The main thread may be adding a file at this moment.
        for _ in 0..<100 where FileKind(at: root) != .missing { Self.remove(root) }
        _exit(128 + number)
      }
      watch.resume()
      watches.append(watch)
    }
  }

  private static func freshPath(in parent: String) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    let suffix = String((0..<12).map { _ in letters[Int.random(in: letters.indices)] })
    return (parent == "/" ? "" : parent) + "/.giaingan-" + suffix
  }

  private static func remove(_ root: String) {
    for part in ["/new", "/old"] {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: root + part)) ?? []
      for entry in entries { unlink(root + part + "/" + entry) }
      rmdir(root + part)
    }
    rmdir(root)
  }

  /// Without it a crash of the machine may undo the renames; a file system that cannot do it is left alone.
  private static func synchronize(directory: String) {
    let descriptor = open(directory, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

private final class StagedFile {
  /// Where it will be, for error messages.
  private let target: String
  private var descriptor: Int32

  init(path: String, target: String) throws(OutputError) {
    self.target = target
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last(at: target) }
  }

  deinit {
    if descriptor >= 0 { _ = Foundation.close(descriptor) }
  }

  func append(_ piece: [UInt8]) throws(OutputError) {
    var rest = piece[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { throw .last(at: target) }
      rest = rest.dropFirst(max(0, count))
    }
  }

  func close() throws(OutputError) {
    guard fsync(descriptor) == 0 else { throw .last(at: target) }
    let closed = Foundation.close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw .last(at: target) }
  }
}
