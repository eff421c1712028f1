"""Whether two contestants' results are samples of one model: differences in units of their Monte Carlo errors."""

import math
from statistics import NormalDist

LARGEST_SCORE = 4.0
# Among thousands of projects a score beyond 4 is nothing unusual: theirs may reach what all stay within with this probability.
CONFIDENCE = 0.999
LARGEST_SHARE_BEYOND_2 = 0.10
# Milestones' probabilities may differ by this much besides their errors: tables hold distributions to 1e-3.
PROBABILITY_ALLOWANCE = 1e-3
# Means and deviations may differ by this share of the plan besides their errors: single precision and tables.
AMOUNT_ALLOWANCE = 2e-5


def compare(name, a, b, replications_a, replications_b):
    """Findings of `b` against `a`: lines to print, and whether they agree. Kurtoses and deviations may come from either."""
    if a["checkpoints"] != b["checkpoints"]:
        return [f"{name}: checkpoints {b['checkpoints']} are not {a['checkpoints']}"], False
    plans = [{unit: plan for unit, plan in result["plan"].items() if unit in result["groups"]} for result in (a, b)]
    if plans[0] != plans[1]:
        return [f"{name}: plan {plans[1]} is not {plans[0]}"], False
    plans[0]["portfolio"] = sum(plans[0].values())
    means, deviations = [], []
    for unit in [*a["groups"], "portfolio"]:
        of_a, of_b = (r["portfolio"] if unit == "portfolio" else r["groups"][unit] for r in (a, b))
        known = [of["kurtosis"] for of in (of_a, of_b) if "kurtosis" in of]
        allowance = AMOUNT_ALLOWANCE * plans[0][unit]
        for position, date in enumerate(a["checkpoints"]):
            sd_a, sd_b = of_a["sd"][position], of_b["sd"][position]
            label = f"{unit} {date}"
            # Both are samples of one model, so that their variances are pooled.
            pooled = (replications_a * sd_a**2 + replications_b * sd_b**2) / (replications_a + replications_b)
            error = math.sqrt(pooled * (1 / replications_a + 1 / replications_b))
            means.append((score(of_b["mean"][position] - of_a["mean"][position], error, allowance), label))
            # The relative error of a deviation is √((kurtosis − 1) / 4n); a payment too rare to be seen has any kurtosis.
            kurtosis = max([of[position] for of in known], default=3.0) or min(replications_a, replications_b)
            spread = math.sqrt(max(0.0, kurtosis - 1) / 4)
            deviations.append((score(sd_b - sd_a, spread * error, allowance), label))
    projects = []
    sds = b.get("projectDeviations") or a.get("projectDeviations") or []
    if len(a["projectMeans"]) != len(b["projectMeans"]):
        return [f"{name}: {len(b['projectMeans'])} projects are not {len(a['projectMeans'])}"], False
    for position, sd in enumerate(sds):
        error = sd * math.sqrt(1 / replications_a + 1 / replications_b)
        # The mean of a project is some share of its plan; its deviation stands in for the plan in the allowance.
        difference = b["projectMeans"][position] - a["projectMeans"][position]
        projects.append((score(difference, error, 1e-3 * sd), f"project {position + 1}"))
    milestones = []
    of_a = {(m["rule"], m["group"], m["date"]): m["probability"] for m in a["milestones"]}
    of_b = {(m["rule"], m["group"], m["date"]): m["probability"] for m in b["milestones"]}
    if of_a.keys() != of_b.keys():
        return [f"{name}: milestones {sorted(of_b)} are not {sorted(of_a)}"], False
    for key, p in of_a.items():
        q = of_b[key]
        pooled = (p * replications_a + q * replications_b) / (replications_a + replications_b)
        error = math.sqrt(pooled * (1 - pooled) * (1 / replications_a + 1 / replications_b))
        milestones.append((score(q - p, error, PROBABILITY_ALLOWANCE), key[0]))
    lines, agrees = [], True
    kinds = [("means", means), ("deviations", deviations), ("project means", projects), ("milestones", milestones)]
    for kind, scores in kinds:
        if not scores:
            continue
        worst, label = max(scores, key=lambda pair: abs(pair[0]))
        beyond = sum(abs(value) > 2 for value, _ in scores) / len(scores)
        limit = LARGEST_SCORE
        if kind == "project means":
            limit = max(limit, NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / (2 * len(scores))))
        sound = abs(worst) < limit
        agrees &= sound
        lines.append(f"{name}: {kind}: worst z {worst:+.2f} ({label}), {beyond:.1%} of {len(scores)} beyond 2"
                     + ("" if sound else " -- DISAGREES"))
    # Units share their projects' draws and checkpoints build on one another, so the share is taken over all means together.
    every = [value for value, _ in means + projects]
    beyond = sum(abs(value) > 2 for value in every) / len(every)
    if beyond >= LARGEST_SHARE_BEYOND_2:
        agrees = False
        lines.append(f"{name}: {beyond:.1%} of all means are beyond 2 -- DISAGREES")
    return lines, agrees


def score(difference, error, allowance):
    """The difference beyond the allowance in units of its error, signed."""
    excess = max(0.0, abs(difference) - allowance)
    if excess == 0:
        return 0.0
    return math.copysign(excess / error if error > 0 else math.inf, difference)
