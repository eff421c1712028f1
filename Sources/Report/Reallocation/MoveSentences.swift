import Disbursement
import Portfolio
import Rulebook

/// The reasons of moves and of staying, in one language.
extension ReallocationSentences {
  /// How projects are called in a sentence.
  enum Naming {
    /// Where their names stand beside it.
    case codes
    case names
  }

  /// Who gives, why it cannot spend, who takes, why it can, and which rules allow it.
  func reason(of move: CapitalMove, naming: Naming = .codes) -> String {
    func name(_ id: String) -> String {
      switch naming {
      case .codes: id
      case .names: selection.projectName(id)
      }
    }
    let (amount, date) = (capital.money(move.amount), figures.date(selection.run.date))
    let (giver, receiver) = (name(move.giverID), name(move.receiverID))
    let key = move.receiver.isKeyProject ? say(", dự án trọng điểm,", ", a key project,") : ""
    let (gives, takes) = (use(move.giver), use(move.receiver))
    return say(
      "\(giver) cắt giảm \(amount) vì đến \(date) \(gives); \(receiver)\(key) được bổ sung vì \(takes)\(grounds(move)).",
      "\(giver) gives \(amount) because by \(date) \(gives); \(receiver)\(key) takes it because \(takes)\(grounds(move))."
    )
  }

  /// What a project would do with what it gives, and why not more.
  private func use(_ reason: GiverReason) -> String {
    let chances = chances(any: reason.chanceOfSpendingAny, all: reason.chanceOfSpendingAll)
    let cause = reason.obstacle.map { ", " + name(of: $0) } ?? ""
    let (left, part) = (capital.money(reason.unspent), part(reason.expectedUse, of: reason.given))
    return say(
      "chỉ chi được \(part) cắt giảm ở nguồn này (\(chances)), cả kế hoạch dự kiến còn dư \(left)\(cause)",
      "it would spend \(part) that it gives from this source (\(chances)), and \(left) of its plan is expected to stay unspent\(cause)"
    )
  }

  /// What a project does with what it receives.
  private func use(_ reason: ReceiverReason) -> String {
    let chances = chances(any: reason.chanceOfSpendingAny, all: reason.chanceOfSpendingAll)
    let part = part(reason.expectedUse, of: reason.received)
    return say(
      "chi được \(part) nhận thêm ở nguồn này (\(chances))",
      "it would spend \(part) that it receives from this source (\(chances))")
  }

  /// `khoảng 456 trong 3.248 triệu đồng`.
  private func part(_ use: Money, of whole: Money) -> String {
    let (used, all) = (capital.amount(use), capital.money(whole))
    return use == .zero
      ? say("0 trong \(all)", "nothing of the \(all)")
      : say("khoảng \(used) trong \(all)", "about \(used) of the \(all)")
  }

  private func chances(any: Double, all: Double) -> String {
    let (part, whole) = (figures.probability(any), figures.probability(all))
    return part == whole
      ? say("khả năng chi hết \(whole)", "chance of spending all \(whole)")
      : say("khả năng chi hết \(whole), chi một phần \(part)", "chance of spending all \(whole), any \(part)")
  }

  private func name(of obstacle: LargestObstacle) -> String {
    let share = figures.percent(obstacle.share, places: 0)
    switch obstacle.kind {
    case .work(let start?) where start > selection.run.asOf:
      let day = figures.date(start)
      return say(
        "\(share) vì khối lượng chưa được nghiệm thu, nhiều khả năng đến \(day) mới khởi công",
        "\(share) for want of accepted work, construction being likely to start only by \(day)")
    case .work: return say("\(share) vì khối lượng chưa được nghiệm thu", "\(share) for want of accepted work")
    case .claims:
      return say("\(share) vì chưa lập xong hồ sơ thanh toán", "\(share) for want of payment files")
    case .cash: return say("\(share) vì nguồn vốn chưa có tiền", "\(share) for want of cash in the source")
    }
  }

  private func grounds(_ move: CapitalMove) -> String {
    let ids = move.rules.map(\.id)
    guard !ids.isEmpty else { return "" }
    return say("; căn cứ \(ids.joined(separator: ", "))", "; allowed by \(ids.joined(separator: ", "))")
  }

  /// What becomes of a project.
  func outcome(of verdict: ProjectVerdict) -> String {
    switch verdict.outcome {
    case .gives(let amount): say("Cắt giảm \(capital.money(amount)).", "Gives \(capital.money(amount)).")
    case .receives(let amount): say("Được bổ sung \(capital.money(amount)).", "Receives \(capital.money(amount)).")
    case .swaps:
      say(
        "Giảm ở nguồn này và tăng bằng số đó ở nguồn khác.",
        "Gives from one source what it receives from another.")
    case .stays(let stay): self.stay(stay)
    }
  }

  /// Why a project's capital stays.
  func stay(_ stay: ProjectVerdict.Stay) -> String {
    switch stay {
    case .fixed(let floor, let ceiling):
      guard floor.reason != ceiling.reason else {
        return say("Giữ nguyên: \(text(of: floor)).", "Stays: \(text(of: floor)).")
      }
      return say(
        "Giữ nguyên, không có khoảng điều chỉnh: \(least(floor)); \(most(ceiling)).",
        "Stays, there is no room either way: \(least(floor)); \(most(ceiling)).")
    case .refused(let bound, let chance, let level):
      return say(
        "Không được bổ sung, dù \(levels(chance, level, of: .next)): \(most(bound)).",
        "Refused more, although \(levels(chance, level, of: .next)): \(most(bound)).")
    case .protected(let bound, let chance, let level):
      return say(
        "Không bị cắt giảm, dù \(levels(chance, level, of: .last)): \(least(bound)).",
        "Kept from giving, although \(levels(chance, level, of: .last)): \(least(bound)).")
    case .balanced(let chance, let level):
      return say(
        "Giữ nguyên: \(levels(chance, level, of: .next)), và không dự án nào khác dùng phần vốn đang có tốt hơn.",
        "Stays: \(levels(chance, level, of: .next)), and no other project would make better use of what it has.")
    case .aloneInPool:
      return say(
        "Giữ nguyên: trong phạm vi điều chuyển không còn dự án nào khác có thể nhận hoặc nhường vốn.",
        "Stays: nothing else within the boundary can give to it or take from it.")
    case .moveLimits(let chance, let level):
      return say(
        "Giữ nguyên do giới hạn số lượt, mức điều chuyển nhỏ nhất hoặc bước làm tròn: \(levels(chance, level, of: .next)).",
        "Stays for the limit on moves, the smallest move or the rounding step: \(levels(chance, level, of: .next)).")
    case .noGainFound:
      return say(
        "Giữ nguyên: không tìm thấy thay đổi nào của dự án làm tăng mục tiêu.",
        "Stays: no change of it was found that raises the objective.")
    }
  }

  private func least(_ bound: CapitalBound) -> String {
    let amount = capital.money(bound.amount)
    return say(
      "không giảm dưới \(amount) được vì \(text(of: bound))",
      "it may not fall below \(amount) because \(text(of: bound))")
  }

  private func most(_ bound: CapitalBound) -> String {
    let amount = capital.money(bound.amount)
    return say(
      "không tăng quá \(amount) được vì \(text(of: bound))",
      "it may not rise above \(amount) because \(text(of: bound))")
  }

  private enum Dong {
    case next
    case last
  }

  private func levels(_ chance: Double, _ level: Double, of dong: Dong) -> String {
    let (own, water) = (figures.percent(chance), figures.percent(level))
    switch dong {
    case .next:
      return say(
        "khả năng chi thêm vốn là \(own), mức cân bằng của nguồn là \(water)",
        "its chance of spending more is \(own) and the source's level \(water)")
    case .last:
      return say(
        "khả năng chi phần vốn cuối là \(own), mức cân bằng của nguồn là \(water)",
        "its chance of spending its last capital is \(own) and the source's level \(water)")
    }
  }

  /// A bound in a clause, with the code of its rule.
  func text(of bound: CapitalBound) -> String {
    clause(of: bound) + (bound.rule.map { " (\($0.id))" } ?? "")
  }

  private func clause(of bound: CapitalBound) -> String {
    switch bound.reason {
    case .paidToDate(let paid, let advance):
      let (spent, owed) = (capital.money(paid), capital.money(advance))
      return advance == .zero
        ? say("đã giải ngân \(spent)", "\(spent) has been paid")
        : say(
          "đã giải ngân \(spent), còn dư tạm ứng chưa thu hồi \(owed)",
          "\(spent) has been paid, and \(owed) of advances is to be recovered")
    case .paidByWindow(let day):
      let date = figures.date(day)
      return say(
        "đó là số nhiều nhất mà mô phỏng chi đến ngày điều chỉnh \(date)",
        "that is the most that the simulation pays by the window of \(date)")
    case .fullCapital(let group, let need):
      return say(
        "\(phrases.name(of: group).lowercased()) được bố trí đủ vốn, dự án này có thể cần đến \(capital.money(need))",
        "the group “\(phrases.name(of: group).lowercased())” has full capital, and this project may need \(capital.money(need))"
      )
    case .nothingLeft: return say("kế hoạch vốn không thể âm", "a plan is not negative")
    case .totalInvestment(let total, let before):
      let (whole, paid) = (capital.money(total), capital.money(before))
      return say(
        "tổng mức đầu tư là \(whole), các năm trước đã giải ngân \(paid)",
        "its total investment is \(whole), of which \(paid) was paid before the year")
    case .absorbable(let value) where value < bound.amount:
      return say(
        "dự án ghi khả năng hấp thụ trong năm chỉ là \(capital.money(value)), ít hơn kế hoạch",
        "it states that it can absorb only \(capital.money(value)) in the year, less than its plan")
    case .absorbable(let value):
      return say(
        "dự án ghi khả năng hấp thụ trong năm là \(capital.money(value))",
        "it states that it can absorb \(capital.money(value)) in the year")
    case .absorbableNotStated:
      return say(
        "bảng dự án chưa ghi khả năng hấp thụ vốn vượt kế hoạch (cột absorbable)",
        "the table of projects does not state that it can absorb more than its plan (column absorbable)")
    case .arrangementPeriod(let size, let first, let years):
      return say(
        "đã hết thời gian bố trí vốn: nhóm \(size.rawValue) không quá \(years) năm, bố trí từ năm \(first)",
        "its capital-arrangement period is over: \(years) years for class \(size.rawValue), since \(first)")
    case .settlementValue:
      return say(
        "dự án hoàn thành không cần quá giá trị quyết toán",
        "a completed project needs no more than its settlement value")
    case .preparation:
      return say(
        "nhiệm vụ chuẩn bị đầu tư không cần nhiều hơn", "a preparation task needs no more")
    case .lockedByUser: return say("được yêu cầu giữ nguyên (--lock)", "it is locked (--lock)")
    case .sourceClosed(let day):
      return say(
        "nguồn vốn ngừng thanh toán sau ngày \(figures.date(day)), trước ngày tính \(figures.date(selection.run.date))",
        "the source pays nothing after \(figures.date(day)), before \(figures.date(selection.run.date))")
    case .mixedSources:
      return say(
        "dự án có cả vốn từ nguồn thu trong năm và vốn khác, chi theo thứ tự, nên không chứng minh được phương án tốt nhất",
        "it has revenue-linked and other capital that are paid in an order for which no best plan can be proved")
    }
  }
}
