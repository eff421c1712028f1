import Foundation
import Workloads

/// Does one workload once, for the script `Benchmarks/instructions`; without an argument, names all workloads.
@main
struct InstructionsGiaiNgan {
  static func main() throws {
    guard let name = CommandLine.arguments.dropFirst().first else {
      Workload.all.forEach { print($0.name) }
      return
    }
    guard let workload = Workload.all.first(where: { $0.name == name }) else {
      FileHandle.standardError.write(Data("no workload \(name)\n".utf8))
      exit(64)
    }
    let folder = try Workload.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let body = try workload.prepare(folder)
    print(try measuredWork(body))
  }
}

/// What callgrind counts: it collects between entering and leaving the function of this name.
@inline(never)
func measuredWork(_ body: Workload.Body) throws -> Double { try body() }
