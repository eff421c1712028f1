"""Reads a scenario, its assumptions and its rulebook, and compiles them to flat arrays that all contestants share.

Nothing here is timed. What the comparison does not model raises OutOfScope rather than being left out silently.
"""

import csv
import datetime
import math
import os
import pickle
import sys
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import yaml

from distributions import Distribution, OutOfScope

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Sources")
GROUPS = [
    "completed", "carry-over", "new-start", "preparation-new-start", "preparation-priority", "preparation-other",
]
BUILDING = ("carry-over", "new-start")
UNITS = {"dong": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
HORIZON = 4_096
CONSTRUCTION, SETTLEMENT, APPROVALS = 0, 1, 2
# Work that is all done is payable in full, also when the sum of an S-curve's powers is rounded in single precision; what
# exceeds the capital is cut off.
CEILING = 1 + 2e-7
PRODUCTIVITY, STOPPAGE, FACTOR, BLOCKED = 0, 1, 2, 3


@dataclass
class ActivityModel:
    name: str
    distribution: Distribution
    predecessors: list
    office_days: bool
    holds_back_all: bool
    # Positions in GroupModel.drivers of those that multiply its duration.
    factors: list = field(default_factory=list)


@dataclass
class DriverSlot:
    """A driver that can act on a group's projects; `rows` gives each project's row of shared draws, None if its own."""

    effect: int
    probability: float
    impact: Distribution
    rows: np.ndarray = None


@dataclass
class GroupModel:
    name: str
    payout: int
    activities: list
    drivers: list
    # Positions in the scenario's list; every array below is in this order.
    projects: np.ndarray
    plan: int
    # Settlement: the share payable at once. Approvals: (activity, share).
    at_once: float
    shares: list
    held: float
    # One column for each stream of payments: the part of the remaining capital it covers, and its amount in dong.
    lower: np.ndarray
    per_width: np.ndarray
    last: np.ndarray
    amount: np.ndarray
    largest: np.ndarray
    # Construction only: claimable share = max(0, cubic[0] + cubic[1]·done + …); advances in shares of the remaining capital.
    per_workload: np.ndarray = None
    cubic: np.ndarray = None
    advance: np.ndarray = None
    outstanding: np.ndarray = None
    per_span: np.ndarray = None

    @property
    def draws(self):
        """Uniforms per project and replication, without the claims at checkpoints; shared draws count for each project."""
        return 2 + len(self.activities) + len(self.drivers)


@dataclass
class Model:
    dates: list
    year_end: int
    elapsed: np.ndarray
    acceptance: np.ndarray
    advance_time: np.ndarray
    log_unclaimed: np.ndarray
    site_days: np.ndarray
    office_days: np.ndarray
    day_of_office_day: np.ndarray
    productivity: Distribution
    discipline: Distribution
    coverage: tuple
    systemic: tuple
    groups: list
    # Shared draws: (probability, impact, idle value) of each row.
    shared: list
    milestones: list
    plan: dict
    project_count: int

    @property
    def draws(self):
        """Uniforms of one replication of the whole portfolio."""
        return sum(len(g.projects) * (g.draws + len(self.dates)) for g in self.groups)


def load(path):
    """A scenario's folder, or a file that this module has written."""
    if os.path.isdir(path):
        return compile_scenario(path)
    with open(path, "rb") as file:
        return pickle.load(file)


def compile_scenario(folder):
    with open(os.path.join(folder, "scenario.yaml"), encoding="utf-8") as file:
        settings = yaml.safe_load(file)
    for table in ("activities.csv", "drivers.csv", "actuals.csv", "portfolio.csv"):
        if os.path.exists(os.path.join(folder, table)):
            raise OutOfScope(table)
    if settings.get("assumptions", "vietnam-2026") != "vietnam-2026":
        raise OutOfScope(f"assumptions {settings['assumptions']}")
    if settings["rulebook"] != "rulebook.yaml":
        raise OutOfScope(f"rulebook {settings['rulebook']}")
    with open(os.path.join(SOURCES, "BuiltIn", "vietnam-2026.yaml"), encoding="utf-8") as file:
        assumptions = yaml.safe_load(file)
    with open(os.path.join(folder, "rulebook.yaml"), encoding="utf-8") as file:
        rulebook = Rulebook(yaml.safe_load(file))
    return Compiler(folder, settings, assumptions, rulebook).model()


class Rulebook:
    def __init__(self, document):
        self.rules = document["rules"]

    @staticmethod
    def in_force(rule, day):
        return rule["effective"] <= day and (rule.get("expires") is None or day <= rule["expires"])

    def dated(self, *kinds):
        for rule in self.rules:
            for kind in kinds:
                if kind in rule and self.in_force(rule, rule[kind]["date"]):
                    yield rule, rule[kind]

    def cap(self, name, day):
        for rule in self.rules:
            if "cap" in rule and rule["cap"]["name"] == name and self.in_force(rule, day):
                return float(rule["cap"]["value"])
        return None


class Calendar:
    """Days on which sites and offices work, as cumulative counts from the end of the as-of day."""

    def __init__(self, assumed, as_of):
        weekend = {WEEKDAYS.index(name) for name in assumed["officeWeekend"]}
        rest = {WEEKDAYS.index(name) for name in assumed["siteRestDays"]}
        holidays = set(assumed["holidays"])
        closures = [(closure["from"], closure["to"]) for closure in assumed["siteClosures"]]
        site, office, completing = [0.0], [0.0], [0.0]
        for offset in range(1, HORIZON + 2):
            day = as_of + datetime.timedelta(days=offset)
            stands = day.weekday() in rest or any(first <= day <= last for first, last in closures)
            site.append(site[-1] + (0 if stands else assumed["monthlyWorkability"][day.month - 1]))
            is_open = day.weekday() not in weekend and day not in holidays
            office.append(office[-1] + is_open)
            if is_open:
                completing.append(float(offset))
        completing.append(float(HORIZON + 1))
        self.site, self.office, self.completing = (np.array(x) for x in (site, office, completing))

    def site_days(self, time):
        return float(np.interp(min(max(time, 0), HORIZON), np.arange(len(self.site)), self.site))

    def office_time(self, start, duration):
        wanted = float(np.interp(start, np.arange(len(self.office)), self.office)) + max(0, duration)
        last = min(math.ceil(wanted), len(self.completing) - 1)
        return max(start, min(self.completing[last] - (last - wanted), HORIZON))

    def before(self, days, time):
        """The latest time from which this many office days remain until the end of day `time`."""
        if days <= 0 or time <= 0:
            return float(time)
        wanted = self.office[min(time, HORIZON)] - days
        if wanted < 0:
            return 0.0
        whole = int(wanted)
        return min(float(time), self.completing[whole + 1] - 1 + wanted - whole)


def month_end(year, month):
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


class Compiler:
    def __init__(self, folder, settings, assumptions, rulebook):
        self.assumptions, self.rulebook = assumptions, rulebook
        self.year = settings["fiscalYear"]
        self.as_of = settings["asOf"]
        self.unit = UNITS[settings["unit"]]
        if self.as_of != datetime.date(self.year - 1, 12, 31):
            raise OutOfScope("an as-of day other than 31 December before the year")
        self.calendar = Calendar(assumptions["calendar"], self.as_of)
        self.read(folder)
        self.targets = [target["date"] for target in settings.get("targets", [])]
        curve = assumptions["sCurve"]
        if curve["kind"] != "cubic":
            raise OutOfScope("a default S-curve that is not cubic")
        self.curve = (curve["c1"], curve["c2"])
        if assumptions["claims"]["mode"] != "lump" or assumptions["claims"]["coverage"]["distribution"] != "uniform":
            raise OutOfScope("claims that are not lumps of uniform coverage")
        self.shared, self.shared_rows = [], {}

    # Tables

    def read(self, folder):
        self.projects = read_table(os.path.join(folder, "projects.csv"))
        positions = {row["id"]: position for position, row in enumerate(self.projects)}
        for row in self.projects:
            row["allocations"] = []
        for row in read_table(os.path.join(folder, "allocations.csv")):
            if self.amount(row, "paid_to_date"):
                raise OutOfScope("payments before the year")
            project = self.projects[positions[row["project_id"]]]
            project["allocations"].append((row["source_id"], self.amount(row, "plan")))
        self.sources = {}
        path = os.path.join(folder, "sources.csv")
        if not os.path.exists(path):
            return
        for row in read_table(path):
            if row["kind"] != "transfer":
                raise OutOfScope(f"a source of kind {row['kind']}")
            until = row.get("pay_until")
            self.sources[row["source_id"]] = (
                int(row.get("priority") or 1), datetime.date.fromisoformat(until) if until else None)

    def amount(self, row, column):
        cell = row.get(column)
        return int((Decimal(cell) * self.unit).to_integral_value()) if cell else None

    def source(self, name):
        return self.sources.get(name, (1, None))

    # Time

    def timeline(self):
        claims = self.assumptions["claims"]
        last_day = datetime.date(self.year, 12, 31)
        cut_off = datetime.date(self.year + 1, 1, 31)
        wanted = {month_end(self.year, month) for month in range(1, 13)} | {cut_off}
        wanted |= {content["date"] for _, content in self.rulebook.dated(
            "milestone", "startDeadline", "approvalDeadline", "adjustmentWindow")}
        wanted |= {until for _, until in self.sources.values() if until is not None}
        wanted |= set(self.targets)
        self.dates = sorted(day for day in wanted if self.as_of < day <= cut_off)
        for day in self.dates:
            # Claims are made once a month.
            if day != month_end(day.year, day.month):
                raise OutOfScope(f"the date {day} within a month")
        self.elapsed, self.acceptance, self.advance_time, self.log_unclaimed = [], [], [], []
        previous = self.as_of
        for day in self.dates:
            time = (day - self.as_of).days
            treasury = claims["waitsForTreasury"]
            payment = (self.rulebook.cap("treasury-payment-days", day) or 0) if treasury else 0
            advance = (self.rulebook.cap("treasury-advance-days", day) or 0) if treasury else 0
            last = (last_day - self.as_of).days
            acceptance = min(self.calendar.before(payment, time), last)
            self.acceptance.append(acceptance)
            self.elapsed.append(self.calendar.site_days(acceptance))
            self.advance_time.append(self.calendar.before(advance, min(time, last)))
            self.log_unclaimed.append(self.unclaimed(previous, day, claims["monthlyRates"]))
            previous = day

    def unclaimed(self, previous, day, rates):
        logarithm, cursor = 0.0, previous + datetime.timedelta(days=1)
        while cursor <= day:
            end = min(day, month_end(cursor.year, cursor.month))
            month = (cursor.year - self.year) * 12 + cursor.month - 1
            rate = rates[month] if month < len(rates) else 0
            share = ((end - cursor).days + 1) / month_end(cursor.year, cursor.month).day
            logarithm += -1e4 if rate >= 1 else share * math.log(1 - rate)
            cursor = end + datetime.timedelta(days=1)
        return max(logarithm, -1e4)

    # Groups

    def model(self):
        self.timeline()
        groups = [self.group(name) for name in GROUPS if any(row["group"] == name for row in self.projects)]
        plans = {group.name: group.plan for group in groups}
        milestones = []
        for rule, content in sorted(self.rulebook.dated("milestone"), key=lambda pair: pair[1]["date"]):
            if content["group"] in plans:
                share = Decimal(str(content["share"]))
                required = math.ceil(Decimal(plans[content["group"]]) * share)
                milestones.append((
                    rule["id"], plans_index(groups, content["group"]), self.dates.index(content["date"]), required))
        systemic = self.assumptions["systemic"]
        single = {name: np.array(values, dtype=np.float32) for name, values in (
            ("elapsed", self.elapsed), ("acceptance", self.acceptance), ("advance_time", self.advance_time),
            ("log_unclaimed", self.log_unclaimed), ("site_days", self.calendar.site),
            ("office_days", self.calendar.office), ("day_of_office_day", self.calendar.completing))}
        coverage = self.assumptions["claims"]["coverage"]
        return Model(
            dates=[day.isoformat() for day in self.dates],
            year_end=max(i for i, day in enumerate(self.dates) if day <= datetime.date(self.year, 12, 31)),
            **single, productivity=Distribution.of(self.assumptions["productivity"]),
            discipline=Distribution.of(self.assumptions["claims"]["discipline"]),
            coverage=(coverage["p1"], coverage["p2"] - coverage["p1"]),
            systemic=(systemic["duration"], systemic["productivity"], systemic["discipline"]),
            groups=groups, shared=self.shared, milestones=milestones,
            plan={**plans, "portfolio": sum(plans.values())}, project_count=len(self.projects))

    def group(self, name):
        template = self.assumptions["templates"][name]
        names = [entry["activity"] for entry in template]
        activities, held = [], 0.0
        for entry in template:
            distribution = Distribution.of(entry)
            holds_back = float(entry.get("holdsBack", 1))
            held = max(held, holds_back if holds_back < 1 else 0)
            predecessors = [names.index(earlier) for earlier in entry.get("predecessors", [])]
            if any(earlier >= len(activities) for earlier in predecessors):
                raise OutOfScope("a template that lists an activity before its predecessors")
            activities.append(ActivityModel(
                entry["activity"], distribution, predecessors, entry.get("days") == "working", holds_back == 1))
        members = [position for position, row in enumerate(self.projects) if row["group"] == name]
        drivers = self.drivers(name, activities, members)
        # Neighbours share units, so that their columns are still in the cache.
        keys = [slot.rows for slot in drivers if slot.rows is not None]
        order = np.lexsort(keys[::-1]) if keys else np.arange(len(members))
        members = [members[position] for position in order]
        for slot in drivers:
            if slot.rows is not None:
                slot.rows = slot.rows[order]
        group = GroupModel(
            name=name, payout=CONSTRUCTION if name in BUILDING else SETTLEMENT if name == "completed" else APPROVALS,
            activities=activities, drivers=drivers, projects=np.array(members),
            plan=sum(self.plan(position) for position in members),
            at_once=self.assumptions["payableBeforeSettlement"], shares=self.approval_shares(activities), held=held,
            **self.streams(members), largest=np.array([self.largest(p) for p in members], dtype=np.float32))
        if group.payout == CONSTRUCTION:
            self.construction(group)
        return group

    def drivers(self, group, activities, members):
        slots = []
        for driver in self.assumptions["drivers"]:
            effect, applies = driver["effect"], driver.get("appliesTo", [])
            if effect == "revenue-factor" or driver["probability"] <= 0:
                continue
            named = [position for position, activity in enumerate(activities) if activity.name in applies]
            builds = group in BUILDING and "construction" in applies
            if effect == "blocked":
                kind, impact, idle = BLOCKED, Distribution("fixed", (0.0,)), 1.0
                if driver["scope"] != "project":
                    raise OutOfScope("a driver that blocks several projects at once")
            elif not applies:
                raise OutOfScope("a driver that strikes everything")
            elif effect == "duration-factor":
                if "construction" in applies:
                    raise OutOfScope("a duration factor of construction")
                if not named:
                    continue
                kind, impact, idle = FACTOR, Distribution.of(driver), 1.0
            else:
                if effect == "stoppage-days" and set(applies) != {"construction"}:
                    raise OutOfScope("stoppages of activities")
                if not builds:
                    continue
                kind = STOPPAGE if effect == "stoppage-days" else PRODUCTIVITY
                impact, idle = Distribution.of(driver), 0.0 if kind == STOPPAGE else 1.0
            if kind == FACTOR:
                for position in named:
                    activities[position].factors.append(len(slots))
            rows = None
            if driver["scope"] == "source":
                raise OutOfScope("a driver of sources")
            if driver["scope"] != "project":
                rows = np.array([self.row(driver, impact, idle, position) for position in members], dtype=np.int32)
            slots.append(DriverSlot(kind, driver["probability"], impact, rows))
        return slots

    def row(self, driver, impact, idle, position):
        """The row of shared draws of the project's unit; a project that states no unit shares with no other."""
        project = self.projects[position]
        unit = "" if driver["scope"] == "portfolio" else project.get(driver["scope"]) or ("alone", project["id"])
        key = (driver["id"], unit)
        if key not in self.shared_rows:
            self.shared_rows[key] = len(self.shared)
            self.shared.append((driver["probability"], impact, idle))
        return self.shared_rows[key]

    def approval_shares(self, activities):
        weights = [(position, self.assumptions["preparationPayments"][activity.name])
                   for position, activity in enumerate(activities)
                   if activity.name in self.assumptions["preparationPayments"]]
        total = sum(weight for _, weight in weights)
        return [(position, weight / total) for position, weight in weights]

    # Money

    def plan(self, position):
        return sum(amount for _, amount in self.projects[position]["allocations"])

    def largest(self, position):
        project, plan = self.projects[position], self.plan(position)
        if plan <= 0:
            return 0.0
        room = plan * self.cap_share("paid-of-plan")
        total = self.amount(project, "total_investment")
        if total is not None:
            before = self.amount(project, "paid_before_year") or 0
            room = min(room, total * self.cap_share("paid-of-total-investment") - before)
        return max(0.0, min(plan, room) / plan)

    def cap_share(self, name):
        share = self.rulebook.cap(name, self.as_of)
        return 1 if share is None else share

    def streams(self, members):
        listed = [self.streams_of(position) for position in members]
        width = max(1, max(len(streams) for streams in listed))
        arrays = {"lower": 0.0, "per_width": 1.0, "amount": 0.0, "last": -1}
        arrays = {name: np.full((len(members), width), empty) for name, empty in arrays.items()}
        for project, streams in enumerate(listed):
            for column, (lower, upper, last, amount) in enumerate(streams):
                arrays["lower"][project, column] = lower
                arrays["per_width"][project, column] = 1 / (upper - lower)
                arrays["last"][project, column] = last
                arrays["amount"][project, column] = amount
        types = {"lower": np.float32, "per_width": np.float32, "amount": np.float64, "last": np.int32}
        return {name: array.astype(types[name]) for name, array in arrays.items()}

    def streams_of(self, position):
        """Allocations that are paid alike, as (lower, upper, last checkpoint, amount)."""
        plan, covered, streams = self.plan(position), 0.0, []
        by_priority = {}
        for source, amount in self.projects[position]["allocations"]:
            priority, until = self.source(source)
            last = len(self.dates) - 1 if until is None else max(
                (i for i, day in enumerate(self.dates) if day <= until), default=-1)
            alike = by_priority.setdefault(priority, {})
            alike[last] = alike.get(last, 0) + amount
        for priority in sorted(by_priority):
            alike = by_priority[priority]
            if sum(alike.values()) <= 0:
                continue
            upper = min(1.0, covered + sum(alike.values()) / plan)
            streams += [(covered, upper, last, amount) for last, amount in sorted(alike.items())]
            covered = upper
        return streams

    def construction(self, group):
        constructions = [self.construction_of(position, group) for position in group.projects]
        for name in ("per_workload", "cubic", "advance", "outstanding", "per_span"):
            values = np.array([construction[name] for construction in constructions], dtype=np.float32)
            setattr(group, name, values)

    def construction_of(self, position, group):
        project, plan = self.projects[position], self.plan(position)
        value = self.amount(project, "absorbable")
        value = plan if value is None else value
        outstanding = self.amount(project, "outstanding_advance") or 0
        before = self.amount(project, "paid_before_year") or 0
        linear, quadratic, cube = self.coefficients(project)
        if project.get("progress"):
            progress = float(project["progress"])
        else:
            accepted = self.assumptions["acceptedBeforeYear"] if group.name == "carry-over" and value > 0 else 0
            progress = inverse(lambda x: x * (linear + x * (quadratic + x * cube)), accepted)
        undone = 1 - progress
        contract = self.amount(project, "contract_value")
        contract = self.amount(project, "total_investment") if contract is None else contract
        contract = contract if contract is not None and contract > 0 else before + value
        recovered_by = self.rulebook.cap("advance-recovered-by", datetime.date(self.year, 1, 1))
        span = max(1, (0.8 if recovered_by is None else recovered_by) * contract - (before - outstanding))
        share = self.assumptions["advanceShares"].get(group.name, 0)
        ceiling = self.rulebook.cap("advance-ceiling", self.as_of)
        advance = 0.0
        if share > 0 and outstanding == 0:
            advance = min(min(share, 1 if ceiling is None else ceiling) * contract, plan)
        per_plan = 1 / plan if plan > 0 else 0
        # value · (curve(progress + undone · done) − curve(progress)) + unpaid, where unpaid = value · curve(progress):
        # the curve itself, as powers of done.
        p, u = progress, undone
        cubic = [
            p * (linear + p * (quadratic + p * cube)), u * (linear + p * (2 * quadratic + 3 * p * cube)),
            u * u * (quadratic + 3 * p * cube), u**3 * cube]
        return {
            "per_workload": 1 / self.workload(project, group, undone),
            "cubic": [value * per_plan * c * CEILING for c in cubic], "advance": advance * per_plan,
            "outstanding": outstanding * per_plan, "per_span": plan / span}

    def coefficients(self, project):
        kind = project.get("s_curve")
        if kind and kind != "cubic":
            raise OutOfScope(f"S-curve {kind}")
        c1, c2 = (float(project["s_curve_1"]), float(project["s_curve_2"])) if kind else self.curve
        return 3 * c1, 3 * c2 - 6 * c1, 1 + 3 * c1 - 3 * c2

    def workload(self, project, group, undone):
        ends, start = [], 0.0
        for activity in group.activities:
            begins = max([0.0] + [ends[earlier] for earlier in activity.predecessors])
            median = activity.distribution.median
            ends.append(self.calendar.office_time(begins, median) if activity.office_days else begins + median)
            if activity.holds_back_all:
                start = max(start, ends[-1])
        if project.get("construction_days"):
            days = float(project["construction_days"])
        else:
            usual = self.assumptions["constructionDays"].get(group.name)
            year = (datetime.date(self.year, 12, 31) - self.as_of).days
            days = usual * undone if usual is not None else max(30, year - start)
        return max(0.5, self.calendar.site_days(start + days) - self.calendar.site_days(start))


def plans_index(groups, name):
    return next(position for position, group in enumerate(groups) if group.name == name)


def inverse(curve, value):
    low, high = 0.0, 1.0
    if value <= 0:
        return low
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if curve(middle) < value else (low, middle)
    return high


def read_table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    return [{key: cell.strip() for key, cell in row.items()} for row in rows]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: model.py SCENARIO COMPILED")
    import model  # so that the classes pickled are of this module and not of __main__

    with open(sys.argv[2], "wb") as out:
        pickle.dump(model.compile_scenario(sys.argv[1]), out)
