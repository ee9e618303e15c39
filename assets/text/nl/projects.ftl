# Tabel van projecten.

projects-columns = Kolommen
projects-table-name = Tabel van projecten. Pijltjes kiezen een rij, Enter toont ze op de kaart, Ctrl C kopieert.
projects-sorted-up = { $column }, oplopend gesorteerd
projects-sorted-down = { $column }, aflopend gesorteerd
projects-sort-by = { $column }, sorteren
projects-header-help =
    Klik om te sorteren: oplopend, aflopend, niet.
    Shift-klik voegt een sorteerkolom toe, slepen verplaatst de kolom.
projects-move-left = Naar links
projects-move-right = Naar rechts
projects-move-up = { $column } vroeger in de tabel
projects-move-down = { $column } later in de tabel
projects-hide-column = Kolom verbergen

projects-count-line = Steekproef: { $counts }
projects-count-projects = { $n ->
    [one] { $shown } project
   *[other] { $shown } projecten
}
projects-count-services = { $n ->
    [one] { $shown } dienst
   *[other] { $shown } diensten
}
projects-count-planned = { $n ->
    [one] { $shown } geplande actie
   *[other] { $shown } geplande acties
}
projects-count-programmes = { $n ->
    [one] { $shown } programma in de lijst, telt niet mee
   *[other] { $shown } programma’s in de lijst, tellen niet mee
}
projects-not-counted = telt niet mee
projects-programme-help = Een programma overkoepelt projecten. Het staat in de lijst, maar telt niet mee: anders zouden zijn projecten twee keer geteld worden.
projects-not-stated = niet vermeld in de bron

projects-period-years = { $from }–{ $until }
projects-period-open = sinds { $from }, loopt nog
projects-period-planned = vanaf { $from }, einde nog open
projects-period-end-unknown = { $from } – einde onbekend
projects-period-start-unknown = begin onbekend – { $until }
projects-period-unknown = onbekend
projects-amount-consortium = { $amount } (heel consortium)

projects-show-on-map = Op de kaart tonen
projects-copy = Kopiëren
projects-copy-rows = Rijen kopiëren
projects-copy-help = Gemarkeerde rijen, of alle, als tabel op het klembord (Ctrl C). Markeren: Ctrl-klik, Shift-klik of Shift met pijltjes.
projects-copy-too-many = Meer dan 50 000 rijen passen niet op het klembord: dit opent de export, die ze allemaal schrijft.
projects-marked = { $n } gemarkeerd
projects-mark-all = Alle { $n } markeren
projects-mark-none = Markering wissen

projects-statistics = Statistiek van
projects-statistics-none = geen kolom
projects-statistics-of-column = Statistiek van deze kolom
projects-statistics-all = { $n ->
    [one] { $count } rij
   *[other] alle { $count } rijen
}
projects-statistics-marked = { $n ->
    [one] { $count } gemarkeerde rij
   *[other] { $count } gemarkeerde rijen
}
projects-statistics-programmes = { $n ->
    [one] { $count } programma niet meegeteld
   *[other] { $count } programma’s niet meegeteld
}
projects-statistics-filled = { $count } ingevuld
projects-statistics-empty = { $count } leeg
projects-statistics-consortium = { $n ->
    [one] { $count } bedrag van een heel consortium, niet opgeteld
   *[other] { $count } bedragen van een heel consortium, niet opgeteld
}
projects-statistics-sum = som { $amount }
projects-statistics-mean = gemiddelde { $amount }
projects-statistics-median = mediaan { $amount }
projects-statistics-range = { $least } tot { $greatest }
projects-statistics-years = jaren { $years }
projects-statistics-distinct = { $n ->
    [one] { $count } waarde
   *[other] { $count } verschillende waarden
}
projects-statistics-most = meest: { $most }

projects-loading = De werkruimte wordt geopend
projects-loading-text = De projecten verschijnen zodra het bestand gelezen is.
projects-none = Nog geen projecten
projects-none-text = Deze werkruimte bevat geen projecten. Lees een bestand met projecten in (een tabel of een kaartlaag).
projects-import = Bestand inlezen
projects-no-hits = Geen project voldoet aan deze filters
projects-no-hits-text = Dat wil niet zeggen dat er geen zijn: de inventaris is een steekproef. Haal een filter weg om meer te zien.
projects-clear-filters = Alle filters wissen
projects-page-table = Tabel
projects-page-schedule = Tijdlijn
projects-page-funding = Financiering
projects-schedule-none = Geen projecten met een bekende periode
projects-schedule-none-text = De filter laat alleen projecten over waarvan begin of einde niet bekend is.
projects-schedule-group = Groepen
projects-schedule-by-dimension = Hoofddimensie
projects-schedule-by-status = Status
projects-schedule-by-kind = Soort
projects-schedule-by-funding = Financiering
projects-schedule-by-nothing = Geen groepen
projects-schedule-cumulative = Cumulatief: tot en met elk jaar
projects-schedule-help = Jaren zijn inclusief. Wat nog loopt, vervaagt naar rechts met een pijl. Programma’s zijn een omtrek en tellen niet mee. Klik op een jaar, of sleep over jaren, om erop te filteren.
projects-schedule-unknown = { $n ->
    [one] 1 rij zonder bekende periode: geen balk
   *[other] { $count } rijen zonder bekende periode: geen balk
 }
projects-schedule-show = Toon ze
projects-schedule-hide = Terug naar de tijdlijn
projects-schedule-axis = Jaren; een klik filtert op dat jaar, slepen op meerdere
projects-schedule-no-dimension = Zonder dimensie
projects-so-far = Projecten gestart en afgelopen tot en met elk jaar
projects-so-far-ended = Afgelopen
projects-so-far-year = Jaar
projects-so-far-unknown = { $n ->
    [one] 1 project met onbekende periode zit niet in de lijnen
   *[other] { $count } projecten met onbekende periode zitten niet in de lijnen
 }
projects-funding-sample = De inventaris is een steekproef: bedragen en aantallen zijn die van de projecten hier, niet die van een heel programma.
projects-funding-help = Bedragen van een heel consortium worden getoond, nooit opgeteld. Een onbekend bedrag is geen nul. Klik een programma open voor zijn projecten en oproepen.
projects-funding-not-told = Financiering niet vermeld
projects-funding-projects = { $n ->
    [one] 1 project
   *[other] { $count } projecten
 }
projects-funding-group = Groep
projects-funding-budget = Budget
projects-funding-subsidy = Subsidie
projects-funding-covered = € { $amount }, bekend van { $known } van { $all } { $all ->
    [one] project
   *[other] projecten
 }
projects-funding-unknown = niet bekend
projects-funding-no-amounts = Geen bedragen bekend
projects-funding-consortium = Niet in de som, heel consortium: € { $amount } ({ $title })
projects-funding-filter = Op deze financiering filteren
projects-funding-calls = Wat de oproepen zelf melden
projects-funding-call = { $programme }, { $call } ({ $period }): { $projects }; { $amount } { $detail }
projects-funding-call-amount = € { $amount } in totaal.
projects-funding-call-unknown = bedrag niet bekend.
projects-funding-source = Bron: { $source }
projects-funding-programmes = Programma’s in de inventaris, niet geteld
projects-funding-list = Projecten
projects-funding-more = { $n ->
    [one] nog 1 project: filter op deze financiering om het in de tabel te zien
   *[other] nog { $count } projecten: filter op deze financiering om ze in de tabel te zien
 }
projects-funding-without = Oproepen waarvan geen project in de steekproef zit
projects-so-far-later = na { $year }: zoals gepland →
projects-so-far-started-project = Projecten gestart
projects-so-far-started-service = Diensten gestart
projects-so-far-started-planned-action = Geplande acties (volgens plan)
projects-so-far-kind-project = Projecten
projects-so-far-kind-service = Diensten
projects-so-far-kind-planned-action = Acties
