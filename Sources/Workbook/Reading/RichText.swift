/// Text that may be cut into runs, as in shared texts and in texts within cells.
enum RichText {
  /// Appends the joined runs of the open element, without phonetic guides, and reads past its end.
  static func read(_ xml: inout XMLPull, into output: inout [UInt8]) throws(WorkbookError) {
    while try xml.nextChild() {
      if xml.isElement("t") {
        try xml.readText(into: &output)
      } else if xml.isElement("r") {
        try readRun(&xml, into: &output)
      } else {
        try xml.skip()
      }
    }
  }

  private static func readRun(_ xml: inout XMLPull, into output: inout [UInt8]) throws(WorkbookError) {
    while try xml.nextChild() {
      if xml.isElement("t") { try xml.readText(into: &output) } else { try xml.skip() }
    }
  }
}

/// The texts that cells refer to by number.
struct SharedTexts {
  private(set) var texts: [String] = []

  init(xml: XMLPull) throws(WorkbookError) {
    var xml = xml
    var text: [UInt8] = []
    try xml.enterRoot("sst", in: .main)
    while try xml.nextChild() {
      guard xml.isElement("si") else {
        try xml.skip()
        continue
      }
      guard texts.count < xml.limits.texts else { throw xml.error(.tooManyTexts(limit: xml.limits.texts)) }
      text.removeAll(keepingCapacity: true)
      try RichText.read(&xml, into: &text)
      texts.append(XStringText.decoded(text))
    }
    try xml.finish()
  }
}
