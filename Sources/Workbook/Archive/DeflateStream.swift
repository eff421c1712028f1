internal import CZlib

/// A deflate stream under construction.
struct DeflateStream: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
  private var output: [UInt8] = []
  private var checksum: UInt32 = 0
  private var size = 0

  private static let memoryLevel: Int32 = 8
  private static let room = 1 << 16

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady =
      deflateInit2_(
        stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, Self.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Compresses more bytes; how they are cut into calls does not matter.
  mutating func append(_ bytes: [UInt8]) throws(WorkbookWriterError) {
    guard !bytes.isEmpty else { return }
    checksum = Deflate.checksum(bytes, after: checksum)
    size += bytes.count
    try run(bytes, flush: Z_NO_FLUSH)
  }

  /// Ends the stream; nothing can be appended after.
  mutating func finish() throws(WorkbookWriterError) -> CompressedPart {
    try run([], flush: Z_FINISH)
    return CompressedPart(data: output, checksum: checksum, size: size)
  }

  private mutating func run(_ bytes: [UInt8], flush: Int32) throws(WorkbookWriterError) {
    guard isReady, let available = uInt(exactly: bytes.count) else { throw .compressionFailed }
    let stream = stream
    var status = Z_OK
    var pieces: [[UInt8]] = []
    bytes.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = available
      repeat {
        pieces.append(Self.step(stream, flush, status: &status))
      } while status == Z_OK && stream.pointee.avail_out == 0
    }
    for piece in pieces { output.append(contentsOf: piece) }
    guard status == Z_OK || status == Z_BUF_ERROR || (flush == Z_FINISH && status == Z_STREAM_END) else {
      throw .compressionFailed
    }
  }

  private static func step(_ stream: UnsafeMutablePointer<z_stream>, _ flush: Int32, status: inout Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      stream.pointee.next_out = buffer.baseAddress
      stream.pointee.avail_out = uInt(room)
      status = deflate(stream, flush)
      count = room - Int(stream.pointee.avail_out)
    }
  }
}

/// A part as it lies in an archive.
struct CompressedPart: Sendable {
  let data: [UInt8]
  let checksum: UInt32
  /// Uncompressed.
  let size: Int
}
