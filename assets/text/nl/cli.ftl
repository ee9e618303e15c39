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
