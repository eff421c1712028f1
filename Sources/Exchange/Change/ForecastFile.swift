public import Disbursement
import Portfolio
import Rulebook

/// The file of a forecast, read again: what it states, and what it was made from where it holds that.
public struct ForecastFile: Sendable {
  public var stated: StatedForecast
  /// Nil where the file says nothing of them.
  public var inputs: InputCopy?

  /// Reads a file of bounded size.
  ///
  /// Every amount read is bounded and every list that is looked into has what it must have, so that the result can be computed with like any other.
  public static func read(at path: String) throws(InvalidInput) -> ForecastFile {
    try ForecastDocument.read(at: path) { try $0.file() }
  }

  /// `file` names the document in errors.
  public static func decode(_ document: [UInt8], file: String) throws(InvalidInput) -> ForecastFile {
    try ForecastDocument.decode(document, file: file) { try $0.file() }
  }

  /// The scenario that the forecast was made from, dated and drawn as it was.
  ///
  /// - Parameters:
  ///   - path: Of this file, for messages.
  ///   - folder: A folder with the scenario, in place of the files in the document; its digest must be the document's.
  ///   - option: What names such a folder on the command line, for messages.
  public func scenario(path: String, folder: String?, option: String) throws(InvalidInput) -> Scenario {
    let run = stated.run
    let overrides = ScenarioOverrides(asOf: run.asOf, replications: run.replications, seed: run.seed)
    if let folder {
      let scenario = try Self.read(folder, overrides)
      guard scenario.inputs.inputDigest == run.inputDigest else {
        let phrase = ForecastPhrases.otherScenario(expected: run.inputDigest, file: path)
        throw InvalidInput([phrase.diagnostic(file: folder, found: scenario.inputs.inputDigest)])
      }
      return scenario
    }
    guard case .files(let files) = inputs else {
      let phrase = ForecastPhrases.noInputs(reason, option: option)
      throw InvalidInput([phrase.diagnostic(file: path)])
    }
    let digest = InputDigest(files).text
    guard digest == run.inputDigest else {
      let phrase = ForecastPhrases.changedInputs(expected: run.inputDigest, option: option)
      throw InvalidInput([phrase.diagnostic(file: path, found: digest)])
    }
    return try Self.read(.memory(name: "\(path) › inputs", files: files), overrides)
  }

  /// Two scenarios are read, so that files are named with where they lie.
  private static func read(_ store: ScenarioStore, _ overrides: ScenarioOverrides) throws(InvalidInput) -> Scenario {
    do throws(InvalidInput) {
      return try ScenarioReader.read(store, overrides: overrides)
    } catch {
      throw error.placed(in: store.name)
    }
  }

  private static func read(_ folder: String, _ overrides: ScenarioOverrides) throws(InvalidInput) -> Scenario {
    do throws(InvalidInput) {
      return try ScenarioReader.read(at: folder, overrides: overrides)
    } catch {
      throw error.placed(in: folder)
    }
  }

  private var reason: InputCopy.Reason? {
    if case .leftOut(let reason) = inputs { reason } else { nil }
  }
}

extension Scenario {
  /// What a bridge needs of it, together with what the forecast's file states.
  public func end(_ stated: StatedForecast) -> ForecastEnd {
    ForecastEnd(stated: stated, inputs: inputs, targets: targets)
  }
}

extension InvalidInput {
  /// The same with each file named by where it lies.
  package func placed(in place: String) -> InvalidInput {
    InvalidInput(
      diagnostics.map { diagnostic in
        var placed = diagnostic
        if !diagnostic.file.hasPrefix(place) { placed.file = "\(place)/\(diagnostic.file)" }
        return placed
      })
  }
}
