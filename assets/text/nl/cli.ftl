# Antwoorden op de opdrachtregel.
cli-workspace = Werkbestand
cli-total = In totaal: { $projects } projecten · { $services } diensten · { $planned } geplande acties ({ $programmes } programma’s, niet meegeteld)
cli-selected = Gekozen: { $projects } projecten · { $services } diensten · { $planned } geplande acties ({ $programmes } programma’s, niet meegeteld)
cli-sample = De inventaris is een steekproef, geen volledige telling.
cli-municipalities = { $count } gemeenten; indicatoren:
cli-approximate = De gemeentegrenzen zijn deels benaderend; “boundaries update” vervangt ze door de officiële.
cli-sensors = { $feeds } bronnen van live metingen in de catalogus; { $sensors } sensoren gezien
cli-sources = Gegevens, met licentie en naamsvermelding:
cli-serving = Gesimuleerde sensoren op { $url } (Ctrl C stopt)
cli-feed-unverified = nog nooit bevestigd
cli-feed-storage = { $sensors } sensoren · { $observations } metingen · ongeveer { $megabytes } MB
cli-feed-sensors = { $sensors } sensoren, { $observations } metingen, { $rejected } geweigerd

# Een export opnieuw maken
reproduce-same = Gelijk, byte voor byte: { $file }
reproduce-differs = Niet gelijk: { $file }
reproduce-program = Gemaakt met versie { $then }, nu is het versie { $now }.
reproduce-source-changed = Bron gewijzigd: { $title } (toen { $then }, nu { $now }).
reproduce-source-gone = Geen rij steunt nog op: { $title }.
reproduce-source-new = Nieuwe bron: { $title }.
reproduce-row-count = Toen { $then } rijen, nu { $now }.
reproduce-values = Evenveel rijen, maar met andere waarden.
reproduce-form = Dezelfde rijen, anders geschreven.
reproduce-file = Gegevens en programma zijn zoals toen: het bestand is gewijzigd nadat het geschreven was.
