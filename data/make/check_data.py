"""Check every data file against datapackage.json, and what a schema cannot say.

Run: python3 data/make/check_data.py (the geometry checks need: pip install shapely==2.2.0)
"""

import csv
import datetime
import hashlib
import json
import re
import sys
import tomllib
from collections import defaultdict

from common import DATA, read_csv, successors

PARSE = {
    "string": str,
    "integer": int,
    "number": float,
    "year": int,
    "date": datetime.date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}
problems = []


def problem(path, row, column, text):
    problems.append(f"{path}, row {row}, column {column}: {text}")


def check_table(resource, tables):
    path, schema = resource["path"], resource["schema"]
    with open(DATA / path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        header, rows = next(reader), list(reader)
    if header != [field["name"] for field in schema["fields"]]:
        problem(path, 1, "", f"header {header}")
        return
    tables[resource["name"]] = [dict(zip(header, row)) for row in rows]
    for index, field in enumerate(schema["fields"]):
        rules, seen = field.get("constraints", {}), set()
        for number, row in enumerate(rows, 2):
            if len(row) != len(header):
                problem(path, number, "", f"{len(row)} cells")
                continue
            cell = row[index]
            if cell != cell.strip() or "\n" in cell:
                problem(path, number, field["name"], "white space")
            if cell == "":
                if rules.get("required"):
                    problem(path, number, field["name"], "missing")
                continue
            try:
                value = PARSE[field["type"]](cell)
            except (ValueError, KeyError):
                problem(path, number, field["name"], f"not a {field['type']}: {cell}")
                continue
            if "enum" in rules and cell not in rules["enum"]:
                problem(path, number, field["name"], f"not allowed: {cell}")
            if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
                problem(path, number, field["name"], f"does not match: {cell}")
            if "minimum" in rules and value < rules["minimum"] or "maximum" in rules and value > rules["maximum"]:
                problem(path, number, field["name"], f"out of range: {cell}")
            if rules.get("unique") and cell in seen:
                problem(path, number, field["name"], f"twice: {cell}")
            seen.add(cell)
    key = schema["primaryKey"]
    columns = [header.index(name) for name in ([key] if isinstance(key, str) else key)]
    seen = set()
    for number, row in enumerate(rows, 2):
        value = tuple(row[column] for column in columns)
        if value in seen:
            problem(path, number, key, f"key twice: {value}")
        seen.add(value)


def check_links(resource, tables):
    for link in resource["schema"].get("foreignKeys", []):
        column, target = link["fields"], link["reference"]
        known = {row[target["fields"]] for row in tables[target["resource"] or resource["name"]]}
        for number, row in enumerate(tables[resource["name"]], 2):
            if row[column] and row[column] not in known:
                problem(resource["path"], number, column, f"unknown {target['resource']}: {row[column]}")


def check_meaning(tables):
    current = successors()
    known = {row["nis"]: row for row in tables["municipalities"]}
    assert len(known) == 304 and sum(row["region"] == "flanders" for row in known.values()) == 285
    assert len(tables["inventory"]) == 391 and len(tables["programmes"]) == 20
    for row in known.values():
        assert row["arrondissement"] == row["nis"][:2], row
        density = int(row["population_2020"]) / float(row["area_ha"]) * 100
        urban = row["centrumstad"] == "true" or row["region"] == "brussels" or density >= 600
        assert row["typology"] == ("urban" if urban else "rural" if density < 300 else "mixed"), row
    for number, row in enumerate(tables["inventory"], 2):
        others = row["other_nis"].split(";") if row["other_nis"] else []
        if any(nis not in known for nis in others) or others != sorted(set(others)) or row["lead_nis"] in others:
            problem("inventory.csv", number, "other_nis", row["other_nis"])
        if row["start_year"] and row["end_year"] and row["start_year"] > row["end_year"]:
            problem("inventory.csv", number, "end_year", "before the start")
        if bool(row["budget_scope"]) != bool(row["total_budget_eur"] or row["subsidy_eur"]):
            problem("inventory.csv", number, "budget_scope", "without an amount, or missing")
    indicators = {row["id"]: row for row in tables["indicators"]}
    for number, row in enumerate(tables["indicators"], 2):
        if row["aggregation"] == "ratio":
            fine = row["numerator"] and row["denominator"] in {*indicators, "area_ha"} and row["factor"] and not row["table"]
        else:
            fine = row["column"] in tables[row["table"]][0] and not row["numerator"] and not row["factor"]
        if not fine:
            problem("indicators/definitions.csv", number, "aggregation", row["id"])
    for name in ("population", "population_age", "fiscal_income", "land_use", "building_permits", "building_stock", "establishments"):
        years = defaultdict(set)
        for row in tables[name]:
            years[row["year"]].add(current(row["nis"]))
        for year, codes in sorted(years.items()):
            if codes != set(known):
                problem(f"indicators/values/{name}.csv", 0, year, f"municipalities missing or unknown: {codes ^ set(known)}")
    deinze = sum(int(row["population"]) for row in tables["population"] if row["year"] == "2009" and current(row["nis"]) == "44083")
    assert deinze == 40594, deinze
    feeds = tomllib.loads((DATA / "feeds.toml").read_text("utf-8"))["feed"]
    assert len({feed["id"] for feed in feeds}) == len(feeds) and all(feed["nis"] in {*known, ""} for feed in feeds)


def check_geometry(tables):
    import shapely
    from shapely.geometry import Point, shape

    for path in ["boundaries.geojson", *(f"basemap/{stem}.geojson" for stem in ("land", "lakes", "rivers", "roads", "railways", "borders"))]:
        features = json.loads((DATA / path).read_text("utf-8"))["features"]
        shapes = [shape(feature["geometry"]) for feature in features]
        for feature, geometry in zip(features, shapes):
            if geometry.is_empty or not geometry.is_valid:
                problem(path, 0, "geometry", f"{feature['properties']}: {shapely.is_valid_reason(geometry)}")
            for part in getattr(geometry, "geoms", [geometry]):
                if part.geom_type == "Polygon" and not part.exterior.is_ccw:
                    problem(path, 0, "geometry", f"{feature['properties']}: outer ring runs clockwise")
        if path == "boundaries.geojson":
            assert shapely.coverage_is_valid(shapes), "gaps in or overlaps of shared edges"
            by_code = {feature["properties"]["nis"]: geometry for feature, geometry in zip(features, shapes)}
            for row in tables["municipalities"]:
                if not by_code[row["nis"]].contains(Point(float(row["lon"]), float(row["lat"]))):
                    problem(path, 0, row["nis"], "label point outside")


def main():
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    tables = {}
    for resource in package["resources"]:
        data = (DATA / resource["path"]).read_bytes()
        if resource["bytes"] != len(data) or resource["hash"] != "sha256:" + hashlib.sha256(data).hexdigest():
            problem(resource["path"], 0, "", "size or hash differs: run make_datapackage.py")
        if "schema" in resource:
            check_table(resource, tables)
    for resource in package["resources"]:
        if "schema" in resource:
            check_links(resource, tables)
    check_meaning(tables)
    try:
        check_geometry(tables)
    except ImportError:
        print("shapely is not installed: geometry not checked")
    print("\n".join(problems) or f"{len(package['resources'])} resources are fine")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
