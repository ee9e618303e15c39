# Figures per municipality: names, meaning, formulas, missing values, peer groups.

figures-group-indicators = Indicators
figures-group-projects = Projects in the inventory
figures-group-sensors = Sensors
figures-group-own = Own ratios

figures-form-plain = As it is
figures-form-per-inhabitant = Per inhabitant
figures-form-per-km2 = Per km²
figures-form-index = Index
figures-form-change-per-year = Change per year

figures-name-per-1000 = { $name } per 1 000 inhabitants
figures-name-per-10000 = { $name } per 10 000 inhabitants
figures-name-per-km2 = { $name } per km²
figures-name-index = { $name }, index
figures-name-change = { $name }, change per year
figures-name-projects = Projects in the inventory
figures-name-projects-active = Projects running in the year
figures-name-kind-project = Projects in the narrow sense
figures-name-kind-service = Services with open data
figures-name-kind-planned-action = Planned actions
figures-name-projects-dimension = Projects, { $choice }
figures-name-projects-status = Projects, { $choice }
figures-name-projects-area = Projects, working area { $choice }
figures-name-projects-helix = Projects with a partner: { $choice }
figures-name-sensors-mean = { $property }, mean
figures-name-sensors-p95 = { $property }, 95th percentile
figures-name-sensors-exceedance = { $property }, exceedances
figures-name-sensors-coverage = { $property }, coverage

figures-unit-projects = projects
figures-unit-projects-per-10000 = projects per 10 000 inhabitants
figures-unit-index = first year = 100
figures-unit-change = % per year
figures-unit-hours = hours
figures-unit-days = days

figures-meaning-projects = Projects, services and planned actions in the inventory that the municipality leads or takes part in. Programmes are not counted.
figures-meaning-active = Projects, services and planned actions in the inventory whose period overlaps the year. Rows of unknown period count in no year.
figures-meaning-own = A ratio that was defined in this workspace.
figures-meaning-sensors-mean = Mean of the hours in which the sensors of the municipality together gave data.
figures-meaning-sensors-p95 = The value that 95 in 100 hours with data stay under.
figures-meaning-sensors-exceedance = How often the reference value was exceeded.
figures-meaning-sensors-coverage = Hours with data in a hundred hours.

figures-words-sum = Figures of vanished municipalities are added to their successor; where a part is missing the whole is.
figures-words-ratio = Numerator and denominator of the same municipality and year, each added up over mergers and then divided; where one is missing the ratio is.
figures-words-projects = Count of the rows that the municipality leads or takes part in, under the filter (its places aside).
figures-words-sensors-mean = An hour of the municipality is the mean of the hourly means of its sensors; of these the mean. Sound is averaged by energy.
figures-words-sensors-p95 = An hour of the municipality is the mean of the hourly means of its sensors; of these the 95th percentile.
figures-words-sensors-exceedance = Hours or days of the municipality above the reference value; one with too little data is not counted.
figures-words-sensors-coverage = Hours in which at least one sensor gave data, divided by all hours.
figures-words-per-inhabitant = Divided by the inhabitants.
figures-words-per-km2 = Divided by the land register area of 2015 in km².
figures-words-index = Divided by the figure of the first year, times a hundred.
figures-words-change = The mean growth per year since the first year, compound.

figures-formula-km2 = km²
figures-formula-own-year = figure of the year
figures-formula-first-year = figure of the first year
figures-formula-years = number of years
figures-formula-sensors-mean = ∑ hourly values ÷ hours with data
figures-formula-sensors-p95 = P₉₅(hourly values)
figures-formula-sensors-exceedance = n(value > reference value)
figures-formula-sensors-coverage = 100 × hours with data ÷ hours
figures-calculated-sensors = { $hours } of { $total } hours with data

figures-fresh-year = { $year } ({ $moment })
figures-fresh-plain = { $year }
figures-fresh-now = as the inventory stands
figures-fresh-sensors = { $from } to { $until }

figures-remark-mergers = In today’s borders: mergers are added up.
figures-remark-sample = A sample, not a complete count.
figures-remark-judgement = Working areas were assigned by this project, by judgement.
figures-remark-population = The inventory is of now, the inhabitants are those of the newest year in the table.
figures-remark-sensors = Only where a sensor stands; it measures its surroundings, not the whole municipality.
figures-remark-simulated = Holds simulated data.
figures-remark-approximate = Sensors were placed in a municipality with approximate borders.
figures-remark-own = Defined by a user of this workspace.

figures-missing-table = The table has no figure for this municipality and year, or lacks a part of it.
figures-missing-sample = Not in the sample: the inventory knows no project of this municipality at all.
figures-missing-sensor = No sensor of this kind in the municipality.
figures-missing-read = The readings are being read.
figures-missing-data = The sensors gave no data in this period.
figures-missing-reference = There is no reference value for what is measured.
figures-missing-zero = It can’t be computed: it would be divided by zero.
figures-missing-form = This figure does not exist in this form or for this year.
figures-missing-unknown = This figure does not exist any more.
figures-short-sample = not in sample
figures-short-sensor = no sensor
figures-short-read = being read
figures-short-missing = no figure

figures-peers-flanders = Flemish Region
figures-peers-centrumsteden = Centrumsteden
figures-peers-typology = Same type
figures-peers-population-band = Same population
figures-peers-density-band = Same density
figures-peers-province = Same province
figures-peers-neighbours = Neighbours
figures-peers-similar = Most alike
figures-peers-list = Own list

figures-peers-name-flanders = municipalities of the Flemish Region
figures-peers-name-centrumsteden = centrumsteden
figures-peers-name-typology-urban = urban municipalities
figures-peers-name-typology-mixed = mixed municipalities
figures-peers-name-typology-rural = rural municipalities
figures-peers-name-population = municipalities of { $low } to { $high } inhabitants
figures-peers-name-population-top = municipalities of at least { $low } inhabitants
figures-peers-name-density = municipalities of { $low } to { $high } inhabitants per km²
figures-peers-name-density-top = municipalities of at least { $low } inhabitants per km²
figures-peers-name-province = municipalities of the province of { $province }
figures-peers-name-brussels = municipalities of Brussels
figures-peers-name-neighbours = { $name } and its neighbours
figures-peers-name-similar = { $name } and the municipalities most like it
figures-peers-name-list = municipalities of the list “{ $name }”
figures-peers-name-unknown = no peers

figures-peers-made-flanders = All { $n } municipalities of the Flemish Region, in today’s borders.
figures-peers-made-centrumsteden = The thirteen centrumsteden of Flanders.
figures-peers-made-typology = Type by a rule of this project: urban = centrumstad, Brussels municipality, or at least 600 inhabitants per km²; rural = under 300; otherwise mixed. Inhabitants of 2020, land register area of 2015. Municipalities of Brussels count.
figures-peers-made-population = Fixed bands of inhabitants on 1 January 2020. Municipalities of Brussels count.
figures-peers-made-density = Fixed bands of inhabitants per km²: inhabitants of 2020, land register area of 2015. Municipalities of Brussels count.
figures-peers-made-province = The same province; Brussels stands beside the five provinces.
figures-peers-made-neighbours = Municipalities that share a stretch of border.
figures-peers-made-neighbours-approximate = Municipalities that share a stretch of border. The borders are approximate: a neighbour may be missing or one too many.
figures-peers-made-similar = The { $n } municipalities at the least distance: each figure standardised over all municipalities, of which the root of the mean square of the differences. Figures: { $figures }.
figures-peers-made-list = A list of this workspace.
figures-peers-made-unknown = This group can’t be made: a figure is missing, or the list is gone.

# Command line
compare-cli-peers = { $name } · { $peers } ({ $n })
compare-cli-own = Municipality
compare-cli-coverage = { $n } of { $of } municipalities have this figure
