import Rulebook

/// What is said about the file of a forecast and what it was made from.
enum ForecastPhrases {
  private static func nameFolder(_ option: String) -> BilingualText {
    BilingualText(
      vi: "Nêu thư mục kịch bản của dự báo này bằng \(option)",
      en: "Name the folder of this forecast's scenario with \(option)")
  }

  static func noInputs(_ reason: InputCopy.Reason?, option: String) -> Phrase {
    let remedy = nameFolder(option)
    switch reason {
    case .tooLarge:
      let limit = InputCopy.largestByteCount >> 20
      return Phrase(
        BilingualText(
          vi: "tệp không kèm số liệu đầu vào, vì chúng lớn hơn \(limit) MB",
          en: "the file does not hold its inputs, because they are larger than \(limit) MB"), remedy: remedy)
    case .changed:
      return Phrase(
        BilingualText(
          vi: "tệp không kèm số liệu đầu vào, vì chúng bị sửa trong khi dự báo",
          en: "the file does not hold its inputs, because they were changed during the forecast"), remedy: remedy)
    case .notText:
      return Phrase(
        BilingualText(
          vi: "tệp không kèm số liệu đầu vào, vì có tệp không phải là văn bản UTF-8",
          en: "the file does not hold its inputs, because one of them is no UTF-8 text"), remedy: remedy)
    case nil:
      return Phrase(
        BilingualText(
          vi: "tệp không kèm số liệu đầu vào (do bản chương trình cũ ghi ra)",
          en: "the file does not hold its inputs (an older version of the program wrote it)"), remedy: remedy)
    }
  }

  static func changedInputs(expected: String, option: String) -> Phrase {
    Phrase(
      BilingualText(
        vi: "số liệu đầu vào trong tệp không khớp mã băm \(expected) của lần chạy",
        en: "the inputs in the file do not match the digest \(expected) of the run"),
      remedy: BilingualText(
        vi: "Tệp đã bị sửa: lập lại dự báo, hoặc nêu thư mục kịch bản bằng \(option)",
        en: "The file was edited: forecast again, or name the scenario's folder with \(option)"))
  }

  static func otherScenario(expected: String, file: String) -> Phrase {
    Phrase(
      BilingualText(
        vi: "đây không phải số liệu mà \(file) được lập ra: cần mã băm \(expected)",
        en: "this is not what \(file) was made from: the digest \(expected) is expected"),
      remedy: BilingualText(
        vi: "Nêu đúng thư mục, hoặc khôi phục các tệp như khi lập dự báo",
        en: "Name the right folder, or restore its files as they were for the forecast"))
  }
}
