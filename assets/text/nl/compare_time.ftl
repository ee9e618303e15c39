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
compare-time-dwarf = { $place } is zoveel groter dat de andere lijnen vlak lijken.
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
