"""What every contestant prints: one JSON object, the same keys for all, amounts in dong."""

import argparse
import json
import math

import numpy as np

# Sums of shares in single precision that fall short of a requirement by this part of it meet it; also in kernel.c.
ROUNDING = 1.5e-7


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("scenario", help="a scenario's folder, or a file written by model.py")
    parser.add_argument("--replications", type=int, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="the only format; accepted for all contestants alike")
    return parser


def summarise(model, sums):
    """Means, deviations and frequencies from sums [group, checkpoint, replication]: part of the timed work."""
    whole = sums.sum(axis=0)
    means = [column.mean(axis=1) for column in (*sums, whole)]
    deviations = [column.std(axis=1, ddof=1) for column in (*sums, whole)]
    frequencies = [float(np.count_nonzero(sums[group, checkpoint] >= required * (1 - ROUNDING)) / sums.shape[2])
                   for _, group, checkpoint, required in model.milestones]
    return means, deviations, frequencies


def document(model, seconds, sums, summary, projects, project_squares=None):
    """The result; `projects` and `project_squares` are sums over replications of the amounts at the end of the year.

    Beyond the common keys it holds kurtoses and, where known, projects' deviations, by which differences are judged."""
    means, deviations, frequencies = summary
    replications = sums.shape[2]
    names = [group.name for group in model.groups] + ["portfolio"]
    columns = [*sums, sums.sum(axis=0)]
    units = {name: {"mean": list(map(float, mean)), "sd": list(map(float, sd)), "kurtosis": kurtosis(column)}
             for name, mean, sd, column in zip(names, means, deviations, columns)}
    projects = projects / replications
    result = {
        "seconds": seconds, "plan": model.plan, "checkpoints": model.dates,
        "portfolio": units.pop("portfolio"), "groups": units,
        "milestones": [
            {"rule": rule, "group": model.groups[group].name, "date": model.dates[checkpoint], "probability": frequency,
             "standardError": math.sqrt(frequency * (1 - frequency) / replications)}
            for (rule, group, checkpoint, _), frequency in zip(model.milestones, frequencies)],
        "projectMeans": list(map(float, projects)),
    }
    if project_squares is not None:
        variance = np.maximum(0, project_squares / replications - projects**2)
        result["projectDeviations"] = list(map(float, np.sqrt(variance)))
    return result


def kurtosis(columns):
    centred = columns - columns.mean(axis=1, keepdims=True)
    variance = (centred**2).mean(axis=1)
    fourth = (centred**4).mean(axis=1)
    return [float(f / v**2) if v > 0 else 0.0 for f, v in zip(fourth, variance)]


def show(result):
    print(json.dumps(result))
