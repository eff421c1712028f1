#!/usr/bin/env python3
"""Plan lists and scenario workbooks as offices keep them. All data are constructed.

  lists.py fixtures   renews the workbooks beside this script, by openpyxl and, where it is there, by LibreOffice
  lists.py large FILE ROWS   writes a plan list of so many projects
"""
import csv
import datetime
import shutil
import sys
import tempfile
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from workbooks import convert  # noqa: E402

# Source, group, code, name, place, owner, total investment, plan, paid until 30 June; amounts in million dong.
PROJECTS = [
    ("Nguồn ngân sách tỉnh", "Dự án hoàn thành", "HT-01", "Trường tiểu học thôn Đồng Mỏ", "Đồng Mỏ", "Ban QLDA xã", 4800.0, 320.5, 320.5),
    ("Nguồn ngân sách tỉnh", "Dự án hoàn thành", "HT-02", "Nhà văn hóa thôn Pắc Ma", "Pắc Ma", "UBND xã", 1250.75, 95.25, 0),
    ("Nguồn ngân sách tỉnh", "Dự án chuyển tiếp", "CT-01", "Đường liên thôn Nà Cáy – Lạng Nắc", "Nà Cáy", "Ban QLDA xã", 14200.0, 5400.0, 1312.125),
    ("Nguồn ngân sách tỉnh", "Dự án chuyển tiếp", "CT-02", "Cầu Nà Lại", "Nà Lại", "Ban QLDA xã", 9100.0, 3750.4, 1100.0),
    ("Thu tiền sử dụng đất", "Dự án chuyển tiếp", "CT-03", "Hạ tầng khu dân cư phía Đông", "Đồng Mỏ", "Ban QLDA xã", 21000.0, 8000.0, 1500.0),
    ("Thu tiền sử dụng đất", "Dự án khởi công mới", "KM-01", "Sân thể thao trung tâm", "Đồng Mỏ", "UBND xã", 3400.0, 1700.0, 0),
    ("Thu tiền sử dụng đất", "Dự án khởi công mới", "KM-02", "Kênh mương thôn Quán Thanh", "Quán Thanh", "Phòng Kinh tế xã", 2900.0, 1450.0, 210.333333),
    ("Thu tiền sử dụng đất", "Chuẩn bị đầu tư dự án ưu tiên", "CB-01", "Đường vào cụm công nghiệp", "Quán Thanh", "Phòng Kinh tế xã", 30000.0, 600.0, 0),
]


def vietnamese(amount):
    """1.234,5 as a typist writes it."""
    whole, _, fraction = f"{amount:.6f}".rstrip("0").rstrip(".").partition(".")
    groups = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return ".".join([whole, *groups]) + ("," + fraction if fraction else "")


def merged(sheet, area, text):
    sheet[area.split(":")[0]] = text
    sheet.merge_cells(area)


def usual(path):
    """Titles above, a head over two rows, source headings by letter, groups by Roman number, totals, a signature."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 01"
    merged(sheet, "A1:D1", "UBND XÃ CHI LĂNG")
    merged(sheet, "A2:J2", "KẾ HOẠCH VÀ TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2026")
    merged(sheet, "A3:J3", "(Số liệu đến ngày 30/06/2026; kèm theo Báo cáo số …/BC-UBND)")
    sheet["I4"] = "Đơn vị tính: Triệu đồng"
    for area, text in (("A5:A6", "STT"), ("B5:B6", "Danh mục dự án, công trình"), ("C5:C6", "Mã số dự án"),
                       ("D5:D6", "Địa điểm xây dựng"), ("E5:E6", "Chủ đầu tư"), ("F5:G5", "Quyết định đầu tư"),
                       ("H5:H6", "Kế hoạch vốn năm 2026"), ("I5:J5", "Giải ngân từ đầu năm")):
        merged(sheet, area, text)
    sheet["F6"], sheet["G6"], sheet["I6"], sheet["J6"] = "Số, ngày", "TMĐT", "Tổng số", "Tỷ lệ (%)"
    for column, text in enumerate(("1", "2", "3", "4", "5", "6", "7", "8", "9", "10=9/8"), 1):
        sheet.cell(7, column, text)
    row = 8
    merged_total = sum(project[7] for project in PROJECTS)
    sheet.cell(row, 2, "TỔNG SỐ")
    sheet.cell(row, 8, merged_total)
    row += 1
    for letter, source in zip("AB", dict.fromkeys(project[0] for project in PROJECTS)):
        members = [project for project in PROJECTS if project[0] == source]
        sheet.cell(row, 1, letter)
        sheet.cell(row, 2, source)
        sheet.cell(row, 8, sum(project[7] for project in members))
        row += 1
        for roman, group in zip(("I", "II", "III"), dict.fromkeys(project[1] for project in members)):
            part = [project for project in members if project[1] == group]
            sheet.cell(row, 1, roman)
            sheet.cell(row, 2, group)
            sheet.cell(row, 8, sum(project[7] for project in part))
            row += 1
            for number, (_, _, code, name, place, owner, total, plan, paid) in enumerate(part, 1):
                values = (number, name, code, place, owner, f"{100 + number}/QĐ-UBND ngày 0{number}/03/2025",
                          vietnamese(total), plan, vietnamese(paid) if number % 2 else paid, paid / plan)
                for column, value in enumerate(values, 1):
                    sheet.cell(row, column, value)
                sheet.cell(row, 8).number_format = "#,##0.000"
                sheet.cell(row, 10).number_format = "0.0%"
                row += 1
    sheet.cell(row + 1, 8, "Chi Lăng, ngày … tháng 7 năm 2026")
    sheet.cell(row + 2, 8, "CHỦ TỊCH")
    book.save(path)


def reordered(path):
    """The same projects with columns in another order, further columns, decomposed letters and typed numbers."""
    import openpyxl

    def nfd(text):
        return unicodedata.normalize("NFD", text)

    book = openpyxl.Workbook()
    note = book.active
    note.title = "Hướng dẫn"
    note["A1"] = "Danh mục ở trang sau"
    sheet = book.create_sheet("Danh muc")
    sheet["A1"] = nfd("Kế hoạch đầu tư công năm 2026, giải ngân đến hết ngày 30/6/2026 (triệu đồng)")
    heads = ("Mã dự án", "Nguồn vốn", "Đã giải ngân", "Nhóm dự án", "Tên dự án", "Kế hoạch vốn năm 2026", "Kinh độ",
             "Tổng mức đầu tư", "Chủ đầu tư", "Địa điểm", "Năng lực thiết kế")
    for column, text in enumerate(heads, 2):
        sheet.cell(3, column, nfd(text))
    for row, (source, group, code, name, place, owner, total, plan, paid) in enumerate(PROJECTS, 4):
        values = (code, nfd(source), paid, nfd(group), nfd(name), plan, 106.6, total, nfd(owner), nfd(place), "cấp III")
        for column, value in enumerate(values, 2):
            sheet.cell(row, column, value)
    book.save(path)


def unmerged(path):
    """A head over two rows without merged cells, no codes, amounts by source in rows below each project."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "KH 2026"
    sheet["B1"] = "Kế hoạch đầu tư công năm 2026"
    sheet["E2"] = "ĐVT: đồng"
    for place, text in (("A4", "TT"), ("B4", "Nội dung"), ("C4", "Tổng mức đầu tư"), ("D4", "Kế hoạch"),
                        ("D5", "Tổng số"), ("E5", "Tr.đó: thu hồi vốn ứng trước"), ("F4", "Ghi chú")):
        sheet[place] = text
    rows = [
        ("I", "Dự án chuyển tiếp", None, 3_000_000_000, None),
        (1, "Đường thôn Làng Giàng", 9_000_000_000, 2_000_000_000, 0),
        (None, "- Ngân sách tỉnh", None, 1_500_000_000, None),
        (None, "- Ngân sách xã", None, 500_000_000, None),
        (2, "Trạm y tế", 4_000_000_000, 1_000_000_000, 0),
        ("II", "Dự án khởi công mới", None, 700_000_000, None),
        (1, "Kè suối Lạng Giai", 2_000_000_000, 700_000_000, 0),
        (2, "Chợ trung tâm (chưa bố trí)", 6_000_000_000, None, None),
        (None, "Tổng cộng", None, 3_700_000_001, None),
    ]
    for number, values in enumerate(rows, 6):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column, value)
    book.save(path)


def ambiguous(path):
    """What has to be asked: two plans, a heading that may be two groups, a column of money nobody knows, no unit."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Điều chỉnh"
    sheet["A1"] = "DANH MỤC DỰ ÁN"
    heads = ("STT", "Mã dự án", "Tên dự án", "Kế hoạch năm 2026", "Kế hoạch năm 2026 sau điều chỉnh", "Vốn khác", "Giải ngân")
    for column, text in enumerate(heads, 1):
        sheet.cell(3, column, text)
    rows = [
        ("I", None, "Dự án dự kiến hoàn thành năm 2026", None, None, None, None),
        (1, "A1", "Đường thôn Lũng Vài", 1000, 1200, 5, 300),
        ("II", None, "Khởi công mới", None, None, None, None),
        (1, "B1", "Cầu Bản Thí", 2000, 1800, 0, 0),
    ]
    for number, values in enumerate(rows, 4):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column, value)
    book.save(path)


def defective(path):
    """Cells that cannot be read, each of another kind."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lỗi"
    sheet["A1"] = "Kế hoạch đầu tư công năm 2026 (triệu đồng), số liệu đến ngày 30/06/2026"
    heads = ("TT", "Mã dự án", "Tên dự án", "Nhóm dự án", "Kế hoạch vốn", "Đã giải ngân", "Tổng mức đầu tư")
    for column, text in enumerate(heads, 1):
        sheet.cell(2, column, text)
    rows = [
        (1, "A", "Đường A", "chuyển tiếp", "1,234.5", 0, 5000),
        (2, "B", "Đường B", "chuyển tiếp", -5, 0, 5000),
        (3, "C", "Đường C", "đang làm", 100, 0, 5000),
        (4, "D", "Đường D", "chuyển tiếp", 100, 200, 5000),
        (5, "A", "Đường E", "chuyển tiếp", 100, 0, 5000),
        (6, None, "Đường F", "chuyển tiếp", 100, 0, 5000),
        (7, "G", "Đường G", "chuyển tiếp", "#DIV/0!", 0, 5000),
        (8, "H", "Đường H", "chuyển tiếp", 100, 0, "khoảng 5 tỷ"),
    ]
    for number, values in enumerate(rows, 3):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column, value)
    book.save(path)


def typed(column, text):
    """A cell of a scenario's table as a spreadsheet would hold it."""
    if text == "":
        return None
    if column in ("date", "pay_until", "paid_on", "due"):
        return datetime.date.fromisoformat(text)
    if column == "month":
        return datetime.date.fromisoformat(text + "-01")
    if column.endswith("id"):
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def tables(path):
    """The shipped mid-year scenario with its tables as sheets."""
    import openpyxl

    folder = HERE.parents[2] / "Scenarios/chi-lang-2026/2026-06-30"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "scenario"
    sheet.append(["key", "value"])
    for key, value in (("Tên kịch bản", "Chi Lăng 2026"), ("Năm kế hoạch", 2026), ("Ngày số liệu", datetime.date(2026, 6, 30)),
                       ("Bộ quy định", "chi-lang-2026"), ("Đơn vị tính", "triệu đồng"), ("Số lần mô phỏng", 10000),
                       ("Mầm ngẫu nhiên", 2026), ("assumptions", "vietnam-2026")):
        sheet.append([key, value])
    sheet.append(["targets", datetime.date(2026, 12, 31), 0.95, 0.80])
    for table in sorted(folder.glob("*.csv")):
        part = book.create_sheet(table.stem)
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        part.append(rows[0])
        for row in rows[1:]:
            part.append([typed(column, text) for column, text in zip(rows[0], row)])
    book.save(path)


def far(path):
    """A cell at the far corner of a sheet of projects."""
    import openpyxl

    book = openpyxl.load_workbook(HERE / "tables.xlsx")
    book["projects"]["XFD1048576"] = "xa"
    book.save(path)


def large(path, count):
    """A plan list of many projects under three headings."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh mục")
    sheet.append(["KẾ HOẠCH ĐẦU TƯ CÔNG NĂM 2026"])
    sheet.append(["Đơn vị: triệu đồng"])
    sheet.append(["STT", "Mã dự án", "Tên dự án", "Địa điểm", "Chủ đầu tư", "Tổng mức đầu tư", "Lũy kế giải ngân đến hết năm 2025",
                  "Kế hoạch vốn năm 2026", "Nguồn vốn", "Thời gian KC-HT", "Ghi chú"])
    for roman, heading, first in (("I", "Dự án hoàn thành", 0), ("II", "Dự án chuyển tiếp", count // 3),
                                  ("III", "Dự án khởi công mới", 2 * count // 3)):
        last = {"I": count // 3, "II": 2 * count // 3, "III": count}[roman]
        sheet.append([roman, None, heading])
        for number in range(first, last):
            total = 1000 + number % 977 * 13.25
            sheet.append([number - first + 1, f"DA-{number:06d}", f"Công trình số {number} thôn {number % 211}", f"Thôn {number % 211}",
                          f"Ban QLDA {number % 17}", total, total * 0.25, total * 0.5, f"Nguồn {number % 5}", "2025-2027", None])
    book.save(path)


def fixtures():
    usual(HERE / "usual.xlsx")
    reordered(HERE / "reordered.xlsx")
    unmerged(HERE / "unmerged.xlsx")
    ambiguous(HERE / "ambiguous.xlsx")
    defective(HERE / "defective.xlsx")
    tables(HERE / "tables.xlsx")
    far(HERE / "far.xlsx")
    if not shutil.which("soffice"):
        sys.exit("no LibreOffice: its fixtures were not renewed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for made in ("usual", "tables"):
            shutil.copy(HERE / f"{made}.xlsx", folder / f"libreoffice-{made}.xlsx")
            convert(folder / f"libreoffice-{made}.xlsx", "ods", folder)
            convert(folder / f"libreoffice-{made}.ods", "xlsx", HERE)


def main(arguments):
    match arguments:
        case ["fixtures"]:
            fixtures()
        case ["large", path, rows]:
            large(Path(path), int(rows))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
