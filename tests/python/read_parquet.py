"""What pyarrow and DuckDB read of Parquet files, as JSON on standard output: rows by column, geometries as hexadecimal.

Usage: read_parquet.py FILE…
"""

import json
import sys
from datetime import datetime, timezone

import duckdb
import pyarrow.parquet


def moment(value):
    # As the exports in text have it.
    text = value.isoformat().removesuffix("+00:00")
    return (text.rstrip("0") if "." in text else text) + "Z"


def shown(value):
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, float):
        # To the last digit, whatever parses the JSON.
        return {"number": repr(value)}
    return value.hex() if isinstance(value, (bytes, bytearray)) else value


def by_pyarrow(path):
    table = pyarrow.parquet.read_table(path)
    metadata = pyarrow.parquet.read_metadata(path).metadata
    rows = [{name: shown(value) for name, value in row.items()} for row in table.to_pylist()]
    geo = metadata.get(b"geo")
    return {
        "types": {field.name: str(field.type) for field in table.schema},
        "geo": json.loads(geo) if geo else None,
        "rows": rows,
    }


def by_duckdb(path):
    base = duckdb.connect()
    types = base.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    # Moments with a zone come to Python by a package that may not be there; as numbers they need none.
    zoned = [name for name, kind, *_ in types if kind == "TIMESTAMP WITH TIME ZONE"]
    counted = ", ".join(f'epoch_us("{name}") AS "{name}"' for name in zoned)
    found = base.execute(f"SELECT * {f'REPLACE ({counted})' if zoned else ''} FROM read_parquet(?)", [path])
    names = [column[0] for column in found.description]
    def cell(name, value):
        is_moment = name in zoned and value is not None
        return shown(datetime.fromtimestamp(value / 1e6, timezone.utc) if is_moment else value)

    rows = [{name: cell(name, value) for name, value in zip(names, row)} for row in found.fetchall()]
    return {"types": {name: kind for name, kind, *_ in types}, "rows": rows}


told = {path: {"pyarrow": by_pyarrow(path), "duckdb": by_duckdb(path)} for path in sys.argv[1:]}
json.dump(told, sys.stdout)
