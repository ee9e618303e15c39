# Kaart
map-sample = steekproef, geen volledige telling
map-sample-note = Steekproef van projecten, geen volledige telling
map-simulated = Bevat gesimuleerde gegevens
map-sensors-moment = Sensoren: laatste waarden op { $time }
map-simulated-sensors = Gesimuleerde sensoren
map-north = N
map-picture-title = Slimme projecten in Vlaanderen en Brussel
map-picture-legend-short = Legende ingekort: te weinig plaats
map-picture-legend-none = Legende weggelaten: te weinig plaats
map-count-projects = { $n ->
    [one] { $shown } project
   *[other] { $shown } projecten
}
map-count-services = { $n ->
    [one] { $shown } dienst
   *[other] { $shown } diensten
}
map-count-planned = { $n ->
    [one] { $shown } geplande actie
   *[other] { $shown } geplande acties
}
map-count-programmes = { $n ->
    [one] { $shown } programma
   *[other] { $shown } programma’s
}
map-tray = Regionaal ({ $n })
map-tray-help = Projecten zonder gemeente: zij staan niet op de kaart
map-loading = Kaart wordt geladen…
map-name = Kaart van Vlaanderen en Brussel

map-legend-title = { $name }, { $year }
map-legend-title-unit = { $name } ({ $unit }), { $year }
map-legend-missing = { $n ->
    [one] Geen cijfer: 1 gemeente
   *[other] Geen cijfer: { $n } gemeenten
}
map-legend-source = { $method } · { $source }
map-legend-provisional = Voorlopige cijfers
map-legend-approximate = Gemeentegrenzen: benaderend
map-legend-provisional-short = Voorlopig
map-legend-approximate-short = Grenzen: benaderend
map-legend-planned = Gepland (streepjes)
map-legend-idea = Idee (stippen)
map-legend-filled = Lopend, afgerond of onbekend (vol)
map-legend-shape = Gebied of lijn van een project
map-legend-ring = Ring: { $n } of meer, naar dimensie
map-legend-density = Dichtheid van projecten
map-legend-few = weinig
map-legend-many = veel
map-legend-symbols = Tekens en uitleg
map-legend-show = Legende tonen
map-legend-hide = Legende verbergen

map-owner-ngi = © NGI, Statbel (CC BY 4.0)
map-owner-osm = © OpenStreetMap-bijdragers (ODbL)
map-owner-gshhg = GSHHG (LGPL)
map-owner-geonames = GeoNames (CC BY 4.0)
map-owner-osm-tiles = © OpenStreetMap-bijdragers
map-owner-grb = GRB-basiskaart © Digitaal Vlaanderen
map-owner-orthophoto = Luchtfoto © Digitaal Vlaanderen

map-unit-inhabitants = inwoners
map-unit-inhabitants-km = inwoners per km²
map-unit-eur = euro
map-unit-establishments = vestigingen
map-unit-buildings = gebouwen
map-unit-dwellings = woningen
map-unit-households = gezinnen
map-unit-declarations = aangiften

map-zoom-in = Inzoomen
map-zoom-out = Uitzoomen
map-home = Heel Vlaanderen
map-lasso = Gebied omcirkelen
map-layers = Lagen
map-search-here = Zoeken in dit gebied
map-lasso-hint = Teken een ring rond de projecten die u zoekt. Esc stopt.

map-town-approximate = benaderende grens
map-town-no-figure = geen cijfer voor { $year }
map-town-projects = { $n ->
    [0] Geen project bekend
    [one] 1 project
   *[other] { $shown } projecten
}
map-place-name = { $name }: { $n ->
    [one] 1 project
   *[other] { $shown } projecten
}, { $dimensions }
map-place-part = { $name } { $n }
map-place-programmes = { $name }: alleen programma’s
map-place-own = Eigen locatie
map-place-more = { $name } en { $n ->
    [one] 1 plaats
   *[other] { $n } plaatsen
} ernaast
map-place-merged = Samen op één plek: { $places }
map-list-title = { $name } · { $n ->
    [one] 1 project
   *[other] { $shown } projecten
}
map-list-programmes = Programma’s (tellen niet mee)
map-list-close = Lijst sluiten
map-list-item = { $title }, { $dimension }, { $status }
map-no-dimension = geen dimensie
map-list-hint = ↑ ↓ kiest, Enter opent, Esc sluit
map-sensor-no-value = nog geen waarde

map-options-layers = Lagen
map-layer-municipalities = Gemeenten
map-layer-choropleth = Inkleuring volgens cijfer
map-layer-projects = Projecten
map-layer-sensors = Sensoren
map-layer-labels = Namen
map-options-figure = Cijfer
map-options-year = Jaar
map-options-year-newest = Nieuwste ({ $year })
map-options-method = Klassen
map-options-count = Aantal klassen
map-options-background = Achtergrond
map-background-offline-note = Er is geen netwerk, of u werkt offline: de offline kaart blijft zichtbaar.
map-tiles-failed = De kaarttegels zijn niet bereikbaar. U ziet de offline kaart.

map-sensor-family-parking = Parkeren
map-sensor-family-bicycle = Fietsen
map-sensor-family-air = Lucht
map-sensor-family-noise = Geluid
map-sensor-family-traffic = Verkeer
map-sensor-family-people = Mensen
map-sensor-family-waste = Afval
map-sensor-family-weather = Weer
map-sensor-family-other = Overig
map-tray-name = Regionaal

map-sensor-simulated = gesimuleerd
map-sensor-approximate = gemeente bepaald met benaderende grenzen
map-sensor-of = van { $capacity }
map-sensor-fresh = waarde van dit uur
map-sensor-old = een dag oud of ouder
map-sensor-hollow = nog geen waarde
map-sensor-flagged = onwaarschijnlijk, of klok wijkt af
map-sensor-no-class = zonder klasse (geen capaciteit bekend)
map-sensor-dashed = gesimuleerd
map-sensor-stack = getal: zoveel sensoren op één plek
map-sensor-place = { $name }: { $n ->
    [one] 1 sensor
   *[other] { $shown } sensoren
}
map-sensor-place-more = { $name } en { $n ->
    [one] 1 gemeente
   *[other] { $n } gemeenten
} ernaast
map-sensor-place-none = Buiten de gemeenten
map-sensor-legend = Sensoren
map-sensor-legend-own = elk naar eigen klassen
map-sensor-all = Alles, elk naar eigen klassen
map-options-sensors = Sensoren
map-scale-share = % van de capaciteit
map-scale-free-share = % vrij
map-class-named = { $name }: { $range }
map-class-air-0 = goed
map-class-air-1 = redelijk
map-class-air-2 = matig
map-class-air-3 = slecht
map-class-air-4 = zeer slecht
map-class-air-5 = uiterst slecht
map-class-room-0 = geen
map-class-room-1 = bijna geen
map-class-room-2 = weinig
map-class-room-3 = ruim
map-class-room-short-0 = geen
map-class-room-short-1 = bijna
map-class-room-short-2 = weinig
map-class-room-short-3 = ruim
map-scale-source-air = Banden van de Europese luchtkwaliteitsindex (EEA, 2024), gemaakt voor uurgemiddelden; hier op de laatste waarde
map-scale-source-noise = Banden van de richtlijn omgevingslawaai 2002/49/EG, gemaakt voor Lden over een jaar; hier op de laatste waarde
map-scale-source-room = Eigen indeling naar het vrije deel van de capaciteit
map-scale-source-filling = Eigen indeling naar vulgraad
map-scale-source-temperature = Stappen van 5 °C
map-scale-source-amount = Kwantielen van de waarden op de kaart

map-mean-over-hour = uurgemiddelde
map-mean-over-eight-hours = 8-uurgemiddelde
map-mean-over-day = daggemiddelde
map-threshold-limit = EU-grenswaarde
map-threshold-limit-2030 = EU-grenswaarde vanaf 2030
map-threshold-target = EU-streefwaarde
map-threshold-information = EU-informatiedrempel
map-threshold-alert = EU-alarmdrempel
map-threshold-guideline = WHO-advieswaarde
map-threshold-source-2008-50 = Richtlijn 2008/50/EG
map-threshold-source-2024-2881 = Richtlijn (EU) 2024/2881
map-threshold-source-who-2021 = WHO 2021
map-allowed-hours = hoogstens { $n } uur per jaar
map-allowed-days = { $n ->
    [one] hoogstens 1 dag per jaar
   *[other] hoogstens { $n } dagen per jaar
}
map-list-title-sensors = { $name } · { $n ->
    [one] 1 sensor
   *[other] { $shown } sensoren
}
map-options-own-layers = Eigen lagen
map-legend-layers-more = en nog { $n } lagen
