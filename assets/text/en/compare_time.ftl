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
compare-time-dwarf = { $place } is so much larger that the line of { $least } looks flat.
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

compare-before-choose = Choose a project: { $name }
compare-before-search = Search a project
compare-before-no-hit = No project of that name.
compare-before-unknown = Period unknown: can’t be compared
compare-before-no-project = Not in the sample
compare-before-no-project-text = The inventory, a sample, has no project at all of this municipality: there is nothing to compare before and after.
compare-before-title = { $figure }, { $place }
compare-before-unit-relative = in per cent of its own mean before the project
compare-before-none = none
compare-before-years = { $n ->
    [one] 1 year, { $stretch }
   *[other] { $n } years, { $stretch }
}
compare-before-months = { $n ->
    [one] 1 month, { $stretch }
   *[other] { $n } months, { $stretch }
}
compare-before-step-year = Year
compare-before-step-month = Month
compare-before-counts = Counts as
compare-before-during = during, left out
compare-before-head-before = Before
compare-before-head-after = After
compare-before-head-difference = Difference
compare-before-head-interval = 95 % interval
compare-before-interval = { $low } to { $high }
compare-before-peers = { $n } { $peers }, mean
compare-before-peers-mean = Mean of the group
compare-before-against = Municipality less group
compare-before-mean-before = mean before: { $number }
compare-before-mean-after = mean after: { $number }
compare-before-chart = Band: the period of the project. Dashed lines: the means before and after.
compare-before-chart-name = Before and after: { $title }. Project: { $project }. Arrow keys read step by step.
compare-before-no-difference = no difference: one side is empty
compare-before-too-few = none: fewer than two figures on a side
compare-before-too-alike = none: the figures hang together too much
compare-before-no-variation = none: all figures are the same
compare-before-points = percentage points
compare-before-verdict-peers-apart = After the project the distance to the group moved by { $number } { $unit }. The interval does not hold zero: chance alone hardly explains it. It does not follow that the project is the cause.
compare-before-verdict-peers-chance = After the project the distance to the group moved by { $number } { $unit }. The interval holds zero: this may be chance.
compare-before-verdict-peers-unsure = After the project the distance to the group moved by { $number } { $unit }. How sure that is can’t be told with these figures.
compare-before-verdict-own-apart = After the project the mean moved by { $number } { $unit }. The interval does not hold zero: chance alone hardly explains it. It does not follow that the project is the cause.
compare-before-verdict-own-chance = After the project the mean moved by { $number } { $unit }. The interval holds zero: this may be chance.
compare-before-verdict-own-unsure = After the project the mean moved by { $number } { $unit }. How sure that is can’t be told with these figures.
compare-before-cannot = What this does not prove
compare-before-caution-other-causes = Whatever else happened in those years is in the difference: policy, the economy, other projects. A difference is no proof that the project is the cause.
compare-before-caution-trend = A trend that began before the project gives a difference too, without the project having done anything.
compare-before-caution-sample = The inventory is a sample, not a full count, and this project was chosen to be looked at.
compare-before-caution-peers = Against another group than { $peers } the difference may be another.
compare-before-caution-few = There are few figures: fewer than five on at least one side. The interval rests on little.
compare-before-caution-running = The project goes on or has yet to begin: there is no “after”.
compare-before-caution-nothing-after = There are no figures from after the project.
compare-before-caution-no-peers = No municipality of the group has all the figures: there is nothing to hold against.
compare-before-caution-autocorrelation = Figures that follow each other are alike and count for less: their number was reduced by how each hangs together with the next, which makes the interval wider.
compare-before-caution-seasons = Each calendar month counts as often before as after, so that seasons cancel; the months nearest to the project were taken.
compare-before-caution-relative = Amounts grow with the municipality. So each series is in per cent of its own mean before the project; that mean counts as exact.
compare-before-made = How this was computed
compare-before-made-years = Before: whole years that end before the project begins. After: years that begin when it is over. The years of the project itself are left out. Figures in today’s borders.
compare-before-made-months = Before: whole months that end before the project begins. After: months that begin when it is over. A month counts where three quarters of its days have data (UTC).
compare-before-made-welch = Interval: 95 % by Welch (1947), for two means with different spread.
compare-before-made-paired = Interval: 95 % by Student, for the mean of the differences between the same calendar months.
compare-before-made-peers = Group: { $n } of { $of } { $peers } (the municipality itself not among them) with every figure that counts; their unweighted mean.
compare-before-left-out = Without: { $names }.
compare-before-refused = Can’t be compared
compare-before-refused-period = The period of this project is not known. Without a beginning and an end there is no before and after.
compare-before-refused-nothing = No figure of the municipality lies before the project began.
compare-before-refused-zero = The mean before the project is zero: a change in per cent does not exist then.
compare-before-reading = Readings are being read: { $n } of { $of } series
compare-before-approximate = Sensors were assigned to municipalities with approximate boundaries.
