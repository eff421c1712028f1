// swift-tools-version: 6.2
import Foundation
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The x86-64 level that the release build of the core is compiled for: 4 (AVX-512), 3 (AVX2), or 1, which any processor has.
///
/// That of the machine that builds; GIAINGAN_PROCESSOR=baseline, avx2 or avx512 in the environment chooses. Results are the same on all.
/// Decision record: Sources/Disbursement/Disbursement.docc/Decisions/PortableSpeed.md.
let processorLevel: Int = {
  #if arch(x86_64) && os(Linux)
    switch Context.environment["GIAINGAN_PROCESSOR"] {
    case "baseline": return 1
    case "avx2": return 3
    case "avx512": return 4
    default: break
    }
    let description = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let flags = Set(description.split(whereSeparator: \.isWhitespace))
    func has(_ names: [Substring]) -> Bool { names.allSatisfy(flags.contains) }
    guard has(["avx2", "bmi1", "bmi2", "fma", "f16c", "movbe", "abm", "popcnt"]) else { return 1 }
    return has(["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]) ? 4 : 3
  #else
    return 1
  #endif
}()

let processorFlags: [String] =
  switch processorLevel {
  case 4: ["-Xcc", "-march=x86-64-v4", "-Xcc", "-mtune=znver4", "-Xcc", "-fno-math-errno"]
  case 3: ["-Xcc", "-march=x86-64-v3", "-Xcc", "-fno-math-errno"]
  default: []
  }

/// The engine is optimised in debug builds, too: its tests and a first forecast run many thousand replications.
let coreSettings =
  settings + [.unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"], .when(configuration: .debug))]
  + (processorFlags.isEmpty ? [] : [.unsafeFlags(processorFlags, .when(configuration: .release))])

/// Pages and options take little of a run, but optimising them a fifth of the time of a build.
let plainSettings = settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

let package = Package(
  name: "GiaiNgan",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Stochastics", targets: ["Stochastics"]),
    .library(name: "Portfolio", targets: ["Portfolio"]),
    .library(name: "Rulebook", targets: ["Rulebook"]),
    .library(name: "Disbursement", targets: ["Disbursement"]),
    .library(name: "Workbook", targets: ["Workbook"]),
    .library(name: "Exchange", targets: ["Exchange"]),
    .library(name: "Report", targets: ["Report"]),
    .executable(name: "giaingan", targets: ["giaingan"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(
      name: "ProcessorCheck",
      cSettings: [.define("GIAINGAN_PROCESSOR_LEVEL", to: "\(processorLevel)", .when(configuration: .release))]),
    .target(name: "Stochastics", dependencies: ["ProcessorCheck"], swiftSettings: coreSettings),
    .target(name: "Portfolio", dependencies: ["Stochastics"], swiftSettings: settings),
    .target(name: "BuiltIn", exclude: ["chi-lang-2026.yaml", "ideal.yaml", "vietnam-2026.yaml"]),
    .target(name: "Rulebook", dependencies: ["BuiltIn", "Portfolio"], swiftSettings: settings),
    .target(
      name: "Disbursement", dependencies: ["BuiltIn", "Stochastics", "Portfolio", "Rulebook"],
      swiftSettings: coreSettings),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Workbook", dependencies: ["CZlib"], swiftSettings: settings),
    .target(
      name: "Exchange",
      dependencies: [
        "Stochastics", "Portfolio", "Rulebook", "Disbursement", "Workbook",
        .product(name: "Yams", package: "Yams"),
      ], swiftSettings: settings),
    .target(
      name: "Report",
      dependencies: ["Stochastics", "Portfolio", "Rulebook", "Disbursement", "Workbook"],
      swiftSettings: plainSettings),
    .executableTarget(
      name: "giaingan",
      dependencies: [
        "Portfolio", "Rulebook", "Disbursement", "Exchange", "Report", "Workbook",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: plainSettings),
    .executableTarget(
      name: "thread-check", dependencies: ["Disbursement", "Exchange", "Portfolio"], path: "Tests/ThreadCheck",
      swiftSettings: settings),
    .testTarget(name: "StochasticsTests", dependencies: ["Stochastics"], swiftSettings: settings),
    .testTarget(
      name: "PortfolioTests", dependencies: ["Portfolio", "Stochastics"], swiftSettings: settings),
    .testTarget(
      name: "RulebookTests", dependencies: ["Rulebook", "Portfolio", "Exchange"],
      swiftSettings: settings),
    .testTarget(
      name: "DisbursementTests",
      dependencies: ["Disbursement", "Rulebook", "Portfolio", "Stochastics", "Exchange"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(name: "WorkbookTests", dependencies: ["Workbook"], swiftSettings: settings),
    .testTarget(
      name: "ExchangeTests",
      dependencies: ["Exchange", "Disbursement", "Rulebook", "Portfolio", "Stochastics", "Workbook"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportTests",
      dependencies: ["Report", "Exchange", "Disbursement", "Rulebook", "Portfolio", "Workbook"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["giaingan", "Exchange", "Disbursement", "Rulebook", "Workbook"],
      swiftSettings: settings),
    .testTarget(
      name: "RecordsTests", dependencies: ["Exchange", "Disbursement", "Rulebook", "Portfolio"],
      swiftSettings: settings),
  ]
)
