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
property-other = Other

unit-spaces = spaces
unit-percent = %
unit-microgram = µg/m³
unit-decibel = dB(A)
unit-vehicles = veh/h
unit-celsius = °C

quality-good = good
quality-implausible = implausible
quality-clock-skewed = clock differs

feed-state-disabled = off
feed-state-waiting = waiting for a first answer
feed-state-live = live
feed-state-stale = stale
feed-state-failing = failing
feed-state-offline = offline

tab-map = Map
tab-projects = Projects
tab-indicators = Indicators
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
