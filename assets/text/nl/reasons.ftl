# Waarom een rij, een bestand of een waarde niet genomen werd; de gebruiker ziet dit naast rij en kolom
reason-said = { $text }
reason-in-file = { $reason }: { $file }

# Waarden
reason-not-number = “{ $text }” is geen getal
reason-not-amount = “{ $text }” is geen bedrag in euro
reason-not-year = “{ $text }” is geen jaar
reason-not-address = “{ $text }” is geen webadres
reason-word-unknown = “{ $text }” is geen bekend woord in deze kolom
reason-end-before-start = het einde ({ $end }) ligt voor het begin ({ $start })
reason-no-title = een project heeft een titel nodig
reason-date-for-figure = { $text } is een datum, geen cijfer
reason-formula-failed = de formule in deze cel mislukte: { $text }
reason-status-unknown = “{ $text }” is geen status: definitief, voorlopig of geschat
reason-no-figure-named = de rij zegt niet van welke indicator het cijfer is
reason-no-year = er is geen jaar bekend
reason-code-not-then = gemeente { $nis } bestond niet in de grenzen van { $year }
reason-code-not-2019 = gemeente { $nis } bestond niet in de grenzen van 2019 (cijfer van { $year })
reason-code-not-2025 = gemeente { $nis } bestaat niet in de grenzen van 2025 (cijfer van { $year })
reason-other-figure = { $nis } heeft voor { $year } al een ander cijfer in rij { $row }

# Plaatsen
reason-municipality-unknown = “{ $text }” is geen bekende gemeente
reason-municipality-several = “{ $text }” kan { $codes } zijn: geef de NIS-code
reason-municipality-walloon = “{ $text }” ligt niet in Vlaanderen of Brussel
reason-municipality-empty = hier staat geen gemeente
reason-no-municipality-code = geen eigenschap met een gemeentecode van vijf cijfers
reason-not-coordinate = “{ $text }” is geen coördinaat
reason-no-coordinate = de rij heeft hier geen coördinaat
reason-not-place = “{ $text }” is geen plaats: geef twee coördinaten of een vorm in WKT
reason-coordinate-not-number = een coördinaat is geen getal
reason-origin = 0, 0 is geen plaats: laat de cellen leeg
reason-no-place = { $x }, { $y } is geen plaats in { $crs }
reason-outside-belgium = { $x }, { $y } ligt niet in België
reason-crs-untold = { $x }, { $y } past in geen bekend coördinatenstelsel: kies het
reason-crs-unknown = het coördinatenstelsel { $name } wordt niet gelezen
reason-place-nameless = de plaats heeft geen naam

# Vormen
reason-no-shape = de rij heeft geen vorm
reason-shape-empty = de vorm is leeg
reason-not-area = de vorm is geen vlak
reason-shape-kind = vormen van soort { $kind } worden niet gelezen
reason-shape-kind-untold = de soort vorm is onbekend
reason-shape-blob = de vorm is niet binair opgeslagen
reason-shape-broken = de vorm kan niet gelezen worden ({ $reason })
reason-shape-long = de vorm is langer dan haar record
reason-shape-parts-missing = de vorm heeft geen lijst van delen
reason-shape-parts-overlap = de delen van de vorm lopen door elkaar
reason-rings = het vlak heeft te veel ringen
reason-curves = bogen worden niet gelezen
reason-surfaces = 3D-oppervlakken worden niet gelezen
reason-tracks = sporen en 3D-modellen worden niet gelezen

# Sensoren en tijden
reason-no-sensor = hier staat geen sensor
reason-no-property = niets zegt wat de waarde meet
reason-property-unknown = de kolomkeuze noemt een onbekende grootheid: { $text }
reason-property-word = “{ $text }” is onbekend: zeg waarvoor het staat
reason-unit-differs = de eenheid “{ $unit }” past niet bij “{ $known }” van de andere metingen
reason-no-time = een waarde zonder tijdstip
reason-not-time = “{ $text }” is geen tijdstip
reason-not-clock = “{ $text }” is geen uur van de dag
reason-two-clocks = “{ $text }” heeft al een uur, en een andere kolom ook
reason-time-unkept = { $text } valt buiten de tijden die bewaard worden
reason-time-skipped = { $text } stond in België op geen klok (zomeruur begon): geef de tijden met hun tijdzone
reason-other-value = voor hetzelfde tijdstip staat in rij { $row } een andere waarde

# De rij of het record als geheel
reason-quote-open = een aanhalingsteken gaat open en nooit dicht
reason-row-width = de rij heeft { $values } waarden, de kopregel { $width }
reason-text-long = de tekst is langer dan 64 kB
reason-not-feature = dit is geen object met eigenschappen en vorm
reason-feature-long = het object is langer dan 64 MB
reason-nested = te diep genest
reason-json = geen geldige JSON ({ $reason })
reason-json-number = { $text } is geen getal in JSON
reason-ends-within = het bestand breekt hier af
reason-ends-within-element = een element wordt nooit gesloten
reason-document-type = het bevat een documenttype
reason-breaks-off = het bestand breekt hier af: { $reason }
reason-table-cut = de tabel (DBF) breekt binnen het record af
reason-rows-unreadable = de rijen { $first } tot { $last } kunnen niet gelezen worden: { $reason }

# Het bestand als geheel
reason-file-empty = het bestand is leeg
reason-file-no-table = er staat geen tabel in het bestand
reason-file-large = het bestand is te groot: { $reason }
reason-file-markup = dit is een webpagina (HTML of XML), geen tabel
reason-file-html = dit is een webpagina, geen GeoJSON
reason-file-xls = dit is een oud werkboek (XLS): bewaar het eerst als XLSX, ODS of CSV
reason-file-workbook = het werkboek kan niet gelezen worden: { $reason }
reason-file-no-layer = dit is geen Shapefile, GeoPackage, Parquet, KML of GeoJSON
reason-file-layers = de lagen kunnen niet gelezen worden: { $reason }
reason-file-not-json = dit is geen JSON: het begint met “{ $text }”
reason-file-no-features = deze JSON bevat geen objecten: het type is “{ $text }”
reason-no-workbook = het is geen XLSX en geen ODS
reason-no-parquet = deze versie van het programma leest geen Parquet
reason-no-shapefile = { $name }.shp is geen Shapefile
reason-table-header-cut = de tabel (DBF) heeft geen volledige kop
reason-column-cut = de kolom { $name } breekt af
reason-parquet-damaged = het Parquet-bestand is beschadigd
reason-parquet-compression = het bestand is gecomprimeerd met { $name }; schrijf het met Snappy, gzip of zonder compressie
reason-parquet-geometry = de beschrijving van de vormen: { $reason }
reason-more-megabytes = meer dan { $count } MB
reason-more-gigabytes = meer dan { $count } GB
reason-more-parts = meer dan { $count } delen
reason-more-columns = meer dan { $count } kolommen
reason-more-rows = meer dan { $count } rijen
reason-more-cells = meer dan { $count } cellen
reason-more-corners = meer dan { $count } hoekpunten
reason-io-not-found = het bestand bestaat niet
reason-io-denied = geen toegang
reason-io-exists = het bestaat al
reason-io-folder = dit is een map
reason-io-full = de schijf is vol
reason-io-read-only = de schijf is alleen te lezen

# Wat een lijst, tabel of laag nodig heeft
reason-no-sheet = het bestand heeft geen blad of laag “{ $name }”
reason-list-no-title = geen kolom met titels van projecten gevonden of gekozen (title, titel, naam, project)
reason-column-twice = twee kolommen zijn het veld { $field }
reason-layer-no-places = geen vormen, en geen twee kolommen met coördinaten, gevonden of gekozen
reason-layer-no-names = geen kolom met de namen van de plaatsen gevonden of gekozen
reason-layer-no-name = de laag heeft een naam nodig
reason-layer-large = de laag is te groot: { $reason }
reason-table-no-place = geen kolom met gemeenten (NIS-codes of namen) gevonden of gekozen
reason-table-no-value = geen kolom met cijfers gevonden of gekozen
reason-table-no-year = van kolom “{ $column }” is geen jaar bekend: kies een kolom met jaren, of geef het jaar van de hele tabel
reason-sensors-no-sensor = geen kolom die de sensoren uit elkaar houdt gevonden of gekozen
reason-sensors-no-time = er zijn waarden en geen kolom zegt wanneer ze gemeten zijn
reason-sensors-no-property = er zijn waarden en niets zegt wat ze meten: kies het voor de kolom, of kies een kolom met woorden
reason-answer-not-json = het antwoord is geen JSON: { $reason }
reason-answer-no-value = het antwoord heeft geen lijst “value”: dit is niet het adres van een OData-verzameling
reason-answer-large = het antwoord is te groot
reason-not-mapping = dit is geen kolomkeuze van { $reason }: { $error }
reason-mapping-of-projects = een lijst van projecten
reason-mapping-of-sensors = een lijst van sensoren
reason-mapping-of-figures = een tabel met cijfers
reason-mapping-version = de kolomkeuze heeft versie { $version }; dit programma kent versie 1
reason-no-area = geen vlak van een gemeente ({ $reason })
reason-none-found = er is er geen gevonden

# Records van feeds
reason-feed-not-number = geen getal
reason-feed-no-number = geen enkele waarde is een getal
reason-feed-truth-value = ja of nee waar een getal verwacht werd
reason-feed-no-value = geen waarde
reason-feed-no-values = geen lijst van waarden
reason-feed-no-kind = een waarde zonder soort
reason-feed-no-time = geen tijdstip van de meting
reason-feed-no-id = geen kenmerk
reason-feed-no-station = geen meetplaats
reason-feed-no-stations = geen lijst van stations
reason-feed-no-vehicles = geen lijst van voertuigen
reason-feed-not-record = geen record
reason-feed-no-place = geen plaats die gelezen kan worden
reason-feed-no-status = geen toestand van een parkeerplaats
reason-feed-no-name = sensor, punt en plaats hebben geen naam
reason-feed-no-property = niets zegt wat er gemeten is
reason-feed-no-spaces = vrije, bezette noch ingenomen plaatsen gegeven
reason-feed-no-period = geen periode heeft een begin
reason-feed-other-segment = van een ander segment
reason-feed-other-period = tellingen van een andere periode dan een uur
reason-feed-not-json = geen getal en geen JSON
reason-feed-large = het bericht is groter dan { $count } bytes
reason-feed-records = { $count } records te veel
reason-feed-no-level = het onderwerp heeft geen niveau { $level }
reason-feed-unknown-type = een { $types } meet niets dat bekend is
reason-feed-other-value = een andere waarde voor hetzelfde tijdstip
reason-feed-same-page = de server stuurt dezelfde bladzijde opnieuw
reason-feed-unsorted = de server kan niet sorteren: alleen de eerste { $count } reeksen werden gelezen
reason-feed-places = de tabel met plaatsen werd niet gelezen: { $reason }
reason-feed-is-list = { $feed } is een lijst uit een bestand: lees de volgende versie ervan in
reason-feed-lost = { $count } berichten kwamen sneller dan ze opgevraagd werden en zijn verloren
reason-figure = { $id }: { $reason }
reason-file-ending = de inhoud is niet wat de uitgang “.{ $ending }” belooft

# Exports
reason-export-format = { $what } kan niet als { $format } geschreven worden; kies { $choices }
reason-export-geojson-crs = GeoJSON is volgens zijn norm (RFC 7946) altijd WGS84 en kan niet in { $crs } geschreven worden; kies GeoPackage of GeoParquet
reason-export-no-coordinates = deze export heeft geen coördinaten die in { $crs } geschreven kunnen worden
reason-export-no-place = { $lon }, { $lat } heeft geen coördinaten in { $crs }
reason-export-column = er is geen kolom “{ $name }”; er zijn: { $choices }
reason-export-no-table = kolommen, indicatoren en coördinatenstelsel kunnen alleen bij tabellen gekozen worden
reason-export-not-built = dit programma is gebouwd zonder { $format }
reason-export-needs-file = dit formaat heeft een bestand nodig
reason-export-is-workspace = dit is de geopende werkruimte zelf
reason-export-unwritten = kan niet geschreven worden ({ $reason })
reason-export-observations = metingen kunnen niet gelezen worden ({ $reason })
reason-export-stamp = de stempel kan niet gemaakt worden ({ $reason })
reason-export-catalogue = de catalogus kan niet gemaakt worden ({ $reason })
reason-export-picture = kan niet getekend worden: { $reason }
reason-export-cancelled = afgebroken
reason-picture-size = een beeld van { $width } × { $height } kan niet gemaakt worden
reason-write-long = rij { $row }, kolom “{ $column }”: de tekst is langer dan de 32 767 tekens van een cel in een rekenblad; kies CSV of GeoPackage
reason-write-rows = een rekenblad heeft { $count } rijen en er zijn er meer; kies CSV of GeoPackage
reason-write-columns = een rekenblad heeft { $count } kolommen en er zijn er meer; kies CSV of GeoPackage
reason-write-large = de tabel wordt uitgepakt groter dan 4 GiB, wat een OpenDocument-bestand niet aankan; kies CSV of GeoPackage

# De werkruimte, weergaven en rapporten
reason-own-file = dit is geen weergave of rapport van Regioscope ({ $reason })
reason-own-file-newer = het bestand heeft versie { $version }; dit programma leest tot versie { $known }: werk het programma bij
reason-own-file-large = het bestand heeft { $bytes } bytes; hoogstens { $limit } worden gelezen
reason-store-busy = een ander programma houdt de werkruimte bezet
reason-store-sql = de database van de werkruimte weigert het: { $reason }
reason-store-foreign = dit is geen werkruimte van Regioscope
reason-store-damaged = de werkruimte is beschadigd: { $reason }
reason-store-not-sqlite = het bestand is geen SQLite-database
reason-store-cut-off = het bestand telt { $length } van { $expected } bytes
reason-store-value = tabel { $table }, kolom { $column }: “{ $text }” kan niet gebruikt worden
reason-store-bundle = de gegevens van het programma zelf kunnen niet gelezen worden ({ $reason })
reason-store-read-only = de werkruimte is geopend om alleen te lezen
reason-store-bundled-feed = de feed { $feed } hoort bij de catalogus en kan niet verwijderd worden, alleen uitgeschakeld
reason-store-other-edition = de lijst { $list } is niet meer zoals deze wijziging ze achterliet
reason-store-datastream = sensor { $sensor } heeft geen datastroom “{ $datastream }”
reason-store-not-finite = een waarde van sensor { $sensor }, datastroom “{ $datastream }” op { $time } is geen eindig getal
