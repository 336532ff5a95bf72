"""Scores sheets of answers with a pack. Written independently of the engine, from the description in
crates/instrument/src/pack/scale.rs.

    python3 tests/reference/score.py PACK.json ANSWERS.csv > SCORES.csv

It made the expected scores in packs/examples, with which the tests compare the engine. It is slow and plain on purpose:
fractions throughout, nothing clever.
"""

import csv
import json
import sys
from fractions import Fraction


def number(written):
    return Fraction(str(written))


class Pack:
    def __init__(self, written):
        self.items, self.options = [], {}
        sets = {one["id"]: one["options"] for one in written["optionSets"]}
        for section in written["sections"]:
            for item in section["items"]:
                gates = [section.get("when", "always"), item.get("when", "always")]
                self.items.append((item["id"], gates))
                self.options[item["id"]] = {option["value"]: option for option in sets[item["options"]]}
        self.scales = written["scales"]
        self.bands = {one["id"]: one["bands"] for one in written["bandSets"]}
        self.tables = {one["id"]: one["rows"] for one in written.get("tables", [])}

    def worth(self, item, value):
        option = self.options[item][value]
        if option.get("unscored"):
            return None
        return number(option.get("counts", option["value"]))

    def worths(self, item):
        all_of_them = [self.worth(item, value) for value in self.options[item]]
        return [worth for worth in all_of_them if worth is not None]

    def holds(self, when, answers):
        if when == "always":
            return True
        (name, inner), = when.items()
        if name == "all":
            return all(self.holds(part, answers) for part in inner)
        if name == "any":
            return any(self.holds(part, answers) for part in inner)
        if name == "not":
            return not self.holds(inner, answers)
        value = answers.get(inner["id"])
        (test, edge), = [pair for pair in inner.items() if pair[0] != "id"]
        if test == "is":
            return value == edge
        if test == "isNot":
            return value != edge
        if test == "answered":
            return (value is not None) == edge
        worth = None if value is None else self.worth(inner["id"], value)
        if worth is None:
            return False
        edge = number(edge)
        return {"atLeast": worth >= edge, "atMost": worth <= edge, "above": worth > edge, "below": worth < edge}[test]

    def score(self, answers):
        seen = {}
        for item, gates in self.items:
            if item in answers and all(self.holds(gate, seen) for gate in gates):
                seen[item] = answers[item]
        results, out = {}, []
        for scale in self.scales:
            values = []
            for member in scale.get("items", []):
                item = member["item"]
                worth = self.worth(item, seen[item]) if item in seen else None
                if worth is not None:
                    if member.get("reversed"):
                        worth = min(self.worths(item)) + max(self.worths(item)) - worth
                    values.append((worth, number(member.get("weight", 1))))
            for part in scale.get("scales", []):
                if results[part["scale"]] is not None:
                    values.append((results[part["scale"]], number(part.get("weight", 1))))
            value = self.result(scale, values)
            band = None if value is None else self.band(scale, value)
            results[scale["id"]] = value if band else None
            out.append((len(values), results[scale["id"]], band))
        return out

    def result(self, scale, values):
        if len(values) < scale["leastAnswered"]:
            return None
        if scale["method"] == "count":
            edge = number(scale["countFrom"])
            value = sum((weight for worth, weight in values if worth >= edge), Fraction(0))
        else:
            value = sum((worth * weight for worth, weight in values), Fraction(0))
        answered = sum((weight for _, weight in values), Fraction(0))
        if scale["method"] == "mean":
            value /= answered
        if scale.get("prorate"):
            everything = scale.get("items", []) + scale.get("scales", [])
            value = value * sum(number(one.get("weight", 1)) for one in everything) / answered
        steps = scale.get("transform", {})
        value = (value - number(steps.get("minus", 0))) * number(steps.get("times", 1))
        value = value / number(steps.get("over", 1)) + number(steps.get("plus", 0))
        if "round" in scale:
            value = half_up(value, scale["round"])
        if "table" in scale:
            reached = [row for row in self.tables[scale["table"]] if number(row["from"]) <= value]
            if not reached:
                return None
            value = number(reached[-1]["value"])
        return value

    def band(self, scale, value):
        found = None
        for band in self.bands[scale["bandSet"]]:
            edge = number(band["from"])
            if value > edge or value == edge and not band.get("exclusive"):
                found = band
        if found is None or "to" in found and value > number(found["to"]):
            return None
        return found["id"]


def half_up(value, places):
    one = 10**places
    return Fraction((value * one + Fraction(1, 2)).__floor__(), one)


def digits(value):
    """At most six decimal places, without trailing zeros."""
    value = half_up(value, 6)
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value.numerator) * 10**6 // value.denominator, 10**6)
    return f"{sign}{whole}.{rest:06}".rstrip("0").rstrip(".")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        pack = Pack(json.load(file))
    out = csv.writer(sys.stdout, lineterminator="\n")
    names = [f"{scale['id']}{part}" for scale in pack.scales for part in ("", ".band", ".answered")]
    out.writerow(["sheet", *names, "error"])
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file), 1):
            sheet = row.pop("sheet", place)
            answers = {item: int(value) for item, value in row.items() if value}
            wrong = [item for item, value in answers.items() if value not in pack.options[item]]
            if wrong:
                cells = [""] * len(names)
            else:
                cells = []
                for answered, value, band in pack.score(answers):
                    cells += ["" if value is None else digits(value), band or "", answered]
            out.writerow([sheet, *cells, f"{wrong[0]}: not one of its answers: {answers[wrong[0]]}" if wrong else ""])


main()
