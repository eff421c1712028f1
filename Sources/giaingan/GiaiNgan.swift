import ArgumentParser
import Disbursement
import Exchange
import Foundation

@main
struct GiaiNgan: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "giaingan",
      abstract: Interface.say(
        "Dự báo và lập kế hoạch giải ngân vốn đầu tư công bằng mô phỏng Monte Carlo.",
        "Forecasts and plans the disbursement of public investment by Monte Carlo simulation."),
      discussion: Interface.say(
        """
        Bắt đầu:
          giaingan init kich-ban        tạo một kịch bản mẫu có chú giải
          giaingan check kich-ban       kiểm tra các bảng số liệu
          giaingan forecast kich-ban    dự báo, in kết quả ra màn hình
          giaingan forecast kich-ban --output ket-qua
                                        ghi thêm báo cáo và các bảng
          giaingan schedule kich-ban    lập kế hoạch giải ngân theo tháng, quý
          giaingan reallocate kich-ban  đề xuất điều chỉnh kế hoạch vốn
          giaingan forms kich-ban --output bieu
                                        lập biểu mẫu chính thức (HTML, Excel)
          giaingan report kich-ban --period 2026-Q2
                                        báo cáo quý gửi Sở Tài chính
          giaingan import so-kho-bac.xlsx --into kich-ban --output kich-ban-moi
                                        nhập số giải ngân từ sổ chi tiết
          giaingan explain-change truoc.json sau.json
                                        vì sao dự báo thay đổi
          giaingan compare kich-ban --set driver.storms-floods=off
                                        điều gì đổi nếu không có mưa bão

        Mã kết thúc: 0 xong và đạt các mục tiêu; 1 xong nhưng có mục tiêu không đạt; 2 số liệu vào có lỗi; \
        64 dùng sai lệnh; 70 lỗi của chương trình.
        """,
        """
        To start:
          giaingan init my-scenario        writes a commented starter scenario
          giaingan check my-scenario       checks the tables
          giaingan forecast my-scenario    forecasts and prints the result
          giaingan forecast my-scenario --output results
                                           also writes the report and the tables
          giaingan schedule my-scenario    plans the payments by month and quarter
          giaingan reallocate my-scenario  proposes how to move plan capital
          giaingan forms my-scenario --output forms
                                           fills the official forms (HTML, Excel)
          giaingan report my-scenario --period 2026-Q2
                                           the quarterly report to the Department of Finance
          giaingan import ledger.xlsx --into my-scenario --output my-new-scenario
                                           takes payments from a ledger
          giaingan explain-change earlier.json later.json
                                           why a forecast changed
          giaingan compare my-scenario --set driver.storms-floods=off
                                           what changes without storms

        Exit status: 0 done and targets met; 1 done, a target missed; 2 bad input; 64 wrong usage; \
        70 a defect of the program.
        """),
      version: Engine.version,
      subcommands: [
        ForecastCommand.self, ScheduleCommand.self, ReallocateCommand.self, CompareCommand.self, CheckCommand.self,
        ExplainChangeCommand.self, ReportCommand.self, FormsCommand.self, ImportCommand.self, RulesCommand.self,
        InitCommand.self, GenerateCommand.self,
      ])
  }

  static func main() {
    StandardError.holdClosedStreams()
    ExitStatus.announceDefects()
    ReadFiles.remember()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Foundation.exit(ExitStatus.report(error).rawValue)
    }
  }
}
