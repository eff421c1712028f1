import Disbursement
import Portfolio
import Rulebook
import Stochastics

extension Phrases {
  /// What a whole path of one replication is called, by its rank at the end of the year.
  func name(ofPathRank rank: Double) -> String {
    if rank < 0.5 { return say("Một năm xấu", "One bad year") }
    return rank > 0.5 ? say("Một năm tốt", "One good year") : say("Năm trung bình", "A middling year")
  }

  func text(of distribution: Distribution, figures: Figures) -> String {
    let numbers = distribution.shape.parameters.map(figures.plainNumber)
    func joined(_ names: [String]) -> String {
      zip(names, numbers).map { "\($0) \($1)" }.joined(separator: "; ")
    }
    let (least, mode, most) = (say("nhỏ nhất", "min"), say("hay gặp", "mode"), say("lớn nhất", "max"))
    return switch distribution.shape {
    case .fixed: say("cố định ", "fixed ") + joined([""]).trimmingLeadingSpaces
    case .uniform: say("đều: ", "uniform: ") + joined([least, most])
    case .triangular: say("tam giác: ", "triangular: ") + joined([least, mode, most])
    case .pert: "PERT: " + joined([least, mode, most])
    case .lognormal: say("log-chuẩn: ", "lognormal: ") + joined([say("trung vị", "median"), "P90"])
    case .normal: say("chuẩn: ", "normal: ") + joined([say("trung bình", "mean"), say("độ lệch", "sd")])
    case .exponential: say("mũ: ", "exponential: ") + joined([say("trung bình", "mean")])
    case .quantiles: joined(["P10", "P50", "P90"])
    }
  }

  func name(of mode: Assumptions.Claims.Mode) -> String {
    switch mode {
    case .lump: say("cả gói trong tháng với xác suất này", "all that is payable, with this probability")
    case .share: say("phần được đề nghị thanh toán trong tháng", "the share claimed in the month")
    }
  }
}

extension Sentences {
  /// The terms of the page, from the first that a reader meets.
  var reading: [(term: String, meaning: String)] { readingOfAmounts + readingOfCauses + readingOfLimits }

  private var replications: String { figures.count(selection.forecast.run.replications) }

  private var readingOfAmounts: [(term: String, meaning: String)] {
    [
      (
        phrases.say("Xác suất đạt mốc", "Probability of meeting a milestone"),
        phrases.say(
          "Tỷ lệ số lần mô phỏng, trong \(replications) lần, mà số giải ngân lũy kế đến hết ngày đó đạt mức yêu cầu. 62% nghĩa là 62 trong 100 năm như vậy đạt, 38 năm không đạt. Chỉ ghi 0% hoặc 100% khi mọi lần mô phỏng đều như vậy; kể cả khi đó, biến cố hiếm hơn khoảng 3 trên \(replications) vẫn có thể chưa xuất hiện.",
          "The share of the \(replications) simulated years in which the cumulative disbursement reaches the requirement by the end of the day. 62% means that 62 of 100 such years meet it and 38 do not. 0% and 100% are written only when every simulated year agrees; even then, what happens less often than about 3 in \(replications) may not have appeared."
        )
      ),
      (
        phrases.say("± sai số", "± error"),
        phrases.say(
          "Sai số chuẩn do số lần mô phỏng có hạn: chạy nhiều lần hơn thì nhỏ đi. Nó không đo mức sai của giả định hay của số liệu đầu vào.",
          "The standard error of simulating finitely often: more replications make it smaller. It does not measure how wrong the assumptions or the data may be."
        )
      ),
      (
        "P10, P50, P90",
        phrases.say(
          "Cứ 10 năm mô phỏng thì 1 năm giải ngân không quá P10, 5 năm không quá P50 (trung vị), 9 năm không quá P90. Khoảng 80% là từ P10 đến P90.",
          "Of 10 simulated years, 1 disburses no more than P10, 5 no more than P50 (the median), 9 no more than P90. The 80% interval runs from P10 to P90."
        )
      ),
      (
        phrases.say("Thiếu dự kiến so với mốc", "Expected missing"),
        phrases.say(
          "Trung bình của số tiền còn thiếu so với yêu cầu; năm nào đạt thì tính bằng 0. “Khi không đạt” là trung bình của riêng những năm không đạt; “5% xấu nhất” là trung bình của 5% số năm thiếu nhiều nhất.",
          "Mean of the money short of the requirement, counting zero in years that meet it. “When missed” is the mean over the years that miss; “worst 5%” is the mean over the 5% of years that miss most."
        )
      ),
    ]
  }

  private var readingOfCauses: [(term: String, meaning: String)] {
    [
      (
        phrases.say("Tỷ trọng của dự án", "A project's share"),
        phrases.say(
          "Phần của dự án trong số thiếu dự kiến của toàn danh mục vào ngày cuối năm; các dự án cộng lại bằng 100%. Cột “5% xấu nhất” tính riêng những năm xấu nhất của cả danh mục: dự án nặng hơn ở đó là dự án cùng chậm với các dự án khác.",
          "Its part of the portfolio's expected missing money on the last day of the year; all projects add up to 100%. The column “worst 5%” looks only at the portfolio's worst years: a project that weighs more there is late together with the others."
        )
      ),
      (
        phrases.say("Tác động của nguyên nhân", "Effect of a cause"),
        phrases.say(
          "Số thiếu khi có nguyên nhân trừ số thiếu khi bỏ riêng nguyên nhân đó, trên cùng các số ngẫu nhiên. Các tác động chồng lên nhau nên không cộng được; cột “phần trong số thiếu” (giá trị Shapley) chia phần chồng đều cho các nguyên nhân, nên cộng với phần không do nguyên nhân nào là 100%.",
          "Missing money with the cause minus missing money without that one cause, on the same random numbers. Effects overlap and do not add up; the column “share of missing” (Shapley value) divides the overlap, so that with the part due to no cause it adds up to 100%."
        )
      ),
      (
        phrases.say("Một năm xấu, trung bình, tốt", "One bad, middling, good year"),
        phrases.say(
          "Ba lần mô phỏng trọn vẹn, xếp hạng 5%, 50% và 95% theo số giải ngân cuối năm: các đường có thể xảy ra. Đường P10 hay P90 nối các điểm của nhiều năm khác nhau, không phải diễn biến của một năm nào.",
          "Three whole simulated years, ranked 5%, 50% and 95% by what is disbursed at the end of the year: courses that can happen. The P10 or P90 line joins points of different years and is the course of none."
        )
      ),
      (
        phrases.say("Danh nghĩa", "Nominal"),
        phrases.say(
          "Cùng mô hình khi không có gì ngẫu nhiên: mọi thời gian đúng như kế hoạch, không nguyên nhân nào xảy ra.",
          "The same model with nothing random: every duration as planned and no cause striking.")
      ),
    ]
  }

  private var readingOfLimits: [(term: String, meaning: String)] {
    [
      (
        phrases.say("Mức cảnh báo", "Level"),
        phrases.say(
          "Đã đạt; đúng tiến độ; có nguy cơ; khó đạt: xếp theo xác suất đạt và các ngưỡng đã đặt cho lần chạy.",
          "Met; on track; at risk; likely missed: by the probability of meeting it and the thresholds set for the run.")
      ),
      (
        phrases.say("Dự báo không biết gì", "What the forecast does not know"),
        phrases.say(
          "Quyết định sẽ ban hành sau ngày số liệu (điều chuyển, bổ sung, kéo dài vốn), thay đổi chính sách, sự kiện chưa có trong danh mục nguyên nhân, và sai sót của số liệu đầu vào. Nhiều con số giả định là nhận định, ghi rõ ở bảng giả định. Dự báo là căn cứ để hỏi và hành động, không phải kết quả đã định.",
          "Decisions made after the as-of day (moving, adding or extending capital), changes of policy, events that no listed cause describes, and errors in the data. Many assumed numbers are judgements, and the table of assumptions says which. A forecast is a ground for asking and acting, not a settled result."
        )
      ),
    ]
  }
}

extension String {
  var trimmingLeadingSpaces: String { String(drop { $0 == " " }) }
}
