# Why a row, a file or a value was not taken; shown beside row and column
reason-said = { $text }
reason-in-file = { $reason }: { $file }

# Values
reason-not-number = “{ $text }” is not a number
reason-not-amount = “{ $text }” is not an amount in euro
reason-not-year = “{ $text }” is not a year
reason-not-address = “{ $text }” is not a web address
reason-word-unknown = “{ $text }” is not a word that this column knows
reason-end-before-start = the end ({ $end }) is before the start ({ $start })
reason-no-title = a project needs a title
reason-date-for-figure = { $text } is a date, not a figure
reason-formula-failed = the formula in this cell failed: { $text }
reason-status-unknown = “{ $text }” is not a status: final, provisional or estimated
reason-no-figure-named = the row does not say which indicator the figure is of
reason-no-year = no year is known
reason-code-not-then = municipality { $nis } did not exist in the borders of { $year }
reason-code-not-2019 = municipality { $nis } did not exist in the borders of 2019 (figure of { $year })
reason-code-not-2025 = municipality { $nis } does not exist in the borders of 2025 (figure of { $year })
reason-other-figure = { $nis } has another figure for { $year } in row { $row } already

# Places
reason-municipality-unknown = “{ $text }” is not a known municipality
reason-municipality-several = “{ $text }” may be { $codes }: give the NIS code
reason-municipality-walloon = “{ $text }” is not in Flanders or Brussels
reason-municipality-empty = no municipality stands here
reason-no-municipality-code = no property with a five-digit municipality code
reason-not-coordinate = “{ $text }” is not a coordinate
reason-no-coordinate = the row has no coordinate here
reason-not-place = “{ $text }” is no place: give two coordinates or a shape in WKT
reason-coordinate-not-number = a coordinate is not a number
reason-origin = 0, 0 is not a place: leave the cells empty
reason-no-place = { $x }, { $y } is not a place in { $crs }
reason-outside-belgium = { $x }, { $y } does not lie in Belgium
reason-crs-untold = { $x }, { $y } lie in no known reference system: name it
reason-crs-unknown = the reference system { $name } is not read
reason-place-nameless = the place has no name

# Shapes
reason-no-shape = the row has no shape
reason-shape-empty = the shape is empty
reason-not-area = the shape is not an area
reason-shape-kind = shapes of kind { $kind } are not read
reason-shape-kind-untold = the kind of shape is unknown
reason-shape-blob = the shape is not stored as binary
reason-shape-broken = the shape can't be read ({ $reason })
reason-shape-long = the shape is longer than its record
reason-shape-parts-missing = the shape has no list of parts
reason-shape-parts-overlap = the parts of the shape overlap
reason-rings = the polygon has too many rings
reason-curves = curves are not read
reason-surfaces = surface patches are not read
reason-tracks = tracks and models are not read

# Sensors and times
reason-no-sensor = no sensor is named here
reason-no-property = nothing says what the value is of
reason-property-unknown = the mapping names an unknown property: { $text }
reason-property-word = “{ $text }” is unknown: say what it stands for
reason-unit-differs = the unit “{ $unit }” does not go with “{ $known }” of the other readings
reason-no-time = a value without a time
reason-not-time = “{ $text }” is not a time
reason-not-clock = “{ $text }” is not a time of the day
reason-two-clocks = “{ $text }” has a time of the day and so has another column
reason-time-unkept = { $text } is outside the times that are kept
reason-time-skipped = { $text } was on no clock in Belgium (summer time began): give the times with their zone
reason-other-value = another value for the same time stands in row { $row }

# The row or record as a whole
reason-quote-open = a quotation mark is opened and never closed
reason-row-width = the row has { $values } values, the header { $width }
reason-text-long = the text is longer than 64 kB
reason-not-feature = this is not a feature
reason-feature-long = the feature is longer than 64 MB
reason-nested = nested too deeply
reason-json = not valid JSON ({ $reason })
reason-json-number = { $text } is not a number in JSON
reason-ends-within = the file ends in the middle of it
reason-ends-within-element = an element is never closed
reason-document-type = it holds a document type
reason-breaks-off = the file breaks off here: { $reason }
reason-table-cut = the table (DBF) ends within the record
reason-rows-unreadable = rows { $first } to { $last } can't be read: { $reason }

# The file as a whole
reason-file-empty = the file is empty
reason-file-no-table = there is no table in the file
reason-file-large = the file is too large: { $reason }
reason-file-markup = this is a web page (HTML or XML), not a table
reason-file-html = this is a web page, not GeoJSON
reason-file-xls = this is an old workbook (XLS): save it as XLSX, ODS or CSV first
reason-file-workbook = the workbook can't be read: { $reason }
reason-file-no-layer = this is not a Shapefile, GeoPackage, Parquet, KML or GeoJSON
reason-file-layers = the layers can't be read: { $reason }
reason-file-not-json = this is not JSON: it starts with “{ $text }”
reason-file-no-features = this JSON has no features: its type is “{ $text }”
reason-no-workbook = it is neither XLSX nor ODS
reason-no-parquet = this build of the program does not read Parquet
reason-no-shapefile = { $name }.shp is not a Shapefile
reason-table-header-cut = the table (DBF) has no whole header
reason-column-cut = the column { $name } ends early
reason-parquet-damaged = the Parquet file is damaged
reason-parquet-compression = the file is compressed by { $name }; write it with Snappy, gzip or no compression
reason-parquet-geometry = the metadata of the geometries: { $reason }
reason-more-megabytes = more than { $count } MB
reason-more-gigabytes = more than { $count } GB
reason-more-parts = more than { $count } parts
reason-more-columns = more than { $count } columns
reason-more-rows = more than { $count } rows
reason-more-cells = more than { $count } cells
reason-more-corners = more than { $count } corners
reason-io-not-found = the file does not exist
reason-io-denied = no access
reason-io-exists = it exists already
reason-io-folder = this is a folder
reason-io-full = the disk is full
reason-io-read-only = the disk is read-only

# What a list, a table or a layer needs
reason-no-sheet = the file has no sheet or layer “{ $name }”
reason-list-no-title = no column with titles of projects was found or chosen (title, titel, naam, project)
reason-column-twice = two columns are the field { $field }
reason-layer-no-places = no shapes, and no two columns with coordinates, were found or chosen
reason-layer-no-names = no column with the names of the places was found or chosen
reason-layer-no-name = the layer needs a name
reason-layer-large = the layer is too large: { $reason }
reason-table-no-place = no column with municipalities (NIS codes or names) was found or chosen
reason-table-no-value = no column with figures was found or chosen
reason-table-no-year = no year is known for column “{ $column }”: choose a column with years, or give the year of the whole table
reason-sensors-no-sensor = no column that tells the sensors apart was found or chosen
reason-sensors-no-time = there are values and no column says when they were observed
reason-sensors-no-property = there are values and nothing says what they are of: choose it for the column, or a column with words
reason-answer-not-json = the answer is not JSON: { $reason }
reason-answer-no-value = the answer has no list “value”: the address is not that of an OData collection
reason-answer-large = the answer is too large
reason-not-mapping = this is not a mapping of { $reason }: { $error }
reason-mapping-of-projects = a list of projects
reason-mapping-of-sensors = a list of sensors
reason-mapping-of-figures = a table of figures
reason-mapping-version = the mapping is of version { $version }; this program knows version 1
reason-no-area = no area of a municipality ({ $reason })
reason-none-found = none was found

# Records of feeds
reason-feed-not-number = not a number
reason-feed-no-number = no value is a number
reason-feed-truth-value = a truth value where a number was expected
reason-feed-no-value = no value
reason-feed-no-values = no list of values
reason-feed-no-kind = a value without its kind
reason-feed-no-time = no time of observation
reason-feed-no-id = no identifier
reason-feed-no-station = no station
reason-feed-no-stations = no list of stations
reason-feed-no-vehicles = no list of vehicles
reason-feed-not-record = not a record
reason-feed-no-place = no place that can be read
reason-feed-no-status = no status of a parking space
reason-feed-no-name = neither a sensor, a point nor a place has a name
reason-feed-no-property = nothing says what was observed
reason-feed-no-spaces = neither free, taken nor occupied spaces are given
reason-feed-no-period = no period has a beginning
reason-feed-other-segment = of another segment
reason-feed-other-period = counts of another period than an hour
reason-feed-not-json = neither a number nor JSON
reason-feed-large = the message is larger than { $count } bytes
reason-feed-records = { $count } records too many
reason-feed-no-level = the topic has no level { $level }
reason-feed-unknown-type = nothing that is known is measured by a { $types }
reason-feed-other-value = another value for the same time
reason-feed-same-page = the server sends the same page again
reason-feed-unsorted = the server can't sort: only the first { $count } datastreams were read
reason-feed-places = the table of places was not read: { $reason }
reason-feed-is-list = { $feed } is a list from a file: import its next edition
reason-feed-lost = { $count } messages came faster than they were asked for and are lost
reason-figure = { $id }: { $reason }
reason-file-ending = the content is not what the ending “.{ $ending }” promises

# Exports
reason-export-format = { $what } can’t be written as { $format }; choose { $choices }
reason-export-geojson-crs = GeoJSON is WGS84 by its standard (RFC 7946), so it can’t be written in { $crs }; choose GeoPackage or GeoParquet
reason-export-no-coordinates = this export has no coordinates that could be written in { $crs }
reason-export-no-place = { $lon }, { $lat } has no coordinates in { $crs }
reason-export-column = there is no column “{ $name }”; there are: { $choices }
reason-export-no-table = columns, indicators and reference system can be chosen for tables only
reason-export-not-built = this build of the program does not write { $format }
reason-export-needs-file = this format needs a file to be written to
reason-export-is-workspace = this is the open workspace itself
reason-export-unwritten = cannot be written ({ $reason })
reason-export-observations = observations can’t be read ({ $reason })
reason-export-stamp = the stamp can’t be made ({ $reason })
reason-export-catalogue = the catalogue can’t be made ({ $reason })
reason-export-picture = can’t be drawn: { $reason }
reason-export-cancelled = cancelled
reason-picture-size = a picture of { $width } × { $height } can’t be made
reason-write-long = row { $row }, column “{ $column }”: the text is longer than the 32,767 characters that a cell of a spreadsheet holds; choose CSV or GeoPackage
reason-write-rows = a sheet holds { $count } rows and there are more; choose CSV or GeoPackage
reason-write-columns = a sheet holds { $count } columns and there are more; choose CSV or GeoPackage
reason-write-large = the table unfolds to more than 4 GiB, which an OpenDocument file cannot hold; choose CSV or GeoPackage

# The workspace, views and reports
reason-own-file = this is no view or report of Regioscope ({ $reason })
reason-own-file-newer = the file has version { $version }; this program reads up to version { $known }: update the program
reason-own-file-large = the file has { $bytes } bytes; at most { $limit } are read
reason-store-busy = another program keeps the workspace busy
reason-store-sql = the database of the workspace refuses it: { $reason }
reason-store-foreign = this is no workspace of Regioscope
reason-store-damaged = the workspace is damaged: { $reason }
reason-store-not-sqlite = the file is no SQLite database
reason-store-cut-off = the file has { $length } of { $expected } bytes
reason-store-value = table { $table }, column { $column }: “{ $text }” can't be used
reason-store-bundle = the data of the program itself can't be read ({ $reason })
reason-store-read-only = the workspace is open for reading only
reason-store-bundled-feed = the feed { $feed } belongs to the catalogue and can't be removed, only switched off
reason-store-other-edition = the list { $list } is no longer as this change left it
reason-store-datastream = sensor { $sensor } has no datastream “{ $datastream }”
reason-store-not-finite = a value of sensor { $sensor }, datastream “{ $datastream }” at { $time } is no finite number
