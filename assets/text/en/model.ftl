# Words of the model: <enum>-<key with underscores as hyphens>

dimension-mobility = Mobility
dimension-environment = Environment
dimension-governance = Governance
dimension-people = People
dimension-economy = Economy
dimension-living = Living

core-value-prosperity = Prosperity
core-value-inclusion = Inclusion
core-value-sustainability = Sustainability

working-area-1 = Local administrative capacity
working-area-2 = Knowledge sharing
working-area-3 = Open innovation
working-area-4 = Citizen participation
working-area-5 = Shared data and infrastructure agenda
working-area-6 = Smart regions
working-area-7 = International outlook
working-area-8 = Funding
working-area-9 = Inclusion
working-area-10 = Sustainability

kind-project = Project
kind-service = Service with open data
kind-planned-action = Planned action
kind-programme = Programme

status-idea = Idea
status-planned = Planned
status-running = Running
status-completed = Completed
status-scaled-up = Scaled up
status-stopped = Stopped
status-unknown = Unknown

status-basis-source = as the source says
status-basis-inferred = inferred

helix-government = government
helix-company = company
helix-knowledge = knowledge institution
helix-citizens = citizens

region-flanders = Flanders
region-brussels = Brussels

province-antwerp = Antwerp
province-east-flanders = East Flanders
province-flemish-brabant = Flemish Brabant
province-limburg = Limburg
province-west-flanders = West Flanders
province-brussels = Brussels

typology-urban = Urban
typology-mixed = Mixed
typology-rural = Rural

accuracy-official = official
accuracy-approximate = approximate

value-status-final = final
value-status-provisional = provisional
value-status-estimated = estimated

direction-higher-better = higher is better
direction-lower-better = lower is better
direction-neutral = no preference

protocol-opendatasoft = Opendatasoft Explore
protocol-sensorthings = OGC SensorThings
protocol-ngsi-ld = NGSI-LD (FIWARE)
protocol-ngsi-v2 = NGSI v2 (FIWARE)
protocol-gbfs = GBFS (shared vehicles)
protocol-sensor-community = sensor.community
protocol-irceline = IRCELINE time series
protocol-wfs = OGC WFS
protocol-telraam = Telraam
protocol-datex2 = DATEX II parking
protocol-awv = AWV minute counts
protocol-ldes = LDES (event stream)
protocol-mqtt = MQTT
protocol-file = List from a file

property-parking-free = Free parking spaces
property-parking-occupancy = Car park occupancy
property-bikes-available = Shared bicycles available
property-bikes-in-use = Shared bicycles in use
property-bike-parking-free = Free bicycle places
property-bike-parking-occupancy = Bicycle park occupancy
property-pm10 = Particulate matter PM10
property-pm25 = Particulate matter PM2.5
property-no2 = Nitrogen dioxide NO₂
property-o3 = Ozone O₃
property-noise-laeq = Sound level LAeq
property-traffic-intensity = Traffic intensity
property-waste-filling = Waste container filling
property-temperature = Temperature
property-humidity = Relative humidity
property-parking-occupied = Taken parking spaces
property-docks-free = Free docks of shared bicycles
property-bikes-disabled = Shared bicycles out of order
property-vehicles-available = Shared vehicles available
property-pm1 = Particulate matter PM1
property-no = Nitrogen monoxide NO
property-nox = Nitrogen oxides NOₓ
property-so2 = Sulphur dioxide SO₂
property-co = Carbon monoxide CO
property-black-carbon = Black carbon
property-noise-lamax = Greatest sound level LAmax
property-car-intensity = Cars per hour
property-heavy-intensity = Heavy vehicles per hour
property-bicycle-intensity = Cyclists per hour
property-pedestrian-intensity = Pedestrians per hour
property-traffic-speed = Mean speed
property-speed-v85 = Speed V85
property-road-occupancy = Detector occupancy
property-headway = Headway
property-people-count = People present
property-pressure = Air pressure
property-wind-speed = Wind speed
property-wind-direction = Wind direction
property-precipitation = Precipitation
property-other = Other

unit-spaces = spaces
unit-percent = %
unit-microgram = µg/m³
unit-decibel = dB(A)
unit-vehicles = veh/h
unit-celsius = °C
unit-per-hour = per hour
unit-people = people
unit-kilometres-per-hour = km/h
unit-seconds = s
unit-hectopascal = hPa
unit-metres-per-second = m/s
unit-degrees = °
unit-millimetres = mm

quality-good = good
quality-implausible = implausible
quality-clock-skewed = clock differs
quality-duplicate = double reading
quality-uncertain = doubted by its source
quality-missing = missing

licence-not-verified = licence not looked up: see the publisher
feed-state-disabled = off
feed-state-waiting = waiting for a first answer
feed-state-live = live
feed-state-stale = stale
feed-state-failing = failing
feed-state-offline = offline
feed-state-file = from a file

tab-map = Map
tab-projects = Projects
tab-indicators = Indicators
tab-compare = Compare
tab-gaps = White spots
tab-sensors = Sensors
tab-data = Data

class-method-customary = Customary bounds
class-method-quantile = Quantiles
class-method-equal-interval = Equal intervals
class-method-natural-breaks = Natural breaks

background-offline = Offline map
background-osm = OpenStreetMap
background-grb-grey = GRB base map, grey
background-orthophoto = Aerial photo of Flanders

scale-absolute = Figure itself
scale-per-1000-inhabitants = Per 1 000 inhabitants
scale-per-km2 = Per km²
scale-index = First year = 100

borders-today = of today (2025)
borders-of-the-time = of the time

column-id = Number
column-title = Title
column-kind = Kind
column-lead = Lead
column-others = Other municipalities
column-dimensions = Dimensions
column-theme = Theme
column-working-areas = Working areas
column-status = Status
column-period = Period
column-funding = Funding
column-budget = Budget
column-subsidy = Subsidy
column-partners = Partners
column-source = Source
