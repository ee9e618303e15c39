# Comparing: over time, before and after a project.

compare-time-choose = Choose a figure: { $name }
compare-time-search = Search a figure
compare-time-no-hit = No figure of that name.
compare-time-one = One chart
compare-time-by-municipality = Per municipality
compare-time-by-figure = Per figure
compare-time-own-axes = Own axes
compare-time-own-axes-help = Each chart gets a vertical axis of its own. Heights can no longer be compared, the shape of the lines can.
compare-time-axes-shared = All charts have the same axes.
compare-time-axes-own = Each chart has a vertical axis of its own: compare the shape, not the height.
compare-time-axes-figures = All charts show the same years; each figure has a vertical axis of its own.
compare-time-median = Median
compare-time-median-of = { $number } (of { $n } municipalities)
compare-time-half = middle half: { $low } to { $high }
compare-time-few-peers = Fewer than four municipalities of the peer group have a figure: no median and no band.
compare-time-peers = Grey line: the median of { $n } { $peers }; grey band: their middle half. Years with fewer than { $least } figures have no band.
compare-time-of-the-time = In the borders of the time: municipalities that became part of another stand apart, in the colour of their successor. The peer group stays in today’s borders.
compare-time-dwarf = { $place } is so much larger that the other lines look flat.
compare-time-dwarf-index = Compare the growth: first year = 100
compare-time-dwarf-axes = A chart for each municipality with axes of its own
compare-time-none = No series
compare-time-none-text = None of these municipalities has a year with a value for this figure.
compare-time-none-projects = The inventory knows one state only: that of now. Only running projects have years.
compare-time-none-sensors = This figure sums up the readings of one period and has no years. Series of sensors are on the Sensors tab; under “Before and after” they are by month.
compare-time-no-figures = None of the chosen figures has years.
compare-time-show-active = Show running projects by year
compare-time-unit = Unit
compare-time-calculation = Calculation
compare-time-merged = * Counted in within today’s borders: { $list }.
compare-time-merged-item = { $names } with { $place } (until { $year })
