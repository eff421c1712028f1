import Testing

@testable import Workbook

@Suite struct XMLTests {
  private func parser(_ text: String) throws -> XMLPull { try parser(Array(text.utf8)) }

  private func parser(_ bytes: [UInt8]) throws -> XMLPull {
    try XMLPull(bytes, part: "part", limits: Workbook.Limits())
  }

  /// Reads to the end; the result is all text.
  private func text(_ xml: XMLPull) throws -> String {
    var xml = xml
    var output: [UInt8] = []
    while true {
      switch try xml.next() {
      case .text: try xml.appendText(to: &output)
      case .finish: return String(decoding: output, as: UTF8.self)
      case .start, .end: continue
      }
    }
  }

  private func defect(_ bytes: [UInt8]) -> WorkbookError.Defect? {
    do {
      _ = try text(parser(bytes))
      return nil
    } catch { return (error as? WorkbookError)?.defect }
  }

  @Test(arguments: [
    ("<a>x</a>", "x"), ("<a>&lt;&gt;&amp;&quot;&apos;</a>", "<>&\"'"), ("<a>&#7879;&#x1EC7;</a>", "ệệ"),
    ("<a><![CDATA[<&>]]></a>", "<&>"), ("<a>x<!-- <b> -- c -->y</a>", "xy"), ("<a>x<?pi <b> ?>y</a>", "xy"),
    ("<a>1\r\n2\r3\n4</a>", "1\n2\n3\n4"), ("<a>&#13;</a>", "\r"), ("<a><![CDATA[1\r\n2\r]]></a>", "1\n2\n"),
    ("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a>x</a>\n", "x"), ("<a b='1' c=\"'\">x<d/>y</a >", "xy"),
    ("<a>]]></a>", "]]>"), ("<a><b></b></a>", ""), ("<a\n  b = \"1\"\n/>", ""),
    ("<p:a xmlns:p=\"u\"><p:b xml:space=\"preserve\"> x </p:b></p:a>", " x "), ("<?xml version='1.0'?><a>x</a>", "x"),
  ])
  func readsText(xml: String, expected: String) throws { #expect(try text(parser(xml)) == expected) }

  @Test(arguments: [
    ("", WorkbookError.Defect.badMarkup(.noRoot)), ("  ", .badMarkup(.noRoot)), ("x", .badMarkup(.textOutside)),
    ("<a>", .badMarkup(.missingEndTag)), ("<a></b>", .badMarkup(.otherEndTag)), ("</a>", .badMarkup(.otherEndTag)),
    ("<a/><b/>", .badMarkup(.secondRoot)), ("<a/>x", .badMarkup(.textOutside)), ("<", .badMarkup(.badTag)),
    ("<a", .badMarkup(.badTag)), ("<a b", .badMarkup(.badAttribute)), ("<a b>", .badMarkup(.badAttribute)),
    ("<a b=1>", .badMarkup(.badAttribute)), ("<a b='1>", .badMarkup(.badAttribute)),
    ("<a b='<'/>", .badMarkup(.badAttribute)),
    ("<a b='1'c='2'/>", .badMarkup(.badTag)), ("<a b='1' b='2'/>", .badMarkup(.repeatedAttribute)),
    ("<a / >", .badMarkup(.badTag)),
    ("< a/>", .badMarkup(.badTag)), ("<p:a/>", .badMarkup(.unboundPrefix)), ("<:a/>", .badMarkup(.badTag)),
    ("<a:b:c xmlns:a='u'/>", .badMarkup(.badTag)), ("<a><!-- </a>", .badMarkup(.unclosedComment)),
    ("<a><![CDATA[ </a>", .badMarkup(.unclosedComment)), ("<![CDATA[x]]><a/>", .badMarkup(.textOutside)),
    ("<a><!ELEMENT></a>", .badMarkup(.badTag)), ("<!DOCTYPE a><a/>", .documentType),
    ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", .documentType),
    ("<a>&x;</a>", .unknownEntity("x")),
    ("<a>&</a>", .unknownEntity("")), ("<a>&amp</a>", .unknownEntity("amp")), ("<a>&#0;</a>", .forbiddenCharacter(0)),
    ("<a>&#x1F;</a>", .forbiddenCharacter(31)), ("<a>&#xD800;</a>", .forbiddenCharacter(0xd800)),
    ("<a>&#x110000;</a>", .forbiddenCharacter(0x110000)), ("<a>&#-1;</a>", .unknownEntity("#-1")),
    ("<a>&#;</a>", .unknownEntity("#")), ("<a>&#99999999999;</a>", .unknownEntity("#99999999999")),
    ("<a>\u{1}</a>", .forbiddenCharacter(1)),
    ("<?xml version='1.0' encoding='windows-1258'?><a/>", .otherEncoding("windows-1258")),
  ])
  func refuses(xml: String, expected: WorkbookError.Defect) { #expect(defect(Array(xml.utf8)) == expected) }

  @Test(arguments: [
    [0xff, 0xfe, 0x3c, 0], [0xfe, 0xff, 0, 0x3c], [0x3c, 0, 0x61, 0], [0, 0x3c, 0, 0x61] as [UInt8],
  ])
  func refusesUTF16(bytes: [UInt8]) { #expect(defect(bytes) == .otherEncoding("UTF-16")) }

  /// All sequences of one to three bytes after a lead, against the library's own check.
  @Test func agreesWithTheLibraryOnUTF8() {
    var sequences: [[UInt8]] = []
    for lead in UInt8(0x80)...0xff {
      sequences.append([lead])
      for second in stride(from: UInt8(0x70), through: 0xd0, by: 0x0f) {
        sequences.append([lead, second])
        for third in [UInt8(0x7f), 0x80, 0xbf, 0xc0] {
          sequences.append([lead, second, third])
          for fourth in [UInt8(0x7f), 0x80, 0xbf, 0xc0] { sequences.append([lead, second, third, fourth]) }
        }
      }
    }
    for sequence in sequences {
      let isValid = String(validating: sequence, as: UTF8.self) != nil
      let found = defect(Array("<a>".utf8) + sequence + Array("</a>".utf8))
      #expect(found == (isValid ? nil : .notUTF8), "\(sequence)")
      #expect(defect(sequence) != nil)
    }
  }

  @Test func countsDepthAndAttributes() {
    let limits = Workbook.Limits()
    let deep = String(repeating: "<a>", count: limits.depth)
    #expect(defect(Array(deep.utf8)) == .badMarkup(.missingEndTag))
    #expect(defect(Array((deep + "<a>").utf8)) == .tooDeep(limit: limits.depth))
    let many = (0...limits.attributes).map { " a\($0)='1'" }.joined()
    #expect(defect(Array("<a\(many)/>".utf8)) == .tooManyAttributes(limit: limits.attributes))
    let spaces = (0...limits.namespaces).map { " xmlns:a\($0)='u'" }.joined()
    #expect(defect(Array("<a\(spaces)/>".utf8)) == .tooManyNamespaces(limit: limits.namespaces))
  }

  @Test func namespacesHaveScopes() throws {
    var xml = try parser(
      """
      <x:a xmlns:x="\(SampleParts.main)" xmlns="u"><b/><c xmlns="\(SampleParts.main)" x:d="1"><d xmlns=""/><e/></c><f/></x:a>
      """)
    var found: [String] = []
    while true {
      switch try xml.next() {
      case .start: found.append("\(String(decoding: xml.bytes[xml.localName], as: UTF8.self)) \(xml.namespace)")
      case .finish:
        #expect(found == ["a main", "b other", "c main", "d none", "e main", "f other"])
        return
      default: continue
      }
    }
  }

  @Test func escapesOfCharactersAreDecoded() {
    #expect(XStringText.decoded("a_x000D_b") == "a\rb")
    #expect(XStringText.decoded("_x005F_x000D_") == "_x000D_")
    #expect(XStringText.decoded("_xD83D__xDE00_") == "😀")
    #expect(XStringText.decoded("_xD83D_") == "\u{FFFD}")
    for text in ["_x00_", "_x000G_", "_X000D_", "_x000D", "x_y_z", "_", "__x", ""] {
      #expect(XStringText.decoded(text) == text)
    }
  }
}
