// The simulation kernel in C11 with AVX2 and FMA: eight replications in a register, one thread.
//
// usage: kernel MODEL RESULT REPLICATIONS SEED [redraw]
//
// MODEL is written by c_kernel.py from the compiled arrays. Replications are taken in blocks, so that the sums of a group
// at all checkpoints stay in the first cache; within a block, draws that projects share are drawn once ("redraw": once for
// each project, from the same counters, as a kernel without that cache would do).
#define _POSIX_C_SOURCE 199309L
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef BLOCK
#define BLOCK 256
#endif
#define LARGEST_CHECKPOINTS 64
#define LARGEST_ACTIVITIES 8
#define LARGEST_DRIVERS 16
#define LARGEST_DRAWS 128
#define SEGMENTS 8
#define DEGREE 4
#define INLINE static inline __attribute__((always_inline))

typedef __m256 f8;
typedef __m256i i8;

enum { CONSTRUCTION, SETTLEMENT, APPROVALS };
enum { PRODUCTIVITY, STOPPAGE, FACTOR, BLOCKED };

typedef struct {
  int is_lognormal;
  float log_median, log_deviation;
  int table;
} Distribution;

typedef struct {
  Distribution distribution;
  int predecessor_count, predecessors[LARGEST_ACTIVITIES];
  int office_days, holds_back_all;
  int factor_count, factors[LARGEST_DRIVERS];
} Activity;

typedef struct {
  int effect, is_shared, table;
  float probability;
  const int32_t *rows;
} Driver;

typedef struct {
  int payout, project_count, activity_count, driver_count, stream_count, share_count;
  int holds_back;  // whether any activity must end before anything of the construction starts
  Activity activities[LARGEST_ACTIVITIES];
  Driver drivers[LARGEST_DRIVERS];
  float at_once, held;
  int share_activities[LARGEST_ACTIVITIES];
  float shares[LARGEST_ACTIVITIES];
  const int32_t *ids, *last;
  const float *lower, *per_width, *largest;
  const double *amount;
  const float *per_workload, *cubic, *advance, *outstanding, *per_span;
} Group;

typedef struct {
  int checkpoints, year_end, group_count, shared_count, milestone_count, project_count;
  int score_table_count, uniform_table_count, uniform_steps, days, office_count;
  float coverage_start, coverage_width, largest_score;
  float loading_duration, loading_productivity, loading_discipline;
  Distribution productivity, discipline;
  const float *elapsed, *acceptance, *advance_time, *log_unclaimed;
  // Pairs of single-precision numbers: the count by the end of a day and what the next day adds.
  const double *site_days, *office_days;
  const float *day_of_office_day;
  const float *score_tables;    // [table][power][segment]
  const float *uniform_tables;  // [table][steps + 1], the last entry being the idle value
  const float *shared_probability;
  const int32_t *shared_table;
  const int32_t *milestone_group, *milestone_checkpoint;
  const double *milestone_required;
  Group *groups;
} Model;

// MARK: Arithmetic

INLINE f8 all(float x) { return _mm256_set1_ps(x); }
INLINE f8 fma8(f8 a, f8 b, f8 c) { return _mm256_fmadd_ps(a, b, c); }
INLINE f8 clamp01(f8 x) { return _mm256_min_ps(_mm256_max_ps(x, _mm256_setzero_ps()), all(1)); }

/// 2^(a·b) for a·b in −126 … 127, relative error below 2e-7.
INLINE f8 exp2_product(f8 a, f8 b) {
  const f8 magic = all(12582912.0f);  // 1.5 · 2²³: adding it rounds to an integer, whose bits then come last
  f8 shifted = fma8(a, b, magic);
  f8 r = _mm256_fmsub_ps(a, b, _mm256_sub_ps(shifted, magic));
  f8 p = all(1.32765e-3f);
  p = fma8(p, r, all(9.67554e-3f));
  p = fma8(p, r, all(5.550713e-2f));
  p = fma8(p, r, all(2.402212e-1f));
  p = fma8(p, r, all(6.9314697e-1f));
  p = fma8(p, r, all(1.00000007f));
  i8 scale = _mm256_slli_epi32(_mm256_castps_si256(shifted), 23);
  return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(p), scale));
}

INLINE f8 exp8(f8 x) {
  return exp2_product(_mm256_min_ps(_mm256_max_ps(x, all(-87)), all(87)), all(1.442695041f));
}

/// Natural logarithm of a positive normal number, absolute error below 5e-7 · max(1, |log x| / 4).
INLINE f8 log8(f8 x) {
  i8 offset = _mm256_sub_epi32(_mm256_castps_si256(x), _mm256_set1_epi32(0x3F3504F3));
  f8 exponent = _mm256_cvtepi32_ps(_mm256_srai_epi32(offset, 23));
  i8 mantissa = _mm256_add_epi32(_mm256_and_si256(offset, _mm256_set1_epi32(0x007FFFFF)), _mm256_set1_epi32(0x3F3504F3));
  f8 m = _mm256_sub_ps(_mm256_castsi256_ps(mantissa), all(1));
  f8 s = _mm256_mul_ps(m, m);
  f8 p01 = fma8(m, all(0.33315545f), all(-0.50001484f));
  f8 p23 = fma8(m, all(0.204925701f), all(-0.24897766f));
  f8 p45 = fma8(m, all(0.119864002f), all(-0.187617168f));
  f8 p = fma8(fma8(p45, s, p23), s, p01);
  return fma8(exponent, all(0.6931471806f), fma8(p, s, m));
}

/// The standard normal quantile, absolute error about 2e-6 · max(1, |z|): (2u − 1) times a rational of −log(4u(1 − u)).
INLINE f8 normal_quantile(f8 u) {
  f8 w = _mm256_sub_ps(_mm256_setzero_ps(), log8(_mm256_mul_ps(_mm256_mul_ps(all(4), u), _mm256_sub_ps(all(1), u))));
  f8 w2 = _mm256_mul_ps(w, w);
  f8 w4 = _mm256_mul_ps(w2, w2);
  f8 n01 = fma8(w, all(0.461423963f), all(1.253314376f));
  f8 n23 = fma8(w, all(1.3151095e-2f), all(9.4969206e-2f));
  f8 n456 = fma8(w2, all(1.46993571e-7f), fma8(w, all(5.1705036e-5f), all(1.20451022e-3f)));
  f8 d01 = fma8(w, all(0.10636726f), all(1));
  f8 d23 = fma8(w, all(2.6250218e-3f), all(3.4883119e-2f));
  f8 d45 = fma8(w, all(3.04804394e-6f), all(2.34713312e-4f));
  f8 numerator = fma8(n456, w4, fma8(n23, w2, n01));
  f8 denominator = fma8(d45, w4, fma8(d23, w2, d01));
  return _mm256_mul_ps(fma8(u, all(2), all(-1)), _mm256_div_ps(numerator, denominator));
}

// MARK: Draws

/// Philox4x32-10 for eight counters (replication, index, identity, kind); out[word] has a lane for each counter.
///
/// Counter words live in 64-bit lanes, whose upper halves are rubbish that multiplication ignores: four counters in `a`
/// (lanes 0, 1, 4, 5), four in `b` (lanes 2, 3, 6, 7), which one shuffle at the end puts in order.
INLINE void philox8(uint32_t replication, uint32_t index, uint32_t identity, uint32_t kind, const i8 key[20], f8 out[4]) {
  const i8 m0 = _mm256_set1_epi64x(0xD2511F53), m1 = _mm256_set1_epi64x(0xCD9E8D57);
  i8 base = _mm256_set1_epi64x(replication);
  i8 a0 = _mm256_add_epi64(base, _mm256_setr_epi64x(0, 1, 4, 5)), b0 = _mm256_add_epi64(base, _mm256_setr_epi64x(2, 3, 6, 7));
  i8 a1 = _mm256_set1_epi64x(index), b1 = a1;
  i8 a2 = _mm256_set1_epi64x(identity), b2 = a2;
  i8 a3 = _mm256_set1_epi64x(kind), b3 = a3;
#pragma GCC unroll 10
  for (int round = 0; round < 10; round++) {
    i8 pa0 = _mm256_mul_epu32(a0, m0), pa1 = _mm256_mul_epu32(a2, m1);
    i8 pb0 = _mm256_mul_epu32(b0, m0), pb1 = _mm256_mul_epu32(b2, m1);
    a0 = _mm256_xor_si256(_mm256_srli_epi64(pa1, 32), _mm256_xor_si256(a1, key[2 * round]));
    b0 = _mm256_xor_si256(_mm256_srli_epi64(pb1, 32), _mm256_xor_si256(b1, key[2 * round]));
    a1 = pa1;
    b1 = pb1;
    a2 = _mm256_xor_si256(_mm256_srli_epi64(pa0, 32), _mm256_xor_si256(a3, key[2 * round + 1]));
    b2 = _mm256_xor_si256(_mm256_srli_epi64(pb0, 32), _mm256_xor_si256(b3, key[2 * round + 1]));
    a3 = pa0;
    b3 = pb0;
  }
  const i8 pairs[4][2] = {{a0, b0}, {a1, b1}, {a2, b2}, {a3, b3}};
#pragma GCC unroll 4
  for (int word = 0; word < 4; word++) {
    f8 bits = _mm256_shuffle_ps(_mm256_castsi256_ps(pairs[word][0]), _mm256_castsi256_ps(pairs[word][1]), 0x88);
    // (k + ½) · 2⁻²³ for the upper 23 bits k.
    i8 one = _mm256_or_si256(_mm256_srli_epi32(_mm256_castps_si256(bits), 9), _mm256_set1_epi32(0x3F800000));
    out[word] = _mm256_sub_ps(_mm256_castsi256_ps(one), all(0.99999994f));
  }
}

static void expand_key(uint64_t seed, i8 key[20]) {
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    key[2 * round] = _mm256_set1_epi64x(k0);
    key[2 * round + 1] = _mm256_set1_epi64x(k1);
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
}

/// The value at a normal score, by a polynomial for each of eight segments that a permutation looks up.
INLINE f8 score_value(const Model *model, int table, f8 z) {
  const float *rows = model->score_tables + table * (DEGREE + 1) * SEGMENTS;
  float per_segment = SEGMENTS / (2 * model->largest_score);
  f8 position = fma8(z, all(per_segment), all(SEGMENTS * 0.5f));
  position = _mm256_min_ps(_mm256_max_ps(position, _mm256_setzero_ps()), all(SEGMENTS - 1e-6f));
  f8 whole = _mm256_floor_ps(position);
  f8 t = _mm256_sub_ps(position, whole);
  i8 segment = _mm256_cvttps_epi32(whole);
  f8 value = _mm256_permutevar8x32_ps(_mm256_loadu_ps(rows + DEGREE * SEGMENTS), segment);
#pragma GCC unroll 8
  for (int power = DEGREE - 1; power >= 0; power--)
    value = fma8(value, t, _mm256_permutevar8x32_ps(_mm256_loadu_ps(rows + power * SEGMENTS), segment));
  return value;
}

INLINE f8 at_score(const Model *model, const Distribution *d, f8 z) {
  if (d->is_lognormal) return exp8(fma8(z, all(d->log_deviation), all(d->log_median)));
  return score_value(model, d->table, z);
}

/// A driver's value: below its probability the impact at the quotient, by a table whose last entry stands for all the rest.
INLINE f8 strike(const Model *model, int table, float probability, f8 u) {
  float steps = model->uniform_steps;
  f8 position = _mm256_min_ps(_mm256_mul_ps(u, all(steps / probability)), all(steps));
  return _mm256_i32gather_ps(model->uniform_tables + table * (model->uniform_steps + 1), _mm256_cvttps_epi32(position), 4);
}

/// A row of shared draws over a block: each counter serves four groups of eight replications.
INLINE void fill_row(const Model *model, int row, uint32_t first, int count, const i8 *key, float *out) {
  for (int lane = 0; lane < count; lane += 32) {
    f8 u[4];
    philox8((first + lane) / 4, 0, row, 1, key, u);
    for (int word = 0; word < 4; word++)
      _mm256_store_ps(out + lane + 8 * word, strike(model, model->shared_table[row], model->shared_probability[row], u[word]));
  }
}

// MARK: Time

/// A table by days, straight within a day: pairs of a day's value and the rise to the next. Times are not negative.
INLINE f8 by_day(const double *table, int days, f8 time) {
  f8 bounded = _mm256_min_ps(time, all(days - 2));
  i8 day = _mm256_cvttps_epi32(bounded);
  f8 part = _mm256_sub_ps(bounded, _mm256_cvtepi32_ps(day));
  f8 low = _mm256_castpd_ps(_mm256_i32gather_pd(table, _mm256_castsi256_si128(day), 8));
  f8 high = _mm256_castpd_ps(_mm256_i32gather_pd(table, _mm256_extracti128_si256(day, 1), 8));
  f8 values = _mm256_shuffle_ps(low, high, 0x88), rises = _mm256_shuffle_ps(low, high, 0xDD);
  values = _mm256_castpd_ps(_mm256_permute4x64_pd(_mm256_castps_pd(values), 0xD8));
  rises = _mm256_castpd_ps(_mm256_permute4x64_pd(_mm256_castps_pd(rises), 0xD8));
  return fma8(part, rises, values);
}

INLINE f8 office_time(const Model *model, int has_predecessors, f8 start, f8 duration) {
  f8 wanted = duration;
  if (has_predecessors) wanted = _mm256_add_ps(wanted, by_day(model->office_days, model->days, start));
  wanted = _mm256_min_ps(wanted, all(model->office_count - 1));
  f8 last = _mm256_ceil_ps(wanted);
  f8 day = _mm256_i32gather_ps(model->day_of_office_day, _mm256_cvttps_epi32(last), 4);
  return _mm256_max_ps(start, _mm256_sub_ps(day, _mm256_sub_ps(last, wanted)));
}

// MARK: One project, eight replications

typedef struct {
  f8 own, common;
} Loading;

static Loading loading(float common) {
  return (Loading){all(sqrtf(1 - common * common)), all(common)};
}

/// A normal score, correlated with the systemic factor.
INLINE f8 correlated(f8 uniform, f8 systemic, Loading loading) {
  return fma8(normal_quantile(uniform), loading.own, _mm256_mul_ps(systemic, loading.common));
}

typedef struct {
  const Model *model;
  const i8 *key;
  const float *rows;      // shared draws, [row][BLOCK]
  const float *systemic;  // [BLOCK]
  double *sums;           // of the group, [checkpoint][BLOCK]
  // Of each checkpoint: the binary logarithm of what is not claimed at discipline 1, the discipline at which that has come to
  // −120, and the model's times.
  const f8 *log2_unclaimed, *most_discipline, *elapsed, *acceptance, *advance_time;
  Loading duration, productivity, discipline;
} Block;

typedef struct {
  __m256d low, high, low_squares, high_squares;
} YearEnd;

INLINE void add_to(double *sums, f8 share, __m256d amount) {
  __m256d low = _mm256_cvtps_pd(_mm256_castps256_ps128(share)), high = _mm256_cvtps_pd(_mm256_extractf128_ps(share, 1));
  _mm256_store_pd(sums, _mm256_fmadd_pd(low, amount, _mm256_load_pd(sums)));
  _mm256_store_pd(sums + 4, _mm256_fmadd_pd(high, amount, _mm256_load_pd(sums + 4)));
}

INLINE void observe(YearEnd *end, f8 share, __m256d amount) {
  __m256d low = _mm256_mul_pd(amount, _mm256_cvtps_pd(_mm256_castps256_ps128(share)));
  __m256d high = _mm256_mul_pd(amount, _mm256_cvtps_pd(_mm256_extractf128_ps(share, 1)));
  end->low = _mm256_add_pd(end->low, low);
  end->high = _mm256_add_pd(end->high, high);
  end->low_squares = _mm256_fmadd_pd(low, low, end->low_squares);
  end->high_squares = _mm256_fmadd_pd(high, high, end->high_squares);
}

/// `payout`, `has_held`, `has_advance` and `is_single` are constants where this is called, so that each case is its own code.
INLINE void simulate8(
  const Block *block, const Group *group, const int project, const uint32_t replication, const int lane,
  const float *const rows[LARGEST_DRIVERS], YearEnd *end, const int payout, const int has_held, const int has_advance,
  const int is_single) {
  const Model *model = block->model;
  const int checkpoints = model->checkpoints;
  f8 uniforms[LARGEST_DRAWS];
  int draws = checkpoints + 2 + group->activity_count;
  for (int slot = 0; slot < group->driver_count; slot++) draws += !group->drivers[slot].is_shared;
  for (int call = 0; call * 4 < draws; call++)
    philox8(replication, call, group->ids[project], 0, block->key, uniforms + 4 * call);
  const f8 *own = uniforms + checkpoints;

  f8 systemic = _mm256_load_ps(block->systemic + lane);
  f8 score = correlated(*own++, systemic, block->discipline);
  f8 discipline = at_score(model, &model->discipline, score);
  f8 speed = all(1), stoppage = _mm256_setzero_ps(), blocked = _mm256_setzero_ps();
  score = correlated(*own++, systemic, block->productivity);
  if (payout == CONSTRUCTION) speed = at_score(model, &model->productivity, score);

  f8 values[LARGEST_DRIVERS];
  for (int slot = 0; slot < group->driver_count; slot++) {
    const Driver *driver = &group->drivers[slot];
    if (driver->effect == BLOCKED) {
      blocked = _mm256_or_ps(blocked, _mm256_cmp_ps(*own++, all(driver->probability), _CMP_LT_OQ));
      continue;
    }
    f8 value = driver->is_shared ? _mm256_load_ps(rows[slot] + lane) : strike(model, driver->table, driver->probability, *own++);
    if (driver->effect == PRODUCTIVITY) speed = _mm256_mul_ps(speed, value);
    if (driver->effect == STOPPAGE) stoppage = _mm256_add_ps(stoppage, value);
    if (driver->effect == FACTOR) values[slot] = value;
  }

  f8 finish[LARGEST_ACTIVITIES], start = _mm256_setzero_ps(), held_start = start;
  for (int position = 0; position < group->activity_count; position++) {
    const Activity *activity = &group->activities[position];
    f8 z = correlated(*own++, systemic, block->duration);
    f8 duration = at_score(model, &activity->distribution, z);
    for (int i = 0; i < activity->factor_count; i++) duration = _mm256_mul_ps(duration, values[activity->factors[i]]);
    f8 begins = _mm256_setzero_ps();
    for (int i = 0; i < activity->predecessor_count; i++) begins = _mm256_max_ps(begins, finish[activity->predecessors[i]]);
    finish[position] = activity->office_days ? office_time(model, activity->predecessor_count, begins, duration)
                                             : _mm256_add_ps(begins, duration);
    if (activity->holds_back_all) start = _mm256_max_ps(start, finish[position]);
    held_start = _mm256_max_ps(held_start, finish[position]);
  }

  // A blocked project claims nothing and has no advance.
  discipline = _mm256_andnot_ps(blocked, discipline);
  f8 advance_start = _mm256_blendv_ps(start, all(1e9f), blocked);
  f8 largest = all(group->largest[project]);
  f8 pace = _mm256_setzero_ps(), delay = pace, held_delay = pace;
  f8 c0 = pace, c1 = pace, c2 = pace, c3 = pace, h1 = pace, h2 = pace, h3 = pace;
  f8 advance_share = pace, per_span = pace, outstanding = pace;
  if (payout == CONSTRUCTION) {
    pace = _mm256_mul_ps(speed, all(group->per_workload[project]));
    f8 begun = group->holds_back ? by_day(model->site_days, model->days, start) : _mm256_setzero_ps();
    delay = _mm256_mul_ps(_mm256_add_ps(begun, stoppage), pace);
    if (has_held)
      held_delay = _mm256_mul_ps(_mm256_add_ps(by_day(model->site_days, model->days, held_start), stoppage), pace);
    const float *cubic = group->cubic + 4 * project;
    float now = has_held ? 1 - group->held : 1, later = group->held;
    c0 = all(cubic[0]), c1 = all(now * cubic[1]), c2 = all(now * cubic[2]), c3 = all(now * cubic[3]);
    h1 = all(later * cubic[1]), h2 = all(later * cubic[2]), h3 = all(later * cubic[3]);
    advance_share = all(group->advance[project]);
    per_span = all(group->per_span[project]);
    outstanding = all(group->outstanding[project]);
  }
  const int streams = is_single ? 1 : group->stream_count;
  const float *lower = group->lower + project * streams, *per_width = group->per_width + project * streams;
  const double *amount = group->amount + project * streams;
  const int32_t *last = group->last + project * streams;
  f8 paid[is_single ? 1 : LARGEST_ACTIVITIES];
  for (int stream = 0; stream < streams; stream++) paid[stream] = _mm256_setzero_ps();
  f8 total_paid = _mm256_setzero_ps();
  const __m256d single_amount = _mm256_set1_pd(amount[0]);

  for (int checkpoint = 0; checkpoint < checkpoints; checkpoint++) {
    f8 limit = block->acceptance[checkpoint], payable, advance = _mm256_setzero_ps();
    if (payout == CONSTRUCTION) {
      f8 elapsed = block->elapsed[checkpoint];
      f8 done = clamp01(_mm256_fmsub_ps(elapsed, pace, delay));
      payable = fma8(fma8(fma8(c3, done, c2), done, c1), done, c0);
      if (has_held) {
        f8 held_done = clamp01(_mm256_fmsub_ps(elapsed, pace, held_delay));
        payable = fma8(fma8(fma8(h3, held_done, h2), held_done, h1), held_done, payable);
      }
      if (has_advance) {
        f8 in_time = _mm256_cmp_ps(start, block->advance_time[checkpoint], _CMP_LE_OQ);
        f8 given = _mm256_and_ps(in_time, advance_share);
        f8 owed = _mm256_add_ps(outstanding, given);
        f8 share = _mm256_min_ps(all(1), _mm256_mul_ps(payable, per_span));
        f8 recovered = _mm256_min_ps(payable, _mm256_mul_ps(owed, share));
        payable = _mm256_sub_ps(_mm256_add_ps(payable, given), recovered);
        f8 allowed = _mm256_cmp_ps(advance_start, block->advance_time[checkpoint], _CMP_LE_OQ);
        advance = _mm256_and_ps(allowed, advance_share);
      }
    } else if (payout == SETTLEMENT) {
      f8 settled = _mm256_cmp_ps(held_start, limit, _CMP_LE_OQ);
      payable = _mm256_blendv_ps(all(group->at_once), all(1), settled);
    } else {
      f8 ended_all = _mm256_and_ps(_mm256_cmp_ps(held_start, limit, _CMP_LE_OQ), all(1));
      payable = group->share_count == 0 ? ended_all : _mm256_setzero_ps();
      for (int i = 0; i < group->share_count; i++) {
        f8 ended = _mm256_cmp_ps(finish[group->share_activities[i]], limit, _CMP_LE_OQ);
        payable = _mm256_add_ps(payable, _mm256_and_ps(ended, all(group->shares[i])));
      }
    }

    // A claim is made with a probability and covers a share of what is payable, both by one uniform.
    f8 bounded = _mm256_min_ps(discipline, block->most_discipline[checkpoint]);
    f8 probability = _mm256_sub_ps(all(1), exp2_product(bounded, block->log2_unclaimed[checkpoint]));
    f8 quotient = _mm256_div_ps(uniforms[checkpoint], probability);
    f8 covered = _mm256_min_ps(all(1), fma8(all(model->coverage_width), quotient, all(model->coverage_start)));
    f8 claim = _mm256_and_ps(_mm256_cmp_ps(uniforms[checkpoint], probability, _CMP_LT_OQ), covered);

    double *sums = block->sums + checkpoint * BLOCK + lane;
    // Claims do not depend on capital: the project's total stops at it, then the streams take it in order.
    f8 wanted = _mm256_max_ps(_mm256_sub_ps(payable, total_paid), _mm256_setzero_ps());
    total_paid = fma8(claim, wanted, total_paid);
    if (payout == CONSTRUCTION && has_advance) total_paid = _mm256_max_ps(total_paid, advance);
    total_paid = _mm256_min_ps(total_paid, largest);
    if (is_single) {
      add_to(sums, total_paid, single_amount);
      if (checkpoint == model->year_end) observe(end, total_paid, single_amount);
    } else {
      __m256d low = _mm256_setzero_pd(), high = low;
      for (int stream = 0; stream < streams; stream++) {
        f8 from = all(lower[stream]), scale = all(per_width[stream]);
        if (checkpoint <= last[stream]) paid[stream] = clamp01(_mm256_mul_ps(_mm256_sub_ps(total_paid, from), scale));
        __m256d each = _mm256_set1_pd(amount[stream]);
        low = _mm256_fmadd_pd(_mm256_cvtps_pd(_mm256_castps256_ps128(paid[stream])), each, low);
        high = _mm256_fmadd_pd(_mm256_cvtps_pd(_mm256_extractf128_ps(paid[stream], 1)), each, high);
      }
      _mm256_store_pd(sums, _mm256_add_pd(low, _mm256_load_pd(sums)));
      _mm256_store_pd(sums + 4, _mm256_add_pd(high, _mm256_load_pd(sums + 4)));
      if (checkpoint == model->year_end) {
        end->low = _mm256_add_pd(end->low, low);
        end->high = _mm256_add_pd(end->high, high);
        end->low_squares = _mm256_fmadd_pd(low, low, end->low_squares);
        end->high_squares = _mm256_fmadd_pd(high, high, end->high_squares);
      }
    }
  }
}

#define CASE(payout, held, advance, single)                                                                     \
  for (int lane = 0; lane < count; lane += 8)                                                                   \
  simulate8(block, group, project, first + lane, lane, rows, &end, payout, held, advance, single)

static double total(__m256d x) {
  double lanes[4];
  _mm256_storeu_pd(lanes, x);
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

static __attribute__((noinline)) void run_project(
  const Block *block, const Group *group, int project, uint32_t first, int count, const float *const rows[LARGEST_DRIVERS],
  double result[2]) {
  YearEnd end = {_mm256_setzero_pd(), _mm256_setzero_pd(), _mm256_setzero_pd(), _mm256_setzero_pd()};
  int streams = group->stream_count;
  const int32_t *last = group->last + project * streams;
  int single = streams == 1 && last[0] == block->model->checkpoints - 1;
  int held = group->held > 0;
  int advance = group->payout == CONSTRUCTION && (group->advance[project] > 0 || group->outstanding[project] > 0);
  if (!single) {
    if (group->payout == CONSTRUCTION) CASE(CONSTRUCTION, 1, 1, 0);
    if (group->payout == SETTLEMENT) CASE(SETTLEMENT, 0, 0, 0);
    if (group->payout == APPROVALS) CASE(APPROVALS, 0, 0, 0);
  } else if (group->payout == SETTLEMENT) {
    CASE(SETTLEMENT, 0, 0, 1);
  } else if (group->payout == APPROVALS) {
    CASE(APPROVALS, 0, 0, 1);
  } else if (held && advance) {
    CASE(CONSTRUCTION, 1, 1, 1);
  } else if (held) {
    CASE(CONSTRUCTION, 1, 0, 1);
  } else if (advance) {
    CASE(CONSTRUCTION, 0, 1, 1);
  } else {
    CASE(CONSTRUCTION, 0, 0, 1);
  }
  result[0] += total(_mm256_add_pd(end.low, end.high));
  result[1] += total(_mm256_add_pd(end.low_squares, end.high_squares));
}

// MARK: The whole portfolio

static void *aligned(size_t bytes) {
  void *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (!memory) {
    fprintf(stderr, "kernel: no memory for %zu bytes\n", bytes);
    exit(1);
  }
  memset(memory, 0, bytes);
  return memory;
}

/// `sums` is [group][checkpoint][replication], `projects` [project][sum, sum of squares].
static void simulate(const Model *model, int replications, uint64_t seed, int redraw, double *sums, double *projects) {
  i8 key[20];
  expand_key(seed, key);
  float *shared = aligned(sizeof(float) * BLOCK * (size_t)(redraw ? LARGEST_DRIVERS : model->shared_count + 1));
  float *systemic = aligned(sizeof(float) * BLOCK);
  double *group_sums = aligned(sizeof(double) * BLOCK * model->checkpoints);
  f8 constants[5][LARGEST_CHECKPOINTS];
  for (int checkpoint = 0; checkpoint < model->checkpoints; checkpoint++) {
    float unclaimed = 1.442695041f * model->log_unclaimed[checkpoint];
    constants[0][checkpoint] = all(unclaimed);
    constants[1][checkpoint] = all(unclaimed < -1e-30f ? 120 / -unclaimed : 1e30f);
    constants[2][checkpoint] = all(model->elapsed[checkpoint]);
    constants[3][checkpoint] = all(model->acceptance[checkpoint]);
    constants[4][checkpoint] = all(model->advance_time[checkpoint]);
  }
  for (int first = 0; first < replications; first += BLOCK) {
    int count = replications - first < BLOCK ? replications - first : BLOCK;
    for (int lane = 0; lane < count; lane += 32) {
      f8 u[4];
      philox8((first + lane) / 4, 0, 0, 2, key, u);
      for (int word = 0; word < 4; word++) _mm256_store_ps(systemic + lane + 8 * word, normal_quantile(u[word]));
    }
    if (!redraw)
      for (int row = 0; row < model->shared_count; row++) fill_row(model, row, first, count, key, shared + row * BLOCK);
    for (int g = 0; g < model->group_count; g++) {
      const Group *group = &model->groups[g];
      Block block = {model, key, shared, systemic, group_sums, constants[0], constants[1], constants[2], constants[3],
                     constants[4], loading(model->loading_duration), loading(-model->loading_productivity),
                     loading(-model->loading_discipline)};
      memset(group_sums, 0, sizeof(double) * BLOCK * model->checkpoints);
      for (int project = 0; project < group->project_count; project++) {
        const float *rows[LARGEST_DRIVERS];
        for (int slot = 0; slot < group->driver_count; slot++) {
          if (!group->drivers[slot].is_shared) continue;
          int row = group->drivers[slot].rows[project];
          float *column = shared + (redraw ? slot : row) * BLOCK;
          if (redraw) fill_row(model, row, first, count, key, column);
          rows[slot] = column;
        }
        run_project(&block, group, project, first, count, rows, projects + 2 * group->ids[project]);
      }
      for (int checkpoint = 0; checkpoint < model->checkpoints; checkpoint++)
        memcpy(sums + ((size_t)g * model->checkpoints + checkpoint) * replications + first, group_sums + checkpoint * BLOCK,
               sizeof(double) * count);
    }
  }
  free(shared);
  free(systemic);
  free(group_sums);
}

/// Mean and deviation of each group and, last, of the portfolio at each checkpoint; then the milestones' frequencies.
static void summarise(const Model *model, int replications, const double *sums, double *means, double *frequencies) {
  double *whole = aligned(sizeof(double) * replications);
  for (int checkpoint = 0; checkpoint < model->checkpoints; checkpoint++) {
    memset(whole, 0, sizeof(double) * replications);
    for (int g = 0; g <= model->group_count; g++) {
      const double *column = g < model->group_count ? sums + ((size_t)g * model->checkpoints + checkpoint) * replications : whole;
      double mean = 0, squares = 0;
      for (int i = 0; i < replications; i++) mean += column[i];
      mean /= replications;
      for (int i = 0; i < replications; i++) squares += (column[i] - mean) * (column[i] - mean);
      if (g < model->group_count)
        for (int i = 0; i < replications; i++) whole[i] += column[i];
      double *out = means + 2 * (g * model->checkpoints + checkpoint);
      out[0] = mean;
      out[1] = sqrt(squares / (replications - 1));
    }
  }
  for (int m = 0; m < model->milestone_count; m++) {
    const double *column =
      sums + ((size_t)model->milestone_group[m] * model->checkpoints + model->milestone_checkpoint[m]) * replications;
    double least = model->milestone_required[m] * (1 - 1.5e-7);  // results.ROUNDING
    int met = 0;
    for (int i = 0; i < replications; i++) met += column[i] >= least;
    frequencies[m] = (double)met / replications;
  }
  free(whole);
}

// MARK: Files

static char *cursor, *limit;

/// The next `count` numbers of the file, each array starting on a multiple of 8 bytes.
static const void *take(size_t size, size_t count) {
  const char *start = cursor;
  size_t bytes = (size * count + 7) / 8 * 8;
  if (bytes > (size_t)(limit - cursor)) {
    fprintf(stderr, "kernel: the model ends too early\n");
    exit(1);
  }
  cursor += bytes;
  return start;
}

static int integer(void) { return *(const int32_t *)take(4, 1); }
static float real(void) { return *(const float *)take(4, 1); }
static const float *reals(size_t count) { return take(4, count); }
static const int32_t *integers(size_t count) { return take(4, count); }

static int at_most(int value, int most) {
  if (value < 0 || value > most) {
    fprintf(stderr, "kernel: the model has %d of what may be %d at most\n", value, most);
    exit(1);
  }
  return value;
}

static Distribution distribution(void) {
  Distribution d;
  d.is_lognormal = integer();
  d.log_median = real();
  d.log_deviation = real();
  d.table = integer();
  return d;
}

static void read_group(Group *group) {
  group->payout = integer();
  group->project_count = integer();
  group->stream_count = at_most(integer(), LARGEST_ACTIVITIES);
  group->activity_count = at_most(integer(), LARGEST_ACTIVITIES);
  for (int i = 0; i < group->activity_count; i++) {
    Activity *activity = &group->activities[i];
    activity->distribution = distribution();
    activity->office_days = integer();
    activity->holds_back_all = integer();
    group->holds_back |= activity->holds_back_all;
    activity->predecessor_count = at_most(integer(), LARGEST_ACTIVITIES);
    for (int k = 0; k < activity->predecessor_count; k++) activity->predecessors[k] = integer();
    activity->factor_count = at_most(integer(), LARGEST_DRIVERS);
    for (int k = 0; k < activity->factor_count; k++) activity->factors[k] = integer();
  }
  group->driver_count = at_most(integer(), LARGEST_DRIVERS);
  for (int i = 0; i < group->driver_count; i++) {
    Driver *driver = &group->drivers[i];
    driver->effect = integer();
    driver->is_shared = integer();
    driver->table = integer();
    driver->probability = real();
    driver->rows = driver->is_shared ? integers(group->project_count) : NULL;
  }
  group->at_once = real();
  group->held = real();
  group->share_count = at_most(integer(), LARGEST_ACTIVITIES);
  for (int i = 0; i < group->share_count; i++) {
    group->share_activities[i] = integer();
    group->shares[i] = real();
  }
  size_t count = group->project_count, cells = count * group->stream_count;
  group->ids = integers(count);
  group->largest = reals(count);
  group->lower = reals(cells);
  group->per_width = reals(cells);
  group->last = integers(cells);
  group->amount = take(8, cells);
  if (group->payout != CONSTRUCTION) return;
  group->per_workload = reals(count);
  group->cubic = reals(4 * count);
  group->advance = reals(count);
  group->outstanding = reals(count);
  group->per_span = reals(count);
}

static Model read_model(void) {
  Model model;
  model.checkpoints = at_most(integer(), LARGEST_CHECKPOINTS);
  model.year_end = integer();
  model.project_count = integer();
  model.elapsed = reals(model.checkpoints);
  model.acceptance = reals(model.checkpoints);
  model.advance_time = reals(model.checkpoints);
  model.log_unclaimed = reals(model.checkpoints);
  model.days = integer();
  model.site_days = take(8, model.days);
  model.office_days = take(8, model.days);
  model.office_count = integer();
  model.day_of_office_day = reals(model.office_count);
  model.coverage_start = real();
  model.coverage_width = real();
  model.loading_duration = real();
  model.loading_productivity = real();
  model.loading_discipline = real();
  model.productivity = distribution();
  model.discipline = distribution();
  model.largest_score = real();
  model.score_table_count = integer();
  model.score_tables = reals((size_t)model.score_table_count * (DEGREE + 1) * SEGMENTS);
  model.uniform_steps = integer();
  model.uniform_table_count = integer();
  model.uniform_tables = reals((size_t)model.uniform_table_count * (model.uniform_steps + 1));
  model.shared_count = integer();
  model.shared_probability = reals(model.shared_count);
  model.shared_table = integers(model.shared_count);
  model.milestone_count = integer();
  model.milestone_group = integers(model.milestone_count);
  model.milestone_checkpoint = integers(model.milestone_count);
  model.milestone_required = take(8, model.milestone_count);
  model.group_count = integer();
  model.groups = aligned(sizeof(Group) * model.group_count);
  for (int i = 0; i < model.group_count; i++) {
    read_group(&model.groups[i]);
    int draws = model.checkpoints + 2 + model.groups[i].activity_count + model.groups[i].driver_count;
    at_most(draws, LARGEST_DRAWS - 4);
  }
  return model;
}

static void read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) {
    perror(path);
    exit(1);
  }
  long size = ftell(file);
  rewind(file);
  cursor = aligned(size);
  limit = cursor + size;
  if (fread(cursor, 1, size, file) != (size_t)size) {
    perror(path);
    exit(1);
  }
  fclose(file);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count < 5) {
    fprintf(stderr, "usage: kernel MODEL RESULT REPLICATIONS SEED [redraw]\n");
    return 64;
  }
  int replications = atoi(arguments[3]);
  if (replications < 8 || replications % 8 != 0) {
    fprintf(stderr, "kernel: replications are a multiple of 8\n");
    return 64;
  }
  read_file(arguments[1]);
  Model model = read_model();
  int redraw = count > 5 && strcmp(arguments[5], "redraw") == 0;
  size_t cells = (size_t)model.group_count * model.checkpoints;
  size_t summaries = 2 * (cells + model.checkpoints);
  double *sums = aligned(sizeof(double) * cells * replications);
  double *projects = aligned(sizeof(double) * 2 * model.project_count);
  double *means = aligned(sizeof(double) * summaries);
  double *frequencies = aligned(sizeof(double) * (model.milestone_count + 1));
  double started = now();
  simulate(&model, replications, strtoull(arguments[4], NULL, 10), redraw, sums, projects);
  summarise(&model, replications, sums, means, frequencies);
  double seconds = now() - started;
  FILE *file = fopen(arguments[2], "wb");
  if (!file) {
    perror(arguments[2]);
    return 1;
  }
  int written = fwrite(&seconds, 8, 1, file) == 1 && fwrite(means, 8, summaries, file) == summaries &&
                fwrite(frequencies, 8, model.milestone_count, file) == (size_t)model.milestone_count &&
                fwrite(projects, 8, 2 * (size_t)model.project_count, file) == 2 * (size_t)model.project_count &&
                fwrite(sums, 8, cells * replications, file) == cells * replications;
  return fclose(file) == 0 && written ? 0 : 1;
}
