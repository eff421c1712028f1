public import Portfolio

extension ProjectGroup {
  /// The group as budget documents call it.
  public var title: BilingualText {
    switch self {
    case .completed: BilingualText(vi: "Dự án hoàn thành", en: "Completed projects")
    case .carryOver: BilingualText(vi: "Dự án chuyển tiếp", en: "Continuing projects")
    case .newStart: BilingualText(vi: "Dự án khởi công mới", en: "New-start projects")
    case .preparationNewStart:
      BilingualText(vi: "Chuẩn bị đầu tư (khởi công mới)", en: "Preparation (new starts)")
    case .preparationPriority: BilingualText(vi: "Chuẩn bị đầu tư (ưu tiên)", en: "Preparation (priority)")
    case .preparationOther: BilingualText(vi: "Chuẩn bị đầu tư (còn lại)", en: "Preparation (others)")
    }
  }
}
