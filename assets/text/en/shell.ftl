# The frame of the window: bars, dialogs, states

shell-name = Regioscope
shell-no-workspace = no workspace
shell-workspace-menu = Workspace { $name }: menu
shell-read-only = Read-only: a newer version of the program made this file, or another program uses it.
shell-read-only-short = read-only
shell-recent = Used lately
shell-search = Search…
shell-other-language = Overschakelen naar Nederlands
shell-online = online
shell-offline = offline
shell-network-menu = Network: { $state }
shell-offline-tip = Offline, the program fetches nothing. Stored readings stay visible, with their age.
shell-no-feeds = No feed is switched on.
shell-show-feeds = Show feeds

shell-projects = { $n ->
    [one] { $count } project
   *[other] { $count } projects
}
shell-services = { $n ->
    [one] { $count } service
   *[other] { $count } services
}
shell-planned-actions = { $n ->
    [one] { $count } planned action
   *[other] { $count } planned actions
}
shell-hits-of = { $hits } of { $total }
shell-programmes-aside = { $n ->
    [0] Programmes are never counted; there is none here.
    [one] Besides, { $count } programme: listed, never counted.
   *[other] Besides, { $count } programmes: listed, never counted.
}
shell-sample = a sample, not a full count
shell-sample-short = sample
shell-sample-tip = The inventory collects what was found in public sources. What is not in it may exist all the same.
shell-export = Export
shell-save-view = Save view

shell-time-title = Active projects
shell-time-empty = No project with a known period.
shell-time-from = From year
shell-time-until = Until year, inclusive
shell-time-first = First year of the filter
shell-time-last = Last year of the filter
shell-time-clear = All years
shell-time-play = Play the years
shell-time-pause = Stop playing
shell-time-brush = Years: drag to choose, click for one year
shell-time-bar = { $n ->
    [one] { $year }: { $count } active project
   *[other] { $year }: { $count } active projects
}
shell-time-unknown = also period unknown ({ $count })
shell-time-unknown-tip = Projects without a start, or completed without an end. They never stand in a bar.
shell-time-unknown-all = Without years, projects of unknown period are always included.

shell-loading = Opening the workspace
shell-loading-detail = Municipalities, projects and figures are being read.
shell-open-failed = The workspace could not be opened
shell-open-failed-detail = Nothing was changed. Try again, open another file or make a new one.
shell-open-retry = Try again
shell-no-hits = No project known under these filters
shell-no-hits-detail = Drop a filter to look further. No project known does not mean that there is none.

shell-palette-hint = Project, municipality, figure, sensor or action…
shell-palette-filter = Show all projects with “{ $text }”
shell-found-project = project
shell-found-municipality = municipality
shell-found-indicator = indicator
shell-found-sensor = sensor

shell-cancel = Cancel
shell-close = Close
shell-copy = Copy
shell-dismiss = Dismiss message
shell-browse = Browse…
shell-path = File
shell-path-hint = path of the file
shell-replaces = An existing file of this name is replaced.
shell-no-file-chosen = No file was chosen, or this system has no file dialog. You can type the path above or drop the file onto the window.

shell-dialog-open-workspace = Open a workspace
shell-dialog-open-workspace-detail = A GeoPackage (.gpkg) of Regioscope.
shell-dialog-open-workspace-kind = GeoPackage
shell-dialog-open-workspace-name = regioscope
shell-dialog-open-workspace-go = Open
shell-dialog-new-workspace = New workspace
shell-dialog-new-workspace-detail = Begins with the bundled data.
shell-dialog-new-workspace-kind = GeoPackage
shell-dialog-new-workspace-name = regioscope-new
shell-dialog-new-workspace-go = Create
shell-dialog-save-workspace-as = Save workspace as
shell-dialog-save-workspace-as-detail = The program goes on in the copy.
shell-dialog-save-workspace-as-kind = GeoPackage
shell-dialog-save-workspace-as-name = regioscope-copy
shell-dialog-save-workspace-as-go = Save
shell-dialog-save-view = Save view
shell-dialog-save-view-detail = Filters, layers, tab and map extent in a small file, which the command line reads too.
shell-dialog-save-view-kind = View of Regioscope
shell-dialog-save-view-name = view
shell-dialog-save-view-go = Save
shell-dialog-open-view = Open a view
shell-dialog-open-view-detail = A saved view (.regioview.json).
shell-dialog-open-view-kind = View of Regioscope
shell-dialog-open-view-name = view
shell-dialog-open-view-go = Open
shell-dialog-import = Read a file
shell-dialog-import-detail = A table (CSV, Excel, ODS) or layer (GeoJSON, GeoPackage, Shapefile, KML): you see first what changes. Several files, with a semicolon between them, come up one after the other.
shell-dialog-import-kind = Tables and layers
shell-dialog-import-name = projects
shell-dialog-import-go = Look at it
shell-dialog-save-rejected = Save rejected rows
shell-dialog-save-rejected-detail = As CSV, with the reason beside each row, to be mended and imported again.
shell-dialog-save-rejected-kind = CSV
shell-dialog-save-rejected-name = rejected-rows
shell-dialog-save-rejected-go = Save

shell-show-rejected = { $n ->
    [one] Look at { $count } rejected row
   *[other] Look at { $count } rejected rows
}
shell-rejected-title = { $n ->
    [one] { $count } rejected row
   *[other] { $count } rejected rows
}
shell-rejected-detail = All other rows were taken.
shell-rejected-save = Save as CSV…
shell-rejected-file = File
shell-rejected-row = Row
shell-rejected-column = Column
shell-rejected-reason = Reason

shell-export-title = Export
shell-export-what = What
shell-export-format = Format
shell-export-command = The same on the command line
shell-export-all-projects = { $n ->
    [one] { $count } row: everything, programmes included. Never truncated.
   *[other] { $count } rows: everything, programmes included. Never truncated.
}
shell-export-projects = { $n ->
    [one] { $count } row by the current filters, programmes included. Never truncated.
   *[other] { $count } rows by the current filters, programmes included. Never truncated.
}
shell-export-sensors = { $n ->
    [one] { $count } sensor with its newest values.
   *[other] { $count } sensors with their newest values.
}
shell-export-observations = All stored readings of the sensors.
shell-export-indicators = { $name }, by municipality and year.
shell-export-gaps = A row for each municipality and column, with count and state, as the matrix stands.
shell-export-package = One package with projects, sensors, indicators and municipalities as tables, their schema, sources and licences.
shell-export-catalogue = The data sets that the selection rests on: title, publisher, licence, place and date.
shell-export-map = The map as it stands (as PNG 1 920 × 1 200 pixels), with title, legend, scale bar and attribution.
shell-export-tables = Tables
shell-export-pictures = Pictures
shell-export-whole = Everything
shell-export-nothing = There is nothing of it on screen yet.
shell-export-comparison = A row for each figure and municipality, with rank, peers, and the reason where a figure is missing.
shell-export-series = A row for each figure, municipality and year, with what it was made from and the reason where it is missing.
shell-export-similar = The look-alikes of the page, with the parts of their likeness and the reason.
shell-export-partners = The organisations of the page, with their proven work and the reason.
shell-export-timeline = A row for each project with its period, known or not; or sums for each year, as the page stands.
shell-export-funding = A row for each name of funding, with its sums and of how many projects they are, and for each call.
shell-export-gaps-picture = The matrix as it stands, with its legend, remarks and sources.
shell-export-chart = The chart as it stands (as PNG 1 920 pixels wide and as high as it needs), with title, legend, unit, remarks and sources.
shell-what-projects = Projects
shell-what-sensors = Sensors
shell-what-observations = Readings
shell-what-indicators = Indicators
shell-what-gaps = White spots
shell-what-comparison = Comparison
shell-what-series = Comparison over the years
shell-what-similar = Look-alikes
shell-what-partners = Partners
shell-what-timeline = Time line of projects
shell-what-funding = Funding
shell-what-chart = Chart
shell-what-package = Data package (all of it)
shell-what-catalogue = Catalogue of sources
shell-what-map = Map as a picture
shell-file-projects = projects
shell-file-sensors = sensors
shell-file-observations = readings
shell-file-indicators = indicators
shell-file-gaps = white-spots
shell-file-comparison = comparison
shell-file-series = series
shell-file-similar = look-alikes
shell-file-partners = partners
shell-file-timeline = time-line
shell-file-funding = funding
shell-file-chart = chart
shell-file-package = data-package
shell-file-catalogue = catalogue
shell-file-map = map
shell-format-xlsx = Excel workbook (XLSX)
shell-format-ods = OpenDocument spreadsheet (ODS)
shell-format-csv-excel-be = CSV for Excel (Belgium)
shell-format-csv = CSV (RFC 4180)
shell-format-geojson = GeoJSON
shell-format-gpkg = GeoPackage
shell-format-svg = SVG, a picture that stays sharp
shell-format-pdf = PDF of one page
shell-format-png = PNG picture
shell-format-parquet = Apache Parquet, with places GeoParquet
shell-export-layout = Columns and coordinates
shell-export-columns-all = All { $count } columns
shell-export-columns-some = { $shown } of { $all } columns
shell-format-datapackage = Frictionless data package (ZIP)
shell-format-datapackage-parquet = Frictionless data package of Parquet tables (ZIP)
shell-format-turtle = Turtle (DCAT-AP)
shell-format-jsonld = JSON-LD (DCAT-AP)

# Column choices of a table
shell-dialog-save-mapping = Save column choices
shell-dialog-save-mapping-detail = As JSON, to be used again for the next edition of the same table.
shell-dialog-save-mapping-kind = JSON
shell-dialog-save-mapping-name = columns
shell-dialog-save-mapping-go = Save
shell-dialog-open-mapping = Open column choices
shell-dialog-open-mapping-detail = Column choices that were saved with a table before.
shell-dialog-open-mapping-kind = JSON
shell-dialog-open-mapping-name = columns
shell-dialog-open-mapping-go = Open
shell-found-organisation = organisation
shell-via-text = in the text
shell-via-alike = related: { $word }
shell-via-spelt = like: { $word }
shell-found-place = place
