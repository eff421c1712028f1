public import Foundation

/// A piece of work whose cost is measured: by the benchmark suite in time, by the script `instructions` in instructions.
public struct Workload: Sendable {
  /// What is done each time; the result depends on all of it, so that none is optimised away.
  public typealias Body = () throws -> Double

  public let name: String
  /// Makes everything that is not measured; it may write into the given folder, which exists and is empty.
  public let prepare: @Sendable (_ folder: URL) throws -> Body

  init(_ name: String, prepare: @escaping @Sendable (URL) throws -> Body) {
    self.name = name
    self.prepare = prepare
  }

  /// All of them, from the smallest parts to whole forecasts.
  public static let all = randomNumbers + distributions + statistics + portfolios + forecasts

  /// A new empty folder for one workload.
  public static func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "giaingan-benchmarks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
