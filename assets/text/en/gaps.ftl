gaps-sample = A sample, not a full count: an empty cell is a question, not a finding.
gaps-by-typology = Projects of urban municipalities: { $urban } · mixed: { $mixed } · rural: { $rural }
gaps-by-typology-tip = Urban: centrumstad, Brussels municipality, or at least 600 inhabitants per km²; rural: fewer than 300; otherwise mixed (a rule of this project). A project of two types counts with each.
gaps-advice = For context: 441 in urban and 117 in rural municipalities, in another inventory (Belgium, SERV advice of 8 April 2019). Areas and rules differ: the figures can't be compared.
gaps-other-themes = { $n ->
    [one] 1 more theme without a column
   *[other] { $count } more themes without a column
 }
gaps-empty = No municipality
gaps-empty-text = The filter leaves no municipality.
gaps-columns = Columns
gaps-by-dimension = Dimension
gaps-by-working-area = Working area (assigned by us)
gaps-by-theme = Theme
gaps-by-helix = Role of partners
gaps-value = Value
gaps-value-count = Number of projects
gaps-value-per-10000 = Per 10,000 inhabitants (2020)
gaps-only = Which projects
gaps-only-all = All
gaps-only-planned = Planned only
gaps-only-planned-running = Planned and running
gaps-group = Groups
gaps-group-by-typology = Type of municipality
gaps-group-by-province = Province
gaps-group-by-arrondissement = Arrondissement
gaps-group-by-population = Population
gaps-group-by-nothing = No groups
gaps-group-centrumsteden = Centrumsteden
gaps-group-urban = Other urban
gaps-group-mixed = Mixed
gaps-group-rural = Rural
gaps-group-population = { $bound } inhabitants or more
gaps-group-population-least = Fewer than 10,000 inhabitants
gaps-group-population-unknown = Inhabitants unknown
gaps-group-tip = { $n ->
    [one] 1 project in the group
   *[other] { $n } projects in the group
 }, each counted once; { $empty ->
    [one] 1 municipality of the sample without a known project
   *[other] { $empty } municipalities of the sample without a known project
 }
gaps-all = All municipalities
gaps-order = Order
gaps-order-name = Name
gaps-order-population = Inhabitants
gaps-order-total = Total
gaps-order-column = Chosen column
gaps-order-by = Sort by { $name }
gaps-hide-not-in-sample = Only those in the sample
gaps-legend = How to read it
gaps-legend-count = projects in the sample
gaps-none-known = no project known
gaps-not-in-sample = not in the sample
gaps-no-population = inhabitants unknown
gaps-municipality = Municipality
gaps-population = Inh. 2020
gaps-total = Total
gaps-cell = Cell of the matrix
gaps-cell-empty = White spot
gaps-head-empty = No project known. { $others ->
    [0] { $name } has no known project elsewhere either, under this filter.
    [one] { $name } does have 1 other project.
   *[other] { $name } does have { $others } other projects.
 }
gaps-head-filled = { $n ->
    [one] 1 project in the sample.
   *[other] { $n } projects in the sample.
 }
gaps-head-not-in-sample = { $name } is not in the sample: nothing is known of it, not even that nothing happens.
gaps-show-on-map = Show on the map
gaps-projects = Projects
gaps-near = Near by, with a project
gaps-near-rule = Distances as the crow flies, between the points at which the map names them.
gaps-alike = Alike, with a project
gaps-alike-by = Alike by: { $figures }
gaps-nobody = No other municipality of the sample has such a project.
gaps-near-words = { $name } lies { $km } km away and has { $n ->
    [one] 1 such project
   *[other] { $n } such projects
 }{ $running ->
    [0] .
    [one] , 1 of them running.
   *[other] , { $running } of them running.
 }
gaps-alike-words = { $name } is like { $own } ({ $km } km away) and has { $n ->
    [one] 1 such project
   *[other] { $n } such projects
 }{ $running ->
    [0] .
    [one] , 1 of them running.
   *[other] , { $running } of them running.
 }
gaps-funding = Who paid for such projects
gaps-funding-why = Number of such projects in the sample that name the programme; whether a call is still open is not known.
gaps-partners = Candidate partners
gaps-role-unknown = role not stated
gaps-candidate-words = { $role }, { $n ->
    [one] 1 such project
   *[other] { $n } such projects
 }, among others in { $towns }.
gaps-candidate-words-regional = { $role }, { $n ->
    [one] 1 regional project
   *[other] { $n } regional projects
 } of this kind.
gaps-regional = { $n ->
    [one] 1 regional project without a municipality is
   *[other] { $count } regional projects without a municipality are
 } not in the matrix.
gaps-sources = Sources: { $names }
gaps-filtered = Filtered: the stamp beside this picture tells by what.
gaps-page-matrix = White spots
gaps-page-similar = Look-alikes
gaps-page-partners = Partners
