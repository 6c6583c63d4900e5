"""Writes fairness.json: measures of fixed arrays by the published definitions of AIF360 (aif360/metrics) and Fairlearn (fairlearn/metrics), row by row
in exact fractions; only the logarithms of the Theil index are float64.

    python3 fairness.py > fairness.json
"""
import json
import math
import random
from fractions import Fraction


def rate(rows, test, among=lambda row: True):
    """The share of rows among those asked about that pass the test; None of nobody."""
    taken = [row for row in rows if among(row)]
    return Fraction(sum(1 for row in taken if test(row)), len(taken)) if taken else None


def rates(rows):
    # A row is (actual, said, group); 1 is the favourable label.
    return {
        "selection": rate(rows, lambda r: r[1] == 1),
        "tpr": rate(rows, lambda r: r[1] == 1, lambda r: r[0] == 1),
        "fpr": rate(rows, lambda r: r[1] == 1, lambda r: r[0] == 0),
        "ppv": rate(rows, lambda r: r[0] == 1, lambda r: r[1] == 1),
    }


def theil(rows):
    benefits = [said - actual + 1 for actual, said, _ in rows]
    mean = Fraction(sum(benefits), len(benefits))
    return math.fsum(float(b / mean) * math.log(float(b / mean)) for b in benefits if b) / len(benefits)


def describe(name, rows, privileged):
    unprivileged = rates([row for row in rows if row[2] != privileged])
    p = rates([row for row in rows if row[2] == privileged])
    by_group = [rates([row for row in rows if row[2] == group]) for group in sorted({row[2] for row in rows})]

    def span(key):
        values = [group[key] for group in by_group]
        return max(values) - min(values), min(values) / max(values)

    u = unprivileged
    measures = {
        "statistical_parity_difference": u["selection"] - p["selection"],
        "disparate_impact": u["selection"] / p["selection"],
        "equal_opportunity_difference": u["tpr"] - p["tpr"],
        "average_odds_difference": Fraction(1, 2) * ((u["fpr"] - p["fpr"]) + (u["tpr"] - p["tpr"])),
        "predictive_parity_difference": u["ppv"] - p["ppv"],
        "demographic_parity_difference": span("selection")[0],
        "demographic_parity_ratio": span("selection")[1],
        "equalized_odds_difference": max(span("tpr")[0], span("fpr")[0]),
        "equalized_odds_ratio": min(span("tpr")[1], span("fpr")[1]),
        "theil_index": theil(rows),
    }
    return {"name": name, "target": [row[0] for row in rows], "predicted": [row[1] for row in rows], "group": [row[2] for row in rows],
            "privileged": privileged, "measures": {key: float(value) for key, value in measures.items()}}


def draw(seed, count, groups, privileged):
    generator = random.Random(seed)
    rows = []
    for _ in range(count):
        group = generator.choice(groups)
        tilt = groups.index(group) / (3 * len(groups))
        actual = int(generator.random() < 0.3 + tilt)
        said = int(generator.random() < (0.7 if actual else 0.2) + tilt / 2)
        rows.append((actual, said, group))
    return describe(f"{len(groups)} groups, {count} rows", rows, privileged)


print(json.dumps([draw(1, 60, ["a", "b"], "b"), draw(2, 500, ["a", "b"], "a"), draw(3, 300, ["north", "south", "west"], "south"),
                  draw(4, 997, ["p", "q", "r", "s", "t"], "t")]))
