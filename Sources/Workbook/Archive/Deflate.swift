internal import CZlib

/// Raw deflate streams and CRC-32 checksums, by zlib.
enum Deflate {
  enum InflateError: Error {
    case badData
    /// The data ends, or the output is full, before the other.
    case otherSize(found: Int)

    func defect(size: Int) -> WorkbookError.Defect {
      switch self {
      case .badData: .badCompressedData
      case .otherSize(let found): .wrongSize(declared: size, found: found)
      }
    }
  }

  /// The CRC-32 of ISO 3309, continued from that of the bytes before.
  static func checksum(_ bytes: [UInt8], after previous: UInt32 = 0) -> UInt32 {
    guard !bytes.isEmpty else { return previous }
    return bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: crc32_z(uLong(previous), buffer.baseAddress, buffer.count))
    }
  }

  /// Decompresses exactly so many bytes from exactly this data.
  static func inflated(_ data: ArraySlice<UInt8>, size: Int) throws(InflateError) -> [UInt8] {
    guard let available = uInt(exactly: data.count), let room = uInt(exactly: size) else { throw .badData }
    // zlib compares the address of the state between calls.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    defer { stream.deallocate() }
    stream.initialize(to: z_stream())
    guard inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .badData
    }
    defer { inflateEnd(stream) }
    var status = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
      data.withUnsafeBufferPointer { input in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = available
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = room
        status = inflate(stream, Z_FINISH)
      }
      count = size - Int(stream.pointee.avail_out)
    }
    switch status {
    case Z_STREAM_END:
      guard output.count == size, stream.pointee.avail_in == 0 else { throw .otherSize(found: output.count) }
      return output
    case Z_OK, Z_BUF_ERROR:
      throw .otherSize(found: stream.pointee.avail_out == 0 ? size + 1 : output.count)
    default: throw .badData
    }
  }
}
