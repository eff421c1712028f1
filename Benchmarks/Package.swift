// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "GiaiNgan", path: "..")
  ],
  targets: [
    .executableTarget(
      name: "compare-giaingan",
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
