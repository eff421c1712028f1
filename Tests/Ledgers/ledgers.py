#!/usr/bin/env python3
"""Ledgers of payments laid out as treasuries and offices lay them out. All data are constructed; no payment in them was ever made.

  ledgers.py example     renews Scenarios/chi-lang-2026/ledger/2026-06-30.csv from the payments and advances of the scenarios there
  ledgers.py fixtures    renews the workbooks beside this script, by openpyxl and through LibreOffice
"""
import csv
import datetime
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCENARIO = HERE.parent.parent / "Scenarios" / "chi-lang-2026"


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def dong(millions):
    value = Decimal(millions or "0") * 1_000_000
    assert value == value.to_integral_value()
    return int(value)


def vietnamese(amount):
    """1.234.567, or (1.234.567) below zero, or nothing for zero."""
    text = f"{abs(amount):,}".replace(",", ".")
    return "" if amount == 0 else f"({text})" if amount < 0 else text


def split(amount, count, draw):
    """An amount in so many parts of its sign, each in thousands of dong but the last."""
    parts = []
    rest = amount
    for left in range(count, 1, -1):
        part = int(rest * draw.uniform(0.5, 1.5) / left / 1000) * 1000
        parts.append(part)
        rest -= part
    return [part for part in parts + [rest] if part != 0]


def working_days(year, month):
    """Weekdays without the fixed holidays."""
    day = datetime.date(year, month, 1)
    days = []
    while day.month == month:
        if day.weekday() < 5 and (month, day.day) not in ((1, 1), (1, 2), (4, 30), (5, 1)):
            days.append(day)
        day += datetime.timedelta(days=1)
    return days


def example():
    """A half-year of the example commune: its payments by month in several lines each, its advances paid and recovered.

    What the scenario of 31 December and that of 30 June state of outstanding advances decides what is advanced and what is recovered."""
    draw = random.Random(20260630)
    names = {row["id"]: row["name"] for row in table(SCENARIO / "projects.csv")}
    before = {row["id"]: dong(row["outstanding_advance"]) for row in table(SCENARIO / "projects.csv")}
    after = {row["id"]: dong(row["outstanding_advance"]) for row in table(SCENARIO / "2026-06-30" / "projects.csv")}
    lines = []
    for payment in table(SCENARIO / "2026-06-30" / "actuals.csv"):
        amount = dong(payment["paid"])
        year, month = map(int, payment["month"].split("-"))
        count = 1 if abs(amount) < 200_000_000 else draw.choice([1, 2, 2, 3])
        for part in split(amount, count, draw):
            lines.append({"day": draw.choice(working_days(year, month)), "project": payment["project_id"],
                          "source": payment["source_id"], "paid": part, "advance": 0, "recovery": 0})
    # The last payment of June is made on its last day, so that the ledger ends with the month.
    max((line for line in lines), key=lambda line: line["day"])["day"] = datetime.date(2026, 6, 30)
    lines.sort(key=lambda line: (line["day"], line["project"], line["source"], line["paid"]))
    for project, amount in after.items():
        own = [line for line in lines if line["project"] == project]
        change = amount - before[project]
        for line in own:
            if change > 0 and line["paid"] > 0:
                line["advance"] = min(change, line["paid"])
                change -= line["advance"]
        paid = sum(line["paid"] for line in own if line["paid"] > 0)
        left = -change if change < 0 else 0
        for index, line in enumerate(line for line in own if line["paid"] > 0):
            share = min(left, int(-change * line["paid"] / paid / 1000) * 1000)
            line["recovery"] = share
            left -= share
        if left:
            next(line for line in reversed(own) if line["paid"] > 0)["recovery"] += left
            change = 0
        assert change <= 0, (project, change)
    head = ["STT", "Ngày hạch toán", "Số chứng từ", "Mã dự án", "Tên dự án", "Mã nguồn", "Tạm ứng",
            "Thanh toán KLHT (chưa gồm thu hồi tạm ứng)", "Thu hồi tạm ứng", "Năm kế hoạch vốn", "Nội dung"]
    rows = [["SỔ CHI TIẾT THANH TOÁN VỐN ĐẦU TƯ CÔNG (số liệu dựng để minh họa)"],
            ["Từ ngày 01/01/2026 đến ngày 30/06/2026"], ["Đơn vị tính: đồng"], head]
    for index, line in enumerate(lines, 1):
        volume = line["paid"] - line["advance"]
        text = ("Nộp trả theo kết luận kiểm tra" if volume < 0 else "Tạm ứng hợp đồng" if volume == 0
                else "Tạm ứng và thanh toán khối lượng" if line["advance"] else "Thanh toán khối lượng hoàn thành")
        rows.append([str(index), line["day"].strftime("%d/%m/%Y"), f"{1000 + index}", line["project"],
                     names[line["project"]], line["source"], vietnamese(line["advance"]), vietnamese(volume),
                     vietnamese(line["recovery"]), "2026", text])
    sums = [sum(line["advance"] for line in lines), sum(line["paid"] - line["advance"] for line in lines),
            sum(line["recovery"] for line in lines)]
    rows.append(["", "", "", "", "Tổng cộng", "", *map(vietnamese, sums), "", ""])
    with open(SCENARIO / "ledger" / "2026-06-30.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)


def treasury(folder):
    """A statement for the scenario Tests/Malformed/good: titles above, a head over two rows with merged cells, a row of column numbers,
    dates typed, as text and as serial numbers, amounts typed and as text, names in both Unicode forms, totals, notes, a signature."""
    import openpyxl

    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Bìa"
    cover["A1"] = "Sổ thanh toán (số liệu dựng để kiểm thử)"
    sheet = book.create_sheet("Sổ chi tiết")
    sheet["A1"] = "KHO BẠC NHÀ NƯỚC KHU VỰC MẪU"
    sheet["A2"] = "SỔ CHI TIẾT THANH TOÁN VỐN ĐẦU TƯ NĂM 2026"
    sheet["A3"] = "Từ ngày 01/01/2026 đến ngày 30/06/2026"
    sheet["J4"] = "Đơn vị tính: đồng"
    for area in ("A1:K1", "A2:K2", "A3:K3"):
        sheet.merge_cells(area)
    heads = ["TT", "Chứng từ", None, "Mã dự án", "Tên dự án", "Nguồn vốn", "Số tiền", None, None, "Năm kế hoạch vốn",
             "Diễn giải"]
    below = [None, "Số", "Ngày", None, None, None, "Tạm ứng", "Thanh toán KLHT", "Thu hồi tạm ứng"]
    for column, text in enumerate(heads, 1):
        sheet.cell(5, column, text)
    for column, text in enumerate(below, 1):
        sheet.cell(6, column, text)
    for area in ("A5:A6", "B5:C5", "D5:D6", "E5:E6", "F5:F6", "G5:I5", "J5:J6", "K5:K6"):
        sheet.merge_cells(area)
    for column in range(1, 12):
        sheet.cell(7, column, f"({column})")
    date = datetime.date
    nfd = unicodedata.normalize("NFD", "Ngân sách tỉnh")
    lines = [
        ("0101", date(2026, 1, 12), "DA-01", "provincial", None, 250_000_000, None, 2026, "Thanh toán đợt 1"),
        ("0102", "26/01/2026", "DA-01", "provincial", None, "150.000.000", None, 2026, "Thanh toán đợt 2"),
        ("0140", 46096, "DA-02", "provincial", 300_500_000, 200_000_000, None, 2026, "Tạm ứng và thanh toán"),
        ("0155", date(2026, 4, 9), " DA-01 ", "provincial", None, "(20.000.000)", None, "2026", "Nộp trả"),
        ("0160", date(2026, 4, 20), "DA-02", "land", None, 0.1 + 0.2 + 119_999_999.7, None, 2026, nfd),
        ("0171", date(2026, 6, 3), "DA-02", "provincial", None, 400_000_000, 100_000_000, 2026, "Thanh toán, thu hồi"),
        ("0172", date(2026, 6, 3), "DA-02", "provincial", None, 45_000_000, None, 2025, "Kế hoạch kéo dài"),
        ("0180", "2026-06-30", "DA-03", None, 900_000_000, None, None, 2026, "Tạm ứng hợp đồng"),
    ]
    row = 8
    for index, line in enumerate(lines, 1):
        number, day, project, source, advance, volume, recovery, year, text = line
        values = [index, number, day, project, "Công trình mẫu", source, advance, volume, recovery, year, text]
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(row, column, value)
        if isinstance(day, date):
            sheet.cell(row, 3).number_format = "dd/mm/yyyy"
        row += 1
    sheet.cell(row, 5, "Tổng cộng")
    for column, letter in ((7, "G"), (8, "H"), (9, "I")):
        sheet.cell(row, column, f"=SUM({letter}8:{letter}{row - 1})")
    sheet.cell(row + 2, 1, "Ghi chú: số liệu dựng để kiểm thử.")
    sheet.cell(row + 3, 8, "Lạng Sơn, ngày 02 tháng 7 năm 2026")
    sheet.cell(row + 4, 8, "KẾ TOÁN TRƯỞNG")
    sheet.freeze_panes = "D8"
    book.save(folder / "treasury.xlsx")


def convert(source, kind, folder):
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", kind, "--outdir", str(folder),
             str(source)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fixtures():
    treasury(HERE)
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shutil.copy(HERE / "treasury.xlsx", folder / "libreoffice-treasury.xlsx")
            convert(folder / "libreoffice-treasury.xlsx", "ods", folder)
            convert(folder / "libreoffice-treasury.ods", "xlsx", HERE)


def main(arguments):
    match arguments:
        case ["example"]:
            example()
        case ["fixtures"]:
            fixtures()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
