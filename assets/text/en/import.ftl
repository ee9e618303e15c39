# Reading figures in: tables of figures by municipality.

import-title = Import figures
import-help = Figures by municipality and year from CSV, Excel (XLSX), ODS or an OData service. Nothing is written before you have seen what changes.
import-from-file = File
import-from-odata = OData address
import-path-hint = path of a CSV, XLSX or ODS file
import-kind = Tables (CSV, XLSX, ODS)
import-read = Read
import-url = Address of the OData table
import-key = Name of the key
import-key-help = The key itself is kept in your computer’s keyring or in the environment variable { $variable }, never in the workspace. Provincies in Cijfers gives a key on request. Address and header (apikey) were taken from public code and not yet confirmed by an answer.
import-offline = You are working offline. Turn that off to read an address.
import-failed = The table could not be read: { $reason }
import-reading = Reading…
import-writing = Importing…
import-stop = Stop

import-table = Table
import-rows = { $n ->
    [one] { $shown } row
   *[other] { $shown } rows
}
import-sheet = Sheet
import-sheet-hidden = { $name } (hidden)
import-sheets-hidden = { $n ->
    [one] A hidden sheet is not read: { $names }.
   *[other] Hidden sheets are not read: { $names }.
}
import-header-row = Header row
import-no-header = none
import-vintage = Codes of
import-vintage-detect = found out
import-vintage-of-the-year = the year of the figure
import-vintage-2019 = 2019 (mergers of 2019 done)
import-vintage-2025 = 2025 (mergers of 2025 done)
import-year = Year of the table
import-adds-up = Rows of the same municipality and year are parts of a whole: add them up
import-column = column { $n }
import-role-of = Meaning of { $column }
import-role-ignore = not read
import-role-nis = NIS code
import-role-name = municipality
import-role-year = year or date
import-role-month = month or quarter
import-role-value = figure
import-role-indicator = which figure
import-role-unit = unit
import-role-status = status
import-role-only = only rows with…
import-figure-of = Figure in { $column }
import-figure-new = new figure, named after the column
import-only-of = Value of { $column } that is read
import-only-hint = value
import-more-columns = { $n ->
    [one] 1 more column is not shown; what is proposed for it holds.
   *[other] { $n } more columns are not shown; what is proposed for them holds.
}

import-figures = What the figures are
import-no-figures = Choose a column with figures first.
import-unnamed = (without a name)
import-known = known figure
import-own = own figure
import-new = new
import-ratio = ratio
import-ratio-add = Add a ratio of two figures
import-ratio-drop = Drop the ratio
import-ratio-of = Numerator ÷ denominator
import-numerator = Numerator
import-denominator = Denominator
import-factor = Factor
import-area = Area (land register, ha)
import-fixed = Name and definition stay as they came with the program; only values change. Unit: { $unit }.
import-name = Name
import-name-nl = Dutch name
import-name-en = English name (may be empty)
import-definition = Definition
import-definition-nl = Dutch definition
import-definition-en = English definition (may be empty)
import-unit = Unit
import-unit-hint = such as number, EUR, ha
import-decimals = Decimals
import-reference = Moment
import-reference-hint = such as 1 January
import-dimension = Dimension
import-no-dimension = none
import-direction = What higher means
import-direction-higher-better = higher is better
import-direction-lower-better = lower is better
import-direction-neutral = neither
import-id = Identifier
import-problem-no-name = Give this figure a name.
import-problem-bad-identifier = An identifier is made of lower case letters, digits and underscores.
import-problem-no-unit = Give this figure a unit.
import-problem-quotient = A percentage or another ratio can’t be added up over a merger. Import the numerator and the denominator, and add a ratio of the two. Or leave it out: choose “not read” for its column (on the command line --indicator reads one figure only).
import-problem-ratio-part = Choose a numerator and a denominator that are known, and a factor.
import-problem-known-ratio = This figure is a ratio of two others and has no values of its own. Import the numerator and the denominator.

import-source = Source
import-source-title = Title and producer
import-source-title-hint = title; else the name of the file
import-attribution = Producer or attribution
import-licence = Licence and date
import-licence-hint = such as CC BY 4.0
import-date = Date of the edition (2025-07-01)
import-date-hint = e.g. 2025-07-01
import-incomplete = complete the figures first
import-needs-place = No column says which municipality it is. Choose a column with NIS codes or names.

import-outcome = What changes
import-updating = updating…
import-error-place = No column with municipalities is chosen: NIS codes or names.
import-error-value = No column with figures is chosen.
import-error-year = It is not known of which year the figures are. Choose a column with years, or give the year of the table.
import-error-not-yearly = Column “{ $column }” is about months or quarters, and figures are by year. Let them be added up, choose “only rows with…” for one month, or make yearly figures of them first.
import-error-sheet = That sheet is not in the file.
import-nothing = These columns give no figure at all.
import-count-added = new
import-count-changed = revised
import-count-unchanged = unchanged
import-count-superseded = replaced after a merger
import-count-missing = missing in the source
import-count-rejected = refused
import-left-totals = { $n ->
    [one] { $count } row of a region, province or total was left out.
   *[other] { $count } rows of regions, provinces or totals were left out.
}
import-left-outside = { $n ->
    [one] { $count } row of a municipality outside Flanders and Brussels was left out.
   *[other] { $count } rows of municipalities outside Flanders and Brussels were left out.
}
import-left-unlocated = { $n ->
    [one] { $count } row that the source could place in no municipality was left out.
   *[other] { $count } rows that the source could place in no municipality were left out.
}
import-left-others = { $n ->
    [one] { $count } row has another value than the one chosen and was left out.
   *[other] { $count } rows have another value than the one chosen and were left out.
}
import-left-remarks = { $n ->
    [one] { $count } row without a municipality and without a figure was skipped.
   *[other] { $count } rows without a municipality and without a figure were skipped.
}
import-chosen = Names from before and after a merger were read as: { $codes }.
import-old-codes = Codes from before a merger count for the municipality of today: { $codes }
import-unshown = { $n ->
    [one] A figure is kept but can’t be shown in today’s borders, since a part of the merged municipality has none: { $places }.
   *[other] { $count } figures are kept but can’t be shown in today’s borders, since a part of the merged municipality has none: { $places }.
}
import-unshown-place = { $place } (no figure for { $missing }: { $years })
import-superseded = { $n ->
    [one] { $count } figure of a former municipality gives way to that of its successor; it is kept.
   *[other] { $count } figures of former municipalities give way to those of their successors; they are kept.
}
import-sum-year = Year
import-sum-before = Sum of Flanders now
import-sum-after = Sum after the import
import-sum-stated = Total in the table
import-sum-differs = The total that stands in the table is not the sum of the municipalities. Missing municipalities or rounding may explain it.
import-municipalities = { $n ->
    [one] { $count } municipality
   *[other] { $count } municipalities
}
import-more-years = { $n ->
    [one] and 1 earlier year
   *[other] and { $count } earlier years
}
import-revised = { $n ->
    [one] { $count } figure is revised; the former one is kept:
   *[other] { $count } figures are revised; the former ones are kept:
}
import-revised-row = { $place }, { $year }: { $former } → { $new } { $status }
import-more = and { $count } more
import-rejected = { $n ->
    [one] { $count } row or cell can’t be read. The rest is imported.
   *[other] { $count } rows or cells can’t be read. The rest is imported.
}
import-row = row { $row }
import-rejected-save = Save refused rows…
import-go = Import
import-mapping-save = Save column choices…
import-mapping-open = Open column choices…

# What a file is read as
import-as = Read as
import-as-projects = projects
import-as-figures = figures by municipality
import-as-sensors = sensors
import-as-layer = map layer
import-as-places = places

# Projects from a list of one's own
import-list-title = Read projects from { $file }
import-list-help = Check what each column is and what the words of the list stand for. Nothing is written before you have seen what changes.
import-list-failed = The list could not be read: { $reason }
import-list-no-title = No column seems to hold titles of projects. Choose the column with titles below, or read the file as figures by municipality or as sensors.
import-list-choose-title = Choose a column “Title” above: without a title there is no project.
import-list-key = A known project is told by
import-list-key-title = title and lead
import-list-key-number = the list’s own number
import-list-key-id = identifier in the workspace
import-list-crs = Coordinates
import-list-crs-auto = find out
import-list-crs-epsg-4326 = WGS84 (degrees)
import-list-crs-epsg-31370 = Lambert 72 (EPSG:31370)
import-list-crs-epsg-3812 = Lambert 2008 (EPSG:3812)
import-list-crs-epsg-3857 = Web Mercator (EPSG:3857)
import-list-crs-epsg-3447 = Lambert 2005 (EPSG:3447)
import-list-unknown-words = { $n ->
    [one] { $count } word without a meaning
   *[other] { $count } words without a meaning
}
import-list-words = Words of the list
import-list-words-help = A row with a word without a meaning is refused.
import-list-word-unsaid = choose…
import-list-word-empty = leave empty
import-list-word-unknown = no meaning chosen
import-list-word-rows = { $n ->
    [one] { $count } row
   *[other] { $count } rows
}
import-list-word-of = Meaning of “{ $word }”
import-list-name = Name of the list
import-list-name-help = A later version under the same name brings the projects up to date instead of doubling them. What it doesn’t mention stays.
import-list-go = Import
import-list-count-changed = changed
import-list-changes = { $n ->
    [one] One known project changes:
   *[other] { $count } known projects change:
}
import-list-left-totals = { $n ->
    [one] One row of totals left out.
   *[other] { $count } rows of totals left out.
}
import-list-left-headers = { $n ->
    [one] One repeated row of headers left out.
   *[other] { $count } repeated rows of headers left out.
}
import-list-left-units = { $n ->
    [one] One row of units under the headers left out.
   *[other] { $count } rows of units under the headers left out.
}
import-list-left-remarks = { $n ->
    [one] One remark beside the table left out.
   *[other] { $count } remarks beside the table left out.
}
import-list-turned = { $n ->
    [one] In one row the coordinates stood the other way round; they were turned.
   *[other] In { $count } rows the coordinates stood the other way round; they were turned.
}
import-list-points = { $n ->
    [one] Of one line or area a point inside it was taken.
   *[other] Of { $count } lines or areas a point inside them was taken.
}
import-list-shapes = { $n ->
    [one] One line or area is kept as it is; a point inside it is the project's place.
   *[other] { $count } lines or areas are kept as they are; a point inside each is its project's place.
}
import-list-shapes-unread = { $n ->
    [one] One shape was left out, because its reference system is not read; the project lies where its coordinates say.
   *[other] { $count } shapes were left out, because their reference system is not read; the projects lie where their coordinates say.
}
import-list-strangers = { $n ->
    [one] One project would be written over another one: the same number, but another title and lead. If this is another list, give it a name of its own.
   *[other] { $count } projects would be written over others: the same number, but another title and lead. If this is another list, give it a name of its own.
}
import-list-doubles = { $n ->
    [one] One row is like an earlier one and stays a project of its own.
   *[other] { $count } rows are like an earlier one and stay projects of their own.
}
import-list-regional = { $n ->
    [one] One project has no municipality and joins the regional projects.
   *[other] { $count } projects have no municipality and join the regional projects.
}
import-list-derived = { $n ->
    [one] The municipality of one project was derived from its place; it says so.
   *[other] The municipalities of { $count } projects were derived from their place; they say so.
}
import-list-postal-differs = { $n ->
    [one] In one row the postal code is of another municipality than the name; the name counts (row { $rows }).
   *[other] In { $count } rows the postal code is of another municipality than the name; the name counts (row { $rows }).
}
import-places-outside = { $n ->
    [one] One row lies outside Flanders and Brussels (row { $rows }): check its coordinates and their system.
   *[other] { $count } rows lie outside Flanders and Brussels (row { $rows }): check their coordinates and their system.
}
import-places-elsewhere = { $n ->
    [one] One row lies far from the municipality that it names (row { $rows }).
   *[other] { $count } rows lie far from the municipality that they name (row { $rows }).
}
import-places-offer = Read as { $system }, nearly all rows lie where they should.
import-places-read-as = Read as { $system }
import-places-offer-word = Give --crs { $crs } to read them so.
import-list-found-crs = Coordinates read as { $crs }, found out from their size.
import-list-unresolved = Participants that are no municipality, kept as names: { $names }

# Sensors and readings from somebody's list
import-sensors-title = Import sensors from { $file }
import-sensors-help = Each row is a reading or a sensor. Check what each column is; nothing is written before you have seen what changes. The list is not asked: a later edition is read in again.
import-sensors-no-sensor = Choose the column that tells the sensors apart: “sensor” or “name”.
import-sensors-no-time = There are values, but no column says when they were observed. Choose the column with times, or read the places only.
import-sensors-no-property = There are values, but nothing says what they are of. Choose it above the column of values, or choose a column “what is observed”.
import-sensors-role-sensor = sensor
import-sensors-role-name = name
import-sensors-role-time = time
import-sensors-role-clock = time of the day
import-sensors-role-property = what is observed
import-sensors-role-value = value
import-sensors-role-unit = unit
import-sensors-role-lon = longitude
import-sensors-role-lat = latitude
import-sensors-role-x = x coordinate
import-sensors-role-y = y coordinate
import-sensors-role-place = place in one cell
import-sensors-role-municipality = municipality
import-sensors-property-of = What { $column } observes
import-sensors-property-of-row = stands in the row
import-sensors-units = Units
import-sensors-units-help = As the list writes them, such as µg/m³, dB(A), °C or veh/h; empty = the usual unit. An unknown unit stays as it is.
import-sensors-units-of-row = The column of units holds, except where a unit stands here.
import-sensors-unit-of = Unit of { $column }
import-sensors-word-empty = leave rows out
import-sensors-name-help = A later edition under the same name brings the sensors and readings up to date instead of doubling them. What the new edition does not mention stays.
import-sensors-count-sensors = new sensors
import-sensors-count-changed = changed sensors
import-sensors-count-added = new readings
import-sensors-count-corrected = corrected readings
import-sensors-count-unchanged = unchanged readings
import-sensors-stretch = Readings of { $stretch }, Belgian time.
import-sensors-undo = Undo takes the whole import back: new sensors and readings go, corrected readings get their former value.
import-sensors-unknown-units = Unknown units; the values stay in them: { $units }
import-sensors-missing = { $n ->
    [one] One value is missing in the list; it does not count as zero.
   *[other] { $count } values are missing in the list; they do not count as zero.
}
import-sensors-doubles = { $n ->
    [one] One reading stands there twice with the same value; it counts once.
   *[other] { $count } readings stand there again with the same value; they count once.
}
import-sensors-doubted = { $n ->
    [one] One reading can’t be true or is of the future; it is shown, but counts in no mean.
   *[other] { $count } readings can’t be true or are of the future; they are shown, but count in no mean.
}
import-sensors-local-times = { $n ->
    [one] One time without a zone was read as Belgian time.
   *[other] { $count } times without a zone were read as Belgian time.
}
import-sensors-twice = { $n ->
    [one] One time lies in the hour that the clock shows twice; the first one is taken for summer time.
   *[other] { $count } times lie in the hour that the clock shows twice; the first one is taken for summer time, the second for winter time.
}
import-sensors-placeless = { $n ->
    [one] One sensor has no place: it stands in the list, not on the map.
   *[other] { $count } sensors have no place: they stand in the list, not on the map.
}
import-sensors-moved = { $n ->
    [one] One sensor stands in more than one place; the last one counts.
   *[other] { $count } sensors stand in more than one place; the last one counts.
}
import-sensors-left-unwanted = { $n ->
    [one] One reading of what you leave out was passed over.
   *[other] { $count } readings of what you leave out were passed over.
}

# Map layers and places
import-layer-title = Read a map layer from { $file }
import-layer-help = Shapes and attributes come onto the map as they are. Nothing is written before you have seen what was found.
import-places-title = Read places from { $file }
import-places-help = Places stand on the map by name, and searching finds them (Ctrl K). Nothing is written before you have seen what was found.
import-layer-no-places = No shapes were found, and no two columns with coordinates. Choose the columns below.
import-layer-no-names = Choose the column with the names of the places below.
import-layer-no-name = Give the layer a name.
import-layer-failed = The file could not be read as a layer: { $reason }
import-layer-name = Name of the layer
import-layer-replaces = There is a layer of this name already: it will be replaced.
import-layer-colour = Colour
import-layer-colour-n = Colour { $n }
import-layer-label = Named by column
import-layer-no-label = none
import-layer-x = Longitude or x
import-layer-y = Latitude or y
import-layer-place = Place in one cell
import-layer-outcome = What was found
import-layer-nothing = Not a single row has a place.
import-layer-refused = { $n ->
    [one] 1 row refused
   *[other] { $count } rows refused
}
import-layer-points = { $n ->
    [one] 1 point
   *[other] { $count } points
}
import-layer-lines = { $n ->
    [one] 1 line
   *[other] { $count } lines
}
import-layer-areas = { $n ->
    [one] 1 area
   *[other] { $count } areas
}
cell-kind-text = text
cell-kind-number = number
cell-kind-date = date
layer-kind-layer = map layer
layer-kind-places = places

# More than one file
import-queue-place = File { $place } of { $total }
import-queue-waiting = Next: { $names }
import-queue-last = This is the last one.
import-queue-skip = Skip this file
import-queue-stop = Cancel the rest
import-queue-stop-help = This file and the files that wait are not read in. What was read in already stays.
