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

/// What the core is compiled for. On an x86-64 machine with AVX2 the release build uses it; elsewhere, and with
/// GIAINGAN_PROCESSOR=baseline in the environment, any processor of the architecture will do. The results are the same.
/// Decision record: Sources/Disbursement/Disbursement.docc/Decisions/PortableSpeed.md.
let usesAVX2: Bool = {
  #if arch(x86_64)
    switch Context.environment["GIAINGAN_PROCESSOR"] {
    case "baseline": return false
    case "avx2": return true
    default: break
    }
    #if os(Linux)
      let description = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      let flags = Set(description.split(whereSeparator: \.isWhitespace))
      return ["avx2", "bmi1", "bmi2", "fma", "f16c", "movbe", "abm"].allSatisfy { flags.contains(Substring($0)) }
    #else
      return false
    #endif
  #else
    return false
  #endif
}()

let coreSettings =
  settings
  + (usesAVX2
    ? [.unsafeFlags(["-Xcc", "-march=x86-64-v3", "-Xcc", "-fno-math-errno"], .when(configuration: .release))] : [])

let package = Package(
  name: "GiaiNgan",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Stochastics", targets: ["Stochastics"]),
    .library(name: "Portfolio", targets: ["Portfolio"]),
    .library(name: "Rulebook", targets: ["Rulebook"]),
    .library(name: "Disbursement", targets: ["Disbursement"]),
    .library(name: "Exchange", targets: ["Exchange"]),
    .library(name: "Report", targets: ["Report"]),
    .executable(name: "giaingan", targets: ["giaingan"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "Stochastics", swiftSettings: coreSettings),
    .target(name: "Portfolio", dependencies: ["Stochastics"], swiftSettings: settings),
    .target(
      name: "Rulebook", dependencies: ["Portfolio"],
      resources: [.embedInCode("BuiltIn/chi-lang-2026.yaml")], swiftSettings: settings),
    .target(
      name: "Disbursement", dependencies: ["Stochastics", "Portfolio", "Rulebook"],
      resources: [
        .embedInCode("BuiltIn/vietnam-2026.yaml"), .embedInCode("BuiltIn/ideal.yaml"),
      ], swiftSettings: coreSettings),
    .target(
      name: "Exchange",
      dependencies: [
        "Stochastics", "Portfolio", "Rulebook", "Disbursement",
        .product(name: "Yams", package: "Yams"),
      ], swiftSettings: settings),
    .target(
      name: "Report",
      dependencies: ["Stochastics", "Portfolio", "Rulebook", "Disbursement"],
      swiftSettings: settings),
    .executableTarget(
      name: "giaingan",
      dependencies: [
        "Portfolio", "Rulebook", "Disbursement", "Exchange", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .testTarget(name: "StochasticsTests", dependencies: ["Stochastics"], swiftSettings: settings),
    .testTarget(
      name: "PortfolioTests", dependencies: ["Portfolio", "Stochastics"], swiftSettings: settings),
    .testTarget(
      name: "RulebookTests", dependencies: ["Rulebook", "Portfolio", "Exchange"],
      swiftSettings: settings),
    .testTarget(
      name: "DisbursementTests",
      dependencies: ["Disbursement", "Rulebook", "Portfolio", "Stochastics", "Exchange"],
      swiftSettings: settings),
    .testTarget(
      name: "ExchangeTests",
      dependencies: ["Exchange", "Disbursement", "Rulebook", "Portfolio", "Stochastics"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportTests",
      dependencies: ["Report", "Exchange", "Disbursement", "Rulebook", "Portfolio"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["giaingan"], swiftSettings: settings),
    .testTarget(
      name: "RecordsTests", dependencies: ["Exchange", "Disbursement", "Rulebook", "Portfolio"],
      swiftSettings: settings),
  ]
)
