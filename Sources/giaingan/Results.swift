import ArgumentParser
import Exchange
import Foundation

/// One file of results, made when it is wanted.
struct Artefact {
  typealias Sink = ([UInt8]) throws(OutputError) -> Void

  var name: String
  var produce: (_ sink: Sink) throws(OutputError) -> Void

  init(_ name: String, produce: @escaping (_ sink: Sink) throws(OutputError) -> Void) {
    self.name = name
    self.produce = produce
  }

  /// A text made in one piece.
  init(_ name: String, text: @escaping () -> String) {
    self.init(name) { (sink) throws(OutputError) in try sink(Array(text().utf8)) }
  }

  var fileExtension: String { Self.fileExtension(of: name) }

  static func fileExtension(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}

/// What `--output` means: a folder, or a file where the extension is one that a verb can write.
enum Destination {
  case nowhere
  case directory(String)
  case file(String)

  init(_ path: String?, fileExtensions: [String]) {
    guard let path else {
      self = .nowhere
      return
    }
    let isFile = !path.hasSuffix("/") && fileExtensions.contains(Artefact.fileExtension(of: path))
    self = isFile ? .file(path) : .directory(path)
  }

  /// Finds out before the work that the results can be written.
  func prepare(names: [String]) throws(OutputError) -> AtomicOutput? {
    switch self {
    case .nowhere: nil
    case .directory(let path): try AtomicOutput(.directory(path, names: names))
    case .file(let path): try AtomicOutput(.file(path))
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
