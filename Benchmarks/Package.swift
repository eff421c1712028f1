// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "GiaiNgan", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "compare-giaingan",
      dependencies: [
        .product(name: "Disbursement", package: "GiaiNgan"), .product(name: "Exchange", package: "GiaiNgan"),
        .product(name: "Portfolio", package: "GiaiNgan"),
      ]),
    .target(
      name: "Workloads",
      dependencies: [
        .product(name: "Stochastics", package: "GiaiNgan"), .product(name: "Portfolio", package: "GiaiNgan"),
        .product(name: "Rulebook", package: "GiaiNgan"),
        .product(name: "Disbursement", package: "GiaiNgan"), .product(name: "Exchange", package: "GiaiNgan"),
      ], swiftSettings: settings),
    .executableTarget(name: "instructions-giaingan", dependencies: ["Workloads"], swiftSettings: settings),
    .executableTarget(
      name: "GiaiNganBenchmarks",
      dependencies: ["Workloads", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/GiaiNganBenchmarks", swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "reallocation-ratio",
      dependencies: [
        .product(name: "Disbursement", package: "GiaiNgan"), .product(name: "Exchange", package: "GiaiNgan"),
        .product(name: "Portfolio", package: "GiaiNgan"),
      ]),
    .executableTarget(
      name: "variance-ratio",
      dependencies: [
        .product(name: "Disbursement", package: "GiaiNgan"), .product(name: "Exchange", package: "GiaiNgan"),
        .product(name: "Stochastics", package: "GiaiNgan"),
      ]),
  ]
)
