# Words of the model: <enum>-<key with underscores as hyphens>

dimension-mobility = Mobiliteit
dimension-environment = Leefomgeving
dimension-governance = Bestuur
dimension-people = Mensen
dimension-economy = Economie
dimension-living = Leven

core-value-prosperity = Welvaart
core-value-inclusion = Inclusie
core-value-sustainability = Duurzaamheid

working-area-1 = Lokale bestuurskracht
working-area-2 = Kennisdeling
working-area-3 = Open innovatie
working-area-4 = Burgerparticipatie
working-area-5 = Gedeelde data- en infrastructuuragenda
working-area-6 = Slimme regio’s
working-area-7 = Internationale blik
working-area-8 = Financiering
working-area-9 = Inclusie
working-area-10 = Duurzaamheid

kind-project = Project
kind-service = Dienst met open data
kind-planned-action = Geplande actie
kind-programme = Programma

status-idea = Idee
status-planned = Gepland
status-running = Lopend
status-completed = Afgerond
status-scaled-up = Opgeschaald
status-stopped = Stopgezet
status-unknown = Onbekend

status-basis-source = volgens de bron
status-basis-inferred = afgeleid

helix-government = overheid
helix-company = bedrijf
helix-knowledge = kennisinstelling
helix-citizens = burgers

region-flanders = Vlaanderen
region-brussels = Brussel

province-antwerp = Antwerpen
province-east-flanders = Oost-Vlaanderen
province-flemish-brabant = Vlaams-Brabant
province-limburg = Limburg
province-west-flanders = West-Vlaanderen
province-brussels = Brussel

typology-urban = Stedelijk
typology-mixed = Gemengd
typology-rural = Landelijk

accuracy-official = officieel
accuracy-approximate = benaderend

value-status-final = definitief
value-status-provisional = voorlopig
value-status-estimated = geschat

direction-higher-better = hoger is beter
direction-lower-better = lager is beter
direction-neutral = geen voorkeur

protocol-opendatasoft = Opendatasoft Explore
protocol-sensorthings = OGC SensorThings
protocol-ngsi-ld = NGSI-LD (FIWARE)
protocol-ngsi-v2 = NGSI v2 (FIWARE)
protocol-gbfs = GBFS (deelvoertuigen)
protocol-sensor-community = sensor.community
protocol-irceline = IRCELINE tijdreeksen
protocol-wfs = OGC WFS
protocol-telraam = Telraam
protocol-datex2 = DATEX II parkeren
protocol-awv = AWV minuuttellingen
protocol-ldes = LDES (gebeurtenissenstroom)
protocol-mqtt = MQTT
protocol-file = Lijst uit een bestand

property-parking-free = Vrije parkeerplaatsen
property-parking-occupancy = Bezetting parking
property-bikes-available = Beschikbare deelfietsen
property-bikes-in-use = Deelfietsen onderweg
property-bike-parking-free = Vrije fietsplaatsen
property-bike-parking-occupancy = Bezetting fietsenparking
property-pm10 = Fijn stof PM10
property-pm25 = Fijn stof PM2,5
property-no2 = Stikstofdioxide NO₂
property-o3 = Ozon O₃
property-noise-laeq = Geluidsniveau LAeq
property-traffic-intensity = Verkeersintensiteit
property-waste-filling = Vulgraad afvalcontainer
property-temperature = Temperatuur
property-humidity = Relatieve vochtigheid
property-parking-occupied = Bezette parkeerplaatsen
property-docks-free = Vrije plaatsen deelfietsstation
property-bikes-disabled = Defecte deelfietsen
property-vehicles-available = Beschikbare deelvoertuigen
property-pm1 = Fijn stof PM1
property-no = Stikstofmonoxide NO
property-nox = Stikstofoxiden NOₓ
property-so2 = Zwaveldioxide SO₂
property-co = Koolstofmonoxide CO
property-black-carbon = Zwarte koolstof
property-noise-lamax = Hoogste geluidsniveau LAmax
property-car-intensity = Auto’s per uur
property-heavy-intensity = Vrachtverkeer per uur
property-bicycle-intensity = Fietsers per uur
property-pedestrian-intensity = Voetgangers per uur
property-traffic-speed = Gemiddelde snelheid
property-speed-v85 = Snelheid V85
property-road-occupancy = Bezetting meetlus
property-headway = Volgtijd
property-people-count = Aanwezige personen
property-pressure = Luchtdruk
property-wind-speed = Windsnelheid
property-wind-direction = Windrichting
property-precipitation = Neerslag
property-other = Andere

unit-spaces = plaatsen
unit-percent = %
unit-microgram = µg/m³
unit-decibel = dB(A)
unit-vehicles = vtg/u
unit-celsius = °C
unit-per-hour = per uur
unit-people = personen
unit-kilometres-per-hour = km/u
unit-seconds = s
unit-hectopascal = hPa
unit-metres-per-second = m/s
unit-degrees = °
unit-millimetres = mm

quality-good = goed
quality-implausible = onwaarschijnlijk
quality-clock-skewed = klok wijkt af
quality-duplicate = dubbele meting
quality-uncertain = onzeker volgens de bron
quality-missing = ontbrekend

licence-not-verified = licentie niet nagekeken: zie de uitgever
feed-state-disabled = uit
feed-state-waiting = wacht op eerste antwoord
feed-state-live = live
feed-state-stale = verouderd
feed-state-failing = faalt
feed-state-offline = offline
feed-state-file = uit bestand

tab-map = Kaart
tab-projects = Projecten
tab-indicators = Indicatoren
tab-compare = Vergelijken
tab-gaps = Witte vlekken
tab-sensors = Sensoren
tab-data = Gegevens

class-method-customary = Gebruikelijke grenzen
class-method-quantile = Kwantielen
class-method-equal-interval = Gelijke intervallen
class-method-natural-breaks = Natuurlijke grenzen

background-offline = Offline kaart
background-osm = OpenStreetMap
background-grb-grey = GRB-basiskaart, grijs
background-orthophoto = Luchtfoto Vlaanderen

scale-absolute = Cijfer zelf
scale-per-1000-inhabitants = Per 1 000 inwoners
scale-per-km2 = Per km²
scale-index = Eerste jaar = 100

borders-today = van vandaag (2025)
borders-of-the-time = van toen

column-id = Nummer
column-title = Titel
column-kind = Soort
column-lead = Trekker
column-others = Andere gemeenten
column-dimensions = Dimensies
column-theme = Thema
column-working-areas = Werkterreinen
column-status = Status
column-period = Periode
column-funding = Financiering
column-budget = Budget
column-subsidy = Subsidie
column-partners = Partners
column-source = Bron
