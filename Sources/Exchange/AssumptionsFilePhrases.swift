import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// What is wrong with assumptions, in words for users.
enum AssumptionsPhrases {
  typealias Words = (problem: BilingualText, remedy: BilingualText)

  static func words(for defect: AssumptionsProblem.Defect) -> Words {
    switch defect {
    case .notFinite:
      return words("không phải số hữu hạn", "it is not a finite number", "Ghi một số", "Write a number")
    case .outside(let value, let lower, let upper):
      let range = (YAMLSyntax.text(lower), YAMLSyntax.text(upper))
      return words(
        "số \(YAMLSyntax.text(value)) ngoài khoảng cho phép", "the number \(YAMLSyntax.text(value)) is out of range",
        "Ghi số từ \(range.0) đến \(range.1)", "Write numbers from \(range.0) to \(range.1)")
    case .wrongCount(let found, let expected):
      return words(
        "có \(found) số, cần \(expected)", "it has \(found) numbers instead of \(expected)", "Ghi đủ \(expected) số",
        "Write \(expected) numbers")
    case .sharesDoNotAddUp(let sum):
      return words(
        "các tỷ lệ cộng lại bằng \(YAMLSyntax.text(sum))", "the shares add up to \(YAMLSyntax.text(sum))",
        "Sửa để tổng bằng 1", "Make them add up to 1")
    case .disordered(let lower, let upper):
      return words(
        "\(YAMLSyntax.text(upper)) nhỏ hơn số đứng trước \(YAMLSyntax.text(lower))",
        "\(YAMLSyntax.text(upper)) is smaller than the number before it, \(YAMLSyntax.text(lower))",
        "Ghi các số theo thứ tự tăng dần", "Write the numbers in ascending order")
    case .tooMany(let count, let limit):
      return words(
        "có \(count) mục, nhiều nhất \(limit)", "there are \(count), at most \(limit) are accepted", "Bớt đi",
        "Leave some out")
    case .empty: return words("để trống", "it is empty", "Ghi nội dung", "Write something here")
    case .duplicate(let id): return words("mã «\(id)» lặp lại", "the id «\(id)» is repeated", "Đổi mã", "Change the id")
    case .noWorkingDay:
      return words("cả tuần đều nghỉ", "every day of the week is off", "Bớt ngày nghỉ", "Leave a day to work")
    case .noWeekday(let number):
      return words(
        "\(number) không phải ngày trong tuần", "\(number) is no day of the week",
        "Ghi từ 1 (thứ Hai) đến 7 (Chủ nhật)",
        "Write 1 (Monday) to 7 (Sunday)")
    case .scopeDoesNotFit(let scope, let effect):
      return words(
        "tác động \(effect.rawValue) không có phạm vi \(scope.rawValue)",
        "the effect \(effect.rawValue) does not act by \(scope.rawValue)", "Ghi scope: source hoặc portfolio",
        "Write scope: source or portfolio")
    case .unknownActivity(let name):
      return words(
        "không mẫu công việc nào có «\(name)»", "no template has an activity «\(name)»",
        "Kiểm tra tên; chỉ tác động đến dự án tự liệt kê công việc này",
        "Check the name; only projects that list it themselves are struck")
    }
  }

  static func words(for error: ActivityNetworkError) -> Words {
    switch error {
    case .duplicateActivity(let name):
      return words("công việc «\(name)» lặp lại", "the activity «\(name)» is repeated", "Đổi tên", "Rename it")
    case .unknownPredecessor(let activity, let predecessor):
      return words(
        "«\(activity)» chờ «\(predecessor)» không có trong mẫu",
        "«\(activity)» waits for «\(predecessor)», which is not in the template", "Sửa predecessors",
        "Mend predecessors")
    case .cycle(let names):
      let list = names.joined(separator: ", ")
      return words(
        "các công việc chờ lẫn nhau: \(list)", "the activities wait for one another: \(list)", "Sửa predecessors",
        "Mend predecessors")
    case .tooManyActivities(let count, let limit):
      return words(
        "có \(count) công việc, nhiều nhất \(limit)", "there are \(count) activities, at most \(limit) are accepted",
        "Gộp bớt", "Merge some")
    }
  }

  /// Also the number of the parameter, from 1.
  static func words(
    for error: DistributionError
  ) -> (parameter: Int, problem: BilingualText, remedy: BilingualText) {
    let parameter: Int
    let found: Words
    switch error {
    case .notFinite(let index):
      parameter = index
      found = words("không phải số hữu hạn", "it is not a finite number", "Ghi một số", "Write a number")
    case .negative(let index, let value):
      parameter = index
      found = words(
        "số âm \(YAMLSyntax.text(value))", "it is negative, \(YAMLSyntax.text(value))", "Ghi số không âm",
        "Write a number that is not negative")
    case .notPositive(let index, _):
      parameter = index
      found = words("phải lớn hơn 0", "it must be above 0", "Ghi số dương", "Write a positive number")
    case .disordered(let index, let value, let previous):
      parameter = index
      found = words(
        "\(YAMLSyntax.text(value)) nhỏ hơn p\(index - 1) là \(YAMLSyntax.text(previous))",
        "\(YAMLSyntax.text(value)) is smaller than p\(index - 1), \(YAMLSyntax.text(previous))",
        "Ghi các tham số theo thứ tự tăng dần", "Write the parameters in ascending order")
    case .tooLarge(let index, let value):
      parameter = index
      found = words(
        "số \(YAMLSyntax.text(value)) quá lớn", "the number \(YAMLSyntax.text(value)) is too large",
        "Ghi số không quá 1000000000", "Write at most 1000000000")
    }
    return (parameter, found.problem, found.remedy)
  }

  private static func words(_ vi: String, _ en: String, _ remedyVi: String, _ remedyEn: String) -> Words {
    (BilingualText(vi: vi, en: en), BilingualText(vi: remedyVi, en: remedyEn))
  }
}
