# Gegevens: wat er in de werkruimte zit en waar het vandaan komt.

data-sections = Op deze pagina
data-section-file = Werkruimte
data-section-inventory = Over de inventaris
data-section-sources = Bronnen
data-section-boundaries = Gemeentegrenzen
data-section-coverage = Jaren van de cijfers
data-section-mergers = Fusies
data-section-imports = Inlezen en geweigerde rijen
data-section-feeds = Licenties van de feeds
data-loading = De werkruimte wordt geopend
data-loading-text = De bronnen verschijnen zodra het bestand gelezen is.

data-file = Bestand
data-no-file = nog niet bewaard
data-format = Formaat
data-format-text = GeoPackage (SQLite): opent ook in QGIS
data-contents = Inhoud
data-count-rows = { $n ->
    [one] { $shown } rij in de inventaris
   *[other] { $shown } rijen in de inventaris
}
data-count-municipalities = { $n ->
    [one] { $shown } gemeente
   *[other] { $shown } gemeenten
}
data-count-indicators = { $n ->
    [one] { $shown } indicator
   *[other] { $shown } indicatoren
}
data-count-feeds = { $n ->
    [one] { $shown } feed
   *[other] { $shown } feeds
}
data-count-sensors = { $n ->
    [one] { $shown } sensor
   *[other] { $shown } sensoren
}
data-read-only = Deze werkruimte kan alleen gelezen worden.
data-check = Bestand nakijken
data-check-help = Kijkt na of het bestand heel is. Er wordt niets gewijzigd.
data-copy-path = Pad kopiëren
data-save-as = Kopie bewaren…
data-whole = Nagekeken: het bestand is heel.
data-problems = { $n ->
    [one] Nagekeken: 1 probleem.
   *[other] Nagekeken: { $n } problemen.
}

data-inventory-sample = De inventaris is een steekproef, geen volledige telling. Een leeg vak betekent “geen project bekend”, niet “geen project”. Steden die in de pers komen of Europees geld kregen, de jaren 2017 tot 2022, mobiliteit en luchtkwaliteit zijn oververtegenwoordigd.
data-inventory-cities = van de getelde rijen loopt in minstens één van de dertien centrumsteden
data-inventory-years = van de rijen met een beginjaar begon van 2017 tot en met 2022
data-inventory-dimensions = hoort bij mobiliteit of leefomgeving
data-inventory-unknown-period = heeft een onbekende periode: geen begin, of een einde dat niet vermeld is
data-inventory-empty = gemeenten van Vlaanderen en Brussel komen in geen enkele rij voor
data-inventory-of = { $n } van { $total }

data-no-sources = Deze werkruimte noemt geen bronnen.
data-bundled = meegeleverd
data-own = zelf toegevoegd
data-records = { $n ->
    [one] { $shown } record
   *[other] { $shown } records
}
data-origin = Verkregen van: { $origin }
data-copy = Kopiëren
data-copy-hash = Controlegetal van { $source } kopiëren
data-licence-unknown = niet vermeld
data-source-municipalities = Gemeenten
data-source-provinces = Provincies
data-source-arrondissements = Arrondissementen
data-source-mergers = Gemeentefusies van 2019 en 2025
data-source-aliases = Andere namen van gemeenten
data-source-partner-names = Namen van partners
data-source-synonyms = Woorden met dezelfde betekenis
data-source-boundaries = Gemeentegrenzen
data-source-basemap-land = Land
data-source-basemap-lakes = Meren
data-source-basemap-rivers = Rivieren
data-source-basemap-roads = Hoofdwegen
data-source-basemap-railways = Spoorwegen
data-source-basemap-borders = Landsgrenzen
data-source-basemap-places = Plaatsnamen
data-source-inventory = Inventaris van smart-cityprojecten
data-source-programmes = Oproepen en programma’s
data-source-indicators = Indicatoren
data-source-gaps = Jaren zonder cijfers
data-source-population = Bevolking
data-source-population-age = Bevolking naar leeftijd en nationaliteit
data-source-fiscal-income = Fiscaal inkomen
data-source-land-use = Bodemgebruik
data-source-building-permits = Bouwvergunningen
data-source-building-stock = Gebouwenpark
data-source-establishments = Vestigingen
data-source-feeds = Live feeds

data-boundaries-now = Nu
data-boundaries-state = { $official } officieel en { $approximate } benaderend, van { $total } gemeenten
data-boundaries-rests = Benaderende grenzen zijn gemaakt uit kantons en plaatsen. Ze dienen om te tekenen, en om te bepalen in welke gemeente een sensor of een ingelezen punt ligt: dat staat er dan bij. Oppervlakten en cijfers per km² gebruiken ze nooit; die komen uit het kadaster.
data-boundaries-service = Vlaamse overheid
data-boundaries-address = Ander adres
data-boundaries-file = Bestand
data-boundaries-service-help = Haalt de grenzen op bij de kaartdienst van de Vlaamse overheid. Wat ontbreekt, behoudt zijn benaderende grens.
data-boundaries-address-name = Adres van de grenzen
data-boundaries-file-name = Bestand met de grenzen
data-boundaries-file-hint = pad naar een GeoJSON-bestand
data-boundaries-get = Officiële grenzen ophalen
data-boundaries-running = De grenzen worden opgehaald…
data-boundaries-offline = U werkt offline. Kies een bestand, of zet offline werken uit.

data-coverage-indicators = { $n ->
    [one] 1 indicator
   *[other] { $n } indicatoren
}
data-no-mergers = Deze werkruimte kent geen fusies.
data-mergers-on = Vanaf { $date }

data-no-imports = Er is nog niets zelf toegevoegd.
data-imports = { $n ->
    [one] 1 bron is zelf toegevoegd.
   *[other] { $n } bronnen zijn zelf toegevoegd.
}
data-import = Bestand inlezen…
data-rejected = { $n ->
    [one] 1 rij werd geweigerd bij het laatste inlezen
   *[other] { $n } rijen werden geweigerd bij het laatste inlezen
}
data-rejected-file = Bestand
data-rejected-row = Rij
data-rejected-column = Kolom
data-rejected-reason = Reden
data-rejected-path = Bestand voor de geweigerde rijen
data-rejected-name = geweigerde-rijen
data-rejected-save = Bewaren

data-import-figures = Cijfers inlezen…
data-import-of = { $n ->
    [0] { $title }, ingelezen op { $date }
    [one] { $title }, ingelezen op { $date }; 1 cijfer herzien
   *[other] { $title }, ingelezen op { $date }; { $shown } cijfers herzien
}
data-section-layers = Eigen kaartlagen
data-no-layers = Er zijn nog geen eigen lagen. Kies een bestand met vormen of coördinaten en lees het als kaartlaag of als plaatsen.
data-layer-show = Toon op kaart
data-layer-remove = Verwijderen
data-layer-remove-of = Laag { $layer } verwijderen
