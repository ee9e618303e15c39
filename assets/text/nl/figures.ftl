# Cijfers per gemeente: namen, betekenis, formules, ontbrekende waarden, vergelijkingsgroepen.

figures-group-indicators = Indicatoren
figures-group-projects = Projecten in de inventaris
figures-group-sensors = Sensoren
figures-group-own = Eigen verhoudingen

figures-form-plain = Zoals het is
figures-form-per-inhabitant = Per inwoner
figures-form-per-km2 = Per km²
figures-form-index = Index
figures-form-change-per-year = Verandering per jaar

figures-name-per-1000 = { $name } per 1 000 inwoners
figures-name-per-10000 = { $name } per 10 000 inwoners
figures-name-per-km2 = { $name } per km²
figures-name-index = { $name }, index
figures-name-change = { $name }, verandering per jaar
figures-name-projects = Projecten in de inventaris
figures-name-projects-active = Lopende projecten in het jaar
figures-name-kind-project = Projecten in enge zin
figures-name-kind-service = Diensten met open data
figures-name-kind-planned-action = Geplande acties
figures-name-projects-dimension = Projecten, { $choice }
figures-name-projects-status = Projecten, { $choice }
figures-name-projects-area = Projecten, werkgebied { $choice }
figures-name-projects-helix = Projecten met een partner: { $choice }
figures-name-sensors-mean = { $property }, gemiddelde
figures-name-sensors-p95 = { $property }, 95e percentiel
figures-name-sensors-exceedance = { $property }, overschrijdingen
figures-name-sensors-coverage = { $property }, meetdekking

figures-unit-projects = projecten
figures-unit-projects-per-10000 = projecten per 10 000 inwoners
figures-unit-index = eerste jaar = 100
figures-unit-change = % per jaar
figures-unit-hours = uren
figures-unit-days = dagen

figures-meaning-projects = Projecten, diensten en geplande acties in de inventaris die de gemeente leidt of waaraan ze meewerkt. Programma’s tellen niet mee.
figures-meaning-active = Projecten, diensten en geplande acties in de inventaris waarvan de periode het jaar overlapt. Rijen met een onbekende periode tellen in geen enkel jaar mee.
figures-meaning-own = Een verhouding die in deze werkruimte werd gedefinieerd.
figures-meaning-sensors-mean = Gemiddelde van de uren waarin de sensoren van de gemeente samen gegevens gaven.
figures-meaning-sensors-p95 = De waarde waar 95 op de 100 uren met gegevens onder blijven.
figures-meaning-sensors-exceedance = Hoe vaak de referentiewaarde werd overschreden.
figures-meaning-sensors-coverage = Uren met gegevens per honderd uren.

figures-words-sum = Cijfers van verdwenen gemeenten worden opgeteld bij hun opvolger; ontbreekt een deel, dan ontbreekt het geheel.
figures-words-ratio = Teller en noemer van dezelfde gemeente en hetzelfde jaar, elk opgeteld over fusies en daarna gedeeld; ontbreekt een van beide, dan ontbreekt de verhouding.
figures-words-projects = Telling van de rijen die de gemeente leidt of waaraan ze meewerkt, onder de filter (de plaatsen van de filter niet meegerekend).
figures-words-sensors-mean = Een uur van de gemeente is het gemiddelde van de uurgemiddelden van haar sensoren; daarvan het gemiddelde. Geluid wordt naar energie gemiddeld.
figures-words-sensors-p95 = Een uur van de gemeente is het gemiddelde van de uurgemiddelden van haar sensoren; daarvan het 95e percentiel.
figures-words-sensors-exceedance = Uren of dagen van de gemeente boven de referentiewaarde; een uur of dag met te weinig gegevens telt niet mee.
figures-words-sensors-coverage = Uren waarin minstens één sensor gegevens gaf, gedeeld door alle uren.
figures-words-per-inhabitant = Gedeeld door de inwoners.
figures-words-per-km2 = Gedeeld door de kadastrale oppervlakte van 2015 in km².
figures-words-index = Gedeeld door het cijfer van het eerste jaar, maal honderd.
figures-words-change = De gemiddelde groei per jaar sinds het eerste jaar, samengesteld.

figures-formula-km2 = km²
figures-formula-own-year = cijfer van het jaar
figures-formula-first-year = cijfer van het eerste jaar
figures-formula-years = aantal jaren
figures-formula-sensors-mean = ∑ uurwaarden ÷ uren met gegevens
figures-formula-sensors-p95 = P₉₅(uurwaarden)
figures-formula-sensors-exceedance = n(waarde > referentiewaarde)
figures-formula-sensors-coverage = 100 × uren met gegevens ÷ uren
figures-calculated-sensors = { $hours } van { $total } uren met gegevens

figures-fresh-year = { $year } ({ $moment })
figures-fresh-plain = { $year }
figures-fresh-now = stand van de inventaris
figures-fresh-sensors = { $from } tot { $until }

figures-remark-mergers = In de grenzen van vandaag: fusies zijn samengeteld.
figures-remark-sample = Steekproef, geen volledige telling.
figures-remark-judgement = Werkgebieden zijn door dit project naar oordeel toegekend.
figures-remark-population = De inventaris is van nu, de inwoners zijn die van het nieuwste jaar in de tabel.
figures-remark-sensors = Alleen plaatsen waar een sensor staat; die meten hun omgeving, niet de hele gemeente.
figures-remark-simulated = Bevat gesimuleerde gegevens.
figures-remark-approximate = Sensoren zijn met benaderende grenzen aan een gemeente toegekend.
figures-remark-own = Gedefinieerd door een gebruiker van deze werkruimte.

figures-missing-table = De tabel heeft geen cijfer voor deze gemeente en dit jaar, of mist er een deel van.
figures-missing-sample = Niet in de steekproef: de inventaris kent geen enkel project van deze gemeente.
figures-missing-sensor = Geen sensor van deze soort in de gemeente.
figures-missing-read = De metingen worden gelezen.
figures-missing-data = De sensoren gaven in deze periode geen gegevens.
figures-missing-reference = Voor deze meting is er geen referentiewaarde.
figures-missing-zero = Niet te berekenen: er zou door nul gedeeld worden.
figures-missing-form = Dit cijfer bestaat niet in deze vorm of voor dit jaar.
figures-missing-unknown = Dit cijfer bestaat niet meer.
figures-short-sample = niet in steekproef
figures-short-sensor = geen sensor
figures-short-read = wordt gelezen
figures-short-missing = geen cijfer

figures-peers-flanders = Vlaams Gewest
figures-peers-centrumsteden = Centrumsteden
figures-peers-typology = Zelfde type
figures-peers-population-band = Zelfde aantal inwoners
figures-peers-density-band = Zelfde dichtheid
figures-peers-province = Zelfde provincie
figures-peers-neighbours = Buurgemeenten
figures-peers-similar = Meest gelijkend
figures-peers-list = Eigen lijst

figures-peers-name-flanders = gemeenten van het Vlaams Gewest
figures-peers-name-centrumsteden = centrumsteden
figures-peers-name-typology-urban = stedelijke gemeenten
figures-peers-name-typology-mixed = gemengde gemeenten
figures-peers-name-typology-rural = landelijke gemeenten
figures-peers-name-population = gemeenten met { $low } tot { $high } inwoners
figures-peers-name-population-top = gemeenten met minstens { $low } inwoners
figures-peers-name-density = gemeenten met { $low } tot { $high } inwoners per km²
figures-peers-name-density-top = gemeenten met minstens { $low } inwoners per km²
figures-peers-name-province = gemeenten van de provincie { $province }
figures-peers-name-brussels = gemeenten van Brussel
figures-peers-name-neighbours = { $name } en zijn buurgemeenten
figures-peers-name-similar = { $name } en de meest gelijkende gemeenten
figures-peers-name-list = gemeenten van de lijst “{ $name }”
figures-peers-name-unknown = geen vergelijkingsgroep

figures-peers-made-flanders = Alle { $n } gemeenten van het Vlaams Gewest, in de grenzen van vandaag.
figures-peers-made-centrumsteden = De dertien centrumsteden van Vlaanderen.
figures-peers-made-typology = Type volgens een regel van dit project: stedelijk = centrumstad, Brusselse gemeente of minstens 600 inwoners per km²; landelijk = minder dan 300; anders gemengd. Inwoners van 2020, kadastrale oppervlakte van 2015. Gemeenten van Brussel tellen mee.
figures-peers-made-population = Vaste klassen van inwoners op 1 januari 2020. Gemeenten van Brussel tellen mee.
figures-peers-made-density = Vaste klassen van inwoners per km²: inwoners van 2020, kadastrale oppervlakte van 2015. Gemeenten van Brussel tellen mee.
figures-peers-made-province = Dezelfde provincie; Brussel staat naast de vijf provincies.
figures-peers-made-neighbours = Gemeenten die een stuk grens delen.
figures-peers-made-neighbours-approximate = Gemeenten die een stuk grens delen. De grenzen zijn bij benadering: een buur kan ontbreken of te veel zijn.
figures-peers-made-similar = De { $n } gemeenten met de kleinste afstand: elk cijfer gestandaardiseerd over alle gemeenten, daarvan de wortel uit het gemiddelde kwadraat van de verschillen. Cijfers: { $figures }.
figures-peers-made-list = Een lijst van deze werkruimte.
figures-peers-made-unknown = Deze groep kan niet gemaakt worden: een cijfer ontbreekt, of de lijst bestaat niet meer.

# Opdrachtregel
compare-cli-peers = { $name } · { $peers } ({ $n })
compare-cli-own = Gemeente
compare-cli-coverage = { $n } van { $of } gemeenten hebben dit cijfer
