import ArgumentParser
import Exchange

struct InitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "init",
      abstract: Interface.say(
        "Tạo thư mục kịch bản mẫu có chú giải để điền số liệu.",
        "Writes a commented starter scenario to fill in."),
      discussion: Interface.say(
        """
        Ví dụ:
          giaingan init kich-ban && giaingan forecast kich-ban

        Thư mục phải chưa có, hoặc rỗng.
        """,
        """
        Example:
          giaingan init my-scenario && giaingan forecast my-scenario

        The folder must not exist yet, or be empty.
        """))
  }

  @Argument(
    help: ArgumentHelp(Interface.say("Thư mục sẽ tạo.", "The folder to write."), valueName: "folder"),
    completion: .directory)
  var folder: String

  @OptionGroup var speech: SpeechOptions

  func run() throws {
    try NewFolder.require(folder)
    let files = StarterScenario.files(language: Interface.language).map { file in ResultFile(file.path) { file.text } }
    let names = files.map(\.name)
    try Outlet(.directory(folder), names: names).save(files)
    guard !speech.quiet else { return }
    let text = Interface.say(
      "Đã tạo \(names.joined(separator: ", ")) trong \(folder). Tiếp theo: giaingan forecast \(folder)",
      "Wrote \(names.joined(separator: ", ")) into \(folder). Next: giaingan forecast \(folder)")
    try StandardOutput.write(text + "\n")
  }
}
