import Disbursement
import Portfolio
import Rulebook

/// What keeps a project's milestone from being met under nominal durations, and what would meet it, in clauses of one language.
struct ObstacleSentences {
  let phrases: Phrases
  let figures: Figures
  let sourceName: (String) -> String

  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  /// Which constraint binds.
  func obstacle(of milestone: ProjectMilestonePlan, in group: ProjectGroup) -> String {
    guard let obstacle = milestone.obstacle else { return say("chưa rõ vướng mắc", "no single constraint binds") }
    switch obstacle {
    case .startsTooLate(let day):
      let date = figures.date(day)
      return switch group {
      case .carryOver, .newStart: say("khởi công \(date) là quá muộn", "construction starts too late (\(date))")
      case .completed:
        say("phê duyệt quyết toán \(date) là quá muộn", "the final account is approved too late (\(date))")
      case .preparationNewStart, .preparationPriority, .preparationOther:
        say("thủ tục xong \(date) là quá muộn", "the procedures end too late (\(date))")
      }
    case .worksTooSlowly:
      return say("khối lượng hoàn thành quá chậm, dù bắt đầu ngay", "work is too slow even if it began at once")
    case .tooLittleWork(let value):
      return say(
        "cả năm chỉ đủ điều kiện thanh toán \(figures.fineMoney(value)) (khối lượng trừ thu hồi tạm ứng)",
        "only \(figures.fineMoney(value)) can become payable in the year (work less recovery of advances)")
    case .ceiling(let limit):
      return say(
        "tổng mức đầu tư hoặc mức trần khác chỉ còn cho phép \(figures.fineMoney(limit))",
        "total investment or another ceiling leaves only \(figures.fineMoney(limit))")
    case .cash(let source):
      let name = sourceName(source)
      return say("nguồn «\(name)» chưa có đủ tiền lúc đó", "the source “\(name)” has not enough cash by then")
    case .sourceClosed(let source, let day):
      let (name, date) = (sourceName(source), figures.date(day))
      return say("nguồn «\(name)» hết hạn thanh toán ngày \(date)", "the source “\(name)” pays nothing after \(date)")
    }
  }

  /// What would meet the milestone: each of the changes alone.
  func remedies(of milestone: ProjectMilestonePlan, in group: ProjectGroup) -> String {
    let parts = milestone.remedies.map { remedy(_: $0, group, by: milestone.date) }
    guard !parts.isEmpty else {
      return say(
        "bắt đầu sớm, làm nhanh hay thêm tiền đều không đủ: đề xuất điều chỉnh kế hoạch vốn",
        "no earlier start, faster work or more cash is enough: propose to adjust the plan capital")
    }
    return say("cần ", "needed: ") + parts.joined(separator: say(", hoặc ", ", or "))
  }

  private func remedy(_ remedy: ProjectMilestonePlan.Remedy, _ group: ProjectGroup, by date: Day) -> String {
    switch remedy {
    case .startBy(let day):
      let text = figures.date(day)
      return switch group {
      case .carryOver, .newStart: say("khởi công chậm nhất \(text)", "construction started by \(text)")
      case .completed: say("phê duyệt quyết toán chậm nhất \(text)", "the final account approved by \(text)")
      case .preparationNewStart, .preparationPriority, .preparationOther:
        say("xong thủ tục chậm nhất \(text)", "the procedures complete by \(text)")
      }
    case .pace(let factor):
      // Rounded up, so that the pace written down is enough.
      let times = figures.number((factor * 100).rounded(.up) / 100, places: 2)
      return say("làm nhanh gấp \(times) lần tiến độ danh nghĩa", "work at \(times) times the nominal pace")
    case .cash(let source, let amount):
      let (name, more, day) = (sourceName(source), figures.fineMoney(amount), figures.shortDate(date))
      return say("nguồn «\(name)» có thêm \(more) đến \(day)", "\(more) more cash in “\(name)” by \(day)")
    }
  }
}
