# Het linkerpaneel en de filterchips

filter-options-of = Opties van { $tab }
filter-place-search = Gemeente, provincie, type…
filter-clear-search = Zoekveld leegmaken
filter-no-place = Geen gemeente, provincie of type met die naam.
filter-more-places = { $n ->
    [one] en nog { $count } plaats
   *[other] en nog { $count } plaatsen
}
filter-text = Tekst
filter-text-hint = Woorden in projecten…
filter-text-indexing = woorden worden geïndexeerd…
filter-municipality = Gemeente
filter-province = Provincie
filter-arrondissement = Arrondissement
filter-typology = Type gemeente
filter-dimension = Dimensie
filter-status = Status
filter-kind = Soort
filter-kind-remark = programma’s tellen niet mee
filter-working-area = Werkterrein
filter-value = Kernwaarde
filter-assigned = door ons toegekend
filter-theme = Thema
filter-funding = Financiering
filter-partner = Partner
filter-helix = Rol van partners
filter-centrumsteden = Centrumsteden
filter-regional = Zonder gemeente (regionaal)
filter-unknown-period = Periode onbekend
filter-chosen = { $n ->
   *[other] { $count } gekozen
}
filter-more = nog { $count }…
filter-fewer = minder tonen
filter-search-in = Zoeken in { $facet }…
filter-no-choices = Geen keuzes bij deze filters.
filter-remove = Filter “{ $filter }” weghalen
filter-clear-all = Alles wissen
filter-any-of = { $head } of { $last }
filter-any-of-more = { $head } of nog { $rest }
filter-chip-text = “{ $text }”
filter-chip-province = provincie { $name }
filter-chip-region = { $n ->
    [one] regio { $name } (1 gemeente)
   *[other] regio { $name } ({ $n } gemeenten)
 }
filter-chip-arrondissement = arrondissement { $name }
filter-chip-status-unknown = status onbekend
filter-chip-partner = partner { $name }
filter-chip-helix = partner: { $name }
filter-chip-kind-project = alleen projecten
filter-chip-years-and-unknown = { $years } of onbekend
filter-chip-box = binnen dit kaartdeel
filter-chip-near = binnen { $distance } km
filter-chip-within = binnen getekend gebied
