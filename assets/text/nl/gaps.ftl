gaps-sample = Steekproef, geen volledige telling: een leeg vak is een vraag, geen vaststelling.
gaps-by-typology = Projecten van stedelijke gemeenten: { $urban } · gemengde: { $mixed } · landelijke: { $rural }
gaps-by-typology-tip = Stedelijk: centrumstad, Brusselse gemeente of minstens 600 inwoners per km²; landelijk: minder dan 300; anders gemengd (regel van dit project). Een project van twee types telt bij elk.
gaps-advice = Ter vergelijking: 441 in stedelijke en 117 in landelijke gemeenten, in een ander overzicht (België, advies van de SERV van 8 april 2019). De gebieden en regels verschillen: de cijfers zijn niet vergelijkbaar.
gaps-other-themes = { $n ->
    [one] nog 1 thema zonder eigen kolom
   *[other] nog { $count } thema’s zonder eigen kolom
 }
gaps-empty = Geen gemeente
gaps-empty-text = De filter laat geen enkele gemeente over.
gaps-columns = Kolommen
gaps-by-dimension = Dimensie
gaps-by-working-area = Werkterrein (door ons toegekend)
gaps-by-theme = Thema
gaps-by-helix = Rol van partners
gaps-value = Waarde
gaps-value-count = Aantal projecten
gaps-value-per-10000 = Per 10 000 inwoners (2020)
gaps-only = Welke projecten
gaps-only-all = Alle
gaps-only-planned = Alleen gepland
gaps-only-planned-running = Gepland en lopend
gaps-group = Groepen
gaps-group-by-typology = Type gemeente
gaps-group-by-province = Provincie
gaps-group-by-arrondissement = Arrondissement
gaps-group-by-population = Inwonersklasse
gaps-group-by-nothing = Geen groepen
gaps-group-centrumsteden = Centrumsteden
gaps-group-urban = Andere stedelijke
gaps-group-mixed = Gemengde
gaps-group-rural = Landelijke
gaps-group-population = Vanaf { $bound } inwoners
gaps-group-population-least = Minder dan 10 000 inwoners
gaps-group-population-unknown = Inwoners onbekend
gaps-group-tip = { $n ->
    [one] 1 project in de groep
   *[other] { $n } projecten in de groep
 }, elk één keer geteld; { $empty ->
    [one] 1 gemeente van de steekproef zonder gekend project
   *[other] { $empty } gemeenten van de steekproef zonder gekend project
 }
gaps-all = Alle gemeenten
gaps-order = Volgorde
gaps-order-name = Naam
gaps-order-population = Inwoners
gaps-order-total = Totaal
gaps-order-column = Gekozen kolom
gaps-order-by = Sorteren op { $name }
gaps-hide-not-in-sample = Alleen wie in de steekproef zit
gaps-legend = Leeswijzer
gaps-legend-count = projecten in de steekproef
gaps-none-known = geen project bekend
gaps-not-in-sample = niet in de steekproef
gaps-no-population = inwoners onbekend
gaps-municipality = Gemeente
gaps-population = Inw. 2020
gaps-total = Totaal
gaps-cell = Vak van de matrix
gaps-cell-empty = Witte vlek
gaps-head-empty = Geen project bekend. { $others ->
    [0] { $name } heeft met deze filter ook elders geen gekend project.
    [one] { $name } heeft wel 1 ander project.
   *[other] { $name } heeft wel { $others } andere projecten.
 }
gaps-head-filled = { $n ->
    [one] 1 project in de steekproef.
   *[other] { $n } projecten in de steekproef.
 }
gaps-head-not-in-sample = { $name } zit niet in de steekproef: over deze gemeente weten we niets, ook niet dat er niets gebeurt.
gaps-show-on-map = Toon op kaart
gaps-projects = Projecten
gaps-near = Dichtbij, mét project
gaps-near-rule = Afstanden in vogelvlucht, tussen de punten waar de namen op de kaart staan.
gaps-alike = Vergelijkbaar, mét project
gaps-alike-by = Vergelijkbaar volgens: { $figures }
gaps-nobody = Geen andere gemeente in de steekproef heeft zo’n project.
gaps-near-words = { $name } ligt op { $km } km en heeft { $n ->
    [one] 1 zo’n project
   *[other] { $n } zulke projecten
 }{ $running ->
    [0] .
    [one] , waarvan 1 lopend.
   *[other] , waarvan { $running } lopend.
 }
gaps-alike-words = { $name } lijkt op { $own } (op { $km } km) en heeft { $n ->
    [one] 1 zo’n project
   *[other] { $n } zulke projecten
 }{ $running ->
    [0] .
    [one] , waarvan 1 lopend.
   *[other] , waarvan { $running } lopend.
 }
gaps-funding = Wie betaalde zulke projecten
gaps-funding-why = Aantal zulke projecten in de steekproef dat het programma vermeldt; of er nog een oproep loopt, is niet bekend.
gaps-partners = Kandidaat-partners
gaps-role-unknown = rol niet vermeld
gaps-candidate-words = { $role }, { $n ->
    [one] 1 zo’n project
   *[other] { $n } zulke projecten
 }, onder meer in { $towns }.
gaps-candidate-words-regional = { $role }, { $n ->
    [one] 1 regionaal project
   *[other] { $n } regionale projecten
 } van dit soort.
gaps-regional = { $n ->
    [one] 1 regionaal project zonder gemeente staat
   *[other] { $count } regionale projecten zonder gemeente staan
 } niet in de matrix.
gaps-sources = Bronnen: { $names }
gaps-filtered = Gefilterd: het stempel naast dit beeld zegt waarop.
gaps-page-matrix = Witte vlekken
gaps-page-similar = Gelijkaardige
gaps-page-partners = Partners
