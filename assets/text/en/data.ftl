# Data: what is in the workspace and where it comes from.

data-sections = On this page
data-section-file = Workspace
data-section-inventory = About the inventory
data-section-sources = Sources
data-section-boundaries = Municipality boundaries
data-section-coverage = Years of the figures
data-section-mergers = Mergers
data-section-imports = Imports and rejected rows
data-section-feeds = Licences of the feeds
data-loading = The workspace is being opened
data-loading-text = The sources appear as soon as the file is read.

data-file = File
data-no-file = not saved yet
data-format = Format
data-format-text = GeoPackage (SQLite): opens in QGIS too
data-contents = Contents
data-count-rows = { $n ->
    [one] { $shown } row in the inventory
   *[other] { $shown } rows in the inventory
}
data-count-municipalities = { $n ->
    [one] { $shown } municipality
   *[other] { $shown } municipalities
}
data-count-indicators = { $n ->
    [one] { $shown } indicator
   *[other] { $shown } indicators
}
data-count-feeds = { $n ->
    [one] { $shown } feed
   *[other] { $shown } feeds
}
data-count-sensors = { $n ->
    [one] { $shown } sensor
   *[other] { $shown } sensors
}
data-read-only = This workspace can only be read.
data-check = Check the file
data-check-help = Checks whether the file is whole. Nothing is changed.
data-copy-path = Copy path
data-save-as = Save a copy…
data-whole = Checked: the file is whole.
data-problems = { $n ->
    [one] Checked: 1 problem.
   *[other] Checked: { $n } problems.
}

data-inventory-sample = The inventory is a sample, not a full count. An empty cell means “no project known”, not “no project”. Cities in the press or with European money, the years 2017 to 2022, mobility and air quality are over-represented.
data-inventory-cities = of the counted rows run in at least one of the thirteen centre cities
data-inventory-years = of the rows with a first year started from 2017 to 2022
data-inventory-dimensions = belong to mobility or environment
data-inventory-unknown-period = have an unknown period: no start, or an end that is not stated
data-inventory-empty = municipalities of Flanders and Brussels occur in no row at all
data-inventory-of = { $n } of { $total }

data-no-sources = This workspace names no sources.
data-bundled = bundled
data-own = added by you
data-records = { $n ->
    [one] { $shown } record
   *[other] { $shown } records
}
data-origin = Obtained from: { $origin }
data-copy = Copy
data-copy-hash = Copy the checksum of { $source }
data-licence-unknown = not stated
data-source-municipalities = Municipalities
data-source-provinces = Provinces
data-source-arrondissements = Arrondissements
data-source-mergers = Municipal mergers of 2019 and 2025
data-source-aliases = Other names of municipalities
data-source-partner-names = Names of partners
data-source-synonyms = Words that mean the same
data-source-boundaries = Municipality boundaries
data-source-basemap-land = Land
data-source-basemap-lakes = Lakes
data-source-basemap-rivers = Rivers
data-source-basemap-roads = Main roads
data-source-basemap-railways = Railways
data-source-basemap-borders = Borders of countries
data-source-basemap-places = Place names
data-source-inventory = Inventory of smart-city projects
data-source-programmes = Calls and programmes
data-source-indicators = Indicators
data-source-gaps = Years without figures
data-source-population = Population
data-source-population-age = Population by age and nationality
data-source-fiscal-income = Fiscal income
data-source-land-use = Land use
data-source-building-permits = Building permits
data-source-building-stock = Building stock
data-source-establishments = Establishments
data-source-feeds = Live feeds

data-boundaries-now = Now
data-boundaries-state = { $official } official and { $approximate } approximate, of { $total } municipalities
data-boundaries-rests = Approximate boundaries were made from cantons and places. They serve to draw, and to tell in which municipality a sensor or an imported point lies: that is then said. Areas and figures per km² never use them; those come from the land register.
data-boundaries-service = Flemish government
data-boundaries-address = Another address
data-boundaries-file = File
data-boundaries-service-help = Gets the boundaries from the map service of the Flemish government. What is missing there keeps its approximate boundary.
data-boundaries-address-name = Address of the boundaries
data-boundaries-file-name = File with the boundaries
data-boundaries-file-hint = path to a GeoJSON file
data-boundaries-get = Get official boundaries
data-boundaries-running = The boundaries are being fetched…
data-boundaries-offline = You are working offline. Choose a file, or switch working offline off.

data-coverage-indicators = { $n ->
    [one] 1 indicator
   *[other] { $n } indicators
}
data-no-mergers = This workspace knows no mergers.
data-mergers-on = From { $date }

data-no-imports = Nothing has been added by you yet.
data-imports = { $n ->
    [one] 1 source was added by you.
   *[other] { $n } sources were added by you.
}
data-import = Read a file…
data-rejected = { $n ->
    [one] 1 row was rejected in the last import
   *[other] { $n } rows were rejected in the last import
}
data-rejected-file = File
data-rejected-row = Row
data-rejected-column = Column
data-rejected-reason = Reason
data-rejected-path = File for the rejected rows
data-rejected-name = rejected-rows
data-rejected-save = Save

data-import-figures = Import figures…
data-import-of = { $n ->
    [0] { $title }, imported on { $date }
    [one] { $title }, imported on { $date }; 1 figure revised
   *[other] { $title }, imported on { $date }; { $shown } figures revised
}
data-section-layers = Own map layers
data-no-layers = There are no own layers yet. Choose a file with shapes or coordinates and read it as a map layer or as places.
data-layer-show = Show on map
data-layer-remove = Remove
data-layer-remove-of = Remove layer { $layer }
