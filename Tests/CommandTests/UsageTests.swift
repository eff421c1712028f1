import Foundation
import Testing

@Suite struct UsageTests {
  @Test(arguments: [
    "forecast", "schedule", "reallocate", "compare", "explain-change", "report", "forms", "import", "check", "rules",
    "init",
    "generate",
  ])
  func helpSpeaksBothLanguages(verb: String) throws {
    let english = try CommandRun(verb, "--help")
    #expect(english.status == 0)
    #expect(english.text.hasPrefix("OVERVIEW: "))
    #expect(english.text.contains("Example"))
    #expect(english.errorText.isEmpty)
    let vietnamese = try CommandRun(verb, "--help", locale: "vi_VN.UTF-8")
    #expect(vietnamese.status == 0)
    #expect(vietnamese.text.hasPrefix("GIỚI THIỆU: "))
    #expect(vietnamese.text.contains("Ví dụ:"))
    #expect(vietnamese.text.contains("TÙY CHỌN:"))
    #expect(!vietnamese.text.contains("Show "))
  }

  @Test(arguments: [["--help", "--lang", "vi"], ["--lang=vi", "--help"]])
  func languageOptionStandsAnywhere(arguments: [String]) throws {
    let help = try CommandRun(["forecast"] + arguments)
    #expect(help.status == 0)
    #expect(help.text.hasPrefix("GIỚI THIỆU: "))
  }

  @Test func optionOutranksLocale() throws {
    let help = try CommandRun("check", "--help", "--lang", "en", locale: "vi_VN.UTF-8")
    #expect(help.text.hasPrefix("OVERVIEW: "))
  }

  @Test func everyVerbIsListed() throws {
    let help = try CommandRun("--help")
    #expect(help.status == 0)
    for verb in [
      "forecast", "schedule", "reallocate", "compare", "explain-change", "report", "forms", "import", "check", "rules",
      "init",
      "generate",
    ] {
      #expect(help.text.contains("\n  \(verb) "))
    }
    #expect(try CommandRun().text == help.text)
  }

  @Test func version() throws {
    let run = try CommandRun("--version")
    #expect(run.status == 0)
    #expect(run.text.split(separator: ".").count == 3)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let run = try CommandRun("--generate-completion-script", shell)
    #expect(run.status == 0)
    for word in ["forecast", "driver-replications", "no-color"] { #expect(run.text.contains(word)) }
  }

  @Test(arguments: [
    ["reallocate"], ["reallocate", "a", "--objective", "most"], ["reallocate", "a", "--rate", "0.9"],
    ["reallocate", "a", "--objective", "probability"],
    ["reallocate", "a", "--objective", "probability", "--rate", "0"],
    ["reallocate", "a", "--objective", "probability", "--rate", "120%"], ["reallocate", "a", "--max-moves", "-1"],
    ["reallocate", "a", "--max-moves", "few"], ["reallocate", "a", "--min-move=-5"],
    ["reallocate", "a", "--min-move", "500tr"], ["reallocate", "a", "--round-to", ""],
    ["reallocate", "a", "--within", "group"], ["reallocate", "a", "--window", "2026-02-30"],
    ["reallocate", "a", "--explain", "P1", "--format", "json"], ["reallocate", "a", "--format", "xml"],
    ["bogus"], ["forecast"], ["forecast", "a", "b"], ["forecast", "a", "--bogus"], ["check", "a", "--format", "csv"],
    ["forecast", "a", "--replications", "0"], ["forecast", "a", "--replications", "10000001"],
    ["forecast", "a", "--replications", "99999999999999999999"], ["forecast", "a", "--replications", "1e3"],
    ["forecast", "a", "--seed", "-1"], ["forecast", "a", "--seed=-1"],
    ["forecast", "a", "--seed", "18446744073709551616"],
    ["forecast", "a", "--threads", "0"], ["forecast", "a", "--threads", "257"], ["forecast", "a", "--threads", "hai"],
    ["forecast", "a", "--driver-replications", "-5"], ["forecast", "a", "--lang", "fr"],
    ["forecast", "a", "--format", "xml"], ["forecast", "a", "--as-of", "2026-02-30"],
    ["rules", "--as-of", "30/02/2026"], ["rules", "a", "--rulebook", "b"], ["rules", "a", "--format", "yaml"],
    ["rules", "--format", "yaml", "--as-of", "2026-06-30"], ["init"],
    ["schedule"], ["schedule", "a", "--format", "yaml"], ["schedule", "a", "--no-robustness", "--replications", "5"],
    ["schedule", "a", "--replications", "0"], ["schedule", "a", "--driver-replications", "0"],
    ["generate", "a"], ["generate", "--projects", "5"],
    ["generate", "a", "--projects", "0"], ["generate", "a", "--projects", "2000001"],
    ["generate", "a", "--projects", "5", "--seed", "-1"], ["generate", "a", "--projects", "5", "--year", "2027"],
    ["generate", "a", "--projects", "5", "--sources", "none"],
    ["generate", "a", "--projects", "5", "--as-of", "2026-06-30"],
  ])
  func wrongUsage(arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errorText.contains("Error: "))
    #expect(run.errorText.contains("Usage: giaingan"))
  }

  @Test func rangesAreNamed() throws {
    let english = try CommandRun("forecast", "a", "--replications", "0")
    #expect(
      english.errorText.contains("'0' is invalid for '--replications <n>': expected a whole number from 1 to 10000000"))
    let vietnamese = try CommandRun("forecast", "a", "--replications", "0", "--lang", "vi")
    #expect(vietnamese.errorText.contains("cần một số nguyên từ 1 đến 10000000"))
  }

  @Test func missingScenario() throws {
    for verb in ["forecast", "schedule", "reallocate", "check", "rules"] {
      let english = try CommandRun(verb, "no-such-folder")
      #expect(english.status == 2)
      #expect(english.output.isEmpty)
      #expect(english.errorText.hasPrefix("error: no-such-folder"))
      let vietnamese = try CommandRun(verb, "no-such-folder", locale: "vi_VN.UTF-8")
      #expect(vietnamese.status == 2)
      #expect(vietnamese.errorText.hasPrefix("lỗi: no-such-folder"))
    }
  }

  /// A defect shows as status 70 with a plain line; here the test itself raises the signal of a trap.
  @Test func trapsEndWithTheStatusOfADefect() throws {
    let folder = try TestFolder()
    try folder.putScenario(replications: 400_000)
    let run = try StartedCommand(["forecast", folder.path("scenario"), "--output", folder.path("out")])
    try waitForStagingFolder(in: folder)
    kill(run.process.processIdentifier, SIGILL)
    run.process.waitUntilExit()
    let result = try run.result()
    #expect(result.status == 70)
    #expect(result.errorText.contains("defect of the program"))
  }
}
