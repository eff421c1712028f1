import ArgumentParser
import Exchange
import Foundation
import Rulebook
import Workbook

/// One file of results, made when it is wanted.
struct ResultFile {
  typealias Sink = ([UInt8]) throws(OutputError) -> Void

  var name: String
  var produce: (_ sink: Sink) throws(OutputError) -> Void

  init(_ name: String, produce: @escaping (_ sink: Sink) throws(OutputError) -> Void) {
    self.name = name
    self.produce = produce
  }

  init(_ name: String, bytes: @escaping () throws(OutputError) -> [UInt8]) {
    self.init(name) { (sink) throws(OutputError) in try sink(bytes()) }
  }

  /// The bytes of a workbook; what one cannot hold becomes an error that names the file.
  static func bytes(
    of name: String, _ workbook: () throws(WorkbookWriterError) -> [UInt8]
  ) throws(OutputError) -> [UInt8] {
    do throws(WorkbookWriterError) {
      return try workbook()
    } catch {
      throw OutputError(name, .workbook(error))
    }
  }

  init(_ name: String, text: @escaping () -> String) {
    self.init(name) { (sink) throws(OutputError) in try sink(Array(text().utf8)) }
  }

  static func fileExtension(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}

/// What `--output` means: a file where its extension is that of a file which the verb writes, else a folder for all.
enum Destination {
  case nowhere
  case directory(String)
  case file(String, name: String)

  init(_ path: String?, names: [String]) {
    guard let path else {
      self = .nowhere
      return
    }
    let wanted = ResultFile.fileExtension(of: path)
    if !path.hasSuffix("/"), !wanted.isEmpty,
      let name = names.first(where: { ResultFile.fileExtension(of: $0) == wanted })
    {
      self = .file(path, name: name)
    } else {
      self = .directory(path)
    }
  }

  /// Tells the user where the results lie.
  func announce(_ speech: SpeechOptions) {
    guard !speech.quiet else { return }
    switch self {
    case .nowhere: break
    case .directory(let path):
      Messages.write(Interface.say("Đã ghi kết quả vào thư mục \(path).", "Results written to the folder \(path)."))
    case .file(let path, _):
      Messages.write(Interface.say("Đã ghi kết quả vào tệp \(path).", "Result written to \(path)."))
    }
  }

  /// Throws when a workbook would be shown on a terminal.
  func requireNoTerminal() throws(ValidationError) {
    guard !replacesStandardOutput, isatty(STDOUT_FILENO) == 1 else { return }
    throw ValidationError(
      Interface.say(
        "--format xlsx không phải là văn bản để hiện trên màn hình. Hãy chuyển vào tệp (> ket-qua.xlsx), hoặc dùng --output ket-qua.xlsx.",
        "--format xlsx is not text for a terminal. Redirect it into a file (> results.xlsx), or use --output results.xlsx."
      ))
  }

  /// A single file is wanted in place of what would be printed.
  var replacesStandardOutput: Bool {
    if case .file = self { true } else { false }
  }
}

/// Where a verb's files go, found to be writable before the work begins.
struct Outlet: ~Copyable {
  private let destination: Destination
  private let output: AtomicOutput?

  init(_ destination: Destination, names: [String]) throws(OutputError) {
    let output: AtomicOutput?
    switch destination {
    case .nowhere: output = nil
    case .directory(let path): output = try AtomicOutput(.directory(path, names: names))
    case .file(let path, _): output = try AtomicOutput(.file(path))
    }
    self.destination = destination
    self.output = output
  }

  /// Writes all files into the folder, or the one that is wanted.
  consuming func save(_ files: [ResultFile]) throws(OutputError) {
    guard let output else { return }
    switch destination {
    case .nowhere: return
    case .directory:
      for file in files { try output.write(file.name, file.produce) }
    case .file(_, let wanted):
      for (file, name) in zip(files.lazy.filter { $0.name == wanted }, output.names) {
        try output.write(name, file.produce)
      }
    }
    try output.commit()
  }
}

/// A folder that a verb fills, never over what a user has.
enum NewFolder {
  /// Throws unless it is absent, empty, or something that the writing itself will refuse.
  static func require(_ path: String) throws(UnusableInput) {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard entries.isEmpty else {
      throw UnusableInput(
        message: BilingualText(
          vi: "\(path): Thư mục đã có tệp bên trong. Hãy chọn thư mục mới hoặc rỗng.",
          en: "\(path): The folder has files in it. Choose a new or an empty one."))
    }
  }
}

enum StandardOutput {
  static func write(_ bytes: [UInt8]) throws(OutputError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR {
        throw OutputError(Interface.say("luồng kết quả", "standard output"), .system(errno))
      }
      rest = rest.dropFirst(max(0, count))
    }
  }

  static func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }
}
