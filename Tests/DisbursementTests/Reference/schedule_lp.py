#!/usr/bin/env python3
"""Least shortfall, most paid, least December and least peak of payment plans, by linear programs solved with HiGHS.

Reads a list of instances as JSON and writes for each the values of the levels in order, each one being least while those before it are.
An instance is what PlanningProblem of the library holds; nothing of the library's way of solving it is used here.
"""

import json
import sys

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack


class Program:
    """Rows and costs of one instance over cumulative payments, shortfalls and the peak."""

    def __init__(self, instance):
        self.instance = instance
        self.slots = len(instance["lengths"])
        self.allocations = [
            (number, allocation)
            for number, project in enumerate(instance["projects"])
            for allocation in project["allocations"]
        ]
        self.shortfalls = [
            (number, position)
            for number, project in enumerate(instance["projects"])
            for position in range(len(project["requirements"]))
        ]
        self.paid_count = len(self.allocations) * self.slots
        self.count = self.paid_count + len(self.shortfalls) + 1
        self.rows, self.limits = [], []
        self.build()

    def paid(self, allocation, slot):
        return allocation * self.slots + slot

    def missing(self, position):
        return self.paid_count + position

    @property
    def peak(self):
        return self.count - 1

    def at_most(self, terms, limit):
        self.rows.append(terms)
        self.limits.append(limit)

    def build(self):
        for a in range(len(self.allocations)):
            for c in range(1, self.slots):
                self.at_most([(self.paid(a, c - 1), 1.0), (self.paid(a, c), -1.0)], 0.0)
        for a, (_, allocation) in enumerate(self.allocations):
            last = self.instance["sources"][allocation["source"]]["lastSlot"]
            for c in range(last + 1, self.slots):
                self.at_most([(self.paid(a, c), 1.0), (self.paid(a, last), -1.0)], 0.0)
        for number, source in enumerate(self.instance["sources"]):
            if source["cash"] is None:
                continue
            members = [a for a, (_, allocation) in enumerate(self.allocations) if allocation["source"] == number]
            for c in range(self.slots):
                self.at_most([(self.paid(a, c), 1.0) for a in members], source["cash"][c])
        for position, (number, place) in enumerate(self.shortfalls):
            requirement = self.instance["projects"][number]["requirements"][place]
            terms = [
                (self.paid(a, requirement["slot"]), -1.0)
                for a, (owner, _) in enumerate(self.allocations)
                if owner == number
            ]
            self.at_most(terms + [(self.missing(position), -1.0)], -requirement["amount"])
        for c, length in enumerate(self.instance["lengths"]):
            terms = [(self.peak, -length)]
            for a in range(len(self.allocations)):
                terms.append((self.paid(a, c), 1.0))
                if c > 0:
                    terms.append((self.paid(a, c - 1), -1.0))
            self.at_most(terms, 0.0)

    def bounds(self):
        bounds = []
        for _, allocation in self.allocations:
            bounds += [(0.0, float(amount)) for amount in allocation["payable"]]
        return bounds + [(0.0, None)] * (len(self.shortfalls) + 1)

    def levels(self):
        """Costs to be least in turn."""
        for wanted in (True, False):
            costs = np.zeros(self.count)
            for position, (number, _) in enumerate(self.shortfalls):
                project = self.instance["projects"][number]
                if project["isKey"] == wanted:
                    costs[self.missing(position)] = project["weight"]
            yield costs
        for slot in (self.slots - 1, self.instance["yearEnd"], self.instance["novemberEnd"]):
            costs = np.zeros(self.count)
            if slot >= 0:
                for a in range(len(self.allocations)):
                    costs[self.paid(a, slot)] = -1.0
            yield costs
        costs = np.zeros(self.count)
        costs[self.peak] = 1.0
        yield costs

    def solve(self):
        matrix = sparse(self.rows, self.count)
        limits = np.array(self.limits)
        bounds = self.bounds()
        values = []
        for costs in self.levels():
            if costs.any():
                result = linprog(costs, A_ub=matrix, b_ub=limits, bounds=bounds, method="highs")
                if result.status != 0:
                    raise RuntimeError(result.message)
                value = float(result.fun)
            else:
                value = 0.0
            values.append(value)
            # The level is kept at its least, which is a whole number of dong for all but the peak.
            matrix = vstack([matrix, csr_matrix(costs)], format="csr")
            limits = np.append(limits, round(value) + 1e-6)
        return values


def sparse(rows, count):
    data, columns, starts = [], [], [0]
    for terms in rows:
        for column, value in terms:
            columns.append(column)
            data.append(value)
        starts.append(len(data))
    return csr_matrix((data, columns, starts), shape=(len(rows), count))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        instances = json.load(file)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump([Program(instance).solve() for instance in instances], file)


main()
