"""Recomputes figures of municipalities from the files in data/ and holds the program's answer against them.

It shares no code with the program and takes another way where there is one: codes are carried with a table of
predecessors, ratios are divided from carried sums, ranks and quartiles come from Python's own statistics.

Usage: recompute.py DATA ANSWER.json
       recompute.py DATA FOLDER NIS
ANSWER.json is what `regioscope compare --json --series` wrote, FOLDER what `regioscope report --format folder` wrote for
the municipality with this code. Prints how many numbers agree; ends with 1 where any does not.
"""

import csv
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

HECTARES_PER_KM2 = 100.0


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Data:
    def __init__(self, folder):
        folder = Path(folder)
        self.towns = {row["nis"]: row for row in table(folder / "municipalities.csv")}
        self.definitions = {row["id"]: row for row in table(folder / "indicators" / "definitions.csv")}
        self.mergers = table(folder / "mergers.csv")
        self.successor = {row["old_nis"]: row["new_nis"] for row in self.mergers if row["old_nis"] != row["new_nis"]}
        self.cells = defaultdict(dict)
        for path in sorted((folder / "indicators" / "values").glob("*.csv")):
            for row in table(path):
                for column, text in row.items():
                    if column not in ("nis", "year") and text != "":
                        self.cells[path.stem, column, int(row["year"])][row["nis"]] = float(text)
        self.projects = table(folder / "inventory.csv")

    def today(self, code):
        while code in self.successor:
            code = self.successor[code]
        return code

    def parts(self, code, year):
        """Codes of 1 January of the year whose territory is the municipality of today."""
        inside = [row["old_nis"] for row in self.mergers
                  if row["new_nis"] == code and row["old_nis"] != code and row["effective"] > f"{year}-01-01"]
        if not inside:
            return [code]
        own = [] if any(self.is_founded_by_merger(code)) else [code]
        return own + [part for old in inside for part in self.parts(old, year)]

    def is_founded_by_merger(self, code):
        """A merger that keeps the code of one party lists only the others."""
        dates = defaultdict(int)
        for row in self.mergers:
            if row["new_nis"] == code:
                dates[row["effective"]] += 1
        yield from (count > 1 for count in dates.values())

    def total(self, indicator, code, year):
        row = self.definitions[indicator]
        cells = self.cells[row["table"], row["column"], year]
        # Tables that their producer carried to 2025 hold no code that vanished.
        is_carried = not any(old in cells for old in self.successor)
        parts = [code] if is_carried else self.parts(code, year)
        if any(part not in cells for part in parts):
            return None
        return math.fsum(cells[part] for part in parts)

    def indicator(self, indicator, code, year):
        if indicator == "area_ha":
            return float(self.towns[code]["area_ha"])
        row = self.definitions[indicator]
        if row["aggregation"] == "sum":
            return self.total(indicator, code, year)
        above = self.indicator(row["numerator"], code, year)
        below = self.indicator(row["denominator"], code, year)
        return None if above is None or not below else float(row["factor"]) * above / below

    def years(self, indicator):
        if indicator == "area_ha":
            return None
        row = self.definitions[indicator]
        if row["aggregation"] == "sum":
            return {year for (stem, column, year), cells in self.cells.items()
                    if (stem, column) == (row["table"], row["column"]) and cells}
        sides = [self.years(row["numerator"]), self.years(row["denominator"])]
        known = [side for side in sides if side is not None]
        return set.intersection(*known)

    def counted(self, code):
        for row in self.projects:
            places = [row["lead_nis"], *row["other_nis"].replace("|", ";").split(";")]
            if row["kind"] != "programme" and code in {self.today(place.strip()) for place in places if place.strip()}:
                yield row

    def project_count(self, words, code, year):
        rows = list(self.counted(code))
        if not rows:
            return None
        match words:
            case []:
                return len(rows)
            case ["active"]:
                return sum(is_active(row, year) for row in rows)
            case ["kind", key]:
                return sum(row["kind"] == key for row in rows)
            case ["status", key]:
                return sum(row["status"] == key for row in rows)
            case ["dimension", key]:
                return sum(key in listed(row["dimensions"]) for row in rows)
            case ["area", key]:
                return sum(key in listed(row["working_areas"]) for row in rows)
            case ["helix", key]:
                return sum(f"({key})" in row["partners"] for row in rows)
        raise ValueError(words)


def listed(text):
    return [part.strip() for part in text.replace("|", ";").split(";")]


def is_active(row, year):
    start, end = row["start_year"], row["end_year"]
    if not start:
        return False
    if not end and row["status"] not in ("planned", "running"):
        return False
    return int(start) <= year and (not end or int(end) >= year)


def figure(data, name, code, year):
    base, _, form = name.partition("@")
    words = base.split("/")
    is_project = words[0] == "projects"

    def plain(at):
        return data.project_count(words[1:], code, at) if is_project else data.indicator(base, code, at)

    if not form:
        return plain(year)
    if form in ("per_inhabitant", "per_km2"):
        above = plain(year)
        if form == "per_km2":
            below, factor = float(data.towns[code]["area_ha"]), HECTARES_PER_KM2
        else:
            newest = max(data.years("population"))
            below = data.indicator("population", code, year if year else newest)
            factor = 10_000.0 if is_project else 1_000.0
        return None if above is None or not below else factor * above / below
    first_year = min(row_years(data, base))
    first, own = plain(first_year), plain(year)
    if first is None or own is None or first == 0:
        return None
    if form == "index":
        return 100.0 * own / first
    if form == "change_per_year":
        return None if year == first_year or own / first <= 0 else 100.0 * ((own / first) ** (1 / (year - first_year)) - 1)
    raise ValueError(form)


def row_years(data, base):
    if base == "projects/active":
        return {int(row["start_year"]) for row in data.projects
                if row["kind"] != "programme" and row["start_year"]
                and (row["end_year"] or row["status"] in ("planned", "running"))}
    return data.years(base)


def quantile(ordered, part):
    place = part * (len(ordered) - 1)
    low = math.floor(place)
    high = math.ceil(place)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def agrees(ours, theirs):
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)


class Tally:
    def __init__(self):
        self.count, self.wrong = 0, []

    def hold(self, what, ours, theirs):
        self.count += 1
        if not agrees(ours, theirs):
            self.wrong.append(f"{what}: recomputed {ours}, answered {theirs}")


def number(text):
    return float(text) if text else None


def check_profile(data, folder, code):
    """Key figures with rank and quartiles, every year of every series with the peers', and projects by dimension."""
    tally, folder = Tally(), Path(folder)
    members = [row["nis"] for row in table(folder / "peers.csv")]
    quartiles = (("peer_min", 0), ("peer_q1", 0.25), ("peer_median", 0.5), ("peer_q3", 0.75), ("peer_max", 1))

    def spread(name, year):
        return sorted(value for peer in members if (value := figure(data, name, peer, year)) is not None)

    for row in table(folder / "figures.csv"):
        name, year = row["figure"], int(row["year"]) if row["year"] else None
        own, ordered = figure(data, name, code, year), spread(name, year)
        tally.hold(f"{name} {year}", own, number(row["value"]))
        tally.hold(f"{name} peers", len(ordered), number(row["peer_count"]))
        for column, part in quartiles:
            tally.hold(f"{name} {column}", quantile(ordered, part) if ordered else None, number(row[column]))
        if own is not None:
            # Where more is better, or neither: none of these figures is better when it is less.
            before = sum(other > own and not agrees(other, own) for other in ordered)
            tally.hold(f"{name} rank", before + 1, number(row["rank"]))
    for row in table(folder / "series.csv"):
        name, year = row["figure"], int(row["year"])
        tally.hold(f"{name} {year}", figure(data, name, code, year), number(row["value"]))
        if row["peer_median"]:
            ordered = spread(name, year)
            for column, part in quartiles[1:4]:
                tally.hold(f"{name} {year} {column}", quantile(ordered, part), number(row[column]))
    for row in table(folder / "dimensions.csv"):
        words = ["dimension", row["dimension"]]
        tally.hold(row["dimension"], data.project_count(words, code, None), number(row["count"]))
    return tally.count, tally.wrong


def check(data, answer):
    tally = Tally()
    hold = tally.hold
    members = [member["nis"] for member in answer["peers"]["members"]]
    for row in answer["figures"]:
        name, year = row["figure"], row["year"]
        peers = {code: figure(data, name, code, year) for code in members}
        known = {code: value for code, value in peers.items() if value is not None}
        told = {cell["nis"]: cell["value"] for cell in row["peers"]["values"]}
        for code in members:
            hold(f"{name} {year} {code} (peer)", peers[code], told.get(code))
        ordered = sorted(known.values())
        for key, part in (("min", 0), ("q1", 0.25), ("median", 0.5), ("q3", 0.75), ("max", 1)):
            answered = row["peers"]["quartiles"]
            hold(f"{name} {key}", quantile(ordered, part) if ordered else None, answered and answered[key])
        for cell in row["values"]:
            code = cell["nis"]
            value = figure(data, name, code, year)
            hold(f"{name} {year} {cell['name']}", value, cell["value"])
            if value is not None:
                others = [other for peer, other in known.items() if peer != code]
                is_less_better = row["direction"] == "lower_better"
                # Equal ones may differ by the last bit of a division.
                before = sum((other < value if is_less_better else other > value) and not agrees(other, value)
                             for other in others)
                hold(f"{name} rank of {cell['name']}", before + 1, cell["rank"])
                hold(f"{name} ranked", len(others) + 1, cell["rank_of"])
        for series in row.get("series", []):
            for point in series["years"]:
                at = point["year"]
                value = figure(data, name, series["nis"], at)
                hold(f"{name} {at} {series['name']}", value, point["value"])
    return tally.count, tally.wrong


def main():
    data = Data(sys.argv[1])
    if Path(sys.argv[2]).is_dir():
        count, wrong = check_profile(data, sys.argv[2], sys.argv[3])
    else:
        with open(sys.argv[2], encoding="utf-8") as file:
            count, wrong = check(data, json.load(file))
    for line in wrong[:40]:
        print(line)
    print(f"{count - len(wrong)} of {count} numbers agree")
    sys.exit(1 if wrong or not count else 0)


if __name__ == "__main__":
    main()
