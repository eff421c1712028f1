"""The Numba contestant: njit(parallel=True, fastmath=True), single precision, one block of replications for each prange step.

Columns of a block live in one flat array at fixed offsets and every loop is over one block of lanes, so that LLVM vectorises
it: no calls of library functions, no aliasing to check. Each lane has its own xoshiro128++ generator (Blackman, Vigna 2021),
seeded from the run's seed, the block and the lane, so that results do not depend on the number of threads. What projects
share is drawn once for each unit in each block.

With --generator philox it draws from Philox4x32-10 instead, by counters of replication, project and index, as ours and the C
kernel do: slower, but a project's draws then do not depend on the rest of the portfolio.
"""

import sys
import time

import numba
import numpy as np
from numba import njit, prange

import model as scenario
import results
from distributions import LARGEST_SCORE

F, I, U = np.float32, np.int32, np.uint32
BLOCK = 256
SCORE_STEPS = 4_096
UNIFORM_STEPS = 1_024
LARGEST_ACTIVITIES, LARGEST_DRIVERS, LARGEST_STREAMS = 8, 16, 8
SETTLEMENT, CONSTRUCTION = scenario.SETTLEMENT, scenario.CONSTRUCTION
PRODUCTIVITY, STOPPAGE, FACTOR, BLOCKED = scenario.PRODUCTIVITY, scenario.STOPPAGE, scenario.FACTOR, scenario.BLOCKED

# Columns of the workspace.
DRAW, SYSTEMIC, DISCIPLINE, SPEED, LOST, START, HELD_START = (BLOCK * k for k in range(7))
PACE, DELAY, HELD_DELAY, PAYABLE, ADVANCE, ADVANCE_START, CLAIM, DURATION = (BLOCK * k for k in range(7, 15))
FINISH = BLOCK * 15
VALUE = FINISH + BLOCK * LARGEST_ACTIVITIES
PAID = VALUE + BLOCK * LARGEST_DRIVERS
TOTAL = PAID + BLOCK * LARGEST_STREAMS
WORDS = TOTAL + BLOCK
COLUMNS = WORDS + BLOCK * 4

# A constant to the compiler; the command line sets it before anything is compiled.
PHILOX = "philox" in sys.argv
# Of Philox, in the array of states: the counter's index, identity and kind, words used of the last call, seed, replication.
INDEX, IDENTITY, KIND, USED, KEY, FIRST = range(6)
M0, M1, LOW = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57), np.uint64(0xFFFFFFFF)
K0, K1, SHIFT = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85), np.uint64(32)

ZERO, ONE, HALF = F(0), F(1), F(0.5)
MOST_NEGATIVE = F(-120)
UNIT, HALF_UNIT = F(2.0**-24), F(2.0**-25)
LOG2E = F(1.442695041)
E5, E4, E3, E2, E1, E0 = F(1.32765e-3), F(9.67554e-3), F(5.550713e-2), F(2.402212e-1), F(6.9314697e-1), F(1.00000007)
L0, L1, L2, L3, L4, L5 = F(-0.50001484), F(0.33315545), F(-0.24897766), F(0.204925701), F(-0.187617168), F(0.119864002)
LN2 = F(0.6931471806)
N0, N1, N2, N3 = F(1.2533143758773804), F(0.46142396330833435), F(0.09496920555830002), F(0.013151095248758793)
N4, N5, N6 = F(1.2045102193951607e-3), F(5.170503573026508e-5), F(1.4699357109293487e-7)
D1, D2, D3 = F(0.10636726021766663), F(0.03488311916589737), F(2.6250218506902456e-3)
D4, D5 = F(2.3471331223845482e-4), F(3.0480439363600453e-6)
SCORE_SCALE, SCORE_MIDDLE = F(SCORE_STEPS / (2 * LARGEST_SCORE)), F(SCORE_STEPS / 2)
LAST_SCORE = F(SCORE_STEPS - 1)

inline = njit(fastmath=True, inline="always")
compiled = njit(fastmath=True, error_model="numpy", boundscheck=False, nogil=True)


@inline
def exp2(x):
    """Relative error below 2e-7 for −126 … 127."""
    n = np.floor(x + HALF)
    r = x - n
    p = ((((E5 * r + E4) * r + E3) * r + E2) * r + E1) * r + E0
    return I(I(I(n) + I(127)) << I(23)).view(np.float32) * p


@inline
def normal_quantile(u):
    """Absolute error about 2e-6 · max(1, |z|): (2u − 1) times a rational of −log(4u(1 − u))."""
    bits = I(F(F(4) * u * (ONE - u)).view(np.int32) - I(0x3F3504F3))
    exponent = F(I(bits >> I(23)))
    m = I(I(bits & I(0x007FFFFF)) + I(0x3F3504F3)).view(np.float32) - ONE
    s = m * m
    p = ((L4 + L5 * m) * s + (L2 + L3 * m)) * s + (L0 + L1 * m)
    w = -(exponent * LN2 + (p * s + m))
    w2 = w * w
    w4 = w2 * w2
    numerator = ((N0 + N1 * w) + (N2 + N3 * w) * w2) + (N4 + N5 * w + N6 * w2) * w4
    denominator = ((ONE + D1 * w) + (D2 + D3 * w) * w2) + (D4 + D5 * w) * w4
    return (F(2) * u - ONE) * (numerator / denominator)


@inline
def rotated(x, k):
    return U(U(x << U(k)) | U(x >> U(32 - k)))


@compiled
def seed_lanes(states, seed, block):
    """SplitMix64 (Steele, Lea, Flood 2014) of the run's seed, the block and the lane."""
    for lane in range(BLOCK):
        x = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + (np.uint64(block) << np.uint64(32)) + np.uint64(lane * 2)
        for word in range(4):
            x += np.uint64(0x9E3779B97F4A7C15)
            z = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            states[word * BLOCK + lane] = U((z ^ (z >> np.uint64(31))) & np.uint64(0xFFFFFFFF))


@compiled
def begin_identity(states, identity, kind):
    """For Philox: draws of another identity follow."""
    if PHILOX:
        states[INDEX], states[IDENTITY], states[KIND], states[USED] = U(0), U(identity), U(kind), U(4)


@compiled
def fill_words(states, work):
    """Four columns of uniforms, one call of Philox for each lane."""
    index, identity, kind = np.uint64(states[INDEX]), np.uint64(states[IDENTITY]), np.uint64(states[KIND])
    key, first = np.uint64(states[KEY]), np.uint64(states[FIRST])
    for i in range(BLOCK):
        a, b, c, d = first + np.uint64(i), index, identity, kind
        k0, k1 = key, np.uint64(0)
        for _ in range(10):
            p, q = (a & LOW) * M0, (c & LOW) * M1
            a, b, c, d = (q >> SHIFT) ^ b ^ k0, q, (p >> SHIFT) ^ d ^ k1, p
            k0, k1 = (k0 + K0) & LOW, (k1 + K1) & LOW
        work[WORDS + i] = F(I(U(U(a & LOW) >> U(8)))) * UNIT + HALF_UNIT
        work[WORDS + BLOCK + i] = F(I(U(U(b & LOW) >> U(8)))) * UNIT + HALF_UNIT
        work[WORDS + 2 * BLOCK + i] = F(I(U(U(c & LOW) >> U(8)))) * UNIT + HALF_UNIT
        work[WORDS + 3 * BLOCK + i] = F(I(U(U(d & LOW) >> U(8)))) * UNIT + HALF_UNIT
    states[INDEX] += U(1)
    states[USED] = U(0)


@compiled
def draw(states, work):
    """Uniforms into the column DRAW."""
    if PHILOX:
        if states[USED] == 4:
            fill_words(states, work)
        column = WORDS + I(states[USED]) * BLOCK
        states[USED] += U(1)
        for i in range(BLOCK):
            work[DRAW + i] = work[column + i]
        return
    for i in range(BLOCK):
        a, b, c, d = states[i], states[BLOCK + i], states[2 * BLOCK + i], states[3 * BLOCK + i]
        word = U(rotated(U(a + d), 7) + a)
        t = U(b << U(9))
        c = U(c ^ a)
        d = U(d ^ b)
        states[BLOCK + i] = U(b ^ c)
        states[i] = U(a ^ d)
        states[2 * BLOCK + i] = U(c ^ t)
        states[3 * BLOCK + i] = rotated(d, 11)
        work[DRAW + i] = F(I(U(word >> U(8)))) * UNIT + HALF_UNIT


@compiled
def correlate(work, loading):
    """The normal scores of the column DRAW, correlated with the systemic factor."""
    own = F(np.sqrt(ONE - loading * loading))
    for i in range(BLOCK):
        work[DRAW + i] = own * normal_quantile(work[DRAW + i]) + loading * work[SYSTEMIC + i]


@compiled
def value_of_scores(work, column, kind, log_median, log_deviation, tables):
    """Values at the scores in the column DRAW: kind −1 is lognormal, others are rows of `tables`."""
    if kind < 0:
        start, step = log_median * LOG2E, log_deviation * LOG2E
        for i in range(BLOCK):
            work[column + i] = exp2(min(max(start + step * work[DRAW + i], MOST_NEGATIVE), F(120)))
    else:
        row = kind * SCORE_STEPS
        for i in range(BLOCK):
            position = min(max(work[DRAW + i] * SCORE_SCALE + SCORE_MIDDLE, ZERO), LAST_SCORE)
            work[column + i] = tables[row + I(position)]


@compiled
def strike(work, out, column, tables, table, probability):
    """A driver's values at the uniforms in DRAW; a table's last entry stands for not striking."""
    row = table * (UNIFORM_STEPS + 1)
    scale = F(UNIFORM_STEPS) / probability
    for i in range(BLOCK):
        out[column + i] = tables[row + I(min(work[DRAW + i] * scale, F(UNIFORM_STEPS)))]


@compiled
def by_day(work, times, out, table):
    """A table by days at times, straight within a day."""
    last = F(len(table) - 2)
    for i in range(BLOCK):
        time = min(max(work[times + i], ZERO), last)
        day = I(time)
        low = table[day]
        work[out + i] = low + (time - F(day)) * (table[day + 1] - low)


@compiled
def finish_activity(work, position, office, office_days, day_of_office_day):
    """Adds DURATION to START-of-activity in the activity's column."""
    column = FINISH + position * BLOCK
    if not office:
        for i in range(BLOCK):
            work[column + i] += work[DURATION + i]
        return
    by_day(work, column, DRAW, office_days)
    last = F(len(day_of_office_day) - 1)
    for i in range(BLOCK):
        wanted = min(work[DRAW + i] + work[DURATION + i], last)
        completing = np.ceil(wanted)
        end = day_of_office_day[I(completing)] - (completing - wanted)
        work[column + i] = max(work[column + i], end)


@compiled
def construction_payable(work, elapsed, advance_time, cubic, held, advance, outstanding, per_span):
    c0, c1, c2, c3 = cubic[0], cubic[1], cubic[2], cubic[3]
    if held > ZERO:
        for i in range(BLOCK):
            done = min(max(elapsed * work[PACE + i] - work[DELAY + i], ZERO), ONE)
            late = min(max(elapsed * work[PACE + i] - work[HELD_DELAY + i], ZERO), ONE)
            share = ((c3 * done + c2) * done + c1) * done + c0
            held_share = ((c3 * late + c2) * late + c1) * late + c0
            work[PAYABLE + i] = max((ONE - held) * share + held * held_share, ZERO)
    else:
        for i in range(BLOCK):
            done = min(max(elapsed * work[PACE + i] - work[DELAY + i], ZERO), ONE)
            work[PAYABLE + i] = max(((c3 * done + c2) * done + c1) * done + c0, ZERO)
    if advance > ZERO or outstanding > ZERO:
        for i in range(BLOCK):
            claimable = work[PAYABLE + i]
            given = advance if work[START + i] <= advance_time else ZERO
            recovered = min(claimable, (outstanding + given) * min(ONE, claimable * per_span))
            work[PAYABLE + i] = claimable + given - recovered
            work[ADVANCE + i] = advance if work[ADVANCE_START + i] <= advance_time else ZERO


@compiled
def settlement_payable(work, limit, at_once):
    for i in range(BLOCK):
        work[PAYABLE + i] = ONE if work[HELD_START + i] <= limit else at_once


@compiled
def approvals_payable(work, limit, share_activities, shares):
    for k in range(len(shares)):
        share, column = shares[k], FINISH + share_activities[k] * BLOCK
        if k == 0:
            for i in range(BLOCK):
                work[PAYABLE + i] = share if work[column + i] <= limit else ZERO
        else:
            for i in range(BLOCK):
                work[PAYABLE + i] += share if work[column + i] <= limit else ZERO
    if len(shares) == 0:
        for i in range(BLOCK):
            work[PAYABLE + i] = ONE if work[HELD_START + i] <= limit else ZERO


@compiled
def draw_claims(states, work, log_unclaimed, start, width):
    """Into CLAIM the share claimed: with a probability, and then what the quotient of the same uniform says."""
    if PHILOX:
        draw(states, work)
        for i in range(BLOCK):
            u = work[DRAW + i]
            probability = ONE - exp2(max(work[DISCIPLINE + i] * log_unclaimed, MOST_NEGATIVE))
            covered = min(ONE, start + width * (u / probability))
            work[CLAIM + i] = covered if u < probability else ZERO
        return
    for i in range(BLOCK):
        a, b, c, d = states[i], states[BLOCK + i], states[2 * BLOCK + i], states[3 * BLOCK + i]
        word = U(rotated(U(a + d), 7) + a)
        t = U(b << U(9))
        c = U(c ^ a)
        d = U(d ^ b)
        states[BLOCK + i] = U(b ^ c)
        states[i] = U(a ^ d)
        states[2 * BLOCK + i] = U(c ^ t)
        states[3 * BLOCK + i] = rotated(d, 11)
        u = F(I(U(word >> U(8)))) * UNIT + HALF_UNIT
        probability = ONE - exp2(max(work[DISCIPLINE + i] * log_unclaimed, MOST_NEGATIVE))
        covered = min(ONE, start + width * (u / probability))
        work[CLAIM + i] = covered if u < probability else ZERO


@compiled
def claim_total(work, column, has_advance, largest):
    """Claims do not depend on capital: the project's total stops at it."""
    if has_advance:
        for i in range(BLOCK):
            total = work[column + i]
            total = max(total + work[CLAIM + i] * max(work[PAYABLE + i] - total, ZERO), work[ADVANCE + i])
            work[column + i] = min(largest, total)
    else:
        for i in range(BLOCK):
            total = work[column + i]
            work[column + i] = min(largest, total + work[CLAIM + i] * max(work[PAYABLE + i] - total, ZERO))


@compiled
def pay_stream(work, stream, is_open, lower, per_width):
    """A stream's part of the project's total; past its last day it is paid nothing more."""
    column = PAID + stream * BLOCK
    if is_open:
        for i in range(BLOCK):
            work[column + i] = min(max((work[TOTAL + i] - lower) * per_width, ZERO), ONE)


@compiled
def add_paid(work, stream, sums, first, amount):
    column = PAID + stream * BLOCK
    for i in range(BLOCK):
        sums[first + i] += amount * np.float64(work[column + i])


@compiled
def total_paid(work, amounts, count):
    """The sum over the first lanes of what a project has been paid."""
    total = 0.0
    for stream in range(len(amounts)):
        column, amount = PAID + stream * BLOCK, amounts[stream]
        part = F(0)
        for i in range(count):
            part += work[column + i]
        total += amount * np.float64(part)
    return total


@compiled
def run_group(
    states, work, shared, sums, project_sums, count, time, distributions, log_distributions, tables, uniform_tables, loadings,
    coverage, activities, activity_flags, predecessors, factors, drivers, probabilities, rows, payout, at_once, held,
    share_activities, shares, ids, streams, last, amounts, largest, construction, year_end):
    """All projects of one group over one block; `sums` is [checkpoint][lane] of the group."""
    elapsed, acceptance, advance_time, log_unclaimed, site_days, office_days, day_of_office_day = time
    checkpoints = len(elapsed)
    for project in range(len(ids)):
        begin_identity(states, ids[project], 0)
        draw(states, work)
        correlate(work, -loadings[2])
        value_of_scores(work, DISCIPLINE, distributions[1], log_distributions[1, 0], log_distributions[1, 1], tables)
        draw(states, work)
        if payout == CONSTRUCTION:
            correlate(work, -loadings[1])
            value_of_scores(work, SPEED, distributions[0], log_distributions[0, 0], log_distributions[0, 1], tables)
        for i in range(BLOCK):
            work[LOST + i] = ZERO
            work[START + i] = ZERO
            work[HELD_START + i] = ZERO
        blocked_slot = -1
        for slot in range(len(drivers)):
            effect, is_shared, table = drivers[slot, 0], drivers[slot, 1], drivers[slot, 2]
            column = VALUE + slot * BLOCK
            if effect == BLOCKED:
                draw(states, work)
                for i in range(BLOCK):
                    work[column + i] = ZERO if work[DRAW + i] < probabilities[slot] else ONE
                blocked_slot = slot
                continue
            if is_shared:
                first = rows[slot, project] * BLOCK
                for i in range(BLOCK):
                    work[column + i] = shared[first + i]
            else:
                draw(states, work)
                strike(work, work, column, uniform_tables, table, probabilities[slot])
            if effect == PRODUCTIVITY:
                for i in range(BLOCK):
                    work[SPEED + i] *= work[column + i]
            elif effect == STOPPAGE:
                for i in range(BLOCK):
                    work[LOST + i] += work[column + i]

        for position in range(len(activities)):
            column = FINISH + position * BLOCK
            draw(states, work)
            correlate(work, loadings[0])
            number = activities[position]
            value_of_scores(work, DURATION, distributions[number], log_distributions[number, 0],
                            log_distributions[number, 1], tables)
            for k in range(len(drivers)):
                if factors[position, k]:
                    value = VALUE + k * BLOCK
                    for i in range(BLOCK):
                        work[DURATION + i] *= work[value + i]
            for i in range(BLOCK):
                work[column + i] = ZERO
            for k in range(position):
                if predecessors[position, k]:
                    earlier = FINISH + k * BLOCK
                    for i in range(BLOCK):
                        work[column + i] = max(work[column + i], work[earlier + i])
            finish_activity(work, position, activity_flags[position, 0], office_days, day_of_office_day)
            if activity_flags[position, 1]:
                for i in range(BLOCK):
                    work[START + i] = max(work[START + i], work[column + i])
            for i in range(BLOCK):
                work[HELD_START + i] = max(work[HELD_START + i], work[column + i])

        # A blocked project claims nothing and has no advance.
        for i in range(BLOCK):
            work[ADVANCE_START + i] = work[START + i]
        if blocked_slot >= 0:
            column = VALUE + blocked_slot * BLOCK
            for i in range(BLOCK):
                work[DISCIPLINE + i] *= work[column + i]
                work[ADVANCE_START + i] = work[START + i] if work[column + i] > ZERO else F(1e9)
        has_advance = False
        if payout == CONSTRUCTION:
            per_workload = construction[project, 0]
            by_day(work, START, DELAY, site_days)
            for i in range(BLOCK):
                pace = work[SPEED + i] * per_workload
                work[PACE + i] = pace
                work[DELAY + i] = (work[DELAY + i] + work[LOST + i]) * pace
            if held > ZERO:
                by_day(work, HELD_START, HELD_DELAY, site_days)
                for i in range(BLOCK):
                    work[HELD_DELAY + i] = (work[HELD_DELAY + i] + work[LOST + i]) * work[PACE + i]
            has_advance = construction[project, 5] > ZERO or construction[project, 6] > ZERO

        stream_count = streams.shape[1]
        is_single = stream_count == 1 and last[project, 0] == checkpoints - 1
        total = PAID if is_single else TOTAL
        for i in range(BLOCK * stream_count):
            work[PAID + i] = ZERO
        for i in range(BLOCK):
            work[total + i] = ZERO
        for checkpoint in range(checkpoints):
            if payout == CONSTRUCTION:
                construction_payable(
                    work, elapsed[checkpoint], advance_time[checkpoint], construction[project, 1:5], held,
                    construction[project, 5], construction[project, 6], construction[project, 7])
            elif payout == SETTLEMENT:
                settlement_payable(work, acceptance[checkpoint], at_once)
            else:
                approvals_payable(work, acceptance[checkpoint], share_activities, shares)
            draw_claims(states, work, log_unclaimed[checkpoint] * LOG2E, coverage[0], coverage[1])
            claim_total(work, total, has_advance, largest[project])
            for stream in range(stream_count):
                if not is_single:
                    pay_stream(
                        work, stream, checkpoint <= last[project, stream], streams[project, stream, 0],
                        streams[project, stream, 1])
                add_paid(work, stream, sums, checkpoint * BLOCK, amounts[project, stream])
            if checkpoint == year_end:
                project_sums[ids[project]] = total_paid(work, amounts[project], count)


@compiled
def begin_block(states, work, shared, seed, block, shared_tables, shared_probabilities, uniform_tables):
    seed_lanes(states, seed, block)
    if PHILOX:
        states[KEY], states[FIRST] = U(seed), U(block * BLOCK)
    begin_identity(states, 0, 1)
    draw(states, work)
    for i in range(BLOCK):
        work[SYSTEMIC + i] = normal_quantile(work[DRAW + i])
    for row in range(len(shared_tables)):
        draw(states, work)
        strike(work, shared, row * BLOCK, uniform_tables, shared_tables[row], shared_probabilities[row])


@compiled
def aligned(raw):
    """The part of an array from its first address on that is a multiple of 64, without the last 64 bytes' worth."""
    skipped = ((64 - raw.ctypes.data % 64) % 64) // raw.itemsize
    return raw[skipped:skipped + len(raw) - 64 // raw.itemsize]


@compiled
def run_block(states, work, shared, sums, project_sums, block, count, time, common, groups, projects, year_end):
    """All groups of a block; `groups` and `projects` hold every group's arrays, padded to one width."""
    (payouts, counts, offsets, activities, flags, predecessors, factors, drivers, probabilities, at_once, held, share_activities,
     shares) = groups
    ids, rows, streams, last, amounts, largest, construction = projects
    checkpoints = len(time[0])
    group_sums = aligned(np.empty(checkpoints * BLOCK + 8))
    for g in range(len(payouts)):
        group_sums[:] = 0
        of, slots, approvals = counts[g, 0], counts[g, 1], counts[g, 2]
        first, end = offsets[g], offsets[g + 1]
        run_group(
            states, work, shared, group_sums, project_sums, count, time, *common, activities[g, :of], flags[g], predecessors[g],
            factors[g], drivers[g, :slots], probabilities[g], rows[:, first:end], payouts[g], at_once[g], held[g],
            share_activities[g], shares[g, :approvals], ids[first:end], streams[first:end], last[first:end],
            amounts[first:end], largest[first:end], construction[first:end], year_end)
        for checkpoint in range(checkpoints):
            for i in range(count):
                sums[g, checkpoint, block * BLOCK + i] = group_sums[checkpoint * BLOCK + i]


@njit(fastmath=True, error_model="numpy", parallel=True)
def simulate(
    replications, seed, time, common, shared_tables, shared_probabilities, groups, projects, year_end, sums, project_sums):
    blocks = (replications + BLOCK - 1) // BLOCK
    for block in prange(blocks):
        states = aligned(np.empty(4 * BLOCK + 16, np.uint32))
        work = aligned(np.zeros(COLUMNS + 16, np.float32))
        shared = aligned(np.empty(max(1, len(shared_tables)) * BLOCK + 16, np.float32))
        begin_block(states, work, shared, seed, block, shared_tables, shared_probabilities, common[3])
        count = min(BLOCK, replications - block * BLOCK)
        run_block(states, work, shared, sums, project_sums[block], block, count, time, common, groups, projects, year_end)


class Arrays:
    """The model as tuples of arrays for the kernel."""

    def __init__(self, model):
        self.model = model
        self.score_tables, self.uniform_tables, self.numbers = [], [], {}
        self.distributions, self.logs, self.known = [], [], {}
        self.distribution(model.productivity)
        self.distribution(model.discipline)
        days = 512
        office = int(model.office_days[days - 1]) + 1
        self.time = (
            model.elapsed, model.acceptance, model.advance_time, model.log_unclaimed, model.site_days[:days].copy(),
            model.office_days[:days].copy(), model.day_of_office_day[:office].copy())
        self.shared_tables = np.array([self.table(impact, idle) for _, impact, idle in model.shared], dtype=np.int64)
        self.shared_probabilities = np.array([probability for probability, _, _ in model.shared], dtype=np.float32)
        listed = [self.group(group) for group in model.groups]
        self.groups = tuple(padded(arrays) for arrays in zip(*(group for group, _ in listed)))
        offsets = np.cumsum([0] + [len(group.projects) for group in model.groups])
        self.groups = (*self.groups[:2], offsets, *self.groups[2:])
        ids, rows, *others = (list(arrays) for arrays in zip(*(projects for _, projects in listed)))
        width = max(array.shape[1] for array in others[2])
        others[0] = [widened(array, width, 1.0) for array in others[0]]
        others[1] = [widened(array, width, -1) for array in others[1]]
        others[2] = [widened(array, width, 0.0) for array in others[2]]
        slots = max(array.shape[0] for array in rows)
        rows = np.concatenate([widened(array.T, slots, 0) for array in rows]).T.copy()
        self.projects = (np.concatenate(ids), rows, *(np.concatenate(arrays) for arrays in others))
        self.common = (
            np.array(self.distributions, dtype=np.int64), np.array(self.logs, dtype=np.float32),
            np.concatenate(self.score_tables or [np.zeros(1, np.float32)]),
            np.concatenate(self.uniform_tables or [np.zeros(1, np.float32)]),
            np.array(model.systemic, dtype=np.float32), np.array(model.coverage, dtype=np.float32))

    def distribution(self, distribution):
        if distribution not in self.known:
            self.known[distribution] = len(self.distributions)
            if distribution.is_lognormal:
                self.distributions.append(-1)
                self.logs.append((distribution.log_median, distribution.log_deviation))
            else:
                self.distributions.append(len(self.score_tables))
                self.logs.append((0, 0))
                self.score_tables.append(distribution.score_table(SCORE_STEPS))
        return self.known[distribution]

    def table(self, impact, idle):
        if (impact, idle) not in self.numbers:
            self.numbers[impact, idle] = len(self.uniform_tables)
            self.uniform_tables.append(np.append(impact.uniform_table(UNIFORM_STEPS), F(idle)))
        return self.numbers[impact, idle]

    def group(self, group):
        activities = np.array([self.distribution(a.distribution) for a in group.activities], dtype=np.int64)
        flags = np.array([(a.office_days, a.holds_back_all) for a in group.activities], dtype=np.bool_).reshape(-1, 2)
        count, slots = len(group.activities), len(group.drivers)
        predecessors, factors = np.zeros((count, max(1, count)), np.bool_), np.zeros((count, max(1, slots)), np.bool_)
        for position, activity in enumerate(group.activities):
            predecessors[position, activity.predecessors] = True
            factors[position, activity.factors] = True
        drivers = np.zeros((slots, 3), np.int64)
        rows = np.zeros((max(1, slots), len(group.projects)), np.int64)
        for slot, driver in enumerate(group.drivers):
            own = driver.rows is None and driver.effect != BLOCKED
            idle = 0.0 if driver.effect == STOPPAGE else 1.0
            drivers[slot] = (driver.effect, driver.rows is not None, self.table(driver.impact, idle) if own else -1)
            if driver.rows is not None:
                rows[slot] = driver.rows
        construction = np.zeros((len(group.projects), 8), np.float32)
        if group.payout == CONSTRUCTION:
            construction[:, 0] = group.per_workload
            construction[:, 1:5] = group.cubic
            construction[:, 5], construction[:, 6], construction[:, 7] = group.advance, group.outstanding, group.per_span
        if count > LARGEST_ACTIVITIES or slots > LARGEST_DRIVERS or group.amount.shape[1] > LARGEST_STREAMS:
            raise scenario.OutOfScope("more activities, drivers or streams than the workspace holds")
        return (
            (np.int64(group.payout), np.array([count, slots, len(group.shares)]), activities, flags, predecessors, factors,
             drivers, np.array([driver.probability for driver in group.drivers], dtype=np.float32), F(group.at_once),
             F(group.held), np.array([activity for activity, _ in group.shares], dtype=np.int64),
             np.array([share for _, share in group.shares], dtype=np.float32)),
            (group.projects.astype(np.int64), rows, np.stack([group.lower, group.per_width], axis=2),
             group.last.astype(np.int64), group.amount, group.largest, construction))


def padded(arrays):
    """Arrays of several groups as one, each filled up with zeros to the largest."""
    arrays = [np.asarray(array) for array in arrays]
    shape = tuple(max(lengths) for lengths in zip(*(array.shape for array in arrays)))
    out = np.zeros((len(arrays), *shape), arrays[0].dtype)
    for number, array in enumerate(arrays):
        out[(number, *(slice(length) for length in array.shape))] = array
    return out


def widened(array, width, filler):
    """An array whose second dimension is filled up."""
    missing = [(0, 0), (0, width - array.shape[1])] + [(0, 0)] * (array.ndim - 2)
    return np.pad(array, missing, constant_values=filler)


def main():
    parser = results.arguments(__doc__.splitlines()[0])
    parser.add_argument("--generator", choices=["xoshiro", "philox"], default="xoshiro")
    options = parser.parse_args()
    model = scenario.load(options.scenario)
    arrays = Arrays(model)
    numba.set_num_threads(options.threads)

    def run(replications, seed):
        blocks = (replications + BLOCK - 1) // BLOCK
        sums = np.zeros((len(model.groups), len(model.dates), replications))
        project_sums = np.zeros((blocks, model.project_count))
        simulate(replications, seed, arrays.time, arrays.common, arrays.shared_tables, arrays.shared_probabilities,
                 arrays.groups, arrays.projects, model.year_end, sums, project_sums)
        return sums, project_sums.sum(axis=0), results.summarise(model, sums)

    run(BLOCK, 0)  # compiles
    started = time.perf_counter()
    sums, projects, summary = run(options.replications, options.seed)
    seconds = time.perf_counter() - started
    results.show(results.document(model, seconds, sums, summary, projects))


if __name__ == "__main__":
    sys.exit(main())
