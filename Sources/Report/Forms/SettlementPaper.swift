import Disbursement
import Portfolio
import Rulebook

/// Form 01/QTNĐ: settlement of the year, in dong.
struct SettlementPaper {
  let words: PaperWords

  private typealias Column = AnnualSettlement.Column

  var table: FormTable {
    let settlement = AnnualSettlement(words.portfolio, records: words.inputs.records)
    var table = words.table(
      code: PaperForm.settlement.rawValue, origin: PaperWords.circular,
      name: BilingualText(vi: "Quyết toán năm", en: "Annual settlement"),
      title: "QUYẾT TOÁN VỐN ĐẦU TƯ CÔNG THEO NĂM NGÂN SÁCH \(words.year.year)",
      meaning: "Settlement of public investment capital, budget year \(words.year.year)",
      subtitles: [
        settlement.isProvisional
          ? words.say("(số liệu đến ngày \(words.asOf), tạm tính)", "(provisional, as of \(words.asOf))")
          : words.say("(số liệu đến ngày \(words.asOf))", "(as of \(words.asOf))")
      ], unit: .dong)
    table.columns = columns
    table.lines = settlement.sums.lines.map { line in
      let project = words.project(line.outline.subject)
      let texts: [FormTable.Cell] = [
        PaperWords.text(line.outline.number), .text(words.name(of: line.outline.subject)),
        PaperWords.text(words.particulars(project)?.accountPlace), PaperWords.text(project?.id),
      ]
      return FormTable.Line(
        words.level(of: line.outline.subject), texts + Column.allCases.map { PaperWords.amount(line[$0]) })
    }
    table.notes = [
      words.provisional(settlement.isProvisional), words.statedOnce(settlement.sums), order,
      words.missing(settlement.sums, of: Column.allCases), words.origin,
    ].compactMap { $0 }
    return table
  }

  private var order: String {
    words.say(
      "Cột 9, 18, 19 nếu kịch bản không ghi sẵn thì tính từ tạm ứng và thu hồi từng tháng: thu hồi trừ vào tạm ứng các năm trước trước, rồi đến tạm ứng trong năm.",
      "Columns 9, 18 and 19, where the scenario does not state them, follow from the advances and recoveries of each month: recoveries clear advances of earlier years first, then those of the year."
    )
  }

  private var columns: [FormTable.Column] {
    let before = "Lũy kế đã giải ngân từ khởi công đến hết năm trước"
    let carried = "Giải ngân vốn kéo dài"
    let paid = "Giải ngân"
    func amount(_ titles: [String], _ number: String, _ meaning: String) -> FormTable.Column {
      words.column(titles, number, meaning, .amount, width: 15)
    }
    return [
      words.column(["Số TT"], "1", "number", .code, width: 6),
      words.column(["Nội dung"], "2", "group, source, project", .text, width: 34),
      words.column(["Địa điểm mở tài khoản"], "3", "place of the account", .text, width: 14),
      words.column(["Mã dự án đầu tư"], "4", "project code", .code, width: 10),
      amount(["Tổng mức đầu tư"], "5", "total investment"),
      amount([before, "Tổng số"], "6", "disbursed from the start to the end of the year before"),
      amount([before, "Trong đó: tạm ứng chưa thu hồi"], "7", "of that, advances not recovered"),
      amount(["Tạm ứng các năm trước nộp điều chỉnh giảm"], "8", "advances of earlier years paid back"),
      amount(
        ["Thanh toán KLHT trong năm của phần tạm ứng cũ"], "9",
        "volume of the year that cleared advances of earlier years"),
      amount(["Vốn KH được kéo dài"], "10", "capital carried over from earlier plans"),
      amount([carried, "Tổng số"], "11=12+13", "paid of it"),
      amount([carried, "Thanh toán KLHT"], "12", "– for volume"),
      amount([carried, "Vốn tạm ứng"], "13", "– as advances"),
      amount(["Tiếp tục kéo dài sang năm sau"], "14", "carried on into the next year"),
      amount(["Hủy bỏ"], "15=10-11-14", "cancelled"), amount(["Vốn KH năm"], "16", "plan of the year"),
      amount([paid, "Tổng số"], "17=18+19", "paid of it"), amount([paid, "Thanh toán KLHT"], "18", "– for volume"),
      amount([paid, "Vốn tạm ứng"], "19", "– as advances"),
      amount(["Được kéo dài sang năm sau"], "20", "carried into the next year"),
      amount(["Hủy bỏ"], "21=16-17-20", "cancelled"),
      amount(["Nộp giảm hoàn trả NSNN"], "22", "paid back to the budget"),
      amount(["Tổng KLHT được quyết toán"], "23=9+12+18", "volume settled"),
      amount(["Lũy kế tạm ứng chuyển năm sau"], "24=7-8-9+13+19", "advances carried into the next year"),
      amount(["Lũy kế đã giải ngân đến hết năm"], "25=6-8+11+17-22", "disbursed to the end of the year"),
    ]
  }
}
