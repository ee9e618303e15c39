# The panel on the right

inspector-close = Select nothing
inspector-next = Next project
inspector-previous = Previous project
inspector-position = { $kind } { $number } of { $total } in the selection
inspector-position-in = { $kind } { $number } of { $total } in { $place }
inspector-outside = { $kind } outside the current filters
inspector-simulated = simulated
inspector-missing = not stated in the source
inspector-shape = Own place
inspector-shape-areas = { $n ->
    [one] { $n } area
   *[other] { $n } areas
}
inspector-shape-lines = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
inspector-shape-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
inspector-lead = Lead
inspector-others = Also in
inspector-other-names = Other participants
inspector-regional = no municipality: regional
inspector-filter-on = Filter by { $name }
inspector-period = Period
inspector-period-open = { $year } – ongoing
inspector-period-planned = planned from { $year }
inspector-period-end-unknown = { $year } – end unknown
inspector-period-start-unknown = start unknown – { $year }
inspector-status = Status
inspector-funding = Funding
inspector-budget = Budget
inspector-subsidy = Subsidy
inspector-euro = € { $amount }
inspector-amount-own = for this project
inspector-amount-consortium = for the whole consortium: never summed
inspector-assigned = Working areas and values
inspector-assigned-remark = assigned by us
inspector-partners = Partners
inspector-helix = by role
inspector-role-unknown = role unknown
inspector-no-role = No partner known in the role of { $roles }
inspector-source = Source
inspector-no-page = no web page stated in the source
inspector-record = row { $record }
inspector-provenance = Provenance and licence
inspector-provenance-dataset = Data set
inspector-provenance-licence = Licence
inspector-provenance-attribution = Attribution
inspector-provenance-origin = Obtained from
inspector-provenance-date = Date
inspector-provenance-record = Row
inspector-provenance-cited = Source of the source
inspector-provenance-confidence = Confidence
inspector-provenance-note = Remark
inspector-overview = The current selection
inspector-overview-all = All projects
inspector-overview-hint = Choose a symbol on the map, a row of the table or a name with Ctrl+K to read here all that is known.
inspector-counted = Counted
inspector-places = Municipalities
inspector-regional-count = Without municipality
inspector-programmes = Programmes, not counted
inspector-by-dimension = By dimension
inspector-by-dimension-remark = a project counts in each
inspector-by-status = By status
inspector-sample = The inventory is a sample, not a full count: an empty cell is a question, not a finding.
inspector-municipality = Municipality
inspector-nis = NIS code
inspector-province = Province
inspector-arrondissement = Arrondissement
inspector-typology = Type
inspector-centrumstad = centre city
inspector-typology-rule = rule of this project: urban from 600 inhabitants per km², centre city or Brussels; rural under 300
inspector-population = Inhabitants (2020)
inspector-area = Area
inspector-km2 = { $area } km²
inspector-borders = Borders
inspector-filter-here = Only this municipality
inspector-filter-off = Stop filtering
inspector-show-figures = Show figures
inspector-projects = Projects
inspector-in-selection = { $n ->
   *[other] { $count } in the selection
}
inspector-none-known = none known
inspector-no-project = No project known in this selection. The municipality may also lie outside the sample.
inspector-first-project = Step through the projects
inspector-figures = Key figures
inspector-figures-source = Provenance of the figures
inspector-mergers = Mergers
inspector-merger = { $name } ({ $code }) became part of this municipality on { $date }
inspector-mergers-note = Earlier figures are added up to today’s borders.
inspector-sensor = Sensor
inspector-no-value = no reading received yet
inspector-of = of { $total }
inspector-original = in the source: { $name }
inspector-place-approximate = found with approximate borders
inspector-feed = Feed
inspector-feed-protocol = Protocol
inspector-feed-success = Last success
inspector-feed-error = Last error
inspector-age-now = less than a minute ago
inspector-age-future = time lies in the future
inspector-age-minutes = { $n ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
inspector-age-hours = { $n ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
inspector-age-days = { $n ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
inspector-confidence-seen = seen in a source
inspector-confidence-seen-somewhere = seen in a source, address not kept
inspector-confidence-weak = seen in a weak source
inspector-group-municipal-budget = municipal budget
inspector-group-eu-framework-programmes = EU framework programmes
inspector-group-flemish-government = Flemish government
inspector-group-vlaio-city-of-things = VLAIO City of Things
inspector-group-eu-interreg = EU Interreg
inspector-group-concession-or-permit = concession or permit
inspector-group-not-stated = not stated
inspector-group-brussels-region-or-city = Brussels Region or City
inspector-group-flemish-recovery-plan = Flemish recovery plan
inspector-group-open-summer-of-code = open Summer of code
inspector-group-eu-wifi4eu = EU WiFi4EU
inspector-group-province = province
inspector-group-eu-urban-innovative-actions = EU Urban Innovative Actions
inspector-group-port-authority = port authority
inspector-group-vlaio-other = VLAIO other
inspector-group-private-or-cooperative = private or cooperative
inspector-group-federal = federal
inspector-group-other = other
inspector-group-imec = imec
inspector-group-eu-other = EU other

inspector-compare = Compare
inspector-attributes = Attributes
inspector-no-attributes = There are no attributes.
inspector-feature-number = Feature { $n }
