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
