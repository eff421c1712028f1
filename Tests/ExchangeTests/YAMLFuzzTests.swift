import Disbursement
import Exchange
import Rulebook
import Testing

/// Damages text in ways that typing, editors and transfers do.
private struct Damage {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, limit)))
  }

  mutating func apply(to text: String) -> String {
    var bytes = Array(text.utf8)
    let pieces = [
      "\t", "\n", ":", ": ", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "? ", "---\n", "...\n", "|", ">",
      "%", "!!",
      "!<x> ", ",", "-", ".nan", "1e999", "99999999999999999999", "2026-02-30", "\u{0}", "\u{FEFF}", "\u{85}", "~",
      "<<: ",
    ]
    for _ in 0...below(4) {
      let place = below(bytes.count)
      switch below(4) {
      case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(12)))
      case 1: bytes.insert(contentsOf: Array(pieces[below(pieces.count)].utf8), at: place)
      case 2: bytes.insert(contentsOf: Array(bytes[place..<min(bytes.count, place + below(40))]), at: place)
      default: if !bytes.isEmpty { bytes[place] = UInt8(below(256)) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private let rulebook = """
  schema: 1
  id: test
  title: {vi: Thử, en: Test}
  fiscalYear: 2026
  rules:
    - id: A
      effective: 2026-01-01
      text: {vi: Một, en: "One: two"}
      citation: {instrument: Test, article: 1, status: assumption}
      milestone: {group: completed, date: 2026-06-30, share: 0.5}
    - id: B
      effective: 2026-01-01
      expires: 2026-12-31
      text:
        vi: Hai
        en: >
          Two
      citation: {instrument: Test, status: enacted, source: "x", quote: "y"}
      paymentPriority: [completed, new-start]
  """

private let assumptions = """
  schema: 1
  base: ideal
  calendar: {holidays: [2026-01-01], siteClosures: [{from: 2026-02-01, to: 2026-02-28}]}
  templates:
    new-start:
      - {activity: a, distribution: pert, p1: 1, p2: 2, p3: 3, days: working}
  drivers:
    - {id: d, name: {vi: a, en: b}, scope: project, probability: 0.5, effect: stoppage-days, distribution: fixed, p1: 1}
  provenance:
    productivity: {basis: judged, source: me}
  """

/// Whatever is done to a file, reading it ends with a value or with something to say.
@Suite struct YAMLFuzzTests {
  @Test(arguments: 0..<300)
  func damagedRulebookIsReadOrExplained(seed: UInt64) {
    var damage = Damage(state: seed)
    let text = damage.apply(to: rulebook)
    do throws(InvalidInput) {
      #expect(try RulebookFile.read(text: text, file: "r.yaml").rules.count >= 1)
    } catch {
      #expect(!error.diagnostics.isEmpty, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<60)
  func damagedAssumptionsAreReadOrExplained(seed: UInt64) {
    var damage = Damage(state: seed)
    let text = damage.apply(to: assumptions)
    do throws(InvalidInput) {
      let set = try AssumptionsFile.read(text: text, file: "a.yaml")
      #expect(set.problems.allSatisfy { $0.isWarning }, "seed \(seed)")
    } catch {
      #expect(!error.diagnostics.isEmpty, "seed \(seed)")
    }
  }
}
