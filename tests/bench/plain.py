"""A plain script that scores sheets of the default pack: whole numbers, no checks, one process.

    python3 tests/bench/plain.py PACK.json ANSWERS.csv > SCORES.csv

`cargo xtask bench` runs it and `cargo xtask pack score` on the same sheets, and compares their output.
"""

import csv
import json
import sys
from fractions import Fraction

with open(sys.argv[1], encoding="utf-8") as file:
    pack = json.load(file)
sets = {one["id"]: [(Fraction(band["from"]), band["id"]) for band in one["bands"]] for one in pack["bandSets"]}
scales = []
for scale in pack["scales"]:
    items = [member["item"] for member in scale["items"]]
    scales.append((items, scale["leastAnswered"], sets[scale["bandSet"]]))

out = csv.writer(sys.stdout, lineterminator="\n")
names = [scale["id"] + part for scale in pack["scales"] for part in ("", ".band", ".answered")]
out.writerow(["sheet", *names, "error"])
# A mean depends only on the sum and the number of answers, so each is worked out once.
known = {}
with open(sys.argv[2], encoding="utf-8", newline="") as file:
    reader = csv.reader(file)
    head = {name: place for place, name in enumerate(next(reader))}
    scales = [([head[item] for item in items], least, bands) for items, least, bands in scales]
    for number, row in enumerate(reader, 1):
        cells = [number]
        for place, (items, least, bands) in enumerate(scales):
            values = [int(row[item]) for item in items if row[item]]
            answered, total = len(values), sum(values)
            if answered < least:
                cells += ["", "", answered]
                continue
            key = place, total, answered
            if key not in known:
                mean = Fraction(total, answered)
                band = [name for edge, name in bands if mean >= edge][-1]
                whole, rest = divmod((mean * 10**6 + Fraction(1, 2)).__floor__(), 10**6)
                known[key] = f"{whole}.{rest:06}".rstrip("0").rstrip("."), band
            cells += [*known[key], answered]
        cells.append("")
        out.writerow(cells)
