public import Disbursement
import Portfolio
import Rulebook

/// What is said about a question of moving capital that has no answer, and about a copy that cannot be written.
enum ReallocationPhrases {
  static let fileElsewhere = Phrase(
    BilingualText(
      vi: "kịch bản dùng tệp nằm ngoài thư mục của nó hoặc trong thư mục con, bản sao sẽ không tìm thấy",
      en: "the scenario uses a file outside of its folder or in a folder within, which the copy would not find"),
    remedy: BilingualText(
      vi: "Đặt tệp cạnh scenario.yaml rồi ghi tên tệp trong đó, hoặc ghi đường dẫn đầy đủ từ gốc",
      en: "Put the file beside scenario.yaml and name it there, or give its full path from the root"))

  static let sourceNotConserved = Phrase(
    BilingualText(
      vi: "đọc lại bản đã ghi thì tổng vốn của nguồn này khác bản gốc, nên không giữ lại gì",
      en: "read back, the total of this source differs from the original, so nothing was kept"),
    remedy: changedMeanwhile)

  static let writtenOtherwise = Phrase(
    BilingualText(
      vi: "đọc lại bản đã ghi thì không đúng với đề xuất, nên không giữ lại gì",
      en: "read back, the copy is not what was proposed, so nothing was kept"), remedy: changedMeanwhile)

  static let unknownProject = Phrase(
    BilingualText(vi: "không có dự án mang mã này", en: "there is no project of this code"),
    remedy: BilingualText(
      vi: "Ghi đúng mã như trong bảng dự án", en: "Write the code as the table of projects has it"))

  private static let changedMeanwhile = BilingualText(
    vi: "Kiểm tra xem tệp của kịch bản có bị sửa trong lúc chạy không, rồi chạy lại",
    en: "See whether the scenario's files were changed during the run, and run again")
}

extension InvalidReallocation {
  /// Everything wrong as messages that name the option, what was found, what was expected and what to do.
  public var input: InvalidInput { InvalidInput(problems.map(\.diagnostic)) }
}

extension InvalidInput {
  /// Codes of projects, given to an option, that a scenario does not have.
  public static func unknownProjects(_ ids: [String], option: String) -> InvalidInput {
    InvalidInput(ids.map { ReallocationPhrases.unknownProject.diagnostic(file: option, found: $0) })
  }
}

extension InvalidReallocation.Problem {
  fileprivate var diagnostic: Diagnostic {
    switch self {
    case .windowClosed(let day, let last, let open):
      Phrase(
        BilingualText(
          vi: "ngày này sau hạn đề xuất điều chỉnh cuối cùng của năm (\(PhraseText.date(last).vi))",
          en: "this is after the last window of the year for proposals (\(PhraseText.date(last).en))"),
        remedy: Self.choose(open)
      ).diagnostic(file: "--window", found: day.description)
    case .windowPast(let day, let asOf, let open):
      Phrase(
        BilingualText(
          vi: "ngày này trước ngày số liệu \(PhraseText.date(asOf).vi), mọi khoản chi từ đó đến nay đã biết",
          en: "this is before the as-of day, \(PhraseText.date(asOf).en): what was paid since then is known"),
        remedy: Self.choose(open)
      ).diagnostic(file: "--window", found: day.description)
    case .noWindowLeft(let asOf, let last):
      Self.noWindowLeft(last).diagnostic(file: "asOf", found: asOf.description)
    case .dateOutside(let day, let first, let last):
      Phrase(
        BilingualText(
          vi:
            "ngày tính số giải ngân phải sau ngày điều chỉnh và không sau hạn thanh toán: từ \(PhraseText.date(first).vi) đến \(PhraseText.date(last).vi)",
          en:
            "the day whose payments count must lie after the window and not after the cut-off: \(PhraseText.date(first).en) to \(PhraseText.date(last).en)"
        ), remedy: BilingualText(vi: "Chọn ngày trong khoảng đó", en: "Choose a day in between")
      ).diagnostic(file: "--date", found: day.description)
    case .unknownProject(let id): ReallocationPhrases.unknownProject.diagnostic(file: "--lock", found: id)
    case .rateNotPositive:
      Phrase(
        BilingualText(
          vi: "tỷ lệ 0 lúc nào cũng đạt", en: "a rate of 0 is always reached"),
        remedy: BilingualText(
          vi: "Ghi một tỷ lệ lớn hơn 0, như 0.95 hoặc 95%", en: "Give more than 0, such as 0.95 or 95%")
      ).diagnostic(file: "--rate", found: "0")
    case .roundingNotPositive(let amount):
      Self.amount(
        BilingualText(vi: "bước làm tròn phải lớn hơn 0", en: "the rounding step must be above 0")
      ).diagnostic(file: "--round-to", found: String(amount.dong))
    case .minMoveNegative(let amount):
      Self.amount(
        BilingualText(vi: "mức điều chuyển nhỏ nhất không được âm", en: "the smallest move must not be negative")
      ).diagnostic(file: "--min-move", found: String(amount.dong))
    case .maxMovesNegative(let count):
      Phrase(
        BilingualText(vi: "số lần điều chuyển không được âm", en: "the number of moves must not be negative"),
        remedy: BilingualText(vi: "Ghi 0 hoặc số lớn hơn", en: "Give 0 or more")
      ).diagnostic(file: "--max-moves", found: String(count))
    case .noMilestoneAhead(let window):
      Phrase(
        BilingualText(
          vi: "bộ quy định không đặt mốc nào sau ngày \(PhraseText.date(window).vi) cho dự án có thể điều chỉnh",
          en: "the rulebook sets no milestone after \(PhraseText.date(window).en) for any project that may be moved"),
        remedy: BilingualText(
          vi: "Chọn mục tiêu khác, như --objective mean, hoặc ngày điều chỉnh sớm hơn",
          en: "Choose another objective, such as --objective mean, or an earlier window")
      ).diagnostic(file: "--objective", found: ReallocationObjective.Kind.milestones.rawValue)
    }
  }

  private static func noWindowLeft(_ last: Day?) -> Phrase {
    guard let last else {
      return Phrase(
        BilingualText(
          vi: "bộ quy định không có ngày nào để đề xuất điều chỉnh kế hoạch vốn",
          en: "the rulebook has no window for proposals to adjust the plan"),
        remedy: BilingualText(
          vi: "Thêm quy định loại adjustmentWindow vào bộ quy định", en: "Add a rule with an adjustmentWindow to it"))
    }
    return Phrase(
      BilingualText(
        vi:
          "ngày số liệu sau hạn đề xuất điều chỉnh cuối cùng của năm (\(PhraseText.date(last).vi)), không còn đợt nào",
        en:
          "the as-of day is after the last window of the year for proposals (\(PhraseText.date(last).en)): none is left"
      ),
      remedy: BilingualText(
        vi: "Dùng số liệu của một ngày sớm hơn, hoặc bộ quy định khác",
        en: "Use the data of an earlier day, or another rulebook"))
  }

  private static func amount(_ problem: BilingualText) -> Phrase {
    Phrase(
      problem,
      remedy: BilingualText(
        vi: "Ghi số theo đơn vị của kịch bản", en: "Give an amount in the scenario's unit"))
  }

  private static func choose(_ open: [Day]) -> BilingualText {
    guard !open.isEmpty else {
      return BilingualText(
        vi: "Không còn đợt điều chỉnh nào trong năm", en: "No window of the year is left")
    }
    let days = open.map(PhraseText.date)
    return BilingualText(
      vi: "Các đợt còn lại: \(days.map(\.vi).joined(separator: ", "))",
      en: "Windows left: \(days.map(\.en).joined(separator: ", "))")
  }
}
