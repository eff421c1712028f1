import Exchange
import Foundation
import Rulebook
import Testing

/// The words that the built-in rulebook quotes, against the text of the commune's decision.
@Suite struct QuotationTests {
  /// Named by GIAINGAN_DECISION, or beside the checkout; nil when the text is absent.
  static var location: URL? {
    if let path = ProcessInfo.processInfo.environment["GIAINGAN_DECISION"], !path.isEmpty { return URL(filePath: path) }
    let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let beside = checkout.deletingLastPathComponent().appending(path: "shared/sources/002_3629f85e7110177f.txt")
    return FileManager.default.fileExists(atPath: beside.path(percentEncoded: false)) ? beside : nil
  }

  @Test(
    .enabled(
      if: location != nil,
      "The text of Chi Lăng's decision is absent: neither ../shared/sources beside the checkout has it nor GIAINGAN_DECISION"
    )
  )
  func quotesAreTheWordsOfTheDecisionInTheirPart() throws {
    let decision = try DecisionText(String(contentsOf: #require(Self.location), encoding: .utf8))
    let cited = try RulebookFile.builtIn(.chiLang2026).rules.filter { !$0.citation.quote.isEmpty }
    #expect(cited.count == 29)
    for rule in cited {
      var part = try #require(decision.part(rule.citation.article), "\(rule.id): \(rule.citation.article)")
      for piece in QuotedPieces(rule.citation.quote).texts {
        let place = try #require(part.range(of: piece), "\(rule.id): «\(piece)»")
        part = part[place.upperBound...]
      }
    }
  }

  @Test func quotesAreCutWhereSomethingIsLeftOutOrSetRight() {
    #expect(QuotedPieces("một [hai]: … ba, bốn").texts == ["một", ":", "ba, bốn"])
    #expect(QuotedPieces("[Phấn đấu] giải ngân").texts == ["giải ngân"])
  }
}

/// What of a quotation stands in the text as it is: between «…» and words in brackets.
private struct QuotedPieces {
  var texts: [String] = []

  init(_ quote: String) {
    var piece = ""
    var isOurs = false
    for character in quote + "…" {
      switch character {
      case "…", "[":
        let text = piece.trimmingCharacters(in: .whitespaces)
        if !text.isEmpty { texts.append(text) }
        piece = ""
        isOurs = character == "["
      case "]": isOurs = false
      default: if !isOurs { piece.append(character) }
      }
    }
  }
}

/// The decision on one line, with the places at which its parts begin.
private struct DecisionText {
  private let text: String

  init(_ file: String) { text = file.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// A part by the rulebook's name for it, up to where the next one begins.
  func part(_ article: String) -> Substring? {
    let budget = "6. Về quản lý, điều hành ngân sách nhà nước"
    let bounds: [String: (from: String, to: String)] = [
      "II.5": ("5. Tập trung đẩy nhanh tiến độ thực hiện và giải ngân", budget),
      "II.5 (1)": ("(1) Đối với", "(2) Đối với"), "II.5 (2)": ("(2) Đối với", "(3) Đối với"),
      "II.5 (3)": ("(3) Đối với", "(4) Đối với"), "II.5 (4)": ("(4) Đối với", "(i) Nhóm"),
      "II.5 (4)(i)": ("(i) Nhóm", "(ii) Đối với"),
      "II.5 (4)(ii)": ("(ii) Đối với", "Tập trung tháo gỡ khó khăn, vướng mắc trong thực hiện các dự án hạ tầng"),
      "II.6 b": ("b) Năm 2026, thực hiện phân cấp", "c) Phân bổ, giao dự toán"),
      "II.6 đ": ("đ) Các đơn vị sử dụng ngân sách", "e) Trường hợp nguồn thu cân đối"),
      "II.6 e": ("e) Trường hợp nguồn thu cân đối", "g) Nghiêm túc thực hiện"),
    ]
    guard let bound = bounds[article], let from = text.range(of: bound.from),
      let to = text.range(of: bound.to, range: from.upperBound..<text.endIndex)
    else { return nil }
    return text[from.lowerBound..<to.lowerBound]
  }
}
