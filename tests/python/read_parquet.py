"""What pyarrow and DuckDB read of Parquet files, as JSON on standard output: rows by column, geometries as hexadecimal.

Usage: read_parquet.py FILE…
"""

import json
import sys

import duckdb
import pyarrow.parquet


def shown(value):
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
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [path])
    names = [column[0] for column in found.description]
    rows = [{name: shown(value) for name, value in zip(names, row)} for row in found.fetchall()]
    return {"types": {column[0]: str(column[1]) for column in found.description}, "rows": rows}


told = {path: {"pyarrow": by_pyarrow(path), "duckdb": by_duckdb(path)} for path in sys.argv[1:]}
json.dump(told, sys.stdout)
