import Disbursement
import Portfolio
import Rulebook

extension ReallocationSentences {
  /// The terms of the page, from the first that a reader meets.
  var reading: [(term: String, meaning: String)] {
    [
      (
        say("Trước, sau", "Before, after"),
        say(
          "Giữ kế hoạch hiện tại, và đổi sang kế hoạch đề xuất từ kỳ điều chỉnh. Cả hai được mô phỏng trên cùng những năm ngẫu nhiên, nên chênh lệch chính xác hơn nhiều so với từng số.",
          "The present plan kept, and the proposed one in force from the window on. Both are played on the same random years, so that differences are far more exact than either figure."
        )
      ),
      (
        say("± và khoảng tin cậy", "± and intervals"),
        say(
          "Sai số do số lần mô phỏng có hạn, không gồm sai của giả định. Đề xuất được chọn trên một tập lần mô phỏng và đánh giá trên tập khác, để lợi ích không bị phóng đại.",
          "The error of simulating finitely often, not of the assumptions. A proposal is chosen on some replications and judged on others, so that its gain is not exaggerated."
        )
      ),
      (
        say("Khả năng chi", "Chance of spending"),
        say(
          "Tỷ lệ số lần mô phỏng mà dự án đủ khối lượng và hồ sơ để chi phần vốn đó đến ngày tính, nếu có vốn.",
          "The share of simulated years in which the project's files would use that capital by the date, if it had it.")
      ),
      (
        say("Mức cân bằng của nguồn", "The source's level"),
        say(
          "Khi không còn bước điều chuyển nào có lợi, mọi dự án còn điều chỉnh được của một nguồn có khả năng chi thêm như nhau; mức chung đó là mức cân bằng.",
          "When no move is worth it any more, all projects of a source that could still give or receive are equally likely to spend more; that common chance is the level."
        )
      ),
      (
        say("Giới hạn", "Bounds"),
        say(
          "Kế hoạch mới của mỗi dự án nằm giữa mức thấp nhất và cao nhất mà quy định cho phép; tổng của từng nguồn vốn không đổi.",
          "Each plan lies between the least and the most that the rules let it be; the total of each source stays.")
      ),
      (
        say("Giá trị của thông tin hoàn hảo", "Value of perfect information"),
        say(
          "Phần giải ngân thêm được nếu biết trước năm diễn ra thế nào rồi mới điều chuyển; là mức trần cho lợi ích của mọi khảo sát, rà soát thêm.",
          "What would be disbursed in addition if one knew how the year goes before moving capital: the ceiling of what any further review could gain."
        )
      ),
    ]
  }

  var runHeader: [(term: String, value: String)] {
    let (run, settings) = (selection.run, selection.run.settings)
    let most = settings.maxMoves.map(figures.count) ?? say("không giới hạn", "no limit")
    let locked = settings.lockedProjects.sorted().joined(separator: ", ")
    return [
      (say("Kịch bản", "Scenario"), run.scenario), (say("Ngày số liệu", "As of"), figures.date(run.asOf)),
      (say("Kỳ điều chỉnh", "Window"), figures.date(run.window)),
      (say("Mục tiêu", "Objective"), objectiveName.capitalizedFirst),
      (
        say("Phạm vi điều chuyển", "Capital moves within"),
        settings.within == .source
          ? say("từng nguồn vốn", "a source") : say("từng nguồn vốn và chủ đầu tư", "a source and owner")
      ),
      (
        say("Số lượt nhiều nhất; mức nhỏ nhất; làm tròn đến", "Most moves; smallest move; rounding to"),
        "\(most); \(capital.money(settings.minMove)); \(capital.money(settings.roundTo))"
      ),
      (say("Dự án giữ nguyên theo yêu cầu", "Projects locked"), locked.isEmpty ? phrases.none : locked),
      (say("Quy định", "Rulebook"), "\(run.rulebook) — \(run.rulebookTitle[phrases.language])"),
      (say("Giả định", "Assumptions"), run.assumptions),
      (
        say("Số lần mô phỏng", "Replications"),
        say(
          "\(figures.count(settings.replications)) để chọn, \(figures.count(selection.judgement?.replications ?? 0)) để đánh giá",
          "\(figures.count(settings.replications)) to choose, \(figures.count(selection.judgement?.replications ?? 0)) to judge"
        )
      ),
      (
        say("Mầm ngẫu nhiên", "Seed"),
        [settings.seed, selection.judgement?.seed].compactMap { $0.map(String.init) }.joined(separator: "; ")
      ),
      (say("Bộ tính", "Engine"), engine),
      (say("Mã băm số liệu vào", "Input digest"), run.inputDigest.isEmpty ? "–" : run.inputDigest),
    ]
  }

  /// The program with its version.
  var engine: String {
    let engine = selection.run.engine
    return engine.first?.isNumber == true ? "giaingan \(engine)" : engine
  }

  /// A rule that holds for the proposal as a whole, as a sentence without its citation.
  func text(of kind: ReallocationConstraint.Kind) -> String {
    switch kind {
    case .totalOfSource: return say("Tổng vốn của từng nguồn không đổi.", "The total of each source stays.")
    case .totalOfPlan:
      return say("Tổng kế hoạch đã được quyết định không đổi.", "The total that was decided on stays.")
    case .totalOfOwner:
      return say(
        "Tổng vốn của từng chủ đầu tư trong mỗi nguồn không đổi.", "The total of each owner within a source stays.")
    case .window(let day):
      return say("Nhận đề xuất đến hết \(figures.date(day)).", "Proposals are taken until \(figures.date(day)).")
    case .deadline(let day):
      return say("Điều chỉnh kế hoạch đến hết \(figures.date(day)).", "Capital is moved until \(figures.date(day)).")
    case .keyProjectsFirst:
      return say(
        "Như nhau thì bổ sung cho dự án trọng điểm trước.", "Among equals, key projects receive first.")
    case .fromSlowToFast:
      return say(
        "Cắt giảm dự án chậm, bổ sung cho dự án có khả năng giải ngân.",
        "Slow projects give, those that can absorb receive.")
    }
  }
}
