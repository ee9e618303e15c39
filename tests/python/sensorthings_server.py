"""A real OGC SensorThings 1.1 server (django-ogc-sensorthings) with three stations, on a free port of loopback.

Prints `PORT <number>` on standard output once it answers, and ends when its standard input is closed, so that it
never outlives the test that started it. SQLite in a temporary folder. Times count back from the moment given as the
only argument (RFC 3339), so that the test decides what "now" is.
"""

import logging
import os
import sys
import tempfile
import threading
from datetime import datetime, timedelta
from uuid import UUID
from wsgiref.simple_server import WSGIRequestHandler, make_server

STATIONS = [
    ("Station Gent", 3.7250, 51.0540),
    ("Station Mechelen", 4.4776, 51.0259),
    ("Station Genk", 5.5000, 50.9650),
]
PROPERTIES = [
    ("PM2.5", {"name": "microgram per cubic metre", "symbol": "ug/m3", "definition": "http://unitsofmeasure.org"}),
    ("Air temperature", {"name": "kelvin", "symbol": "K", "definition": "http://unitsofmeasure.org"}),
]
OBSERVATION_COUNT = 250


def configure(folder, port):
    """Settings of a Django project without files of its own."""
    from django.conf import settings

    settings.configure(
        SECRET_KEY="only-for-tests",
        DEBUG=False,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder, "sta.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "sensorthings.versions.v1_1",
            "sensorthings.versions.v1_1.backends.django",
            "sensorthings.versions.v1_1.extensions.dataarray",
        ],
        SENSORTHINGS_V1_1_SERVICE_URL=f"http://127.0.0.1:{port}/sensorthings",
        SENSORTHINGS_V1_1_BACKEND_ADAPTER="sensorthings.versions.v1_1.backends.django.adapter.DjangoBackendAdapter",
        SENSORTHINGS_V1_1_ID_TYPE=UUID,
        SENSORTHINGS_V1_1_ID_DELIMITER="'",
        SENSORTHINGS_V1_1_DOCS_ENABLED=False,
    )


def observation(number, now):
    """Every five minutes, the newest at `now`; the value tells how many steps ago."""
    time = now - timedelta(minutes=5 * number)
    return {"phenomenonTime": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "result": 280.0 + number / 100}


def station(name, lon, lat, now):
    """A thing with everything below it, as one deep insert."""
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {
        "name": name,
        "description": "made for a test",
        "properties": {},
        "Locations": [
            {"name": name, "description": "", "encodingType": "application/geo+json", "location": point}
        ],
        "Datastreams": [
            {
                "name": f"{name} {label}",
                "description": "",
                "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
                "unitOfMeasurement": unit,
                "ObservedProperty": {"name": label, "definition": "http://example.org/" + label, "description": ""},
                "Sensor": {
                    "name": "device",
                    "description": "",
                    "encodingType": "application/pdf",
                    "metadata": "http://example.org/device",
                },
                "Observations": [observation(number, now) for number in range(OBSERVATION_COUNT)],
            }
            for label, unit in PROPERTIES
        ],
    }


class Quiet(WSGIRequestHandler):
    """Writes nothing to standard error, unless asked to."""

    def log_message(self, *arguments):
        if os.environ.get("REGIOSCOPE_SENSORTHINGS_LOG"):
            super().log_message(*arguments)


def main():
    """Sets the server up, fills it, serves until standard input ends."""
    if not os.environ.get("REGIOSCOPE_SENSORTHINGS_LOG"):
        logging.disable(logging.CRITICAL)
    now = datetime.fromisoformat(sys.argv[1].replace("Z", "+00:00"))
    with tempfile.TemporaryDirectory() as folder:
        server = make_server("127.0.0.1", 0, lambda *_: [], handler_class=Quiet)
        configure(folder, server.server_port)
        import django

        django.setup()
        from django.core.management import call_command
        from django.core.wsgi import get_wsgi_application
        from django.test import Client
        from django.urls import include, path

        global urlpatterns
        urlpatterns = [path("sensorthings/", include("sensorthings.versions.v1_1.urls"))]
        call_command("migrate", verbosity=0)
        client = Client(SERVER_NAME="127.0.0.1")
        for name, lon, lat in STATIONS:
            answer = client.post(
                "/sensorthings/v1.1/Things", station(name, lon, lat, now), content_type="application/json"
            )
            if answer.status_code != 201:
                sys.exit(f"status {answer.status_code}: {answer.content[:500]!r}")
        server.set_app(get_wsgi_application())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print("PORT", server.server_port, flush=True)
        if not os.environ.get("REGIOSCOPE_SENSORTHINGS_LOG"):
            # Its answer to $orderby is a defect that the reader is tested with: no need to print it.
            sys.stderr = open(os.devnull, "w")
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    sys.modules["__main__"].__name__ = "sensorthings_server"
    sys.modules["sensorthings_server"] = sys.modules["__main__"]
    main()
