# Het paneel rechts

inspector-close = Selectie opheffen
inspector-next = Volgende project
inspector-previous = Vorige project
inspector-position = { $kind } { $number } van { $total } in de selectie
inspector-position-in = { $kind } { $number } van { $total } in { $place }
inspector-outside = { $kind } buiten de huidige filters
inspector-simulated = gesimuleerd
inspector-missing = niet vermeld in de bron
inspector-shape = Eigen plaats
inspector-shape-areas = { $n ->
    [one] { $n } gebied
   *[other] { $n } gebieden
}
inspector-shape-lines = { $n ->
    [one] { $n } lijn
   *[other] { $n } lijnen
}
inspector-shape-points = { $n ->
    [one] { $n } punt
   *[other] { $n } punten
}
inspector-lead = Trekker
inspector-others = Ook in
inspector-other-names = Andere deelnemers
inspector-regional = geen gemeente: regionaal
inspector-filter-on = Filteren op { $name }
inspector-period = Periode
inspector-period-open = { $year } – loopt nog
inspector-period-planned = gepland vanaf { $year }
inspector-period-end-unknown = { $year } – einde onbekend
inspector-period-start-unknown = begin onbekend – { $year }
inspector-status = Status
inspector-funding = Financiering
inspector-budget = Budget
inspector-subsidy = Subsidie
inspector-euro = € { $amount }
inspector-amount-own = voor dit project
inspector-amount-consortium = voor het hele consortium: nooit opgeteld
inspector-assigned = Werkterreinen en waarden
inspector-assigned-remark = door ons toegekend
inspector-partners = Partners
inspector-helix = naar rol
inspector-role-unknown = rol onbekend
inspector-no-role = Geen partner bekend met de rol { $roles }
inspector-source = Bron
inspector-no-page = geen webpagina vermeld in de bron
inspector-record = rij { $record }
inspector-provenance = Herkomst en licentie
inspector-provenance-dataset = Gegevensset
inspector-provenance-licence = Licentie
inspector-provenance-attribution = Naamsvermelding
inspector-provenance-origin = Verkregen van
inspector-provenance-date = Datum
inspector-provenance-record = Rij
inspector-provenance-cited = Bron van de bron
inspector-provenance-confidence = Zekerheid
inspector-provenance-note = Opmerking
inspector-overview = De huidige selectie
inspector-overview-all = Alle projecten
inspector-overview-hint = Kies een symbool op de kaart, een rij in de tabel of een naam met Ctrl+K om hier alles te lezen wat bekend is.
inspector-counted = Geteld
inspector-places = Gemeenten
inspector-regional-count = Zonder gemeente
inspector-programmes = Programma’s, niet geteld
inspector-by-dimension = Naar dimensie
inspector-by-dimension-remark = een project telt in elke dimensie
inspector-by-status = Naar status
inspector-sample = De inventaris is een steekproef, geen volledige telling: een leeg vak is een vraag, geen vaststelling.
inspector-municipality = Gemeente
inspector-nis = NIS-code
inspector-province = Provincie
inspector-arrondissement = Arrondissement
inspector-typology = Type
inspector-centrumstad = centrumstad
inspector-typology-rule = regel van dit project: stedelijk vanaf 600 inwoners per km², centrumstad of Brussel; landelijk onder 300
inspector-population = Inwoners (2020)
inspector-area = Oppervlakte
inspector-km2 = { $area } km²
inspector-borders = Grenzen
inspector-filter-here = Alleen deze gemeente
inspector-filter-off = Niet meer filteren
inspector-show-figures = Cijfers tonen
inspector-projects = Projecten
inspector-in-selection = { $n ->
   *[other] { $count } in de selectie
}
inspector-none-known = geen bekend
inspector-no-project = Geen project bekend in deze selectie. De gemeente kan ook buiten de steekproef vallen.
inspector-first-project = Projecten doorlopen
inspector-figures = Kerncijfers
inspector-figures-source = Herkomst van de cijfers
inspector-mergers = Fusies
inspector-merger = { $name } ({ $code }) ging op { $date } op in deze gemeente
inspector-mergers-note = Cijfers van vroeger zijn samengeteld tot de grenzen van vandaag.
inspector-sensor = Sensor
inspector-no-value = nog geen meting ontvangen
inspector-of = van { $total }
inspector-original = in de bron: { $name }
inspector-place-approximate = bepaald met benaderende grenzen
inspector-feed = Feed
inspector-feed-protocol = Protocol
inspector-feed-success = Laatst gelukt
inspector-feed-error = Laatste fout
inspector-age-now = minder dan een minuut geleden
inspector-age-future = tijdstip in de toekomst
inspector-age-minutes = { $n ->
    [one] { $count } minuut geleden
   *[other] { $count } minuten geleden
}
inspector-age-hours = { $n ->
   *[other] { $count } uur geleden
}
inspector-age-days = { $n ->
    [one] { $count } dag geleden
   *[other] { $count } dagen geleden
}
inspector-confidence-seen = gezien in een bron
inspector-confidence-seen-somewhere = gezien in een bron, adres niet bewaard
inspector-confidence-weak = gezien in een zwakke bron
inspector-group-municipal-budget = gemeentebegroting
inspector-group-eu-framework-programmes = EU-kaderprogramma’s
inspector-group-flemish-government = Vlaamse overheid
inspector-group-vlaio-city-of-things = VLAIO City of Things
inspector-group-eu-interreg = EU Interreg
inspector-group-concession-or-permit = concessie of vergunning
inspector-group-not-stated = niet vermeld
inspector-group-brussels-region-or-city = Brussels Gewest of Stad
inspector-group-flemish-recovery-plan = Vlaams relanceplan
inspector-group-open-summer-of-code = open Summer of code
inspector-group-eu-wifi4eu = EU WiFi4EU
inspector-group-province = provincie
inspector-group-eu-urban-innovative-actions = EU Urban Innovative Actions
inspector-group-port-authority = havenbedrijf
inspector-group-vlaio-other = VLAIO, andere
inspector-group-private-or-cooperative = privé of coöperatief
inspector-group-federal = federaal
inspector-group-other = andere
inspector-group-imec = imec
inspector-group-eu-other = EU, andere

inspector-compare = Vergelijken
inspector-attributes = Kenmerken
inspector-no-attributes = Er zijn geen kenmerken.
inspector-feature-number = Object { $n }
