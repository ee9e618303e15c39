# Indicatoren.

indicators-indicator = Indicator
indicators-choose = Indicator kiezen: { $name }
indicators-search = Zoek een indicator
indicators-clear-search = Zoekterm wissen
indicators-no-hit = Geen indicator met die naam.
indicators-group-population = Bevolking
indicators-group-population-age = Leeftijd en nationaliteit
indicators-group-fiscal-income = Inkomen
indicators-group-establishments = Vestigingen
indicators-group-land-use = Bodemgebruik
indicators-group-building-permits = Bouwvergunningen
indicators-group-building-stock = Gebouwenpark

indicators-municipalities = Gemeenten
indicators-of-limit = { $n } van { $limit }
indicators-default-flanders = Niets gekozen: het Vlaams Gewest als geheel.
indicators-default-region = De regio van de filter als geheel, in de grenzen van vandaag.
indicators-default-filter = De gemeenten van de filter.
indicators-full = Acht reeksen is het meeste wat nog uit elkaar te houden is. Haal er een weg om een andere te kiezen.
indicators-add-municipality = Gemeente toevoegen
indicators-no-municipality = Geen gemeente met die naam.
indicators-former = { $name } (tot en met { $year })
indicators-remove = { $name } weghalen
indicators-flanders = Vlaams Gewest

indicators-scale = Gedeeld door
indicators-already-ratio = Dit cijfer is al een verhouding en wordt niet nog eens gedeeld.
indicators-borders = Grenzen
indicators-borders-note = Cijfers van gefuseerde gemeenten zijn samengeteld; een merkteken toont waar.
indicators-periods = Projectperioden tonen
indicators-periods-help = Toont de periode van het gekozen project, of van de projecten van de filter in de getoonde gemeenten.

indicators-as-chart = Grafiek
indicators-as-table = Tabel
indicators-copy = Kopiëren
indicators-copy-help = De hele tabel op het klembord, voor een rekenblad
indicators-chart-name = Grafiek van { $indicator }: { $places }. Pijltjes lezen jaar per jaar, Enter toont de herkomst.
indicators-year = Jaar
indicators-least = Laagste
indicators-greatest = Hoogste
indicators-mean = Gemiddelde
indicators-summary-years = { $n ->
    [one] één jaar
   *[other] { $count } jaren
}
indicators-click = Klik voor de herkomst van dit cijfer

indicators-unit-percent = %
indicators-unit-eur = euro
indicators-unit-eur-declaration = euro per aangifte
indicators-unit-eur-inhabitant = euro per inwoner
indicators-unit-buildings = gebouwen
indicators-unit-buildings-1000-inhabitants = gebouwen per 1 000 inwoners
indicators-unit-declarations = aangiften
indicators-unit-dwellings = woningen
indicators-unit-dwellings-1000-inhabitants = woningen per 1 000 inwoners
indicators-unit-dwellings-building = woningen per gebouw
indicators-unit-dwellings-km = woningen per km²
indicators-unit-establishments = vestigingen
indicators-unit-establishments-1000-inhabitants = vestigingen per 1 000 inwoners
indicators-unit-ha = hectare
indicators-unit-inhabitants = inwoners
indicators-unit-inhabitants-ha = inwoners per hectare
indicators-unit-inhabitants-km = inwoners per km²
indicators-per-thousand = { $unit } per 1 000 inwoners
indicators-per-km2 = { $unit } per km²
indicators-index = index, { $year } = 100
indicators-reference-january = op 1 januari
indicators-reference-q4 = in het vierde kwartaal
indicators-reference-year = over het hele jaar

indicators-including = { $names } meegeteld
indicators-merger = { $date }: { $from } werden samen { $into }
indicators-and = en
indicators-merged = * In grenzen van vandaag. { $place }: { $names } meegeteld tot en met { $year }.
indicators-merged-many = * In grenzen van vandaag: cijfers van gefuseerde gemeenten zijn meegeteld tot en met { $year }.
indicators-provisional = ° Voorlopig, gestreept getekend: { $years }.
indicators-estimated = ° Geschat, gestreept getekend: { $years }.
indicators-axis-not-zero = De verticale as begint niet bij nul.
indicators-periods-shown = { $n ->
    [one] Balkje boven de grafiek: 1 project in deze gemeenten
   *[other] Balkjes boven de grafiek: { $n } projecten in deze gemeenten
}
indicators-periods-hidden = { $n ->
    [one] nog 1 waarvoor geen plaats is
   *[other] nog { $n } waarvoor geen plaats is
}
indicators-periods-unknown = { $n ->
    [one] 1 project met onbekende periode krijgt geen balk
   *[other] { $n } projecten met onbekende periode krijgen geen balk
}
indicators-one-year = Van dit cijfer is er maar één jaar: { $year }. Daarom staven in plaats van een lijn.
indicators-missing = Geen cijfer in de tabel.
indicators-missing-ratio = De teller of de noemer ontbreekt in dit jaar.
indicators-area = Oppervlakte (kadaster)

indicators-dwarf = { $place } is zoveel groter dat de andere reeksen vlak lijken.
indicators-dwarf-index = Vergelijk de groei: eerste jaar = 100

indicators-loading = De werkruimte wordt geopend
indicators-loading-text = De cijfers verschijnen zodra het bestand gelezen is.
indicators-none = Geen indicatoren
indicators-none-text = Deze werkruimte bevat geen cijfers.
indicators-empty = Geen cijfers voor deze keuze
indicators-empty-text = De tabel bevat voor deze gemeenten geen enkel jaar. Kies andere gemeenten of een andere indicator; het tabblad Gegevens toont welke jaren er zijn.
indicators-empty-index = Er is geen jaar waarvoor alle gekozen gemeenten een cijfer hebben, dus is er geen gemeenschappelijk beginjaar.
indicators-empty-scale = Er is geen jaar met zowel dit cijfer als het getal waardoor gedeeld wordt. Er wordt nooit met een ander jaar gedeeld.
indicators-empty-borders = In de grenzen van toen bestaan deze gemeenten niet in de jaren van de tabel.
indicators-show-absolute = Toon het cijfer zelf
indicators-show-today = Toon in grenzen van vandaag
indicators-show-data = Welke jaren zijn er?

indicators-provenance = Herkomst van dit cijfer
indicators-figure = Cijfer
indicators-formula = Berekening
indicators-formula-value = zoals het in de tabel staat
indicators-formula-sum = som van de delen
indicators-parts = Delen
indicators-more-parts = en nog { $n }
indicators-status = Toestand
indicators-source = Bron
indicators-attribution = Vermelding
indicators-licence = Licentie
indicators-index-note = De index deelt dit cijfer door dat van het beginjaar, maal honderd.

indicators-month-1 = jan
indicators-month-2 = feb
indicators-month-3 = mrt
indicators-month-4 = apr
indicators-month-5 = mei
indicators-month-6 = jun
indicators-month-7 = jul
indicators-month-8 = aug
indicators-month-9 = sep
indicators-month-10 = okt
indicators-month-11 = nov
indicators-month-12 = dec

# Herziene cijfers
indicators-revised = Herzien
indicators-revised-was = was { $value } tot { $date }
indicators-revised-place = { $place }: was { $value } tot { $date }
