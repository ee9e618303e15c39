# Vergelijken: over de tijd, voor en na een project.

compare-time-choose = Cijfer kiezen: { $name }
compare-time-search = Zoek een cijfer
compare-time-no-hit = Geen cijfer met die naam.
compare-time-one = Eén grafiek
compare-time-by-municipality = Per gemeente
compare-time-by-figure = Per cijfer
compare-time-own-axes = Eigen assen
compare-time-own-axes-help = Elke grafiek krijgt een eigen verticale as. Hoogtes zijn dan niet meer te vergelijken, de vorm van de lijnen wel.
compare-time-axes-shared = Alle grafieken hebben dezelfde assen.
compare-time-axes-own = Elke grafiek heeft een eigen verticale as: vergelijk de vorm, niet de hoogte.
compare-time-axes-figures = Alle grafieken tonen dezelfde jaren; elk cijfer heeft een eigen verticale as.
compare-time-median = Mediaan
compare-time-median-of = { $number } (van { $n } gemeenten)
compare-time-half = middelste helft: { $low } tot { $high }
compare-time-few-peers = Minder dan vier gemeenten van de vergelijkingsgroep hebben een cijfer: geen mediaan en geen band.
compare-time-peers = Grijze lijn: de mediaan van { $n } { $peers }; grijze band: hun middelste helft. Jaren met minder dan { $least } cijfers krijgen geen band.
compare-time-of-the-time = In de grenzen van toen: gemeenten die opgingen in een andere staan apart, in de kleur van hun opvolger. De vergelijkingsgroep blijft in de grenzen van vandaag.
compare-time-dwarf = { $place } is zoveel groter dat de lijn van { $least } vlak lijkt.
compare-time-dwarf-index = Vergelijk de groei: eerste jaar = 100
compare-time-dwarf-axes = Een grafiek per gemeente met eigen assen
compare-time-none = Geen reeks
compare-time-none-text = Geen van deze gemeenten heeft voor dit cijfer een jaar met een waarde.
compare-time-none-projects = De inventaris kent maar één stand: die van nu. Alleen lopende projecten hebben jaren.
compare-time-none-sensors = Dit cijfer vat de metingen van één periode samen en heeft geen jaren. Reeksen van sensoren staan op het tabblad Sensoren; onder “Voor en na” staan ze per maand.
compare-time-no-figures = Geen van de gekozen cijfers heeft jaren.
compare-time-show-active = Toon lopende projecten per jaar
compare-time-unit = Eenheid
compare-time-calculation = Berekening
compare-time-merged = * Meegeteld in de grenzen van vandaag: { $list }.
compare-time-merged-item = { $names } bij { $place } (tot en met { $year })

compare-before-choose = Project kiezen: { $name }
compare-before-search = Zoek een project
compare-before-no-hit = Geen project met die naam.
compare-before-unknown = Periode onbekend: niet te vergelijken
compare-before-no-project = Niet in de steekproef
compare-before-no-project-text = De inventaris, een steekproef, kent geen enkel project van deze gemeente: er is niets om voor en na te vergelijken.
compare-before-title = { $figure }, { $place }
compare-before-unit-relative = in procent van het eigen gemiddelde voor het project
compare-before-none = geen
compare-before-years = { $n ->
    [one] 1 jaar, { $stretch }
   *[other] { $n } jaar, { $stretch }
}
compare-before-months = { $n ->
    [one] 1 maand, { $stretch }
   *[other] { $n } maanden, { $stretch }
}
compare-before-step-year = Jaar
compare-before-step-month = Maand
compare-before-counts = Telt mee
compare-before-during = tijdens, telt niet mee
compare-before-head-before = Voor
compare-before-head-after = Na
compare-before-head-difference = Verschil
compare-before-head-interval = 95 %-interval
compare-before-interval = { $low } tot { $high }
compare-before-peers = { $n } { $peers }, gemiddeld
compare-before-peers-mean = Gemiddelde van de groep
compare-before-against = Gemeente min groep
compare-before-mean-before = gemiddelde voor: { $number }
compare-before-mean-after = gemiddelde na: { $number }
compare-before-chart = Band: de periode van het project. Streeplijnen: de gemiddelden voor en na.
compare-before-chart-name = Voor en na: { $title }. Project: { $project }. Pijltjes lezen stap per stap.
compare-before-no-difference = geen verschil: een kant is leeg
compare-before-too-few = geen: minder dan twee cijfers aan een kant
compare-before-too-alike = geen: de cijfers hangen te sterk samen
compare-before-no-variation = geen: alle cijfers zijn gelijk
compare-before-points = procentpunten
compare-before-verdict-peers-apart = Na het project verschoof de afstand tot de groep met { $number } { $unit }. Het interval bevat nul niet: toeval alleen verklaart dat moeilijk. Dat het project de oorzaak is, volgt daar niet uit.
compare-before-verdict-peers-chance = Na het project verschoof de afstand tot de groep met { $number } { $unit }. Het interval bevat nul: dat kan toeval zijn.
compare-before-verdict-peers-unsure = Na het project verschoof de afstand tot de groep met { $number } { $unit }. Hoe zeker dat is, valt met deze cijfers niet te zeggen.
compare-before-verdict-own-apart = Na het project verschoof het gemiddelde met { $number } { $unit }. Het interval bevat nul niet: toeval alleen verklaart dat moeilijk. Dat het project de oorzaak is, volgt daar niet uit.
compare-before-verdict-own-chance = Na het project verschoof het gemiddelde met { $number } { $unit }. Het interval bevat nul: dat kan toeval zijn.
compare-before-verdict-own-unsure = Na het project verschoof het gemiddelde met { $number } { $unit }. Hoe zeker dat is, valt met deze cijfers niet te zeggen.
compare-before-cannot = Wat dit niet bewijst
compare-before-caution-other-causes = Wat er in die jaren nog gebeurde, telt mee in het verschil: beleid, conjunctuur, andere projecten. Een verschil is geen bewijs dat het project de oorzaak is.
compare-before-caution-trend = Een trend die al voor het project liep, geeft ook een verschil zonder dat het project iets deed.
compare-before-caution-sample = De inventaris is een steekproef, geen volledige telling, en dit project werd gekozen om naar te kijken.
compare-before-caution-peers = Tegenover een andere groep dan { $peers } kan het verschil anders zijn.
compare-before-caution-few = Er zijn weinig cijfers: minder dan vijf aan minstens een kant. Het interval steunt op weinig.
compare-before-caution-running = Het project loopt nog of moet nog beginnen: er is geen “na”.
compare-before-caution-nothing-after = Er zijn geen cijfers van na het project.
compare-before-caution-no-peers = Geen enkele gemeente van de groep heeft alle cijfers: er valt niets tegenover te leggen.
compare-before-caution-autocorrelation = Cijfers die op elkaar volgen, lijken op elkaar en tellen daarom voor minder: het aantal is verkleind met de samenhang van elk cijfer met het volgende, waardoor het interval breder is.
compare-before-caution-seasons = Elke kalendermaand telt voor en na even vaak mee, zodat seizoenen wegvallen; de maanden dichtst bij het project zijn gekozen.
compare-before-caution-relative = Aantallen groeien met de gemeente. Daarom staat elke reeks in procent van haar eigen gemiddelde voor het project; dat gemiddelde geldt als exact.
compare-before-made = Hoe dit berekend is
compare-before-made-years = Voor: hele jaren die eindigen voor het project begint. Na: jaren die beginnen als het voorbij is. De jaren van het project zelf tellen niet mee. Cijfers in de grenzen van vandaag.
compare-before-made-months = Voor: hele maanden die eindigen voor het project begint. Na: maanden die beginnen als het voorbij is. Een maand telt mee als drie kwart van haar dagen gegevens heeft (UTC).
compare-before-made-welch = Interval: 95 % volgens Welch (1947), voor twee gemiddelden met een verschillende spreiding.
compare-before-made-paired = Interval: 95 % volgens Student, voor het gemiddelde van de verschillen tussen gelijke kalendermaanden.
compare-before-made-peers = Groep: { $n } van { $of } { $peers } (de gemeente zelf niet meegerekend) met alle cijfers die meetellen; hun ongewogen gemiddelde.
compare-before-left-out = Zonder: { $names }.
compare-before-refused = Niet te vergelijken
compare-before-refused-period = De periode van dit project is onbekend. Zonder begin en einde is er geen voor en na.
compare-before-refused-nothing = Geen enkel cijfer van de gemeente valt voor het begin van het project.
compare-before-refused-zero = Het gemiddelde voor het project is nul: een verandering in procent bestaat dan niet.
compare-before-reading = De metingen worden gelezen: { $n } van { $of } meetreeksen
compare-before-approximate = Sensoren zijn aan gemeenten toegewezen met grenzen bij benadering.
