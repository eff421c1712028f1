import Foundation

/// Where the files of a scenario lie.
public enum ScenarioStore: Hashable, Sendable {
  /// In a folder, by its path.
  case folder(String)
  /// In memory, by name; `name` is what the user calls them together.
  case memory(name: String, files: [String: [UInt8]])

  /// As the user calls it.
  public var name: String {
    switch self {
    case .folder(let path): path
    case .memory(let name, _): name
    }
  }

  /// Names of the files that lie in it directly, in order; hidden ones and folders are none.
  var names: [String] {
    switch self {
    case .folder(let path):
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return entries.filter { !$0.hasPrefix(".") && !InputFile.isFolder(path + "/" + $0) }.sorted()
    case .memory(_, let files): return files.keys.sorted()
    }
  }

  /// Whether anything has this name, even a broken link.
  func has(_ file: String) -> Bool {
    switch self {
    case .folder(let path): InputFile.exists(Self.location(of: file, in: path))
    case .memory(_, let files): files[file] != nil
    }
  }

  func bytes(
    of file: String, limit: Int = InputFile.largestByteCount
  ) throws(InputFileDefect) -> [UInt8] {
    switch self {
    case .folder(let path): return try InputFile.bytes(at: Self.location(of: file, in: path), limit: limit)
    case .memory(_, let files):
      guard let bytes = files[file] else { throw .missing }
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
      return bytes
    }
  }

  /// Hands on the bytes of a file, of a large one in pieces.
  func read(_ file: String, _ take: (UnsafeRawBufferPointer) -> Void) throws(InputFileDefect) {
    switch self {
    case .folder(let path): try InputFile.read(at: Self.location(of: file, in: path), take)
    case .memory: try bytes(of: file).withUnsafeBytes { take($0) }
    }
  }

  /// A file outside a folder can be named by its whole path.
  private static func location(of file: String, in folder: String) -> String {
    file.hasPrefix("/") ? file : folder + "/" + file
  }
}
