# The profile of a municipality, on paper.

profile-document = Profile of { $name }
profile-footer = Figures in today's borders · projects: a sample, not a complete count
profile-kind = Profile of the municipality
profile-nis = NIS code { $nis }
profile-typology-urban = urban municipality
profile-typology-mixed = mixed municipality
profile-typology-rural = rural municipality
profile-fact-population = inhabitants on 1 January 2020
profile-fact-area = area in the land register, 2015
profile-fact-projects = projects, services and planned actions in the inventory; a sample, not a complete count
profile-merged = In today's borders: { $parts }. Earlier figures are added up.
profile-merged-step = { $name } = { $parts } ({ $year })
profile-high = In the highest quarter of the { $peers }:
profile-low = In the lowest quarter of the { $peers }:

profile-figures = Key figures
profile-peers = { $n ->
    [0] There is no group to compare with.
    [one] Compared with 1 other municipality: { $peers }.
   *[other] Compared with { $n } other municipalities: { $peers }.
}
profile-column-strip = dot: municipality · band: middle half · tick: median
profile-column-middle = Middle half
profile-column-year = Year
profile-rank-note = Rank 1 = the highest figure; equal figures share the best rank. Middle half: from the first to the third quartile.
profile-strip-alternative = { $figure }: { $name } { $value }; in the group median { $median }, middle half { $first } to { $third }, lowest { $least }, highest { $greatest }.

profile-series = Over time
profile-series-note = All charts show the same years. A broken line is a year without a figure, a dashed line with open dots is provisional. The band is the middle half of the group, the grey line its median. On the right the last figure of both.
profile-series-none = No figures
profile-series-peers = { $peers }: median and middle half
profile-merger-mark = merger { $year }
profile-series-alternative = { $figure }, { $name }: from { $first } ({ $from }) to { $last } ({ $until }); last median of the group { $median }.
profile-series-alternative-none = { $figure }, { $name }: no figures.

profile-projects = Projects
profile-projects-sample = The inventory is a sample, not a complete count: a project that is not listed may exist.
profile-projects-none = Not in the sample: the inventory knows no project of { $name }. That does not mean that there are none.
profile-programmes = Programmes that the municipality takes part in. They are not counted: their projects already are.
profile-dimension-none = Without a dimension
profile-bars-legend = Median: that of the { $peers } that are in the sample. A project counts in each dimension that it has. 0: no project known.
profile-bars-median = median { $median }
profile-bars-alternative = Projects by dimension: { $counts }.
profile-inferred = * Inferred, not stated in the source.
profile-column-role = Role
profile-role-lead = lead
profile-role-partner = participant

profile-sensors = Sensors
profile-sensors-none = This workspace has no sensor in { $name }.
profile-sensors-count = { $n ->
    [one] 1 sensor with { $streams } series; the newest value of each.
   *[other] { $sensors } sensors with { $streams } series; the newest value of each.
}
profile-sensors-approximate = The municipality of a sensor was found with approximate borders.
profile-sensors-simulated = Contains simulated sensors: their values are made up.
profile-sensors-never = no value
profile-sensors-old = old
profile-column-sensor = Sensor
profile-column-property = Measures
profile-column-newest = Newest value
profile-column-when = Measured (Brussels time)
profile-column-streams = Series
profile-column-range = Newest values, lowest – highest
profile-column-latest = Last measured (Brussels time)

profile-missing = What is missing
profile-missing-none = No figure of this profile is missing for this municipality.

profile-definitions = What the figures mean
profile-formula = Formula: { $formula }.
profile-sources = Sources
profile-licence = Licence: { $licence }.

profile-map-alternative = Map of { $name } and its surroundings with its projects ({ $count } in the inventory) and where it lies in Flanders.
profile-map-border = border of the municipality
profile-map-ring = ring: number of projects, by dimension

# Profiles
action-report = Make a profile…
job-report = Making the profile
notice-reported = Profile written: { $file }
notice-reported-many = { $count } profiles written into { $file }
error-report = The profile can't be made.

report-title = Make a profile
report-which = Of which municipality
report-one = One municipality
report-all = { $n ->
    [one] The one municipality
   *[other] All { $count } municipalities
}
report-search = Search another municipality
report-folder = Folder
report-all-name = profiles
report-format-pdf = PDF
report-format-folder = Folder of SVG and CSV
report-format-detail-pdf = Two to four sheets of A4, with text that can be searched and read aloud.
report-format-detail-folder = Each figure as SVG, each table as CSV.
report-peers-customary = the centre cities for one of them, else municipalities of the same type
report-preview = Compared with: { $peers }. Choose another group on the tab Compare. Filters do not apply; the language is that of the window.
report-go = Make the profile
