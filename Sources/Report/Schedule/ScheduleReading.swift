import Disbursement
import Portfolio
import Rulebook

extension ScheduleSentences {
  /// The terms of the page, from the first that a reader meets.
  var reading: [(term: String, meaning: String)] {
    let run = selection.schedule.run
    func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }
    var terms = [
      (
        say("Danh nghĩa", "Nominal"),
        say(
          "Diễn biến khi mọi thời gian đúng như dự kiến, không rủi ro nào xảy ra, và hồ sơ thanh toán được lập theo nhịp quen thuộc: ít vào đầu năm, dồn vào tháng 12.",
          "What happens when every duration is as expected, no risk strikes, and payment files are handed in at the usual rhythm: few early in the year, a surge in December."
        )
      ),
      (
        say("Theo lịch", "Planned"),
        say(
          "Lịch giải ngân đề nghị: không vượt khối lượng được nghiệm thu theo tiến độ danh nghĩa, không vượt tiền của nguồn vốn; đạt mốc hoặc thiếu ít nhất có thể; chi nhiều nhất có thể đến cuối năm; rồi mới san đều giữa các tháng.",
          "The schedule proposed: never more than the work accepted at nominal durations, never more than the cash of a source; it meets the milestones or misses as little as possible, then pays as much as possible by the year's end, and only then spreads the load over the months."
        )
      ),
      (
        say("Chi được tối đa", "Payable at most"),
        say(
          "Khối lượng được nghiệm thu và tạm ứng đến hạn theo tiến độ danh nghĩa, chưa xét nguồn vốn có đủ tiền hay không.",
          "Work accepted and advances due at nominal durations, before any source is short of cash.")
      ),
      (
        say("Vướng mắc và việc cần làm", "Obstacle and what is needed"),
        say(
          "Ràng buộc chặn trước tiên, và những thay đổi nhỏ nhất của từng loại; mỗi thay đổi một mình cũng đủ để đạt mốc.",
          "The constraint that binds first, and the smallest change of each kind; each of them alone would meet the milestone."
        )
      ),
    ]
    if selection.isRobustnessJudged {
      terms.append(
        (
          say("Khả năng giữ lịch", "Chance of keeping"),
          say(
            "Tỷ lệ trong \(figures.count(run.replications)) lần mô phỏng, có rủi ro và theo nhịp thanh toán quen thuộc, mà số giải ngân lũy kế đạt ít nhất số theo lịch. Con số thấp nghĩa là nếu không đổi cách làm thì khó giữ lịch; nó không tính đến nỗ lực thêm để giữ lịch.",
            "The share of \(figures.count(run.replications)) simulated years, with risks and at the usual rhythm of claims, in which the cumulative payments reach the planned ones. A low number says that the schedule is hard to keep by doing as usual; it knows of no extra effort to keep it."
          )
        ))
    }
    return terms
  }

  var runHeader: [(term: String, value: String)] {
    let run = selection.schedule.run
    func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }
    return [
      (say("Kịch bản", "Scenario"), run.scenario),
      (say("Ngày số liệu", "As of"), figures.date(run.asOf)),
      (say("Quy định", "Rulebook"), "\(run.rulebook) — \(run.rulebookTitle[phrases.language])"),
      (say("Giả định", "Assumptions"), run.assumptions),
      (
        say("Số lần mô phỏng", "Replications"),
        selection.isRobustnessJudged
          ? figures.count(run.replications)
          : say("không mô phỏng (không đánh giá khả năng giữ lịch)", "none (robustness was not judged)")
      ),
      (say("Mầm ngẫu nhiên", "Seed"), String(run.seed)),
      (say("Bộ tính", "Engine"), engine),
      (say("Mã băm số liệu vào", "Input digest"), run.inputDigest.isEmpty ? "–" : run.inputDigest),
    ]
  }

  /// The program with its version.
  var engine: String {
    let engine = selection.schedule.run.engine
    return engine.first?.isNumber == true ? "giaingan \(engine)" : engine
  }
}
