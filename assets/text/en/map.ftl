# Map
map-sample = sample, not a full count
map-sample-note = Sample of projects, not a full count
map-simulated = Contains simulated data
map-simulated-sensors = Simulated sensors
map-north = N
map-picture-title = Smart-city projects in Flanders and Brussels
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
map-sensor-simulated = simulated

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

map-sensor-letter-parking = P
map-sensor-letter-bicycle = B
map-sensor-letter-air = A
map-sensor-letter-noise = N
map-sensor-letter-traffic = T
map-sensor-letter-waste = W
map-sensor-letter-weather = °
map-sensor-letter-other = •
map-sensor-family-parking = Parking
map-sensor-family-bicycle = Bicycles
map-sensor-family-air = Air
map-sensor-family-noise = Sound
map-sensor-family-traffic = Traffic
map-sensor-family-waste = Waste
map-sensor-family-weather = Weather
map-sensor-family-other = Other
map-legend-fresh = Paler = older than an hour
map-tray-name = Regional
