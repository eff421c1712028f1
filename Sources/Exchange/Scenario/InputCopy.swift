import Disbursement

/// The files that a result was made from, to stand beside it so that it can be made again; or why they do not.
public enum InputCopy: Hashable, Sendable {
  /// By name, as a scenario names them.
  case files([String: [UInt8]])
  case leftOut(Reason)

  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// More than ``largestByteCount`` together.
    case tooLarge = "too-large"
    /// They are no longer those that the result was made from.
    case changed
    /// One of them is no UTF-8 text.
    case notText = "not-text"
  }

  public static let largestByteCount = 64 << 20

  /// The files that a scenario was read from.
  public init(of scenario: Scenario, limit: Int = largestByteCount) {
    var files: [String: [UInt8]] = [:]
    var left = limit
    for name in scenario.files {
      do throws(InputFileDefect) {
        let bytes = try scenario.store.bytes(of: name, limit: left)
        guard bytes[...].isUTF8 else {
          self = .leftOut(.notText)
          return
        }
        left -= bytes.count
        files[name] = bytes
      } catch {
        self = .leftOut(error == .tooLarge(limit: left) ? .tooLarge : .changed)
        return
      }
    }
    let isSame = InputDigest(files).text == scenario.inputs.inputDigest
    self = isSame ? .files(files) : .leftOut(.changed)
  }
}

extension JSONWriter {
  /// The last members of a document: the files as text by name, or why they are left out.
  mutating func write<Failure: Error>(
    _ inputs: InputCopy, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    switch inputs {
    case .leftOut(let reason): member("inputsLeftOut", reason.rawValue)
    case .files(let files):
      key("inputs")
      open(.object)
      for name in files.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        member(name, String(decoding: files[name] ?? [], as: UTF8.self))
        try handOn(to: sink)
      }
      close(.object)
    }
  }
}
