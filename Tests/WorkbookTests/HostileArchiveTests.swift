import Testing

@testable import Workbook

/// Archives with one defect each, with the error that each must give.
@Suite struct HostileArchiveTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expected: WorkbookError.Defect
    let change: @Sendable (inout RawArchive) -> Void

    init(_ name: String, _ expected: WorkbookError.Defect, _ change: @escaping @Sendable (inout RawArchive) -> Void) {
      testDescription = name
      self.expected = expected
      self.change = change
    }
  }

  /// The index of the worksheet among the parts of the sample, which are in the order of their names.
  private static let sheet = 5

  private static let spaces = [UInt8](repeating: 32, count: 16 << 20)

  static let cases: [Case] = [
    Case("an entry that is no entry", .badDirectory) { $0.count = 7 },
    Case("fewer entries than there are", .badDirectory) { $0.count = 5 },
    Case("a directory elsewhere", .badDirectory) { $0.directoryOffset = 4 },
    Case("a directory beyond the file", .badDirectory) { $0.directoryOffset = 0xffff_fff0 },
    Case("several disks", .severalDisks) { $0.disk = 1 },
    Case("no header at the place", .badDirectory) { $0.parts[sheet].offsetShift = 3 },
    Case("a header beyond the file", .badDirectory) { $0.parts[sheet].offsetShift = 1 << 20 },
    Case("data beyond the directory", .badDirectory) { $0.parts[sheet].compressedSize = 1 << 16 },
    Case("an absolute name", .badPartName) { $0.parts[sheet].name = "/xl/worksheets/sheet1.xml" },
    Case("a name that climbs", .badPartName) { $0.parts[sheet].name = "xl/../../etc/passwd" },
    Case("a name with a drive", .badPartName) { $0.parts[sheet].name = "C:/sheet1.xml" },
    Case("a name with backslashes", .badPartName) { $0.parts[sheet].name = "xl\\worksheets\\sheet1.xml" },
    Case("a name with a dot", .badPartName) { $0.parts[sheet].name = "xl/./sheet1.xml" },
    Case("a name with an empty segment", .badPartName) { $0.parts[sheet].name = "xl//sheet1.xml" },
    Case("a name with a zero", .badPartName) { $0.parts[sheet].name = "xl/sheet1.xml\u{0}.txt" },
    Case("an empty name", .badPartName) { $0.parts[sheet].name = "" },
    Case("a long name", .badPartName) { $0.parts[sheet].name = String(repeating: "a", count: 60_000) },
    Case("the same name twice", .duplicatePart) { $0.parts.append($0.parts[sheet]) },
    Case("the same name in capitals", .duplicatePart) {
      $0.parts.append(RawArchive.Part("XL/STYLES.XML", []))
    },
    Case("parts on each other", .overlappingParts(other: "xl/workbook.xml")) {
      // Back into the data of the part before, where a header is copied.
      $0.parts[4].method = ZipMethod.stored
      var inner = RawArchive.Part("xl/worksheets/sheet1.xml", $0.parts[sheet].content)
      inner.method = ZipMethod.stored
      let copy = Array(RawArchive([inner]).bytes().prefix(30 + inner.name.utf8.count + inner.content.count))
      $0.parts[4].content = copy
      $0.parts[sheet] = inner
      $0.parts[sheet].isMissingInData = true
      $0.parts[sheet].offsetShift = -copy.count
    },
    Case("an encrypted part", .encryptedPart) { $0.parts[sheet].flags = ZipFlag.encrypted },
    Case("a method of another age", .unknownCompression(method: 6)) { $0.parts[sheet].method = 6 },
    Case("another name before the data", .contradictingHeader) { $0.parts[sheet].localName = "xl/other.xml" },
    Case("another size before the data", .contradictingHeader) { $0.parts[sheet].localSize = 1 },
    Case("another method before the data", .contradictingHeader) { $0.parts[sheet].localMethod = ZipMethod.stored },
    Case("a wrong checksum", .wrongChecksum(declared: 7, found: 0xd202_ef8d)) {
      $0.parts[sheet].content = [0]
      $0.parts[sheet].checksum = 7
    },
    Case("data that are no deflate stream", .badCompressedData) { $0.parts[sheet].data = [7, 7, 7, 7] },
    Case("data that end early", .wrongSize(declared: 1000, found: 993)) {
      $0.parts[sheet].content = [UInt8](repeating: 65, count: 1000)
      $0.parts[sheet].data = RawArchive.deflated([UInt8](repeating: 65, count: 993) + Array("abcdefg".utf8)).dropLast(8)
    },
    Case("data behind the stream", .wrongSize(declared: 3, found: 3)) {
      $0.parts[sheet].content = Array("abc".utf8)
      $0.parts[sheet].data = RawArchive.deflated(Array("abc".utf8)) + [0]
    },
    Case("more data than declared", .wrongSize(declared: 10, found: 11)) {
      $0.parts[sheet].content = [UInt8](repeating: 65, count: 1000)
      $0.parts[sheet].size = 10
    },
    Case("fewer data than declared", .wrongSize(declared: 2000, found: 1000)) {
      $0.parts[sheet].content = [UInt8](repeating: 65, count: 1000)
      $0.parts[sheet].size = 2000
    },
    Case("a stored part of two sizes", .wrongSize(declared: 2000, found: 1000)) {
      $0.parts[sheet].content = [UInt8](repeating: 65, count: 1000)
      $0.parts[sheet].method = ZipMethod.stored
      $0.parts[sheet].size = 2000
    },
    Case("four gigabytes declared", .contentTooLarge(bytes: 0xffff_fffe + 1163, limit: 512 << 20)) {
      for index in $0.parts.indices { $0.parts[index].content = [] }
      $0.parts[0].content = [UInt8](repeating: 65, count: 1163)
      $0.parts[1].size = 0xffff_fffe
    },
    Case("too large a part", .partTooLarge(bytes: (128 << 20) + 1, limit: 128 << 20)) {
      $0.parts[sheet].size = (128 << 20) + 1
    },
    Case(
      "a part that grows by the thousand",
      .suspiciousCompression(bytes: spaces.count, compressed: RawArchive.deflated(spaces).count, limit: 200)
    ) { $0.parts[sheet].content = spaces },
    Case("a part that says it grows", .suspiciousCompression(bytes: 100 << 20, compressed: 3, limit: 200)) {
      $0.parts[sheet].data = [1, 2, 3]
      $0.parts[sheet].size = 100 << 20
    },
  ]

  @Test(arguments: cases)
  func refuses(_ hostile: Case) {
    var archive = SampleParts().archive
    hostile.change(&archive)
    let bytes = archive.bytes()
    let time = threadSeconds {
      #expect { try Workbook.read(bytes: bytes) } throws: { error in
        guard let error = error as? WorkbookError else { return false }
        #expect(error.defect == hostile.expected)
        return true
      }
    }
    #expect(time < 5)
  }

  @Test func refusesManyParts() {
    var archive = SampleParts().archive
    for number in 0..<10_000 { archive.parts.append(RawArchive.Part("p\(number)", [])) }
    #expect(throws: WorkbookError(.tooManyParts(count: 10_006, limit: 10_000))) {
      try Workbook.read(bytes: archive.bytes())
    }
  }

  @Test func refusesLargeFiles() {
    var limits = Workbook.Limits()
    limits.fileBytes = 100
    #expect(throws: WorkbookError(.fileTooLarge(bytes: 101, limit: 100))) {
      try Workbook.read(bytes: [UInt8](repeating: 0, count: 101), limits: limits)
    }
  }

  /// A compound file with the stream that a workbook with a password has.
  private static let encrypted: [UInt8] = {
    let mark: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    let name = "EncryptedPackage".utf8.flatMap { byte -> [UInt8] in [byte, 0] }
    return mark + [UInt8](repeating: 0, count: 504) + name + [UInt8](repeating: 0, count: 96)
  }()

  @Test(arguments: [
    ([], WorkbookError.Defect.notArchive), (Array("Mã dự án;Tên dự án\n".utf8), .notArchive),
    (Array("<html>".utf8), .webPage), ([UInt8](repeating: 0, count: 100_000), .notArchive),
    ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + [UInt8](repeating: 0, count: 600), .compoundFile),
    (encrypted, .passwordProtected),
    (Array("PK\u{3}\u{4}".utf8), .truncatedArchive),
  ])
  func refusesOtherFiles(bytes: [UInt8], expected: WorkbookError.Defect) {
    #expect(throws: WorkbookError(expected)) { try Workbook.read(bytes: bytes) }
  }

  /// Cut at any byte, a workbook is refused and never trapped on.
  @Test func refusesEveryTruncation() {
    let bytes = SampleParts().bytes
    for count in 0..<bytes.count {
      #expect(throws: WorkbookError.self, "first \(count) bytes") {
        try Workbook.read(bytes: Array(bytes.prefix(count)))
      }
    }
  }

  /// With a single bit turned, a workbook is either refused or still the same.
  @Test func survivesTurnedBits() throws {
    let bytes = SampleParts().bytes
    let expected = try Workbook.read(bytes: bytes)
    for index in bytes.indices {
      var turned = bytes
      turned[index] ^= 1 << (index % 8)
      if let found = try? Workbook.read(bytes: turned) { #expect(found == expected, "byte \(index)") }
    }
  }
}
