import Dispatch
import Synchronization

/// Hands out numbers to workers and reports how many are done.
final class WorkQueue: Sendable {
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let count: Int
  private let report: @Sendable (Int) -> Void

  init(count: Int, report: @escaping @Sendable (Int) -> Void = { _ in }) {
    self.count = count
    self.report = report
  }

  /// Runs `body` once for every number below the count, on the given number of threads, each with its own worker.
  @discardableResult
  func run<Worker>(threads: Int, makeWorker: () -> Worker, body: @Sendable (Worker, Int) -> Void) -> [Worker] {
    let threads = max(1, min(threads, count))
    // Each worker is used by the one thread of its number.
    nonisolated(unsafe) let workers = (0..<threads).map { _ in makeWorker() }
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < count else { return }
        body(workers[thread], number)
        report(finished.add(1, ordering: .relaxed).newValue)
      }
    }
    return workers
  }
}

/// Results written by several workers, each slot by one of them.
final class ResultSlots<Result>: @unchecked Sendable {
  // Every slot is written by exactly one worker before all are joined, and read only afterwards.
  private let slots: UnsafeMutablePointer<Result?>
  private let count: Int

  init(count: Int) {
    self.count = count
    slots = .allocate(capacity: max(1, count))
    slots.initialize(repeating: nil, count: max(1, count))
  }

  deinit {
    slots.deinitialize(count: max(1, count))
    slots.deallocate()
  }

  subscript(index: Int) -> Result? {
    get { slots[index] }
    set { slots[index] = newValue }
  }

  func collect() -> [Result] { (0..<count).compactMap { slots[$0] } }
}

/// Adds up work done by all threads and reports the share of it.
final class ProgressMeter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let report: (@Sendable (Double) -> Void)?

  init(total: Int, report: (@Sendable (Double) -> Void)?) {
    self.total = max(1, total)
    self.report = report
  }

  func add(_ work: Int) {
    let now = done.add(work, ordering: .relaxed).newValue
    report?(min(1, Double(now) / Double(total)))
  }
}
