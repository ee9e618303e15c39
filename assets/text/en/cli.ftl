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
reproduce-form = The same rows, written another way.
reproduce-file = Data and program are as they were: the file was changed after it was written.
