# Answers on the command line.
cli-workspace = Workspace
cli-total = In all: { $projects } projects · { $services } services · { $planned } planned actions ({ $programmes } programmes, not counted)
cli-selected = Selected: { $projects } projects · { $services } services · { $planned } planned actions ({ $programmes } programmes, not counted)
cli-sample = The inventory is a sample, not a full count.
cli-municipalities = { $count } municipalities; indicators:
cli-approximate = The municipal boundaries are partly approximate; “boundaries update” replaces them by the official ones.
cli-sensors = { $feeds } live feeds in the catalogue; { $sensors } sensors seen
cli-sources = Data, with licence and attribution:
cli-serving = Simulated sensors at { $url } (Ctrl C stops)
cli-feed-unverified = never confirmed yet
cli-feed-storage = { $sensors } sensors · { $observations } readings · about { $megabytes } MB
cli-feed-sensors = { $sensors } sensors, { $observations } observations, { $rejected } refused

# An export made again
reproduce-same = The same, byte for byte: { $file }
reproduce-differs = Not the same: { $file }
reproduce-program = Made by version { $then }; this is version { $now }.
reproduce-source-changed = Source changed: { $title } (then { $then }, now { $now }).
reproduce-source-gone = No row rests any more on: { $title }.
reproduce-source-new = New source: { $title }.
reproduce-row-count = Then { $then } rows, now { $now }.
reproduce-values = As many rows, with other values.
reproduce-cell = Row { $row }, column { $column }: “{ $then }” in the file, “{ $now }” now.
reproduce-row-gone = No longer there: row { $row }.
reproduce-row-new = New: row { $row }.
reproduce-section-changed = Section “{ $name }” shows something else now.
reproduce-section-gone = Section “{ $name }” is no longer made.
reproduce-section-new = Section “{ $name }” was not there.
reproduce-resource-changed = “{ $name }” has other contents now.
reproduce-resource-gone = “{ $name }” is no longer made.
reproduce-resource-new = “{ $name }” was not there.
reproduce-in-table = { $table }: { $told }
reproduce-form = The same contents, written another way.
reproduce-file = The file was changed after it was written: it is not what its stamp says.
reproduce-file-changed = The file of “{ $name }” was changed after it was written: it is not what its stamp says.
reproduce-file-lost = The file of “{ $name }” is missing.

# What is wrong with the words, or could not be done
cli-language-word = --language takes nl or en: { $word }
cli-no-data-folder = no data folder is known for this user; name a file with --workspace
cli-workspace-unopened = the workspace could not be opened
cli-no-workspace = there is no workspace
cli-one-of = { $flag } takes one of { $choices }: { $word }
cli-unreadable = { $flag } can’t be read, see --help: { $word }
cli-area = --area is a number from 1 to 10: { $word }
cli-years = --from { $from } is after --until { $until }
cli-municipality-unknown = no municipality of Flanders or Brussels is called: { $word }
cli-municipality-several = several municipalities may be meant, { $choices }: { $word }
cli-name-municipality = name a municipality with --municipality, or a view that compares some
cli-name-unknown = { $flag }: nothing in the workspace is called: { $word }
cli-name-near = { $flag }: nothing in the workspace is called { $word }; near are: { $choices }
cli-no-polygon = there is no polygon in the file
cli-project-unknown = no such project: { $word }
cli-figure-unknown = no such figure, see the command figures: { $word }
cli-indicator-unknown = --indicator is not known, see info: { $word }
cli-sensor-unknown = no such sensor, see export --what sensors: { $word }
cli-feed-unknown = no such feed, see feeds list: { $word }
cli-feed-what = no such feed or file, choose { $choices } or an address: { $word }
cli-feed-set-list = a list from a file is not asked and kept whole: --name is what can be set
cli-option = --option takes KEY=VALUE: { $word }
cli-region-none = no region: none is saved yet; there are also province:NAME, arrondissement:NAME and NAME=CODE,CODE: { $word }
cli-region-unknown = no region ({ $choices }; or province:NAME, arrondissement:NAME, NAME=CODE,CODE): { $word }
cli-region-empty = no such municipalities: { $word }
cli-own-list-unknown = no such list: { $word }
cli-peers = --peers takes { $choices } or list:ID: { $word }
cli-ratio-of-ratio = a ratio can’t be made of a ratio of one’s own: { $word }
cli-ratio-unknown = no such ratio: { $word }
cli-factor = --factor takes a number other than zero: { $word }
cli-days = --days takes a number of days: { $word }
cli-compare-no-project = a table does not hold --project; --json does
cli-column-unknown = no such column, there are { $choices }: { $word }
cli-similar-what = name a project or give --text
cli-similar-text-alone = a table answers --text alone, without --municipality and --dimension
cli-partners-one = --municipality names for whom: one only
cli-partners-no-idea = a table answers no --idea; --json does
cli-notes-project = --project goes with the list; name the project after the verb

# Imports
cli-one-list = a list is imported on its own: one file at a time
cli-one-layer = a layer is imported on its own: one file at a time
cli-one-table = --as indicators takes one table at a time
cli-one-sensor-list = --as sensors takes one file at a time
cli-list-unread = the list could not be read
cli-table-unread = the table could not be read
cli-layer-no-map = --map and --save-map are for projects, sensors and indicators
cli-indicator-of-table = --indicator names one of the figures of the table ({ $choices }), or any where it holds one only: { $word }
cli-one-figure = --name, --unit, --definition and --decimals are about one figure: choose it with --indicator, or say them in a mapping (--save-map, then --map)

# Exports and pictures
cli-crs = --crs is EPSG:4326, EPSG:31370 or EPSG:3812, not { $word }
cli-crs-read = --crs is EPSG:4326, EPSG:31370, EPSG:3812, EPSG:3857 or EPSG:3447, not { $word }
cli-export-picture = a picture is made by: regioscope map, regioscope chart, or regioscope gaps
cli-export-package = this is made by: regioscope package, or regioscope catalogue
cli-needs-file = { $format } can’t be shown on a terminal; name a file with -o, or write it to a pipe with -o -
cli-size = --size is WIDTHxHEIGHT, such as 1280x800: { $word }
cli-scale = --scale is 0.5 to 4: { $word }
cli-side = a side has 64 to { $most } pixels: { $word }
cli-stream = --compare takes SENSOR#DATASTREAM: { $word }
cli-datastreams = { $sensor } has the datastreams { $choices }: { $word }
cli-stretch = --stretch ends before it begins: { $word }
cli-no-chart = this view has no chart: say --as, with --municipality where it compares, or --sensor
cli-one-indicator = a line chart takes one indicator; --as strips, over_time or by_figure takes other figures
cli-name-output = name a file with --output
cli-year-unknown = --year: there are no figures of { $word }; there are of { $choices }
cli-reproduce-over = “{ $word }” is the very export that is checked; choose another name for what is made again
cli-reproduce-packed = a package in a ZIP file is compared with one in a ZIP file (NAME.zip), one in a folder with one in a folder: { $word }
cli-reproduce-stream = reproduce compares files with their stamps: name files, “-” is not taken here
cli-name-export = name the file of an export
cli-report-no-peers = --peers and --similar-by are for profiles: a report has them in its views
cli-report-format = say --format pdf or html: { $word }
cli-generate-ending = -o ends in .csv, .geojson or .gpkg: { $word }
cli-format-unknown = --format takes one of { $choices } for { $what }: { $word }
cli-ending-unknown = this ends in no known format: { $word }; { $what } ends in { $choices }, or say --format
cli-export-json = --json tells what was written and leaves no room for the data: name a file with -o, or choose --format geojson without --json
cli-export-no-compared = this compares municipalities and nothing says which: use regioscope compare --municipality NAME -o FILE, or a view that compares some (--view)
cli-export-no-asked = this looks for what is like something and nothing says what: use regioscope similar PROJECT -o FILE, or a view that asks for something (--view)
cli-indicator-not-here = --indicator goes with --what indicators, not with { $what }
cli-indicators-written = { $n ->
    [one] Indicator: { $indicators }
   *[other] { $n } indicators: { $indicators }
}
cli-no-stamp = no stamp lies beside it ({ $stamp }) and none is inside
cli-stream-one = several files can’t go to standard output; name a folder with -o
cli-stream-json = --json tells what was written and leaves no room for it on standard output: name a file with -o
cli-stdin-once = standard input can be read once: name “-” once
cli-stdin = stdin
cli-list-change = { $id } · { $title }: { $fields }
cli-report-nobody = no municipality meets all of the words

# What was imported
cli-imports-none = Nothing was imported yet.
cli-import-line = { $what } · { $name } · { $when } · { $count } · { $file }
cli-import-projects = projects
cli-import-indicators = figures
cli-import-sensors = sensors
cli-import-layer = layer
cli-import-places = places
cli-sheet-choose = --sheet chooses one.
