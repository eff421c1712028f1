import Testing

@testable import Workbook

@Suite struct ArchiveTests {
  private let text = Array("Đầu tư công, vốn ngân sách, đầu tư công".utf8)

  private func archive(_ change: (inout RawArchive) -> Void) throws -> ZipArchive {
    var raw = RawArchive([RawArchive.Part("a.xml", text), RawArchive.Part("thư mục/b.xml", [])])
    change(&raw)
    return try ZipArchive(bytes: raw.bytes(), limits: Workbook.Limits())
  }

  @Test func readsStoredAndDeflatedParts() throws {
    let archive = try archive { $0.parts[1].method = ZipMethod.stored }
    #expect(try archive.content(of: "a.xml") == text)
    #expect(try archive.content(of: "A.XML") == text)
    #expect(try archive.content(of: "thư mục/b.xml") == [])
    #expect(archive.contains("a.xml") && !archive.contains("c.xml"))
  }

  @Test func readsSizesBehindTheData() throws {
    let archive = try archive { $0.parts[0].flags = ZipFlag.sizesFollow }
    #expect(try archive.content(of: "a.xml") == text)
  }

  @Test func readsWhatStandsAroundTheParts() throws {
    let archive = try archive {
      $0.prefix = Array("#!/bin/sh\n".utf8)
      $0.comment = Array("PK\u{5}\u{6}\u{0}\u{0} a comment that looks like a record of the end".utf8)
      $0.parts.append(RawArchive.Part("folder/", []))
    }
    #expect(try archive.content(of: "a.xml") == text)
  }

  @Test func readsLargeNumbers() throws {
    let archive = try archive {
      $0.hasLargeEnd = true
      var extra: [UInt8] = [9, 9, 2, 0, 0, 0]
      extra.append16(1)
      extra.append16(16)
      extra.append64(UInt64(text.count))
      extra.append64(UInt64(RawArchive.deflated(text).count))
      $0.parts[0].directoryExtra = extra
      $0.parts[0].size = 0xffff_ffff
      $0.parts[0].compressedSize = 0xffff_ffff
      $0.parts[0].localExtra = extra
      $0.parts[1].localSize = 0xffff_ffff
    }
    #expect(try archive.content(of: "a.xml") == text)
  }

  @Test func compressesInPiecesAsInOne() throws {
    let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
    var stream = DeflateStream()
    var index = 0
    while index < content.count {
      let end = min(content.count, index + 1 + index / 3)
      try stream.append(Array(content[index..<end]))
      index = end
    }
    let part = try stream.finish()
    #expect(part.size == content.count)
    #expect(part.checksum == Deflate.checksum(content))
    #expect(try Deflate.inflated(part.data[...], size: content.count) == content)
  }

  @Test func knowsTheChecksumOfTheStandard() { #expect(Deflate.checksum(Array("123456789".utf8)) == 0xcbf4_3926) }
}
