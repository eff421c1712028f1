/// What makes one forecast differ from another; a bridge takes them in this order.
public enum ChangeCause: String, CaseIterable, Hashable, Sendable {
  /// Another program or another version of it made the files: what they state minus what this one makes of the same inputs.
  case engine
  /// Seed, replications, sampling and the days asked about.
  case draws
  case rulebook
  case assumptions
  /// Projects added and removed, their plan capital, identity and total investment, and the sources of capital.
  case plan
  /// The as-of day, payments, and advances not yet recovered.
  case payments
  /// Activities, progress and what else is known of the work.
  case progress

  /// What becomes known as time passes.
  public static let known: Set<ChangeCause> = [.payments, .progress]
}
