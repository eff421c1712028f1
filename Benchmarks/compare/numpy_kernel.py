"""The NumPy contestant: float32 arrays of projects × replications that stay in the cache, every operation in place.

The generator is SFC64, the fastest of NumPy's. Its raw words, two single-precision uniforms in each, and Box and Muller's
normals from them take a half and a quarter of the time of `Generator.random` and `Generator.standard_normal` in float32.
PERTs and drivers come from tables by `take`; bounds are arrays, because `minimum` and `maximum` with a scalar do not
vectorise; sums over the projects of a block are one product of a vector and a matrix.
"""

import math
import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402

import model as scenario  # noqa: E402
import results  # noqa: E402
from distributions import LARGEST_SCORE  # noqa: E402

F = np.float32
SCORE_STEPS = 4_096
UNIFORM_STEPS = 1_024
PRODUCTIVITY, STOPPAGE, FACTOR, BLOCKED = scenario.PRODUCTIVITY, scenario.STOPPAGE, scenario.FACTOR, scenario.BLOCKED


class Tables:
    def __init__(self):
        self.known = {}

    def scores(self, distribution):
        key = ("score", distribution)
        if key not in self.known:
            self.known[key] = distribution.score_table(SCORE_STEPS)
        return self.known[key]

    def strikes(self, impact, idle):
        """The last entry stands for not striking."""
        key = (impact, idle)
        if key not in self.known:
            self.known[key] = np.append(impact.uniform_table(UNIFORM_STEPS), F(idle))
        return self.known[key]


def aligned(shape):
    """An array that begins at a multiple of 64 bytes, which NumPy does not see to."""
    count = math.prod(shape)
    raw = np.empty(count + 16, F)
    skipped = -raw.ctypes.data % 64 // 4
    return raw[skipped:skipped + count].reshape(shape)


class Block:
    """Scratch arrays of one shape, and the steps of the model on them."""

    def __init__(self, model, tables, bits, projects, replications):
        self.model, self.tables, self.bits = model, tables, bits
        shape = (projects, replications)
        self.a, self.b, self.c, self.d, self.discipline, self.speed, self.lost, self.start, self.held_start = (
            aligned(shape) for _ in range(9))
        self.paid, self.pace, self.delay, self.held_delay, self.payable, self.advance = (aligned(shape) for _ in range(6))
        self.site_slopes = np.append(np.diff(model.site_days), F(0))
        self.office_slopes = np.append(np.diff(model.office_days), F(0))
        self.zeros, self.ones = aligned(shape), aligned(shape)
        self.zeros.fill(0)
        self.ones.fill(1)
        self.wide = np.empty(shape, np.intp)
        self.mask, self.blocked = np.empty(shape, bool), np.empty(shape, bool)
        self.values = {}
        self.finish = {}
        self.shape = shape

    def spare(self, store, number):
        if number not in store:
            store[number] = aligned(self.shape)
        return store[number]

    def draw_uniforms(self, out):
        uniforms(self.bits, out)

    def draw_normals(self, out):
        """Box and Muller's transform of the first half of the block's uniforms with the second."""
        uniforms(self.bits, out)
        flat, half = out.reshape(-1), out.size // 2
        radius, angle = flat[:half], flat[half:]
        cosine = self.b.reshape(-1)[:half]
        np.add(radius, F(2.0**-24), out=radius)
        np.log(radius, out=radius)
        np.multiply(radius, F(-2), out=radius)
        np.sqrt(radius, out=radius)
        np.multiply(angle, F(2 * math.pi), out=angle)
        np.cos(angle, out=cosine)
        np.sin(angle, out=angle)
        np.multiply(angle, radius, out=angle)
        np.multiply(radius, cosine, out=radius)

    def take(self, table, positions, out):
        """table[⌊positions⌋], cut at both ends; destroys nothing."""
        np.copyto(self.wide, positions, casting="unsafe")
        np.take(table, self.wide, out=out, mode="clip")

    def at_scores(self, distribution, loading, systemic, out):
        """Fresh values whose normal scores are correlated with the systemic factor."""
        z = self.a
        self.draw_normals(z)
        np.multiply(z, F(np.sqrt(1 - loading * loading)), out=z)
        np.add(z, F(loading) * systemic, out=z)
        if distribution.is_lognormal:
            np.multiply(z, F(distribution.log_deviation), out=z)
            np.add(z, F(distribution.log_median), out=z)
            np.exp(z, out=out)
        else:
            np.multiply(z, F(SCORE_STEPS / (2 * LARGEST_SCORE)), out=z)
            np.add(z, F(SCORE_STEPS / 2), out=z)
            np.maximum(z, self.zeros, out=z)
            self.take(self.tables.scores(distribution), z, out)

    def strike(self, probability, table, out):
        self.draw_uniforms(self.a)
        np.multiply(self.a, F(UNIFORM_STEPS / probability), out=self.a)
        self.take(table, self.a, out)

    def by_day(self, table, slopes, times, out):
        """A table by days, straight within a day; `times` are not negative."""
        day, part = self.wide, self.b
        np.minimum(times, F(len(table) - 2), out=part)
        np.copyto(day, part, casting="unsafe")
        np.subtract(part, day, out=part, casting="same_kind", dtype=F)
        np.take(slopes, day, out=out, mode="clip")
        np.multiply(out, part, out=out)
        np.take(table, day, out=part, mode="clip")
        np.add(out, part, out=out)

    def office_time(self, has_predecessors, begins, duration):
        """Into `begins`: the time at which `duration` office days have passed since."""
        model = self.model
        wanted, last = self.c, self.d
        if has_predecessors:
            self.by_day(model.office_days, self.office_slopes, begins, wanted)
            np.add(wanted, duration, out=wanted)
        else:
            np.copyto(wanted, duration)
        np.minimum(wanted, F(len(model.day_of_office_day) - 1), out=wanted)
        np.ceil(wanted, out=last)
        np.subtract(wanted, last, out=wanted)
        self.take(model.day_of_office_day, last, self.b)
        np.add(wanted, self.b, out=wanted)
        np.maximum(begins, wanted, out=begins)

    def run(self, group, first, shared, systemic, sums, projects):
        """Projects from `first` on, over the block of replications whose shared draws are given."""
        model = self.model
        members = slice(first, first + self.shape[0])
        building = group.payout == scenario.CONSTRUCTION
        duration_loading, productivity_loading, discipline_loading = model.systemic
        self.at_scores(model.discipline, -discipline_loading, systemic, self.discipline)
        if building:
            self.at_scores(model.productivity, -productivity_loading, systemic, self.speed)
        else:
            self.draw_uniforms(self.speed)
        self.lost.fill(0)
        self.blocked.fill(False)
        for slot, driver in enumerate(group.drivers):
            if driver.effect == BLOCKED:
                self.draw_uniforms(self.a)
                np.less(self.a, F(driver.probability), out=self.mask)
                np.logical_or(self.blocked, self.mask, out=self.blocked)
                continue
            value = self.spare(self.values, slot)
            if driver.rows is not None:
                np.take(shared, driver.rows[members], axis=0, out=value, mode="clip")
            else:
                idle = 0.0 if driver.effect == STOPPAGE else 1.0
                self.strike(driver.probability, self.tables.strikes(driver.impact, idle), value)
            if driver.effect == PRODUCTIVITY:
                np.multiply(self.speed, value, out=self.speed)
            elif driver.effect == STOPPAGE:
                np.add(self.lost, value, out=self.lost)

        self.start.fill(0)
        self.held_start.fill(0)
        for position, activity in enumerate(group.activities):
            finish = self.spare(self.finish, position)
            duration = self.pace
            self.at_scores(activity.distribution, duration_loading, systemic, duration)
            for slot in activity.factors:
                np.multiply(duration, self.values[slot], out=duration)
            finish.fill(0)
            for earlier in activity.predecessors:
                np.maximum(finish, self.finish[earlier], out=finish)
            if activity.office_days:
                self.office_time(bool(activity.predecessors), finish, duration)
            else:
                np.add(finish, duration, out=finish)
            if activity.holds_back_all:
                np.maximum(self.start, finish, out=self.start)
            np.maximum(self.held_start, finish, out=self.held_start)

        # A blocked project claims nothing and has no advance.
        self.discipline[self.blocked] = 0
        has_advance = False
        if building:
            np.multiply(self.speed, group.per_workload[members, None], out=self.pace)
            self.by_day(model.site_days, self.site_slopes, self.start, self.delay)
            np.add(self.delay, self.lost, out=self.delay)
            np.multiply(self.delay, self.pace, out=self.delay)
            if group.held > 0:
                self.by_day(model.site_days, self.site_slopes, self.held_start, self.held_delay)
                np.add(self.held_delay, self.lost, out=self.held_delay)
                np.multiply(self.held_delay, self.pace, out=self.held_delay)
            has_advance = bool((group.advance[members] > 0).any() or (group.outstanding[members] > 0).any())
        streams = [self.spare(self.values, ("stream", stream)) for stream in range(group.amount.shape[1])]
        total = self.spare(self.values, "total")
        for paid in streams + [total]:
            paid.fill(0)
        amounts = group.amount[members].astype(F)
        is_single = len(streams) == 1 and (group.last[members] == len(model.dates) - 1).all()
        largest = group.largest[members, None]
        for checkpoint in range(len(model.dates)):
            self.fill_payable(group, members, checkpoint, has_advance)
            claim = self.draw_claims(checkpoint)
            # Claims do not depend on capital: the project's total stops at it, then the streams take it in order.
            np.subtract(self.payable, total, out=self.a)
            np.maximum(self.a, self.zeros, out=self.a)
            np.multiply(self.a, claim, out=self.a)
            np.add(total, self.a, out=total)
            if has_advance:
                np.maximum(total, self.advance, out=total)
            np.minimum(total, largest, out=total)
            for stream, paid in enumerate(streams):
                if is_single:
                    paid = total
                else:
                    self.fill_stream(group, members, stream, checkpoint, total, paid)
                sums[checkpoint] += amounts[:, stream] @ paid
                if checkpoint == model.year_end:
                    projects[group.projects[members]] += group.amount[members, stream] * paid.sum(axis=1, dtype=np.float64)

    def done_share(self, delay, elapsed, out):
        np.multiply(self.pace, elapsed, out=out)
        np.subtract(out, delay, out=out)
        np.maximum(out, self.zeros, out=out)
        np.minimum(out, self.ones, out=out)

    def cubic(self, coefficients, x, out):
        c0, c1, c2, c3 = (coefficients[:, k, None] for k in range(4))
        np.multiply(x, c3, out=out)
        for c in (c2, c1):
            np.add(out, c, out=out)
            np.multiply(out, x, out=out)
        np.add(out, c0, out=out)

    def fill_payable(self, group, members, checkpoint, has_advance):
        model, payable = self.model, self.payable
        if group.payout == scenario.CONSTRUCTION:
            cubic = group.cubic[members]
            self.done_share(self.delay, model.elapsed[checkpoint], self.a)
            self.cubic(cubic, self.a, payable)
            if group.held > 0:
                self.done_share(self.held_delay, model.elapsed[checkpoint], self.a)
                self.cubic(cubic, self.a, self.b)
                np.multiply(payable, F(1 - group.held), out=payable)
                np.multiply(self.b, F(group.held), out=self.b)
                np.add(payable, self.b, out=payable)
            np.maximum(payable, self.zeros, out=payable)
            if has_advance:
                self.add_advance(group, members, checkpoint)
        elif group.payout == scenario.SETTLEMENT:
            np.less_equal(self.held_start, model.acceptance[checkpoint], out=self.mask)
            np.multiply(self.mask, F(1 - group.at_once), out=payable)
            np.add(payable, F(group.at_once), out=payable)
        else:
            ends = [(self.finish[activity], share) for activity, share in group.shares] or [(self.held_start, 1.0)]
            for number, (finish, share) in enumerate(ends):
                np.less_equal(finish, model.acceptance[checkpoint], out=self.mask)
                np.multiply(self.mask, F(share), out=self.a if number else payable)
                if number:
                    np.add(payable, self.a, out=payable)

    def add_advance(self, group, members, checkpoint):
        payable, given, recovered = self.payable, self.advance, self.a
        np.less_equal(self.start, self.model.advance_time[checkpoint], out=self.mask)
        np.multiply(self.mask, group.advance[members, None], out=given)
        np.multiply(payable, group.per_span[members, None], out=recovered)
        np.minimum(recovered, self.ones, out=recovered)
        np.add(given, group.outstanding[members, None], out=self.b)
        np.multiply(recovered, self.b, out=recovered)
        np.minimum(recovered, payable, out=recovered)
        np.add(payable, given, out=payable)
        np.subtract(payable, recovered, out=payable)
        np.logical_not(self.blocked, out=self.mask)
        np.multiply(given, self.mask, out=given)

    def draw_claims(self, checkpoint):
        """The share claimed: with a probability, and then what the quotient of the same uniform says."""
        start, width = self.model.coverage
        uniform, probability, claim = self.a, self.b, self.c
        self.draw_uniforms(uniform)
        np.multiply(self.discipline, self.model.log_unclaimed[checkpoint], out=probability)
        np.exp(probability, out=probability)
        np.subtract(F(1), probability, out=probability)
        np.less(uniform, probability, out=self.mask)
        with np.errstate(divide="ignore", invalid="ignore"):
            np.divide(uniform, probability, out=claim)
        np.multiply(claim, F(width), out=claim)
        np.add(claim, F(start), out=claim)
        np.fmin(claim, self.ones, out=claim)  # nothing divided by nothing counts as 1; the mask takes it away
        np.multiply(claim, self.mask, out=claim)
        return claim

    def fill_stream(self, group, members, stream, checkpoint, total, paid):
        """A stream's part of the project's total; past its last day it is paid nothing more."""
        np.subtract(total, group.lower[members, stream, None], out=self.a)
        np.multiply(self.a, group.per_width[members, stream, None], out=self.a)
        np.clip(self.a, F(0), F(1), out=self.a)
        np.copyto(paid, self.a, where=group.last[members, stream, None] >= checkpoint)


def uniforms(bits, out):
    """Multiples of 2⁻²⁴ in [0, 1), two from each word of the generator."""
    words = bits.random_raw((out.size + 1) // 2).view(np.int32)[:out.size].reshape(out.shape)
    words = words.view(np.uint32)
    np.right_shift(words, 8, out=words)
    np.multiply(words.view(np.int32), F(2.0**-24), out=out, dtype=F, casting="unsafe")


def simulate(model, tables, replications, seed, block_projects, block_replications):
    bits = np.random.SFC64(seed)
    rng = np.random.Generator(bits)
    sums = np.zeros((len(model.groups), len(model.dates), replications))
    projects = np.zeros(model.project_count)
    blocks = {}
    for first in range(0, replications, block_replications):
        count = min(block_replications, replications - first)
        systemic = rng.standard_normal(count, dtype=F)
        shared = np.empty((max(1, len(model.shared)), count), F)
        for row, (probability, impact, idle) in enumerate(model.shared):
            position = rng.random(count, dtype=F)
            position *= F(UNIFORM_STEPS / probability)
            np.take(tables.strikes(impact, idle), position.astype(np.intp), out=shared[row], mode="clip")
        for number, group in enumerate(model.groups):
            for start in range(0, len(group.projects), block_projects):
                shape = (min(block_projects, len(group.projects) - start), count)
                if shape not in blocks:
                    blocks[shape] = Block(model, tables, bits, *shape)
                blocks[shape].run(group, start, shared, systemic, sums[number, :, first:first + count], projects)
    return sums, projects, results.summarise(model, sums)


def main():
    parser = results.arguments(__doc__.splitlines()[0])
    parser.add_argument("--block-projects", type=int, default=64)
    parser.add_argument("--block-replications", type=int, default=1_024)
    options = parser.parse_args()
    if options.threads != 1:
        sys.exit("numpy_kernel.py: one thread only")
    model = scenario.load(options.scenario)
    tables = Tables()
    shape = (options.block_projects, options.block_replications)
    simulate(model, tables, min(8, options.replications), 0, *shape)  # fills the tables
    started = time.perf_counter()
    sums, projects, summary = simulate(model, tables, options.replications, options.seed, *shape)
    seconds = time.perf_counter() - started
    results.show(results.document(model, seconds, sums, summary, projects))


if __name__ == "__main__":
    main()
