import Disbursement
import Portfolio

/// What differs in the inputs, fact by fact.
extension BridgeSentences {
  func text(of fact: ChangeFact) -> String {
    switch fact {
    case .text(let item, let earlier, let later): "\(label(item)): \(earlier) → \(later)"
    case .day(let item, let earlier, let later): "\(label(item)): \(figures.date(earlier)) → \(figures.date(later))"
    case .count(let item, let earlier, let later): "\(label(item)): \(figures.count(earlier)) → \(figures.count(later))"
    case .amount(let item, let earlier, let later):
      "\(label(item)): \(figures.fineAmount(earlier)) → \(figures.fineMoney(later)) (\(figures.fineSigned(later - earlier)))"
    case .names(.figuresOfFile, let files): figuresDiffer(files)
    case .names(let item, let names): "\(label(item)) (\(figures.count(names.count))): \(list(names))"
    case .amounts(let item, let amounts):
      "\(label(item)) (\(figures.count(amounts.count))): "
        + list(amounts.map { "\($0.id) \(figures.fineAmount($0.earlier)) → \(figures.fineAmount($0.later))" })
    case .activities(let item, let activities):
      "\(label(item)) (\(figures.count(activities.count))): \(list(activities.map(text(of:)), separator: "; "))"
    }
  }

  private func text(of activity: ChangeFact.Activity) -> String {
    let date = activity.date.map { " " + figures.shortDate($0) } ?? ""
    return "\(activity.project) \(phrases.shortName(ofActivity: activity.activity))\(date)"
  }

  private func figuresDiffer(_ files: [String]) -> String {
    let names = files.map { $0 == "earlier" ? say("trước", "earlier") : say("sau", "later") }
      .joined(separator: say(" và tệp ", " and the "))
    return say(
      "tệp \(names) ghi số khác với số chương trình này tính lại từ cùng số liệu",
      "the \(names) file states other figures than this program computes from the same inputs")
  }

  private func list(_ names: [String], separator: String = ", ") -> String {
    let shown = names.prefix(ChangeSelection.mostNames).joined(separator: separator)
    let rest = names.count - ChangeSelection.mostNames
    return rest > 0 ? shown + say(" và \(figures.count(rest)) nữa", " and \(figures.count(rest)) more") : shown
  }

  private func label(_ item: ChangeFact.Item) -> String {
    switch item {
    case .engineOfFile: say("bộ tính của hai tệp", "engine of the two files")
    case .figuresOfFile: say("số trong tệp", "figures of the files")
    case .seed: say("mầm ngẫu nhiên", "seed")
    case .replications: say("số lần mô phỏng", "replications")
    case .sampling: say("cách lấy mẫu", "sampling")
    case .targetDays: say("ngày của mục tiêu", "days of targets")
    case .rulebook: say("bộ quy định", "rulebook")
    case .rulesAdded: say("quy định thêm", "rules added")
    case .rulesRemoved: say("quy định bỏ", "rules removed")
    case .rulesChanged: say("quy định đổi", "rules changed")
    case .assumptions: say("bộ giả định", "assumptions")
    case .keysChanged: say("khóa giả định đổi", "keys changed")
    default: labelOfProjects(item)
    }
  }

  private func labelOfProjects(_ item: ChangeFact.Item) -> String {
    switch item {
    case .plan: say("tổng kế hoạch", "total plan")
    case .projectCount: say("số dự án", "number of projects")
    case .projectsAdded: say("dự án thêm", "projects added")
    case .projectsRemoved: say("dự án bỏ", "projects removed")
    case .planChanged: say("kế hoạch đổi", "plan changed")
    case .allocationsChanged: say("chia lại giữa các nguồn vốn", "moved between sources")
    case .groupChanged: say("đổi nhóm", "group changed")
    case .totalInvestmentChanged: say("tổng mức đầu tư đổi", "total investment changed")
    case .identityChanged:
      say("tên, chủ đầu tư, địa bàn … đổi", "name, owner, locality … changed")
    case .sourcesAdded: say("nguồn vốn thêm", "sources added")
    case .sourcesRemoved: say("nguồn vốn bỏ", "sources removed")
    case .sourcesChanged: say("nguồn vốn đổi", "sources changed")
    case .asOf: say("ngày số liệu", "data until")
    case .paidToDate: say("đã giải ngân", "paid to date")
    case .paymentsChanged: say("dự án có số chi đổi", "projects with other payments")
    case .outstandingAdvance: say("dư tạm ứng", "outstanding advances")
    case .advancesChanged: say("dự án có dư tạm ứng đổi", "projects with other advances")
    case .paidBeforeYearChanged: say("số chi các năm trước đổi", "paid before the year changed")
    case .activitiesDone: say("việc đã xong", "activities done")
    case .activitiesStarted: say("việc đã bắt đầu", "activities begun")
    case .activitiesChanged: say("việc thay đổi khác", "activities changed otherwise")
    case .progressChanged: say("tiến độ đổi", "progress changed")
    case .constructionDaysChanged: say("số ngày thi công đổi", "construction days changed")
    case .absorbableChanged: say("khả năng hấp thụ đổi", "absorbable value changed")
    case .contractChanged: say("giá trị hợp đồng đổi", "contract value changed")
    case .sCurveChanged: say("đường cong khối lượng đổi", "S-curve changed")
    default: item.rawValue
    }
  }
}
