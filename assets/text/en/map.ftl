# Map
map-sample = sample, not a full count
map-sample-note = Sample of projects, not a full count
map-simulated = Contains simulated data
map-sensors-moment = Sensors: newest values on { $time }
map-simulated-sensors = Simulated sensors
map-north = N
map-picture-title = Smart-city projects in Flanders and Brussels
map-picture-legend-short = Legend shortened: too little room
map-picture-legend-none = Legend left out: too little room
map-count-projects = { $n ->
    [one] { $shown } project
   *[other] { $shown } projects
}
map-count-services = { $n ->
    [one] { $shown } service
   *[other] { $shown } services
}
map-count-planned = { $n ->
    [one] { $shown } planned action
   *[other] { $shown } planned actions
}
map-count-programmes = { $n ->
    [one] { $shown } programme
   *[other] { $shown } programmes
}
map-tray = Regional ({ $n })
map-tray-help = Projects without a municipality: they do not stand on the map
map-loading = Loading the map…
map-name = Map of Flanders and Brussels

map-legend-title = { $name }, { $year }
map-legend-title-unit = { $name } ({ $unit }), { $year }
map-legend-missing = { $n ->
    [one] No figure: 1 municipality
   *[other] No figure: { $n } municipalities
}
map-legend-source = { $method } · { $source }
map-legend-provisional = Provisional figures
map-legend-approximate = Municipal boundaries: approximate
map-legend-provisional-short = Provisional
map-legend-approximate-short = Boundaries: approximate
map-legend-planned = Planned (dashes)
map-legend-idea = Idea (dots)
map-legend-filled = Running, completed or unknown (filled)
map-legend-shape = Area or line of a project
map-legend-ring = Ring: { $n } or more, by dimension
map-legend-density = Density of projects
map-legend-few = few
map-legend-many = many
map-legend-symbols = Symbols and method
map-legend-show = Show the legend
map-legend-hide = Hide the legend

map-owner-ngi = © NGI, Statbel (CC BY 4.0)
map-owner-osm = © OpenStreetMap contributors (ODbL)
map-owner-gshhg = GSHHG (LGPL)
map-owner-geonames = GeoNames (CC BY 4.0)
map-owner-osm-tiles = © OpenStreetMap contributors
map-owner-grb = GRB base map © Digital Flanders
map-owner-orthophoto = Aerial photo © Digital Flanders

map-unit-inhabitants = inhabitants
map-unit-inhabitants-km = inhabitants per km²
map-unit-eur = euro
map-unit-establishments = establishments
map-unit-buildings = buildings
map-unit-dwellings = dwellings
map-unit-households = households
map-unit-declarations = declarations

map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-home = All of Flanders
map-lasso = Draw around an area
map-layers = Layers
map-search-here = Search in this area
map-lasso-hint = Draw a ring around the projects you look for. Esc stops.

map-town-approximate = approximate boundary
map-town-no-figure = no figure for { $year }
map-town-projects = { $n ->
    [0] No project known
    [one] 1 project
   *[other] { $shown } projects
}
map-place-name = { $name }: { $n ->
    [one] 1 project
   *[other] { $shown } projects
}, { $dimensions }
map-place-part = { $name } { $n }
map-place-programmes = { $name }: programmes only
map-place-own = Own location
map-place-more = { $name } and { $n ->
    [one] 1 place
   *[other] { $n } places
} beside it
map-place-merged = Together in one spot: { $places }
map-list-title = { $name } · { $n ->
    [one] 1 project
   *[other] { $shown } projects
}
map-list-programmes = Programmes (not counted)
map-list-close = Close the list
map-list-item = { $title }, { $dimension }, { $status }
map-no-dimension = no dimension
map-list-hint = ↑ ↓ choose, Enter opens, Esc closes
map-sensor-no-value = no value yet

map-options-layers = Layers
map-layer-municipalities = Municipalities
map-layer-choropleth = Coloured by a figure
map-layer-projects = Projects
map-layer-sensors = Sensors
map-layer-labels = Names
map-options-figure = Figure
map-options-year = Year
map-options-year-newest = Newest ({ $year })
map-options-method = Classes
map-options-count = Number of classes
map-options-background = Background
map-background-offline-note = There is no network, or you work offline: the offline map stays visible.
map-tiles-failed = The map tiles can’t be reached. You see the offline map.

map-sensor-family-parking = Parking
map-sensor-family-bicycle = Bicycles
map-sensor-family-air = Air
map-sensor-family-noise = Sound
map-sensor-family-traffic = Traffic
map-sensor-family-people = People
map-sensor-family-waste = Waste
map-sensor-family-weather = Weather
map-sensor-family-other = Other
map-tray-name = Regional

map-sensor-simulated = simulated
map-sensor-approximate = municipality found with approximate borders
map-sensor-of = of { $capacity }
map-sensor-fresh = value of this hour
map-sensor-old = a day old or older
map-sensor-hollow = no value yet
map-sensor-flagged = implausible, or its clock is off
map-sensor-no-class = without a class (capacity not known)
map-sensor-dashed = simulated
map-sensor-stack = number: so many sensors in one place
map-sensor-place = { $name }: { $n ->
    [one] 1 sensor
   *[other] { $shown } sensors
}
map-sensor-place-more = { $name } and { $n ->
    [one] 1 municipality
   *[other] { $n } municipalities
} beside it
map-sensor-place-none = Outside the municipalities
map-sensor-legend = Sensors
map-sensor-legend-own = each by its own classes
map-sensor-all = Everything, each by its own classes
map-options-sensors = Sensors
map-scale-share = % of capacity
map-scale-free-share = % free
map-class-named = { $name }: { $range }
map-class-air-0 = good
map-class-air-1 = fair
map-class-air-2 = moderate
map-class-air-3 = poor
map-class-air-4 = very poor
map-class-air-5 = extremely poor
map-class-room-0 = none
map-class-room-1 = nearly none
map-class-room-2 = few
map-class-room-3 = plenty
map-class-room-short-0 = none
map-class-room-short-1 = nearly
map-class-room-short-2 = few
map-class-room-short-3 = plenty
map-scale-source-air = Bands of the European Air Quality Index (EEA, 2024), made for hourly means; here of the latest value
map-scale-source-noise = Bands of the Environmental Noise Directive 2002/49/EC, made for Lden over a year; here of the latest value
map-scale-source-room = Own classes by the free part of the capacity
map-scale-source-filling = Own classes by filling level
map-scale-source-temperature = Steps of 5 °C
map-scale-source-amount = Quantiles of the values on the map

map-mean-over-hour = hourly mean
map-mean-over-eight-hours = 8-hour mean
map-mean-over-day = daily mean
map-threshold-limit = EU limit value
map-threshold-limit-2030 = EU limit value from 2030
map-threshold-target = EU target value
map-threshold-information = EU information threshold
map-threshold-alert = EU alert threshold
map-threshold-guideline = WHO guideline level
map-threshold-source-2008-50 = Directive 2008/50/EC
map-threshold-source-2024-2881 = Directive (EU) 2024/2881
map-threshold-source-who-2021 = WHO 2021
map-allowed-hours = at most { $n } hours a year
map-allowed-days = { $n ->
    [one] at most 1 day a year
   *[other] at most { $n } days a year
}
map-list-title-sensors = { $name } · { $n ->
    [one] 1 sensor
   *[other] { $shown } sensors
}
map-options-own-layers = Own layers
map-legend-layers-more = and { $n } more layers
