# Sensoren.

sensors-network = Netwerk
sensors-offline = Offline werken
sensors-offline-help = Geen enkele feed wordt bevraagd. De laatste goede waarden blijven staan, met hun ouderdom.
sensors-simulation = Gesimuleerde sensoren
sensors-simulation-help = Start een nagebootste stad op deze computer. Alles ervan draagt het woord “gesimuleerd”.
sensors-of-feed = Feed
sensors-all-feeds = Alle feeds
sensors-of-property = Wat gemeten wordt
sensors-all-properties = Alles

sensors-simulated = gesimuleerd
sensors-simulating-note = Gesimuleerde sensoren staan aan: hun waarden zijn verzonnen en dragen overal het woord “gesimuleerd”.
sensors-offline-note = U werkt offline: er wordt niets bevraagd. U ziet de laatste goede waarden met hun ouderdom.

sensors-feeds = Feeds
sensors-feeds-on = { $on } van { $n } aan
sensors-no-feeds = Deze werkruimte kent geen feeds.
sensors-unverified = nog nooit bevestigd
sensors-unverified-help = Dit programma heeft van deze feed nog nooit een antwoord gekregen: adres en veldnamen komen uit gepubliceerde beschrijvingen. Zet hem aan om het te proberen.
sensors-switch-on = Aanzetten
sensors-switch-off = Uitzetten
sensors-switch-on-feed = { $feed } aanzetten
sensors-switch-off-feed = { $feed } uitzetten
sensors-poll = Nu opvragen
sensors-poll-feed = { $feed } nu opvragen
sensors-last-good = laatste waarde { $age }
sensors-never-good = nog geen waarde
sensors-next-poll = volgende vraag om { $time }
sensors-failures = { $n ->
    [one] 1 keer mislukt
   *[other] { $n } keer na elkaar mislukt
}
sensors-rejected = { $n ->
    [one] 1 record geweigerd
   *[other] { $n } records geweigerd
}

sensors-age-now = zojuist
sensors-age-minutes = { $n } min geleden
sensors-age-hours = { $n } u geleden
sensors-age-days = { $n } d geleden
sensors-age-future = in de toekomst

sensors-values = Laatste waarden
sensors-values-count = { $n ->
    [one] 1 meetreeks
   *[other] { $n } meetreeksen
}
sensors-no-values = Geen sensor voldoet aan deze keuze.
sensors-no-value = geen waarde
sensors-of-capacity = van { $capacity }
sensors-column-sensor = Sensor
sensors-column-property = Meet
sensors-column-value = Waarde
sensors-column-age = Ouderdom

sensors-empty = Nog geen sensoren
sensors-empty-text = Alle feeds staan uit tot u ze zelf aanzet: het programma bevraagt niets zonder uw toestemming. Zet hieronder een feed aan, of start gesimuleerde sensoren om te zien hoe het werkt, ook zonder netwerk.
sensors-empty-offline = Offline, en nog geen waarden bewaard
sensors-empty-offline-text = Er wordt geen feed bevraagd zolang u offline werkt. Gesimuleerde sensoren werken zonder netwerk.
sensors-empty-waiting = Wachten op het eerste antwoord
sensors-empty-waiting-text = Er staat een feed aan, maar die gaf nog geen waarden. Hieronder ziet u hoe het ermee staat. Gesimuleerde sensoren werken ook zonder netwerk.
sensors-simulate = Gesimuleerde sensoren starten

sensors-hours-1 = 1 uur
sensors-hours-24 = 24 uur
sensors-hours-168 = 7 dagen
sensors-hours-720 = 30 dagen
sensors-as-chart = Grafiek
sensors-as-table = Tabel
sensors-series-loading = De reeks wordt gelezen…
sensors-series-empty = Geen metingen bewaard in deze periode. Kies een langere periode, of wacht op de volgende waarde.
sensors-series-name = Reeks van { $sensor }, { $property }
sensors-series-count = { $n } metingen, in { $unit }
sensors-axis-not-zero = de as begint niet bij nul
sensors-table-order = Nieuwste eerst
