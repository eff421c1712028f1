"""The C contestant: writes the compiled arrays to a flat file, runs kernel.c on it and prints its result."""

import os
import struct
import subprocess
import sys
import tempfile

import numpy as np

import model as scenario
import results
from distributions import LARGEST_SCORE

HERE = os.path.dirname(os.path.abspath(__file__))
SEGMENTS, DEGREE = 8, 4
UNIFORM_STEPS = 1_024
# Times beyond these days are later than any that matters, and tables this long stay in the first cache.
DAYS = 512


class Writer:
    """Arrays one after another, each starting on a multiple of 8 bytes, as kernel.c reads them."""

    def __init__(self):
        self.parts = []

    def add(self, bytes_):
        self.parts.append(bytes_ + b"\0" * (-len(bytes_) % 8))

    def integer(self, value):
        self.add(struct.pack("<i", int(value)))

    def real(self, value):
        self.add(struct.pack("<f", float(value)))

    def array(self, values, kind):
        self.add(np.ascontiguousarray(values, dtype=kind).tobytes())


class Tables:
    """Tables of distributions, each once."""

    def __init__(self, make):
        self.make, self.numbers, self.tables = make, {}, []

    def number(self, *key):
        if key not in self.numbers:
            self.numbers[key] = len(self.tables)
            self.tables.append(self.make(*key))
        return self.numbers[key]


def write_model(model, path):
    out = Writer()
    scores = Tables(lambda distribution: distribution.score_segments(SEGMENTS, DEGREE))
    uniforms = Tables(lambda distribution, idle: np.append(distribution.uniform_table(UNIFORM_STEPS), np.float32(idle)))
    groups = Writer()
    idle = {scenario.STOPPAGE: 0.0}

    def distribution(writer, d):
        writer.integer(d.is_lognormal)
        writer.real(d.log_median if d.is_lognormal else 0)
        writer.real(d.log_deviation if d.is_lognormal else 0)
        writer.integer(-1 if d.is_lognormal else scores.number(d))

    for group in model.groups:
        groups.integer(group.payout)
        groups.integer(len(group.projects))
        groups.integer(group.amount.shape[1])
        groups.integer(len(group.activities))
        for activity in group.activities:
            distribution(groups, activity.distribution)
            groups.integer(activity.office_days)
            groups.integer(activity.holds_back_all)
            for listed in (activity.predecessors, activity.factors):
                groups.integer(len(listed))
                for position in listed:
                    groups.integer(position)
        groups.integer(len(group.drivers))
        for driver in group.drivers:
            groups.integer(driver.effect)
            groups.integer(driver.rows is not None)
            own = driver.rows is None and driver.effect != scenario.BLOCKED
            groups.integer(uniforms.number(driver.impact, idle.get(driver.effect, 1.0)) if own else -1)
            groups.real(driver.probability)
            if driver.rows is not None:
                groups.array(driver.rows, np.int32)
        groups.real(group.at_once)
        groups.real(group.held)
        groups.integer(len(group.shares))
        for activity, share in group.shares:
            groups.integer(activity)
            groups.real(share)
        groups.array(group.projects, np.int32)
        groups.array(group.largest, np.float32)
        groups.array(group.lower, np.float32)
        groups.array(group.per_width, np.float32)
        groups.array(group.last, np.int32)
        groups.array(group.amount, np.float64)
        if group.payout == scenario.CONSTRUCTION:
            for array in (group.per_workload, group.cubic, group.advance, group.outstanding, group.per_span):
                groups.array(array, np.float32)

    shared_tables = [uniforms.number(impact, idle_value) for _, impact, idle_value in model.shared]
    out.integer(len(model.dates))
    out.integer(model.year_end)
    out.integer(model.project_count)
    out.array(model.elapsed, np.float32)
    out.array(model.acceptance, np.float32)
    out.array(model.advance_time, np.float32)
    out.array(model.log_unclaimed, np.float32)
    out.integer(DAYS)
    for days in (model.site_days, model.office_days):
        pairs = np.stack([days[:DAYS], np.diff(days[:DAYS + 1])], axis=1)
        out.array(pairs, np.float32)
    office = int(model.office_days[DAYS - 1]) + 1
    out.integer(office)
    out.array(model.day_of_office_day[:office], np.float32)
    for value in (*model.coverage, *model.systemic):
        out.real(value)
    distribution(out, model.productivity)
    distribution(out, model.discipline)
    out.real(LARGEST_SCORE)
    out.integer(len(scores.tables))
    out.array(scores.tables, np.float32)
    out.integer(UNIFORM_STEPS)
    out.integer(len(uniforms.tables))
    out.array(uniforms.tables, np.float32)
    out.integer(len(model.shared))
    out.array([probability for probability, _, _ in model.shared], np.float32)
    out.array(shared_tables, np.int32)
    out.integer(len(model.milestones))
    out.array([group for _, group, _, _ in model.milestones], np.int32)
    out.array([checkpoint for _, _, checkpoint, _ in model.milestones], np.int32)
    out.array([float(required) for _, _, _, required in model.milestones], np.float64)
    out.integer(len(model.groups))
    with open(path, "wb") as file:
        for part in out.parts + groups.parts:
            file.write(part)


def read_result(model, path, replications):
    numbers = np.fromfile(path, dtype=np.float64)
    groups, checkpoints = len(model.groups), len(model.dates)
    lengths = [1, 2 * (groups + 1) * checkpoints, len(model.milestones), 2 * model.project_count,
               groups * checkpoints * replications]
    seconds, means, frequencies, projects, sums = np.split(numbers, np.cumsum(lengths)[:-1])
    means = means.reshape(groups + 1, checkpoints, 2)
    summary = (means[:, :, 0], means[:, :, 1], list(map(float, frequencies)))
    sums = sums.reshape(groups, checkpoints, replications)
    return results.document(model, float(seconds[0]), sums, summary, projects[0::2], projects[1::2])


def main():
    parser = results.arguments(__doc__)
    parser.add_argument("--kernel", default=os.path.join(HERE, ".work", "kernel"))
    parser.add_argument("--redraw", action="store_true", help="draw what projects share once for each project")
    options = parser.parse_args()
    if options.threads != 1:
        sys.exit("c_kernel.py: the C kernel has one thread")
    model = scenario.load(options.scenario)
    with tempfile.TemporaryDirectory() as folder:
        compiled, result = os.path.join(folder, "model"), os.path.join(folder, "result")
        write_model(model, compiled)
        command = [options.kernel, compiled, result, str(options.replications), str(options.seed)]
        subprocess.run(command + (["redraw"] if options.redraw else []), check=True)
        results.show(read_result(model, result, options.replications))


if __name__ == "__main__":
    main()
