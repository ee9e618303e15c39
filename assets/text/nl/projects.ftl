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

projects-loading = De werkruimte wordt geopend
projects-loading-text = De projecten verschijnen zodra het bestand gelezen is.
projects-none = Nog geen projecten
projects-none-text = Deze werkruimte bevat geen projecten. Lees een bestand met projecten in (CSV of GeoJSON).
projects-import = Bestand inlezen
projects-no-hits = Geen project voldoet aan deze filters
projects-no-hits-text = Dat wil niet zeggen dat er geen zijn: de inventaris is een steekproef. Haal een filter weg om meer te zien.
projects-clear-filters = Alle filters wissen
