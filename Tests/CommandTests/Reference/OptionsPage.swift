import Disbursement
import Exchange
import Foundation
import Testing

/// Verbs, arguments and options, from what the parser of the command line says of itself.
struct OptionsPage {
  private let verbs: [Verb]
  private let general: Verb
  private let runs: ReferenceRuns

  struct Verb: Decodable {
    var commandName: String
    var abstract: String
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Verb]?
  }

  struct Argument: Decodable, Equatable {
    struct Name: Decodable, Equatable {
      var kind: String
      var name: String
    }

    var kind: String
    var names: [Name]?
    var valueName: String?
    var isOptional: Bool
    var isRepeating: Bool
    var shouldDisplay: Bool
    var abstract: String?
    var defaultValue: String?
    var allValues: [String]?

    /// `--output`, or the name of an argument without dashes.
    var key: String {
      names?.first { $0.kind == "long" }.map { "--" + $0.name } ?? valueName ?? ""
    }
  }

  private struct Dump: Decodable { var command: Verb }

  init(_ runs: ReferenceRuns) throws {
    let dump = try CommandRun("--experimental-dump-help", "--lang", "en")
    general = try JSONDecoder().decode(Dump.self, from: dump.output).command
    verbs = try #require(general.subcommands).filter { $0.commandName != "help" }
    self.runs = runs
  }

  var names: [String] { verbs.map(\.commandName) }

  func page() throws -> ReferencePage {
    var page = ReferencePage(
      "Options", title: "Verbs and options",
      abstract:
        "Every verb of the command with its arguments and options, their values and defaults, and the exit statuses.",
      madeFrom: "what the program says of its options, and the notes in OptionNotes.swift")
    page.paragraph(
      "`giaingan help VERB` shows the same in short, and `giaingan VERB --help --lang vi` in Vietnamese. Results go to standard output; progress, warnings and errors to standard error. Progress with the remaining time shows for runs over two seconds when standard error is a terminal."
    )
    page.table(["Verb", "What it does"], verbs.map { ["giaingan \($0.commandName)".code, $0.abstract] })
    let common = try #require(common)
    page.heading("Options of every verb")
    page.table(["Option", "Values", "Default", "Meaning"], common.map { row($0, of: "") })
    for verb in verbs {
      page.heading(verb.commandName)
      page.paragraph(verb.abstract)
      page.code(usage(verb))
      let own = (verb.arguments ?? []).filter { $0.shouldDisplay && !common.contains($0) }
      page.table(
        ["Argument or option", "Values", "Default", "Meaning"], own.map { row($0, of: verb.commandName) })
      if let files = runs.files[verb.commandName] {
        page.paragraph(Self.text(of: files, and: runs.rareFiles[verb.commandName] ?? [], verb.commandName))
      }
      if let discussion = verb.discussion { page.code(discussion.trimmingCharacters(in: .newlines)) }
    }
    page.heading("Exit statuses")
    page.table(["Status", "Meaning"], OptionNotes.statuses.map { ["\($0)", $1] })
    page.paragraph("A run that is interrupted ends with 128 plus the signal's number (130 for Ctrl-C).")
    page.heading("Completions")
    page.paragraph("The program writes what a shell needs to complete its verbs and options:")
    page.code(
      """
      giaingan --generate-completion-script bash > ~/.local/share/bash-completion/completions/giaingan
      giaingan --generate-completion-script zsh > ~/.zsh/completions/_giaingan
      giaingan --generate-completion-script fish > ~/.config/fish/completions/giaingan.fish
      """)
    return page
  }

  /// What all verbs have alike.
  private var common: [Argument]? {
    verbs.first?.arguments?.filter { argument in
      verbs.allSatisfy { $0.arguments?.contains(argument) == true } && argument.shouldDisplay
    }
  }

  private func usage(_ verb: Verb) -> String {
    let arguments = (verb.arguments ?? []).filter { $0.kind == "positional" || !$0.isOptional }
    let words = arguments.map { argument in
      let value = argument.valueName?.uppercased() ?? ""
      let text = argument.kind == "positional" ? value : "\(argument.key) \(value)"
      return (argument.isOptional ? "[\(text)]" : text) + (argument.isRepeating ? " …" : "")
    }
    return (["giaingan", verb.commandName] + words + ["[options]"]).joined(separator: " ")
  }

  // MARK: One row

  private func row(_ argument: Argument, of verb: String) -> [String] {
    let note = OptionNotes.all["\(verb) \(argument.key)"] ?? OptionNotes.all[argument.key] ?? OptionNotes.Note()
    let (meaning, stated) = Self.meaning(argument.abstract ?? "")
    let value = argument.defaultValue.map { $0.code } ?? stated
    let isRequired = !argument.isOptional
    return [
      name(argument), note.values ?? values(argument), isRequired ? "required" : note.whenLeftOut ?? value ?? "",
      meaning + (note.more.isEmpty ? "" : " " + note.more),
    ]
  }

  private func name(_ argument: Argument) -> String {
    let names = (argument.names ?? []).sorted { $0.name.count > $1.name.count }
    guard argument.kind != "positional", !names.isEmpty else { return (argument.valueName?.uppercased() ?? "").code }
    let written = names.map { ($0.kind == "short" ? "-" : "--") + $0.name }
    let value = argument.kind == "option" ? " " + Self.placeholder(argument.valueName ?? "") : ""
    return ([written[0] + value] + written.dropFirst()).map(\.code).joined(separator: ", ")
  }

  /// Words to choose from stay as they are, others are written large.
  private static func placeholder(_ name: String) -> String {
    name.contains("|") && name != "dir|file" && name != "name|file" ? name : name.uppercased()
  }

  private func values(_ argument: Argument) -> String {
    (argument.allValues ?? []).map(\.code).joined(separator: ", ")
  }

  /// The text without «By default …», and that without its beginning.
  private static func meaning(_ abstract: String) -> (meaning: String, whenLeftOut: String?) {
    let mark = "By default "
    guard let place = abstract.range(of: mark) else { return (abstract, nil) }
    let stated = abstract[place.upperBound...].trimmingCharacters(in: CharacterSet(charactersIn: ". "))
    return (abstract[..<place.lowerBound].trimmingCharacters(in: .whitespaces), stated)
  }

  private static func text(of files: [String], and rare: [String], _ verb: String) -> String {
    let asked = rare.isEmpty ? "" : ", and where it is asked for " + rare.map(\.code).joined(separator: ", ")
    let list = files.map(\.code).joined(separator: ", ") + asked
    guard verb != "import" else {
      return "With `--output FOLDER`, beside the files of the scenario: \(list)."
    }
    let extensions = Set(files.compactMap { $0.split(separator: ".").last.map(String.init) }).sorted()
    let single = extensions.map { ".\($0)".code }.joined(separator: ", ")
    return
      "With `--output FOLDER`: \(list). With one file, by its extension: \(single); then nothing goes to standard output."
  }

  // MARK: What is checked of the notes

  /// Notes of options that no verb has.
  var strayNotes: [String] {
    let known = Set(
      verbs.flatMap { verb in (verb.arguments ?? []).flatMap { [$0.key, "\(verb.commandName) \($0.key)"] } })
    return OptionNotes.all.keys.filter { !known.contains($0) }.sorted()
  }

  /// The statuses that the help of the command names.
  var statedStatuses: [Int] {
    let text = general.discussion ?? ""
    guard let start = text.range(of: "Exit status: ") else { return [] }
    return text[start.upperBound...].split(separator: ";").compactMap { part in
      part.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }
  }
}
