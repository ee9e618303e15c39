"""What QGIS makes of a layer: its style, its fields and every value, as JSON on standard output.

Usage: read_qgis.py FILE LAYER [PICTURE]
"""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    NULL,
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402


def shown(value):
    if value == NULL:
        return None
    if isinstance(value, QDateTime):
        # As the exports in text have it.
        text = value.toUTC().toString("yyyy-MM-ddTHH:mm:ss.zzz")
        return text.rstrip("0").rstrip(".") + "Z"
    # To the last digit, whatever parses the JSON.
    return {"number": repr(value)} if isinstance(value, float) else value


def symbol(one):
    return {"fill": list(one.color().getRgb()), "shape": one.symbolLayer(0).properties().get("name")}


def drawn(layer):
    """How the layer is drawn, and how many features each symbol stands for."""
    renderer = layer.renderer()
    told = {"type": renderer.type()}
    if renderer.type() != "categorizedSymbol":
        return told | {"symbols": [symbol(renderer.symbol())]}
    counts = {}
    context = QgsRenderContext.fromMapSettings(QgsMapSettings())
    context.expressionContext().appendScopes([])
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        one = renderer.symbolForFeature(feature, context)
        shown = json.dumps(symbol(one)) if one else "nothing"
        counts[shown] = counts.get(shown, 0) + 1
    renderer.stopRender(context)
    categories = []
    for category in renderer.categories():
        one = symbol(category.symbol())
        shown = {"value": category.value() or "", "label": category.label(), "count": counts.pop(json.dumps(one), 0)}
        categories.append(shown | one)
    return told | {"categories": categories, "others": counts}


def picture(layer, path):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setOutputSize(QSize(1400, 700))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)


def main():
    file, name = sys.argv[1:3]
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    layer = QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
    message, is_loaded = layer.loadDefaultStyle()
    fields = [field.name() for field in layer.fields()]
    rows, places = [], []
    for feature in layer.getFeatures():
        values = zip(fields, feature.attributes())
        rows.append({name: shown(value) for name, value in values if name != "fid"})
        geometry = feature.geometry()
        places.append(None if geometry.isNull() else geometry.asWkb().data().hex())
    if len(sys.argv) > 3:
        picture(layer, sys.argv[3])
    told = {
        "is_valid": layer.isValid(),
        "is_style_loaded": is_loaded,
        "message": message,
        "styles": layer.listStylesInDatabase()[2],
        "crs": layer.crs().authid(),
        "aliases": {field.name(): field.alias() for field in layer.fields()},
        "style": drawn(layer),
        "rows": rows,
        "places": places,
    }
    json.dump(told, sys.stdout)
    sys.stdout.flush()
    # QGIS 3.22 may end in a crash when Python tears it down; all is said by now.
    os._exit(0)


main()
