# Cijfers inlezen: tabellen met cijfers per gemeente.

import-title = Cijfers inlezen
import-help = Cijfers per gemeente en jaar uit CSV, Excel (XLSX), ODS of een OData-dienst. Er wordt niets geschreven voor u hebt gezien wat er verandert.
import-from-file = Bestand
import-from-odata = OData-adres
import-path-hint = pad naar een CSV-, XLSX- of ODS-bestand
import-kind = Tabellen (CSV, XLSX, ODS)
import-read = Lezen
import-url = Adres van de OData-tabel
import-key = Naam van de sleutel
import-key-help = De sleutel zelf staat in de sleutelbos van uw computer of in de omgevingsvariabele { $variable }, nooit in de werkruimte. Provincies in Cijfers geeft een sleutel op aanvraag. Adres en kop (apikey) zijn overgenomen uit openbare code en nog niet bevestigd door een antwoord.
import-offline = U werkt offline. Zet offline werken uit om een adres te lezen.
import-failed = De tabel kon niet gelezen worden: { $reason }
import-reading = Bezig met lezen…
import-writing = Bezig met importeren…
import-stop = Stoppen

import-table = Tabel
import-rows = { $n ->
    [one] { $shown } rij
   *[other] { $shown } rijen
}
import-sheet = Blad
import-sheet-hidden = { $name } (verborgen)
import-sheets-hidden = { $n ->
    [one] Een verborgen blad wordt niet gelezen: { $names }.
   *[other] Verborgen bladen worden niet gelezen: { $names }.
}
import-header-row = Koprij
import-no-header = geen
import-vintage = Codes van
import-vintage-detect = vanzelf bepalen
import-vintage-of-the-year = het jaar van het cijfer
import-vintage-2019 = 2019 (fusies van 2019 verwerkt)
import-vintage-2025 = 2025 (fusies van 2025 verwerkt)
import-year = Jaar van de tabel
import-adds-up = Rijen van dezelfde gemeente en hetzelfde jaar zijn delen van een geheel: tel ze op
import-column = kolom { $n }
import-role-of = Betekenis van { $column }
import-role-ignore = niet lezen
import-role-nis = NIS-code
import-role-name = gemeentenaam
import-role-year = jaar of datum
import-role-month = maand of kwartaal
import-role-value = cijfer
import-role-indicator = welk cijfer
import-role-unit = eenheid
import-role-status = status
import-role-only = alleen rijen met…
import-figure-of = Cijfer in { $column }
import-figure-new = nieuw cijfer, genoemd naar de kolom
import-only-of = Waarde van { $column } die gelezen wordt
import-only-hint = waarde
import-more-columns = { $n ->
    [one] Nog 1 kolom staat hier niet; daarvoor geldt het voorstel.
   *[other] Nog { $n } kolommen staan hier niet; daarvoor geldt het voorstel.
}

import-figures = Wat de cijfers zijn
import-no-figures = Kies eerst een kolom met cijfers.
import-unnamed = (zonder naam)
import-known = bestaand cijfer
import-own = eigen cijfer
import-new = nieuw
import-ratio = verhouding
import-ratio-add = Verhouding van twee cijfers toevoegen
import-ratio-drop = Verhouding weglaten
import-ratio-of = Teller ÷ noemer
import-numerator = Teller
import-denominator = Noemer
import-factor = Factor
import-area = Oppervlakte (kadaster, ha)
import-fixed = Naam en definitie blijven zoals ze meegeleverd zijn; alleen de waarden veranderen. Eenheid: { $unit }.
import-name = Naam
import-name-nl = Nederlandse naam
import-name-en = Engelse naam (mag leeg)
import-definition = Definitie
import-definition-nl = Nederlandse definitie
import-definition-en = Engelse definitie (mag leeg)
import-unit = Eenheid
import-unit-hint = bv. aantal, EUR, ha
import-decimals = Decimalen
import-reference = Moment
import-reference-hint = bv. 1 januari
import-dimension = Dimensie
import-no-dimension = geen
import-direction = Wat hoger betekent
import-direction-higher-better = hoger is beter
import-direction-lower-better = lager is beter
import-direction-neutral = geen van beide
import-id = Kenmerk
import-problem-no-name = Geef dit cijfer een naam.
import-problem-bad-identifier = Een kenmerk bestaat uit kleine letters, cijfers en lage streepjes.
import-problem-no-unit = Geef dit cijfer een eenheid.
import-problem-quotient = Een percentage of verhouding mag bij een fusie niet opgeteld worden. Lees de teller en de noemer in en voeg een verhouding van beide toe. Of laat het weg: kies “niet lezen” voor de kolom (op de opdrachtregel leest --indicator één cijfer alleen).
import-problem-ratio-part = Kies een teller en een noemer die bekend zijn, en een factor.
import-problem-known-ratio = Dit cijfer is een verhouding van twee andere en heeft geen eigen waarden. Lees de teller en de noemer in.

import-source = Bron
import-source-title = Titel en producent
import-source-title-hint = titel; anders de naam van het bestand
import-attribution = Producent of naamsvermelding
import-licence = Licentie en datum
import-licence-hint = bv. CC BY 4.0
import-date = Datum van de uitgave (2025-07-01)
import-date-hint = bv. 2025-07-01
import-incomplete = vul eerst de cijfers aan
import-needs-place = Geen kolom zegt welke gemeente het is. Kies een kolom met NIS-codes of namen.

import-outcome = Wat er verandert
import-updating = wordt bijgewerkt…
import-error-place = Er is geen kolom met gemeenten gekozen: NIS-codes of namen.
import-error-value = Er is geen kolom met cijfers gekozen.
import-error-year = Van welk jaar de cijfers zijn, is niet bekend. Kies een kolom met jaren, of geef het jaar van de tabel.
import-error-not-yearly = Kolom “{ $column }” gaat over maanden of kwartalen, en cijfers zijn per jaar. Laat ze optellen, kies “alleen rijen met…” voor één maand, of maak er eerst jaarcijfers van.
import-error-sheet = Dat blad staat niet in het bestand.
import-nothing = Deze kolommen geven geen enkel cijfer.
import-count-added = nieuw
import-count-changed = herzien
import-count-unchanged = ongewijzigd
import-count-superseded = vervangen na fusie
import-count-missing = ontbreekt in de bron
import-count-rejected = geweigerd
import-left-totals = { $n ->
    [one] { $count } rij van een gewest, provincie of totaal is niet meegenomen.
   *[other] { $count } rijen van gewesten, provincies of totalen zijn niet meegenomen.
}
import-left-outside = { $n ->
    [one] { $count } rij van een gemeente buiten Vlaanderen en Brussel is niet meegenomen.
   *[other] { $count } rijen van gemeenten buiten Vlaanderen en Brussel zijn niet meegenomen.
}
import-left-unlocated = { $n ->
    [one] { $count } rij die de bron in geen gemeente kon plaatsen, is niet meegenomen.
   *[other] { $count } rijen die de bron in geen gemeente kon plaatsen, zijn niet meegenomen.
}
import-left-others = { $n ->
    [one] { $count } rij heeft een andere waarde dan gekozen en is niet meegenomen.
   *[other] { $count } rijen hebben een andere waarde dan gekozen en zijn niet meegenomen.
}
import-left-remarks = { $n ->
    [one] { $count } rij zonder gemeente en zonder cijfer is overgeslagen.
   *[other] { $count } rijen zonder gemeente en zonder cijfer zijn overgeslagen.
}
import-chosen = Namen van voor en na een fusie zijn gelezen als: { $codes }.
import-old-codes = Codes van voor een fusie tellen mee bij de gemeente van vandaag: { $codes }
import-unshown = { $n ->
    [one] Een cijfer wordt bewaard, maar kan in de grenzen van vandaag niet getoond worden, want een deel van de fusiegemeente heeft er geen: { $places }.
   *[other] { $count } cijfers worden bewaard, maar kunnen in de grenzen van vandaag niet getoond worden, want een deel van de fusiegemeente heeft er geen: { $places }.
}
import-unshown-place = { $place } (geen cijfer voor { $missing }: { $years })
import-superseded = { $n ->
    [one] { $count } cijfer van een vroegere gemeente maakt plaats voor dat van haar opvolger; het blijft bewaard.
   *[other] { $count } cijfers van vroegere gemeenten maken plaats voor die van hun opvolger; ze blijven bewaard.
}
import-sum-year = Jaar
import-sum-before = Som Vlaanderen nu
import-sum-after = Som na inlezen
import-sum-stated = Totaal in de tabel
import-sum-differs = Het totaal dat in de tabel staat, is niet de som van de gemeenten. Ontbrekende gemeenten of afronding kunnen dat verklaren.
import-municipalities = { $n ->
    [one] { $count } gemeente
   *[other] { $count } gemeenten
}
import-more-years = { $n ->
    [one] en 1 eerder jaar
   *[other] en { $count } eerdere jaren
}
import-revised = { $n ->
    [one] { $count } cijfer wordt herzien; het vorige blijft bewaard:
   *[other] { $count } cijfers worden herzien; de vorige blijven bewaard:
}
import-revised-row = { $place }, { $year }: { $former } → { $new } { $status }
import-more = en { $count } meer
import-rejected = { $n ->
    [one] { $count } rij of cel kan niet gelezen worden. De rest wordt wel ingelezen.
   *[other] { $count } rijen of cellen kunnen niet gelezen worden. De rest wordt wel ingelezen.
}
import-row = rij { $row }
import-rejected-save = Geweigerde rijen bewaren…
import-go = Importeren
import-mapping-save = Kolomkeuze bewaren…
import-mapping-open = Kolomkeuze openen…

# Waarvoor een bestand gelezen wordt
import-as = Lezen als
import-as-projects = projecten
import-as-figures = cijfers per gemeente
import-as-sensors = sensoren
import-as-layer = kaartlaag
import-as-places = plaatsen

# Projecten uit een eigen lijst
import-list-title = Projecten inlezen uit { $file }
import-list-help = Kijk na wat elke kolom is en waar de woorden van de lijst voor staan. Er wordt niets geschreven voor u hebt gezien wat er verandert.
import-list-failed = De lijst kon niet gelezen worden: { $reason }
import-list-no-title = Geen kolom lijkt titels van projecten te bevatten. Kies hieronder de kolom met titels, of lees het bestand als cijfers per gemeente of als sensoren.
import-list-choose-title = Kies boven een kolom “Titel”: zonder titel is er geen project.
import-list-key = Bestaand project herkennen aan
import-list-key-title = titel en trekker
import-list-key-number = eigen nummer van de lijst
import-list-key-id = kenmerk in de werkruimte
import-list-crs = Coördinaten
import-list-crs-auto = vanzelf bepalen
import-list-crs-epsg-4326 = WGS84 (graden)
import-list-crs-epsg-31370 = Lambert 72 (EPSG:31370)
import-list-crs-epsg-3812 = Lambert 2008 (EPSG:3812)
import-list-crs-epsg-3857 = Web Mercator (EPSG:3857)
import-list-crs-epsg-3447 = Lambert 2005 (EPSG:3447)
import-list-unknown-words = { $n ->
    [one] { $count } woord zonder betekenis
   *[other] { $count } woorden zonder betekenis
}
import-list-words = Woorden van de lijst
import-list-words-help = Een rij met een woord zonder betekenis wordt geweigerd.
import-list-word-unsaid = kies…
import-list-word-empty = leeg laten
import-list-word-unknown = geen betekenis gekozen
import-list-word-rows = { $n ->
    [one] { $count } rij
   *[other] { $count } rijen
}
import-list-word-of = Betekenis van “{ $word }”
import-list-name = Naam van de lijst
import-list-name-help = Een latere versie onder dezelfde naam werkt de projecten bij in plaats van ze te verdubbelen. Wat de nieuwe versie niet vermeldt, blijft staan.
import-list-go = Importeren
import-list-count-changed = gewijzigd
import-list-changes = { $n ->
    [one] Eén bestaand project verandert:
   *[other] { $count } bestaande projecten veranderen:
}
import-list-left-totals = { $n ->
    [one] Eén totaalrij overgeslagen.
   *[other] { $count } totaalrijen overgeslagen.
}
import-list-left-headers = { $n ->
    [one] Eén herhaalde koprij overgeslagen.
   *[other] { $count } herhaalde koprijen overgeslagen.
}
import-list-left-units = { $n ->
    [one] Eén rij met eenheden onder de kop overgeslagen.
   *[other] { $count } rijen met eenheden onder de kop overgeslagen.
}
import-list-left-remarks = { $n ->
    [one] Eén opmerking naast de tabel overgeslagen.
   *[other] { $count } opmerkingen naast de tabel overgeslagen.
}
import-list-turned = { $n ->
    [one] Bij één rij stonden de coördinaten in de andere volgorde; ze zijn omgewisseld.
   *[other] Bij { $count } rijen stonden de coördinaten in de andere volgorde; ze zijn omgewisseld.
}
import-list-points = { $n ->
    [one] Van één lijn of vlak is een punt erin genomen.
   *[other] Van { $count } lijnen of vlakken is een punt erin genomen.
}
import-list-shapes = { $n ->
    [one] Eén lijn of vlak blijft zoals het is; een punt erin is de plaats van het project.
   *[other] { $count } lijnen of vlakken blijven zoals ze zijn; een punt erin is telkens de plaats van het project.
}
import-list-shapes-unread = { $n ->
    [one] Eén vorm is weggelaten, omdat zijn referentiestelsel niet gelezen wordt; het project ligt waar zijn coördinaten zeggen.
   *[other] { $count } vormen zijn weggelaten, omdat hun referentiestelsel niet gelezen wordt; de projecten liggen waar hun coördinaten zeggen.
}
import-list-strangers = { $n ->
    [one] Eén project zou over een ander project geschreven worden: hetzelfde nummer, maar een andere titel en trekker. Is dit een andere lijst, geef ze dan een eigen naam.
   *[other] { $count } projecten zouden over andere projecten geschreven worden: hetzelfde nummer, maar een andere titel en trekker. Is dit een andere lijst, geef ze dan een eigen naam.
}
import-list-doubles = { $n ->
    [one] Eén rij lijkt op een eerdere en blijft een apart project.
   *[other] { $count } rijen lijken op een eerdere en blijven aparte projecten.
}
import-list-regional = { $n ->
    [one] Eén project heeft geen gemeente en komt bij de regionale projecten.
   *[other] { $count } projecten hebben geen gemeente en komen bij de regionale projecten.
}
import-list-derived = { $n ->
    [one] Bij één project is de gemeente afgeleid uit de plaats; dat staat erbij.
   *[other] Bij { $count } projecten is de gemeente afgeleid uit de plaats; dat staat erbij.
}
import-list-postal-differs = { $n ->
    [one] Bij één rij hoort de postcode bij een andere gemeente dan de naam; de naam telt (rij { $rows }).
   *[other] Bij { $count } rijen hoort de postcode bij een andere gemeente dan de naam; de naam telt (rij { $rows }).
}
import-places-outside = { $n ->
    [one] Eén rij ligt buiten Vlaanderen en Brussel (rij { $rows }): kijk de coördinaten en hun stelsel na.
   *[other] { $count } rijen liggen buiten Vlaanderen en Brussel (rij { $rows }): kijk de coördinaten en hun stelsel na.
}
import-places-elsewhere = { $n ->
    [one] Eén rij ligt ver van de gemeente die ze noemt (rij { $rows }).
   *[other] { $count } rijen liggen ver van de gemeente die ze noemen (rij { $rows }).
}
import-places-offer = Gelezen als { $system } liggen bijna alle rijen wel waar ze horen.
import-places-read-as = Lees als { $system }
import-places-offer-word = Geef --crs { $crs } om ze zo te lezen.
import-list-found-crs = Coördinaten gelezen als { $crs }, afgeleid uit hun grootte.
import-list-unresolved = Deelnemers die geen gemeente zijn, bewaard als naam: { $names }

# Sensoren en metingen uit een eigen lijst
import-sensors-title = Sensoren inlezen uit { $file }
import-sensors-help = Elke rij is een meting of een sensor. Kijk na wat elke kolom is; er wordt niets geschreven voor u hebt gezien wat er verandert. De lijst wordt niet bevraagd: een latere versie leest u opnieuw in.
import-sensors-no-sensor = Kies de kolom die de sensoren uit elkaar houdt: “sensor” of “naam”.
import-sensors-no-time = Er zijn waarden, maar geen kolom zegt wanneer ze gemeten zijn. Kies de kolom met tijden, of lees alleen de plaatsen.
import-sensors-no-property = Er zijn waarden, maar niets zegt wat ze meten. Kies het boven de kolom met waarden, of kies een kolom “wat gemeten is”.
import-sensors-role-sensor = sensor
import-sensors-role-name = naam
import-sensors-role-time = tijdstip
import-sensors-role-clock = uur van de dag
import-sensors-role-property = wat gemeten is
import-sensors-role-value = waarde
import-sensors-role-unit = eenheid
import-sensors-role-lon = lengtegraad
import-sensors-role-lat = breedtegraad
import-sensors-role-x = x-coördinaat
import-sensors-role-y = y-coördinaat
import-sensors-role-place = plaats in één cel
import-sensors-role-municipality = gemeente
import-sensors-property-of = Wat { $column } meet
import-sensors-property-of-row = staat in de rij
import-sensors-units = Eenheden
import-sensors-units-help = Zoals de lijst ze schrijft, bv. µg/m³, dB(A), °C of vtg/u; leeg = de gebruikelijke eenheid. Een onbekende eenheid blijft staan zoals ze is.
import-sensors-units-of-row = De kolom met eenheden geldt, behalve waar hier een eenheid staat.
import-sensors-unit-of = Eenheid van { $column }
import-sensors-word-empty = rijen weglaten
import-sensors-name-help = Een latere versie onder dezelfde naam werkt de sensoren en metingen bij in plaats van ze te verdubbelen. Wat de nieuwe versie niet vermeldt, blijft staan.
import-sensors-count-sensors = nieuwe sensoren
import-sensors-count-changed = gewijzigde sensoren
import-sensors-count-added = nieuwe metingen
import-sensors-count-corrected = verbeterde metingen
import-sensors-count-unchanged = ongewijzigde metingen
import-sensors-stretch = Metingen van { $stretch }, Belgische tijd.
import-sensors-undo = Ongedaan maken neemt de hele import terug: nieuwe sensoren en metingen verdwijnen, verbeterde metingen krijgen hun vroegere waarde.
import-sensors-unknown-units = Onbekende eenheden; de waarden blijven erin staan: { $units }
import-sensors-missing = { $n ->
    [one] Eén waarde ontbreekt in de lijst; ze telt niet als nul.
   *[other] { $count } waarden ontbreken in de lijst; ze tellen niet als nul.
}
import-sensors-doubles = { $n ->
    [one] Eén meting staat er twee keer met dezelfde waarde; ze telt één keer.
   *[other] { $count } metingen staan er nog eens met dezelfde waarde; ze tellen één keer.
}
import-sensors-doubted = { $n ->
    [one] Eén meting kan niet kloppen of is van de toekomst; ze wordt getoond, maar telt in geen gemiddelde.
   *[other] { $count } metingen kunnen niet kloppen of zijn van de toekomst; ze worden getoond, maar tellen in geen gemiddelde.
}
import-sensors-local-times = { $n ->
    [one] Eén tijdstip zonder tijdzone is gelezen als Belgische tijd.
   *[other] { $count } tijdstippen zonder tijdzone zijn gelezen als Belgische tijd.
}
import-sensors-twice = { $n ->
    [one] Eén tijdstip valt in het uur dat de klok twee keer toont; de eerste keer geldt als zomertijd.
   *[other] { $count } tijdstippen vallen in het uur dat de klok twee keer toont; de eerste keer geldt als zomertijd, de tweede als wintertijd.
}
import-sensors-placeless = { $n ->
    [one] Eén sensor heeft geen plaats: hij staat in de lijst, niet op de kaart.
   *[other] { $count } sensoren hebben geen plaats: ze staan in de lijst, niet op de kaart.
}
import-sensors-moved = { $n ->
    [one] Eén sensor staat op meer dan één plaats; de laatste geldt.
   *[other] { $count } sensoren staan op meer dan één plaats; de laatste geldt.
}
import-sensors-left-unwanted = { $n ->
    [one] Eén meting van wat u weglaat, overgeslagen.
   *[other] { $count } metingen van wat u weglaat, overgeslagen.
}

# Kaartlagen en plaatsen
import-layer-title = Kaartlaag inlezen uit { $file }
import-layer-help = Vormen en kenmerken komen zoals ze zijn op de kaart. Er wordt niets geschreven voor u hebt gezien wat er gevonden is.
import-places-title = Plaatsen inlezen uit { $file }
import-places-help = Plaatsen staan met hun naam op de kaart en zijn te vinden met zoeken (Ctrl K). Er wordt niets geschreven voor u hebt gezien wat er gevonden is.
import-layer-no-places = Er zijn geen vormen gevonden, en geen twee kolommen met coördinaten. Kies hieronder de kolommen.
import-layer-no-names = Kies hieronder de kolom met de namen van de plaatsen.
import-layer-no-name = Geef de laag een naam.
import-layer-failed = Het bestand kon niet als laag gelezen worden: { $reason }
import-layer-name = Naam van de laag
import-layer-replaces = Er is al een laag met deze naam: die wordt vervangen.
import-layer-colour = Kleur
import-layer-colour-n = Kleur { $n }
import-layer-label = Naam uit kolom
import-layer-no-label = geen
import-layer-x = Lengte of x
import-layer-y = Breedte of y
import-layer-place = Plaats in één cel
import-layer-outcome = Wat er gevonden is
import-layer-nothing = Geen enkele rij heeft een plaats.
import-layer-refused = { $n ->
    [one] 1 rij geweigerd
   *[other] { $count } rijen geweigerd
}
import-layer-points = { $n ->
    [one] 1 punt
   *[other] { $count } punten
}
import-layer-lines = { $n ->
    [one] 1 lijn
   *[other] { $count } lijnen
}
import-layer-areas = { $n ->
    [one] 1 vlak
   *[other] { $count } vlakken
}
cell-kind-text = tekst
cell-kind-number = getal
cell-kind-date = datum
layer-kind-layer = kaartlaag
layer-kind-places = plaatsen

# Meer dan een bestand
import-queue-place = Bestand { $place } van { $total }
import-queue-waiting = Hierna: { $names }
import-queue-last = Dit is het laatste.
import-queue-skip = Dit bestand overslaan
import-queue-stop = Rest annuleren
import-queue-stop-help = Dit bestand en de bestanden die wachten, worden niet ingelezen. Wat al ingelezen is, blijft.
