# Sensoren.

sensors-section-now = Nu
sensors-section-over-time = Door de tijd
sensors-section-patterns = Patronen
sensors-section-feeds = Feeds

sensors-network = Netwerk
sensors-offline = Offline: alles pauzeren
sensors-offline-help = Geen enkele feed wordt bevraagd. De laatste goede waarden blijven staan, met hun ouderdom.
sensors-simulation = Gesimuleerde sensoren
sensors-simulation-help = Start een nagebootste stad op deze computer. Alles ervan draagt het woord “gesimuleerd”.
sensors-simulation-choose = Wat nabootsen…
sensors-simulation-chosen = { $n ->
    [one] 1 protocol nagebootst…
   *[other] { $n } protocollen nagebootst…
}
sensors-simulate-protocols = Nagebootste protocollen
sensors-simulate-all = Alle protocollen
sensors-simulate-faults = Wat er misgaat
sensors-fault-none = Niets
sensors-fault-slow = Antwoorden komen traag
sensors-fault-too-many-requests = Te veel vragen (429)
sensors-fault-server-error = Fout van de server (500)
sensors-fault-truncated = Antwoorden breken af
sensors-fault-garbage = Antwoorden zijn onleesbaar
sensors-fault-html = Een webpagina in plaats van metingen
sensors-fault-wrong-content-type = Verkeerd soort inhoud vermeld
sensors-fault-drifted-clock = Klok loopt twee uur voor
sensors-fault-vanished = Een derde van de sensoren is weg
sensors-of-feed = Feed
sensors-all-feeds = Alle feeds
sensors-search-feed = Feed zoeken
sensors-clear-search = Zoekwoorden wissen
sensors-of-property = Wat gemeten wordt
sensors-all-properties = Alles
sensors-of-quality = Kwaliteit van de waarden
sensors-quality-help-good = Niets spreekt tegen deze waarden; ze worden altijd getoond.
sensors-quality-help-implausible = Waarden die niet kunnen kloppen. Ze tellen nergens mee.
sensors-quality-help-clock-skewed = De klok van het toestel wijkt af: het tijdstip klopt niet. Ze tellen nergens mee.
sensors-quality-help-duplicate = De bron gaf meer dan één waarde voor hetzelfde tijdstip; dit is de laatste.
sensors-quality-help-uncertain = De bron twijfelt zelf aan de waarde, of ze is voorlopig.
sensors-quality-help-missing = De bron meldt dat er geen waarde is. Dat is nooit nul.

sensors-simulated = gesimuleerd
sensors-watermark = GESIMULEERD
sensors-simulating-note = Gesimuleerde sensoren staan aan: hun waarden zijn verzonnen en dragen overal het woord “gesimuleerd”.
sensors-offline-note = U werkt offline: er wordt niets bevraagd. U ziet de laatste goede waarden met hun ouderdom.
sensors-trouble = { $failing ->
    [0] { $stale ->
        [one] Van 1 feed zijn de waarden verouderd.
       *[other] Van { $stale } feeds zijn de waarden verouderd.
    }
    [one] 1 feed geeft geen antwoord. De laatste goede waarden blijven staan, met hun ouderdom.
   *[other] { $failing } feeds geven geen antwoord. De laatste goede waarden blijven staan, met hun ouderdom.
}
sensors-trouble-show = Bekijk waarom

sensors-age-now = zojuist
sensors-age-minutes = { $n } min geleden
sensors-age-hours = { $n } u geleden
sensors-age-days = { $n } d geleden
sensors-age-future = in de toekomst
sensors-seconds = { $n } s
sensors-minutes = { $n } min
sensors-hours = { $n } u
sensors-days = { $n } dagen
sensors-kilobytes = { $n } kB
sensors-megabytes = { $n } MB
sensors-gigabytes = { $n } GB

sensors-values-count = { $n ->
    [one] 1 meetreeks
   *[other] { $shown } meetreeksen
}
sensors-no-values = Geen sensor voldoet aan deze keuze. Kies links een andere feed of eigenschap, of wis de filters.
sensors-no-value = geen waarde
sensors-column-sensor = Sensor
sensors-column-town = Gemeente
sensors-column-property = Meet
sensors-column-value = Waarde
sensors-column-age = Ouderdom
sensors-column-feed = Feed
sensors-column-time = Tijdstip
sensors-column-unit = Eenheid
sensors-column-quality = Kwaliteit
sensors-compare = { $name } in de grafieken opnemen
sensors-uncompare = { $name } uit de grafieken halen
sensors-compare-full = Er staan al { $limit } reeksen in de grafieken. Haal er eerst een uit.
sensors-show-compared = { $n ->
    [one] 1 reeks bekijken
   *[other] { $n } reeksen bekijken
}
sensors-original = bij de bron: { $name }
sensors-capacity = capaciteit: { $capacity }
sensors-town-approximate = ±: de gemeente volgt uit een benaderende grens

sensors-empty = Nog geen sensoren
sensors-empty-text = Alle feeds staan uit tot u ze zelf aanzet: het programma bevraagt niets zonder uw toestemming. Kies feeds uit de catalogus, voeg een adres toe, of start gesimuleerde sensoren om te zien hoe het werkt, ook zonder netwerk.
sensors-empty-offline = Offline, en nog geen waarden bewaard
sensors-empty-offline-text = Er wordt geen feed bevraagd zolang u offline werkt. Gesimuleerde sensoren werken zonder netwerk.
sensors-empty-waiting = Wachten op het eerste antwoord
sensors-empty-waiting-text = Er staat een feed aan, maar die gaf nog geen waarden. Bij de feeds ziet u hoe het ermee staat. Gesimuleerde sensoren werken ook zonder netwerk.
sensors-go-to-feeds = Naar de feeds
sensors-simulate = Gesimuleerde sensoren starten

sensors-none-chosen = Nog geen reeks gekozen
sensors-none-chosen-text = Kies een sensor in de lijst of op de kaart, of neem met het plusteken tot acht meetreeksen op om ze te vergelijken.
sensors-go-to-list = Naar de lijst
sensors-of-selected = van de gekozen sensor; met + in de lijst vergelijkt u er meer
sensors-clear-compared = Alle reeksen weghalen
sensors-hours-1 = 1 u
sensors-hours-24 = 24 u
sensors-hours-168 = 7 d
sensors-hours-720 = 30 d
sensors-hours-8766 = 1 jaar
sensors-hours-all = Alles
sensors-earlier = Vroeger
sensors-later = Later
sensors-zoom-in = Korter: inzoomen
sensors-zoom-out = Langer: uitzoomen
sensors-follows-clock = volgt de klok
sensors-chart-help = Wiel: in- en uitzoomen. Slepen: verschuiven. Dubbelklik: terug naar de gekozen lengte.
sensors-as-chart = Grafiek
sensors-as-table = Tabel
sensors-series-loading = De reeks wordt gelezen…
sensors-series-empty = Geen metingen bewaard in deze periode. Kies een langere periode, haal geschiedenis op bij de feed, of wacht op de volgende waarde.
sensors-series-name = Reeks van { $names }
sensors-series-count = { $n } metingen gelezen van { $stretch }
sensors-series-thinned = uitgedund tot { $n } punten, met kleinste en grootste
sensors-series-flagged = { $n ->
    [one] 1 telt niet mee (kruisje)
   *[other] { $shown } tellen niet mee (kruisjes)
}
sensors-series-reading = wordt aangevuld…
sensors-axis-not-zero = de as begint niet bij nul
sensors-table-order = Nieuwste eerst
sensors-copy-table = Tabel kopiëren
sensors-source = Bron: { $source }

sensors-profile-day = Gemiddelde dag
sensors-profile-week = Gemiddelde week
sensors-period-30 = 30 dagen
sensors-period-90 = 90 dagen
sensors-period-365 = 1 jaar
sensors-profile-day-name = Gemiddelde dag van { $names }
sensors-profile-week-name = Gemiddelde week van { $names }
sensors-profile-band = in de band liggen 8 op de 10 uren
sensors-no-mean = { $name } is een richting: daarvan bestaat geen gewoon gemiddelde.
sensors-coverage = Gemaakt uit uurgemiddelden; { $percent } % van de uren heeft metingen.
sensors-hour = Uur
sensors-day-1 = ma
sensors-day-2 = di
sensors-day-3 = wo
sensors-day-4 = do
sensors-day-5 = vr
sensors-day-6 = za
sensors-day-7 = zo
sensors-exceedances = Overschrijdingen
sensors-threshold = Drempel
sensors-threshold-short = drempel { $value }, { $over }
sensors-threshold-own = Eigen drempel.
sensors-threshold-none = Voor deze eigenschap kent het programma geen referentiewaarde. Vul zelf een drempel in.
sensors-threshold-choose = Referentiewaarde kiezen…
sensors-mean-hour = uurgemiddelde
sensors-mean-eight-hours = 8 uur lopend
sensors-mean-day = daggemiddelde
sensors-exceedance-stream = Meetreeks
sensors-exceedance-above = Erboven
sensors-exceedance-measured = Met metingen
sensors-exceedance-missing = Zonder
sensors-exceedance-longest = Langste aan één stuk
sensors-exceedance-rule = Een uur of dag met te weinig metingen telt apart, nooit als “niet boven de drempel”. Een dag heeft 18 uren nodig.
sensors-count-hours = { $n ->
    [one] 1 uur
   *[other] { $shown } uur
}
sensors-count-days = { $n ->
    [one] 1 dag
   *[other] { $shown } dagen
}
sensors-longest = { $length } vanaf { $start }
sensors-days-hours = Uren boven de drempel per dag: { $name }. Vlakken zonder staaf: geen metingen.
sensors-days-values = Waarde per dag tegenover de drempel: { $name }. Vlakken zonder staaf: te weinig metingen.
sensors-days-name = { $above } boven de drempel, { $measured } met metingen, { $missing } zonder
sensors-day-hours = { $above } uur boven de drempel, { $measured } van { $total } uren met metingen

sensors-feeds-on = { $on } van { $n } feeds aan
sensors-room = { $n ->
    [one] 1 meting, { $size }
   *[other] { $shown } metingen, { $size }
}
sensors-no-feeds = Deze werkruimte kent geen feeds. Voeg er een toe met een adres.
sensors-no-feeds-on = Er staat geen feed aan. Zet er hieronder een aan, of voeg een adres toe.
sensors-add-feed = Feed toevoegen…
sensors-make-room = Ruimte vrijmaken
sensors-make-room-help = Verwijdert metingen die hun feed niet langer bewaart en geeft de ruimte terug aan de schijf.
sensors-filling = Geschiedenis van { $feed } ophalen…
sensors-stop = Stoppen
sensors-unverified = nog nooit bevestigd
sensors-unverified-help = Dit programma heeft van deze feed nog nooit een antwoord gekregen: adres en veldnamen komen uit gepubliceerde beschrijvingen. Zet hem aan om het te proberen.
sensors-switch-on = Aanzetten
sensors-switch-off = Uitzetten
sensors-switch-on-feed = { $feed } aanzetten
sensors-switch-off-feed = { $feed } uitzetten
sensors-poll = Nu opvragen
sensors-poll-feed = { $feed } nu opvragen
sensors-open-settings = Instellingen van { $feed } tonen
sensors-close-settings = Instellingen van { $feed } verbergen
sensors-last-good = laatste waarde { $age }
sensors-file = bestand { $file }
sensors-file-edition = uitgave van { $date }
sensors-file-imported = ingelezen op { $date }
sensors-file-newest = jongste meting { $time }
sensors-file-help = Deze lijst komt uit een bestand en wordt niet bevraagd. Lees een latere versie onder dezelfde naam in om ze bij te werken.
sensors-never-good = nog geen waarde
sensors-latency = antwoordt in { $n } ms
sensors-next-poll = volgende vraag om { $time }
sensors-failures = { $n ->
    [one] 1 keer mislukt
   *[other] { $n } keer na elkaar mislukt
}
sensors-clock-ahead = klok van de server loopt { $time } voor
sensors-clock-behind = klok van de server loopt { $time } achter
sensors-values-kept = Wat er was, blijft bewaard.
sensors-copy-error = Technische melding kopiëren
sensors-rejected = { $n ->
    [one] 1 record geweigerd
   *[other] { $n } records geweigerd
}
sensors-rejected-show = { $count }: bekijk waarom
sensors-rejected-hide = { $count }: verbergen
sensors-rejected-loading = De geweigerde records worden opgezocht…
sensors-rejected-none = Er zijn geen geweigerde records bewaard.
sensors-rejected-record = Record
sensors-rejected-field = Veld
sensors-rejected-reason = Reden
sensors-rejected-save = Bewaren als CSV
sensors-rejected-path = Bestand voor geweigerde records
sensors-rejected-name = geweigerd
sensors-interval = Opvragen
sensors-every = elke { $time }
sensors-interval-help = nooit vaker dan de bron toestaat
sensors-retention = Bewaren
sensors-retention-ever = voor altijd
sensors-retention-days = { $n } dagen
sensors-size-about = ongeveer { $size }
sensors-size-a-year = ongeveer { $size } per jaar
sensors-past = Geschiedenis
sensors-past-none = Deze bron bewaart zelf geen geschiedenis.
sensors-past-nothing = Geen
sensors-past-days = { $n } dagen
sensors-past-fetch = Ophalen
sensors-key = Sleutel
sensors-key-of = Sleutel { $name }
sensors-key-keep = In sleutelbos bewaren
sensors-key-forget = Vergeten
sensors-key-help = De sleutel staat nooit in de werkruimte. In plaats van de sleutelbos kan de omgevingsvariabele { $variable } hem geven.
sensors-address = Adres
sensors-last-answer = Laatste antwoord
sensors-remove-feed = Feed verwijderen…
sensors-remove-question = { $feed } verwijderen? De metingen kunnen in de werkruimte blijven.
sensors-remove-keep = Verwijderen, metingen houden
sensors-remove-all = Alles verwijderen
sensors-remove-cancel = Toch niet

sensors-catalogue = Catalogus
sensors-catalogue-count = { $found } van { $n }
sensors-catalogue-search = Zoeken in de catalogus
sensors-catalogue-help = Bekende adressen in België en de buurlanden. Ze staan uit tot u ze aanzet.
sensors-catalogue-none = Geen feed in de catalogus past bij deze woorden. Voeg er een toe met een adres.
sensors-needs-key = sleutel nodig

sensors-add-title = Feed toevoegen
sensors-add-help = Plak het adres van een feed. Het programma vraagt het één keer, herkent het protocol en toont wat het leest, voor er iets bewaard wordt.
sensors-add-hint = https://… of mqtts://…
sensors-add-test = Testen
sensors-add-testing = Het adres wordt gevraagd en herkend…
sensors-add-offline = U werkt offline. Ga online om een adres te testen.
sensors-add-more = Sleutel, protocol of instellingen opgeven
sensors-add-less = Minder
sensors-add-protocol = Protocol
sensors-add-find-out = zelf herkennen
sensors-add-key = Naam van de sleutel
sensors-add-option = Instelling toevoegen
sensors-add-option-name = Instelling
sensors-add-option-value = Waarde
sensors-add-option-drop = Instelling weghalen
sensors-add-found = { $n ->
    [0] Herkend als { $protocol }, nog zonder sensoren: ze verschijnen zodra er berichten komen.
    [one] Herkend als { $protocol }: 1 sensor, { $readings } metingen.
   *[other] Herkend als { $protocol }: { $shown } sensoren, { $readings } metingen.
}
sensors-add-known = Deze feed staat al in de werkruimte. Toevoegen vervangt zijn instellingen; zijn metingen blijven.
sensors-add-name = Naam
sensors-add-no-properties = Nog geen.
sensors-add-units = { $unit }, bij de bron { $original }
sensors-add-hint-rate = de bron vraagt { $time }
sensors-add-more-sensors = { $n ->
    [one] en nog 1 sensor
   *[other] en nog { $n } sensoren
}
sensors-add-map = { $n ->
    [0] Kaart zonder sensoren
    [one] Kaart met 1 sensor
   *[other] Kaart met { $n } sensoren
}
sensors-add-no-places = De bron geeft geen plaats van haar sensoren: ze staan niet op de kaart.
sensors-add-go = Toevoegen
sensors-try-offline = Kijk na of u verbonden bent en of het adres juist gespeld is.
sensors-try-refused = De server bestaat, maar luistert niet op deze poort. Kijk de poort in het adres na.
sensors-try-timeout = Probeer het later opnieuw, of vraag een kleiner deel van de gegevens op.
sensors-try-tls = Het certificaat van de server is niet in orde. Meld het aan de beheerder; http in plaats van https werkt soms ook.
sensors-try-too-many-requests = Wacht enkele minuten voor u opnieuw test.
sensors-try-forbidden = Geef bij “Sleutel, protocol of instellingen” de naam van een sleutel op en zet de sleutel zelf in de sleutelbos of de omgeving.
sensors-try-not-found = Kijk het pad na: plak het adres van de gegevens, niet dat van de webpagina erover.
sensors-try-not-json = Dit adres toont een webpagina. Zoek op die pagina naar “API” of “ontwikkelaars” en plak dat adres.
sensors-try-address = Begin met https://, http://, mqtt:// of mqtts://.
sensors-try-private-address = Adressen in een privénetwerk worden alleen gevraagd wanneer u ze zelf intikt.
sensors-try-unrecognised = Kies bij “Sleutel, protocol of instellingen” zelf het protocol, als u het kent.
sensors-try-incomplete = Dit protocol heeft een instelling nodig die ontbreekt. De technische melding hieronder noemt ze.
sensors-try-no-secret = Zet de sleutel in de sleutelbos of in de omgevingsvariabele, en test opnieuw.
sensors-try-cancelled = Test opnieuw wanneer u wilt.
sensors-try-other = Kijk het adres na, of kies zelf het protocol. De technische melding hieronder helpt de beheerder van de feed verder.
sensors-header-help = Klik om te sorteren: oplopend, aflopend, niet. Shift-klik voegt een sorteerkolom toe.
sensors-copy-help = Alle rijen van de lijst als tabel op het klembord; een waarde met eenheid, kwaliteit en tijdstip in eigen kolommen.
