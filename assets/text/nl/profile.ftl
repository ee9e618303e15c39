# Het profiel van een gemeente, op papier.

profile-document = Profiel van { $name }
profile-footer = Cijfers in de grenzen van vandaag · projecten: steekproef, geen volledige telling
profile-kind = Profiel van de gemeente
profile-nis = NIS-code { $nis }
profile-typology-urban = stedelijke gemeente
profile-typology-mixed = gemengde gemeente
profile-typology-rural = landelijke gemeente
profile-fact-population = inwoners op 1 januari 2020
profile-fact-area = oppervlakte volgens het kadaster, 2015
profile-fact-projects = projecten, diensten en geplande acties in de inventaris; steekproef, geen volledige telling
profile-merged = In de grenzen van vandaag: { $parts }. Vroegere cijfers zijn samengeteld.
profile-merged-step = { $name } = { $parts } ({ $year })
profile-high = In het hoogste kwart van de { $peers }:
profile-low = In het laagste kwart van de { $peers }:

profile-figures = Kerncijfers
profile-peers = { $n ->
    [0] Er is geen groep om mee te vergelijken.
    [one] Vergeleken met 1 andere gemeente: { $peers }.
   *[other] Vergeleken met { $n } andere gemeenten: { $peers }.
}
profile-column-strip = punt: gemeente · band: middelste helft · streep: mediaan
profile-column-middle = Middelste helft
profile-column-year = Jaar
profile-rank-note = Rang 1 = het hoogste cijfer; gelijke cijfers delen de beste rang. Middelste helft: van het eerste tot het derde kwartiel.
profile-strip-alternative = { $figure }: { $name } { $value }; in de vergelijkingsgroep mediaan { $median }, middelste helft { $first } tot { $third }, laagste { $least }, hoogste { $greatest }.

profile-series = Over de tijd
profile-series-note = Alle grafieken staan op dezelfde jaren. Een onderbroken lijn is een jaar zonder cijfer, een streeplijn met open punten is voorlopig. De band is de middelste helft van de groep, de grijze lijn haar mediaan. Rechts staat het laatste cijfer van beide.
profile-series-none = Geen cijfers
profile-series-peers = { $peers }: mediaan en middelste helft
profile-merger-mark = fusie { $year }
profile-series-alternative = { $figure }, { $name }: van { $first } ({ $from }) naar { $last } ({ $until }); laatste mediaan van de vergelijkingsgroep { $median }.
profile-series-alternative-none = { $figure }, { $name }: geen cijfers.

profile-projects = Projecten
profile-projects-sample = De inventaris is een steekproef, geen volledige telling: een project dat hier niet staat, kan bestaan.
profile-projects-none = Niet in de steekproef: de inventaris kent geen enkel project van { $name }. Dat betekent niet dat er geen projecten zijn.
profile-programmes = Programma’s waaraan de gemeente meewerkt. Ze tellen niet mee: hun projecten staan er al.
profile-dimension-none = Zonder dimensie
profile-bars-legend = Mediaan: die van de { $peers } die in de steekproef zitten. Een project telt in elke dimensie die het heeft. 0: geen project bekend.
profile-bars-median = mediaan { $median }
profile-bars-alternative = Projecten per dimensie: { $counts }.
profile-inferred = * Afgeleid, niet vermeld in de bron.
profile-column-role = Rol
profile-role-lead = trekker
profile-role-partner = deelnemer

profile-sensors = Sensoren
profile-sensors-none = In deze werkruimte staat geen sensor in { $name }.
profile-sensors-count = { $n ->
    [one] 1 sensor met { $streams } meetreeksen; de nieuwste waarde van elk.
   *[other] { $sensors } sensoren met { $streams } meetreeksen; de nieuwste waarde van elk.
}
profile-sensors-approximate = De gemeente van een sensor is gevonden met grenzen bij benadering.
profile-sensors-simulated = Bevat gesimuleerde sensoren: hun waarden zijn verzonnen.
profile-sensors-never = geen waarde
profile-sensors-old = oud
profile-column-sensor = Sensor
profile-column-property = Meet
profile-column-newest = Nieuwste waarde
profile-column-when = Gemeten (tijd van Brussel)
profile-column-streams = Reeksen
profile-column-range = Nieuwste waarden, laagste – hoogste
profile-column-latest = Laatst gemeten (tijd van Brussel)

profile-missing = Wat ontbreekt
profile-missing-none = Voor deze gemeente ontbreekt geen enkel cijfer van dit profiel.

profile-definitions = Wat de cijfers betekenen
profile-formula = Formule: { $formula }.
profile-sources = Bronnen
profile-licence = Licentie: { $licence }.

profile-map-alternative = Kaart van { $name } en omgeving met zijn projecten ({ $count } in de inventaris) en de ligging in Vlaanderen.
profile-map-border = grens van de gemeente
profile-map-ring = ring: aantal projecten, naar dimensie

# Profielen
action-report = Profiel maken…
job-report = Profiel maken
notice-reported = Profiel geschreven: { $file }
notice-reported-many = { $count } profielen geschreven in { $file }
error-report = Het profiel kan niet gemaakt worden.

report-title = Profiel maken
report-which = Van welke gemeente
report-one = Eén gemeente
report-all = { $n ->
    [one] De ene gemeente
   *[other] Alle { $count } gemeenten
}
report-search = Andere gemeente zoeken
report-folder = Map
report-all-name = profielen
report-format-pdf = PDF
report-format-folder = Map met SVG en CSV
report-format-detail-pdf = Twee tot vier bladen A4, met tekst die gezocht en voorgelezen kan worden.
report-format-detail-folder = Elke figuur als SVG, elke tabel als CSV.
report-peers-customary = centrumsteden voor een centrumstad, anders gemeenten van hetzelfde type
report-preview = Vergeleken met: { $peers }. Een andere groep kiest u op het tabblad Vergelijken. Filters gelden niet; de taal is die van het venster.
report-go = Profiel maken
