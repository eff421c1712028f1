#!/usr/bin/env python3
"""Workbooks as offices keep them, made by openpyxl, and what openpyxl reads in any workbook. All data are constructed.

  workbooks.py check           ends with 0 when openpyxl is there
  workbooks.py make FOLDER     writes the workbooks
  workbooks.py fixtures        renews the workbooks beside this script, those by LibreOffice too, and their cells
  workbooks.py convert FILE KIND FOLDER   converts a file with LibreOffice
  workbooks.py dump FILE       prints the cells: sheet, place, kind and value as JSON, one array a line
  workbooks.py layout FILE     prints what openpyxl knows of each sheet besides its cells, as JSON
  workbooks.py compare FILE FOLDER        prints what differs between sheets and the CSV files of their names, and counts cells
"""
import csv
import datetime
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from contextlib import redirect_stdout
from pathlib import Path


def plan(folder):
    """A plan list: title rows, a header over two rows, numbering, group headings, totals and notes."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kế hoạch vốn 2026"
    sheet["A1"] = "ỦY BAN NHÂN DÂN XÃ CHI LĂNG"
    sheet["A2"] = "KẾ HOẠCH VỐN ĐẦU TƯ CÔNG NĂM 2026"
    sheet["A3"] = "(Kèm theo Nghị quyết số 12/NQ-HĐND ngày 20/12/2025)"
    sheet["K4"] = "Đơn vị tính: triệu đồng"
    for area in ("A1:L1", "A2:L2", "A3:L3"):
        sheet.merge_cells(area)
    sheet["A2"].font = Font(bold=True, size=14)
    sheet["A2"].alignment = Alignment(horizontal="center")
    heads = ["TT", "Mã dự án", "Tên dự án", "Quyết định đầu tư", None, "Kế hoạch vốn năm 2026", None, None,
             "Đã giải ngân", "Tỷ lệ", "Ngày khởi công", "Ghi chú"]
    below = [None, None, None, "Số, ngày", "Tổng mức đầu tư", "Tổng số", "Ngân sách tỉnh", "Ngân sách xã"]
    for column, text in enumerate(heads, 1):
        sheet.cell(5, column, text)
    for column, text in enumerate(below, 1):
        sheet.cell(6, column, text)
    for area in ("A5:A6", "B5:B6", "C5:C6", "D5:E5", "F5:H5", "I5:I6", "J5:J6", "K5:K6", "L5:L6"):
        sheet.merge_cells(area)
    for column in range(1, 13):
        sheet.cell(7, column, f"({column})")

    row = 8
    groups = [("I", "Dự án hoàn thành", 3), ("II", "Dự án chuyển tiếp", 5), ("III", "Dự án khởi công mới", 4)]
    number = 0
    for roman, heading, count in groups:
        sheet.cell(row, 1, roman).font = Font(bold=True)
        sheet.cell(row, 3, heading).font = Font(bold=True)
        sheet.cell(row, 6, f"=SUM(F{row + 1}:F{row + count})")
        row += 1
        for index in range(count):
            number += 1
            total = 4_000 + 1_234.5 * number
            province = round(total * 0.25, 3)
            commune = round(total * 0.1 + 0.007, 3)
            name = f"Đường bê tông thôn Nà Cáy số {number}"
            if number % 3 == 0:
                name = unicodedata.normalize("NFD", name)
            sheet.cell(row, 1, index + 1)
            sheet.cell(row, 2, f"CT-{number:02d}")
            sheet.cell(row, 3, name)
            sheet.cell(row, 4, f"{100 + number}/QĐ-UBND ngày {number:02d}/03/2025")
            sheet.cell(row, 5, total).number_format = "#,##0.0"
            sheet.cell(row, 6, province + commune).number_format = "#,##0.000"
            sheet.cell(row, 7, province).number_format = "#,##0.000"
            sheet.cell(row, 8, commune).number_format = "#,##0.000"
            paid = number * 111.25 if number % 2 else "1.234,5"
            sheet.cell(row, 9, paid)
            sheet.cell(row, 10, number / 16).number_format = "0.0%"
            start = datetime.date(2025, number, 15) if number % 4 else f"15/{number:02d}/2025"
            sheet.cell(row, 11, start)
            if number % 4:
                sheet.cell(row, 11).number_format = "dd/mm/yyyy"
            if number == 2:
                sheet.cell(row, 12, "Điều chỉnh\nlần 1")
            row += 1
    sheet.cell(row, 3, "TỔNG CỘNG").font = Font(bold=True)
    sheet.cell(row, 6, f"=F8+F{8 + 4}")
    sheet.cell(row + 2, 1, "Ghi chú: số liệu dựng để kiểm thử.")
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.column_dimensions["C"].width = 40
    sheet.freeze_panes = "D8"
    other = book.create_sheet("Danh mục ẩn")
    other.sheet_state = "hidden"
    other["B2"] = "ẩn"
    book.save(folder / "plan.xlsx")


def kinds(folder):
    """Every kind of value and format."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    values = [
        "chữ", "  hai đầu  ", "a\nb", "<&>\"'", "😀", 0, -1, 12345678901234, 0.1, 1e-7, 1e21, 1234.56, True, False,
        "#N/A", "#DIV/0!", "=1+1", datetime.datetime(2026, 6, 30, 13, 45, 7), datetime.date(1900, 1, 1),
        datetime.date(1900, 3, 1), datetime.date(9999, 12, 31), datetime.time(7, 30), datetime.timedelta(hours=30),
        unicodedata.normalize("NFC", "Nguyễn Thị Huệ"), unicodedata.normalize("NFD", "Nguyễn Thị Huệ")
    ]
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1, value)
    formats = ["0.00%", "dd/mm/yyyy", "[$-42A]dd\\ mmmm\\ yyyy", "#,##0 \"đồng\"", "mmm-yy", "h:mm", "@", "d\"/\"m\"/\"yy",
               "#,##0.00\\ [$₫-42A]", "[h]:mm:ss", "General", "0_d", "yyyy"]
    for row, code in enumerate(formats, 1):
        sheet.cell(row, 3, 0.25 if code == "h:mm" else 45000.25).number_format = code
    sheet["XFD1048576"] = "cuối"
    book.save(folder / "kinds.xlsx")


def from_1904(folder):
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = datetime.datetime(2026, 6, 30, 6)
    book.active["A2"] = datetime.date(1904, 1, 2)
    book.active["A3"] = 45000
    book.save(folder / "from-1904.xlsx")


def sheets(folder):
    """Sheets of several kinds, written as a stream."""
    import openpyxl
    from openpyxl.chart import BarChart, Reference

    book = openpyxl.Workbook()
    book.active.title = "Một & hai"
    book.active.append([1, 2, 3])
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=1, max_col=3, min_row=1))
    book.create_chartsheet("Biểu đồ").add_chart(chart)
    hidden = book.create_sheet("Rất ẩn")
    hidden.sheet_state = "veryHidden"
    hidden["C3"] = "x"
    book.create_sheet("Trống")
    book.save(folder / "sheets.xlsx")
    stream = openpyxl.Workbook(write_only=True)
    sheet = stream.create_sheet("Dòng")
    for row in range(40):
        sheet.append([f"dòng {row}", row, row / 7, row % 2 == 0, None, "cuối"])
    stream.save(folder / "stream.xlsx")


LISTED = '''Mã dự án;Tên dự án;Kế hoạch vốn;Ngày;Ghi chú
CT-01;Cầu Nà Lại;1234,5;30/06/2026;"a;b"
CT-02;"Đường ""liên thôn""";0,25;2026-12-31;=1+1
'''


def convert(source, kind, folder):
    """Converts a file with LibreOffice, whose settings stay in a folder of their own."""
    with tempfile.TemporaryDirectory() as home:
        options = ["--infilter=CSV:59,34,76,1,,1066,false,true"] if source.suffix == ".csv" else []
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", *options, "--convert-to", kind,
             "--outdir", str(folder), str(source)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fixtures(here):
    for make in (plan, kinds, from_1904, sheets):
        make(here)
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            listed = folder / "libreoffice-list.csv"
            listed.write_text(LISTED, encoding="utf-8")
            convert(listed, "xlsx", here)
            for made in ("plan", "kinds", "sheets"):
                shutil.copy(here / f"{made}.xlsx", folder / f"libreoffice-{made}.xlsx")
                convert(folder / f"libreoffice-{made}.xlsx", "ods", folder)
                convert(folder / f"libreoffice-{made}.ods", "xlsx", here)
    for book in sorted(here.glob("*.xlsx")):
        with redirect_stdout(io.StringIO()) as text:
            dump(book)
        book.with_suffix(".cells").write_text(text.getvalue(), encoding="utf-8")


def plain(cell, epoch):
    """Kind and value of a cell that is not empty."""
    from openpyxl.utils.datetime import to_excel

    value = cell.value
    if cell.data_type == "e":
        return "error", value
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, datetime.datetime):
        # openpyxl before 3.1 takes the space of «_d» (as wide as a d) for a day.
        if not re.search("[dmyhs]", re.sub(r"_.|\\.|\"[^\"]*\"|\[\$[^\]]*\]", "", cell.number_format), re.IGNORECASE):
            return "number", to_excel(value, epoch)
        return "date", value.strftime("%Y-%m-%dT%H:%M:%S").zfill(19)
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return "number", to_excel(value, epoch)
    if isinstance(value, (int, float)):
        return "number", value
    return "text", str(value)


def dump(path):
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    for title, cell in cells(book):
        if cell.value is not None and cell.value != "":
            print(json.dumps([title, cell.coordinate, *plain(cell, book.epoch)], ensure_ascii=False))


def cells(book):
    """Cells row by row; only those there are, because a sheet may have one at its far corner."""
    for sheet in book.worksheets:
        for place in sorted(sheet._cells):
            yield sheet.title, sheet._cells[place]


def layout(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        widths = {name: column.width for name, column in sorted(sheet.column_dimensions.items())}
        first = sheet["A1"]
        print(json.dumps({
            "title": sheet.title, "state": sheet.sheet_state, "frozen": sheet.freeze_panes,
            "merged": sorted(str(area) for area in sheet.merged_cells.ranges), "widths": widths,
            "orientation": sheet.page_setup.orientation, "fit": bool(sheet.sheet_properties.pageSetUpPr
                                                                     and sheet.sheet_properties.pageSetUpPr.fitToPage),
            "titles": str(sheet.print_title_rows), "bold": first.font.b, "wrap": first.alignment.wrap_text,
            "formats": sorted({cell.number_format for _, cell in cells(book)}),
        }, ensure_ascii=False))


def written(value):
    """A value as the CSV files of results write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value


def agrees(value, text):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return text not in ("", "nan") and (int(text) if isinstance(value, int) and "." not in text else float(text)) == value
    shown = written(value)
    # CSV files guard text that would be taken for a formula.
    return text == shown or (shown[:1] in ("=", "+", "-", "@", "\t", "\r") and text == "'" + shown)


def compare(path, folder):
    import openpyxl

    book = openpyxl.load_workbook(path)
    counts = {}
    for listed in sorted(folder.glob("*.csv")):
        with open(listed, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        sheet = book[listed.stem]
        if sheet.max_row != len(rows) or sheet.max_column != len(rows[0]):
            print(json.dumps([listed.stem, "size", sheet.dimensions, len(rows), len(rows[0])]))
        for number, (row, texts) in enumerate(zip(sheet.iter_rows(values_only=True), rows), 1):
            for column, (value, text) in enumerate(zip(row, texts)):
                counts[listed.stem] = counts.get(listed.stem, 0) + 1
                if not agrees(value, text):
                    print(json.dumps([listed.stem, number, rows[0][column], str(value), text], ensure_ascii=False))
    print(json.dumps(counts))


def main(arguments):
    match arguments:
        case ["check"]:
            import openpyxl
            print(openpyxl.__version__)
        case ["make", folder]:
            folder = Path(folder)
            folder.mkdir(parents=True, exist_ok=True)
            for make in (plan, kinds, from_1904, sheets):
                make(folder)
        case ["fixtures"]:
            fixtures(Path(__file__).resolve().parent)
        case ["convert", source, kind, folder]:
            convert(Path(source), kind, Path(folder))
        case ["dump", file]:
            dump(file)
        case ["layout", file]:
            layout(file)
        case ["compare", file, folder]:
            compare(file, Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
