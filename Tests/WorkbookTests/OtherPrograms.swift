import Foundation
import Testing

@testable import Workbook

/// The programs that the tests exchange workbooks with, where they are installed.
enum OtherPrograms {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Workbooks")
  private static let script = folder.appending(path: "workbooks.py").path

  static let openpyxlIsMissing: Comment = "No Python with openpyxl: install python3-openpyxl"
  static let libreOfficeIsMissing: Comment = "No soffice: install libreoffice-calc"

  /// The interpreter that has openpyxl; nil when there is none.
  static let python: String? = programs(named: "python3").first { python in
    (try? run(python, [script, "check"]).status) == 0
  }

  /// nil without LibreOffice, or without the interpreter of the script that calls it.
  static let office: String? = python == nil ? nil : programs(named: "soffice").first

  private static func programs(named name: String) -> [String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/bin"]
    return folders.map { "\($0)/\(name)" }.filter { FileManager.default.isExecutableFile(atPath: $0) }
  }

  struct Run {
    var status: Int32
    var text: String
  }

  /// Runs the script of the workbooks.
  static func script(_ arguments: String...) throws -> String {
    let run = try run(#require(python), [script] + arguments)
    #expect(run.status == 0, "\(arguments)")
    return run.text
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"]
    ) { _, new in new }
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Run(status: process.terminationStatus, text: String(decoding: data, as: UTF8.self))
  }

  /// A new folder that is removed after the work.
  static func inNewFolder<Result>(_ work: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "WorkbookTests-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try work(folder)
  }
}

/// A value as the script prints it, for comparison with another reader's.
enum PrintedValue: Equatable {
  case text([UInt8])
  case number(Double)
  case date(String)
  case boolean(Bool)
  case error(String)

  static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.text(let one), .text(let other)): one == other
    // Times of day are numbers that were converted there and back.
    case (.number(let one), .number(let other)): abs(one - other) <= 1e-12 * max(abs(one), abs(other))
    case (.date(let one), .date(let other)), (.error(let one), .error(let other)): one == other
    case (.boolean(let one), .boolean(let other)): one == other
    default: false
    }
  }

  /// Nil of what openpyxl does not tell from nothing.
  init?(_ value: Workbook.Value) {
    switch value {
    case .empty: return nil
    case .text(let text):
      guard !text.isEmpty else { return nil }
      self = .text(Array(text.utf8))
    case .number(let number): self = .number(number.value)
    case .date(let date):
      let time = [date.secondsOfDay / 3600, date.secondsOfDay / 60 % 60, date.secondsOfDay % 60]
      let days = [date.year, date.month, date.day].map { Self.twoDigits($0) }.joined(separator: "-")
      self = .date(days + "T" + time.map { Self.twoDigits($0) }.joined(separator: ":"))
    case .boolean(let flag): self = .boolean(flag)
    case .error(let text): self = .error(text)
    }
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private init?(kind: String, value: Any) {
    switch (kind, value) {
    case ("text", let text as String): self = .text(Array(text.utf8))
    case ("number", let number as NSNumber): self = .number(number.doubleValue)
    case ("date", let text as String): self = .date(text)
    case ("boolean", let flag as Bool): self = .boolean(flag)
    case ("error", let text as String): self = .error(text)
    default: return nil
    }
  }

  /// The values of all cells by sheet and place, from what the script prints.
  static func values(printed text: String) throws -> [String: PrintedValue] {
    var values: [String: PrintedValue] = [:]
    for line in text.split(separator: "\n") {
      let fields = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      try #require(fields.count == 4)
      let kind = try #require(fields[2] as? String)
      let value = PrintedValue(kind: kind, value: fields[3])
      #expect(value != nil, "\(line)")
      values["\(fields[0])!\(fields[1])"] = value
    }
    return values
  }

  static func values(of workbook: Workbook) -> [String: PrintedValue] {
    var values: [String: PrintedValue] = [:]
    for sheet in workbook.sheets {
      for cell in sheet.rows.flatMap(\.cells) { values["\(sheet.name)!\(cell.reference)"] = PrintedValue(cell.value) }
    }
    return values
  }
}

extension Workbook {
  static func read(_ file: URL) throws -> Workbook { try read(bytes: Array(Data(contentsOf: file))) }
}
