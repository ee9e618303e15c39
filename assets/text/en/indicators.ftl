# Indicators.

indicators-indicator = Indicator
indicators-choose = Choose an indicator: { $name }
indicators-search = Search an indicator
indicators-clear-search = Clear the search
indicators-no-hit = No indicator of that name.
indicators-group-population = Population
indicators-group-population-age = Age and nationality
indicators-group-fiscal-income = Income
indicators-group-establishments = Establishments
indicators-group-land-use = Land use
indicators-group-building-permits = Building permits
indicators-group-building-stock = Building stock

indicators-municipalities = Municipalities
indicators-of-limit = { $n } of { $limit }
indicators-default-flanders = Nothing chosen: the Flemish Region as a whole.
indicators-default-region = The region of the filter as a whole, in today’s borders.
indicators-default-filter = The municipalities of the filter.
indicators-full = Eight series are the most that can still be told apart. Take one away to choose another.
indicators-add-municipality = Add a municipality
indicators-no-municipality = No municipality of that name.
indicators-former = { $name } (until { $year })
indicators-remove = Take { $name } away
indicators-flanders = Flemish Region

indicators-scale = Divided by
indicators-already-ratio = This figure is a ratio already and is not divided again.
indicators-borders = Borders
indicators-borders-note = Figures of merged municipalities are added up; a mark shows where.
indicators-periods = Show project periods
indicators-periods-help = Shows the period of the selected project, or of the projects of the filter in the municipalities shown.

indicators-as-chart = Chart
indicators-as-table = Table
indicators-copy = Copy
indicators-copy-help = The whole table on the clipboard, for a spreadsheet
indicators-chart-name = Chart of { $indicator }: { $places }. Arrows read year by year, Enter shows the provenance.
indicators-year = Year
indicators-least = Lowest
indicators-greatest = Highest
indicators-mean = Mean
indicators-summary-years = { $n ->
    [one] one year
   *[other] { $count } years
}
indicators-click = Click for the provenance of this figure

indicators-unit-percent = %
indicators-unit-eur = euro
indicators-unit-eur-declaration = euro per tax return
indicators-unit-eur-inhabitant = euro per inhabitant
indicators-unit-buildings = buildings
indicators-unit-buildings-1000-inhabitants = buildings per 1 000 inhabitants
indicators-unit-declarations = tax returns
indicators-unit-dwellings = dwellings
indicators-unit-dwellings-1000-inhabitants = dwellings per 1 000 inhabitants
indicators-unit-dwellings-building = dwellings per building
indicators-unit-dwellings-km = dwellings per km²
indicators-unit-establishments = establishments
indicators-unit-establishments-1000-inhabitants = establishments per 1 000 inhabitants
indicators-unit-ha = hectares
indicators-unit-inhabitants = inhabitants
indicators-unit-inhabitants-ha = inhabitants per hectare
indicators-unit-inhabitants-km = inhabitants per km²
indicators-per-thousand = { $unit } per 1 000 inhabitants
indicators-per-km2 = { $unit } per km²
indicators-index = index, { $year } = 100
indicators-reference-january = on 1 January
indicators-reference-q4 = in the fourth quarter
indicators-reference-year = over the whole year

indicators-including = { $names } included
indicators-merger = { $date }: { $from } became { $into }
indicators-and = and
indicators-merged = * In today’s borders. { $place }: { $names } included up to { $year }.
indicators-merged-many = * In today’s borders: figures of merged municipalities are included up to { $year }.
indicators-provisional = ° Provisional, drawn dashed: { $years }.
indicators-estimated = ° Estimated, drawn dashed: { $years }.
indicators-axis-not-zero = The vertical axis does not start at zero.
indicators-periods-shown = { $n ->
    [one] Bar above the chart: 1 project in these municipalities
   *[other] Bars above the chart: { $n } projects in these municipalities
}
indicators-periods-hidden = { $n ->
    [one] 1 more for which there is no room
   *[other] { $n } more for which there is no room
}
indicators-periods-unknown = { $n ->
    [one] 1 project of unknown period has no bar
   *[other] { $n } projects of unknown period have no bar
}
indicators-one-year = There is one year of this figure only: { $year }. Hence bars instead of a line.
indicators-missing = No figure in the table.
indicators-missing-ratio = The numerator or the denominator is missing in this year.
indicators-area = Area (land register)

indicators-dwarf = { $place } is so much larger that the other series look flat.
indicators-dwarf-index = Compare growth: first year = 100

indicators-loading = The workspace is being opened
indicators-loading-text = The figures appear as soon as the file is read.
indicators-none = No indicators
indicators-none-text = This workspace holds no figures.
indicators-empty = No figures for this choice
indicators-empty-text = The table holds no year at all for these municipalities. Choose others or another indicator; the Data tab shows which years there are.
indicators-empty-index = There is no year for which all chosen municipalities have a figure, so there is no common first year.
indicators-empty-scale = There is no year with both this figure and the number it is divided by. It is never divided by that of another year.
indicators-empty-borders = In the borders of the time these municipalities don’t exist in the years of the table.
indicators-show-absolute = Show the figure itself
indicators-show-today = Show in today’s borders
indicators-show-data = Which years are there?

indicators-provenance = Provenance of this figure
indicators-figure = Figure
indicators-formula = Computation
indicators-formula-value = as it stands in the table
indicators-formula-sum = sum of the parts
indicators-parts = Parts
indicators-more-parts = and { $n } more
indicators-status = Status
indicators-source = Source
indicators-attribution = Attribution
indicators-licence = Licence
indicators-index-note = The index divides this figure by that of the first year, times a hundred.

indicators-month-1 = Jan
indicators-month-2 = Feb
indicators-month-3 = Mar
indicators-month-4 = Apr
indicators-month-5 = May
indicators-month-6 = Jun
indicators-month-7 = Jul
indicators-month-8 = Aug
indicators-month-9 = Sep
indicators-month-10 = Oct
indicators-month-11 = Nov
indicators-month-12 = Dec

# Revised figures
indicators-revised = Revised
indicators-revised-was = was { $value } until { $date }
indicators-revised-place = { $place }: was { $value } until { $date }
