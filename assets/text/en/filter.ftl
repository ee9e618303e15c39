# The left panel and the filter chips

filter-options-of = Options of { $tab }
filter-place-search = Municipality, province, type…
filter-clear-search = Empty the search field
filter-no-place = No municipality, province or type of that name.
filter-more-places = { $n ->
    [one] and { $count } more place
   *[other] and { $count } more places
}
filter-text = Text
filter-text-hint = Words in projects…
filter-text-indexing = indexing words…
filter-municipality = Municipality
filter-province = Province
filter-arrondissement = Arrondissement
filter-typology = Type of municipality
filter-dimension = Dimension
filter-status = Status
filter-kind = Kind
filter-kind-remark = programmes are not counted
filter-working-area = Working area
filter-value = Core value
filter-assigned = assigned by us
filter-theme = Theme
filter-funding = Funding
filter-partner = Partner
filter-helix = Role of partners
filter-centrumsteden = Centre cities
filter-regional = Without municipality (regional)
filter-unknown-period = Period unknown
filter-chosen = { $n ->
   *[other] { $count } chosen
}
filter-more = { $count } more…
filter-fewer = show fewer
filter-search-in = Search in { $facet }…
filter-no-choices = No choices under these filters.
filter-remove = Remove filter “{ $filter }”
filter-clear-all = Clear all
filter-any-of = { $head } or { $last }
filter-any-of-more = { $head } or { $rest } more
filter-chip-text = “{ $text }”
filter-chip-province = province { $name }
filter-chip-region = { $n ->
    [one] region { $name } (1 municipality)
   *[other] region { $name } ({ $n } municipalities)
 }
filter-chip-arrondissement = arrondissement { $name }
filter-chip-status-unknown = status unknown
filter-chip-partner = partner { $name }
filter-chip-helix = partner: { $name }
filter-chip-kind-project = projects only
filter-chip-years-and-unknown = { $years } or unknown
filter-chip-box = within this part of the map
filter-chip-near = within { $distance } km
filter-chip-within = within the drawn area
