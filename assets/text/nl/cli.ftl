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
reproduce-cell = Rij { $row }, kolom { $column }: in het bestand “{ $then }”, nu “{ $now }”.
reproduce-row-gone = Niet meer: rij { $row }.
reproduce-row-new = Nieuw: rij { $row }.
reproduce-section-changed = Deel “{ $name }” toont nu iets anders.
reproduce-section-gone = Deel “{ $name }” wordt niet meer gemaakt.
reproduce-section-new = Deel “{ $name }” was er niet.
reproduce-resource-changed = “{ $name }” heeft nu een andere inhoud.
reproduce-resource-gone = “{ $name }” wordt niet meer gemaakt.
reproduce-resource-new = “{ $name }” was er niet.
reproduce-in-table = { $table }: { $told }
reproduce-form = Dezelfde inhoud, anders geschreven.
reproduce-file = Het bestand is gewijzigd nadat het geschreven was: het is niet wat zijn stempel zegt.
reproduce-file-changed = Het bestand van “{ $name }” is gewijzigd nadat het geschreven was: het is niet wat zijn stempel zegt.
reproduce-file-lost = Het bestand van “{ $name }” ontbreekt.

# Wat er mis is met de woorden, of niet gedaan kon worden
cli-language-word = --language is nl of en: { $word }
cli-no-data-folder = voor deze gebruiker is geen gegevensmap bekend; noem een bestand met --workspace
cli-workspace-unopened = de werkruimte kon niet geopend worden
cli-no-workspace = er is geen werkruimte
cli-one-of = { $flag } kent { $choices }, niet: { $word }
cli-unreadable = { $flag } kan niet gelezen worden, zie --help: { $word }
cli-area = --area is een getal van 1 tot 10: { $word }
cli-years = --from { $from } ligt na --until { $until }
cli-municipality-unknown = geen gemeente van Vlaanderen of Brussel heet: { $word }
cli-municipality-several = er zijn verschillende gemeenten mogelijk, { $choices }: { $word }
cli-name-municipality = noem een gemeente met --municipality, of een weergave die er vergelijkt
cli-name-unknown = { $flag }: niets in de werkruimte heet: { $word }
cli-name-near = { $flag }: niets in de werkruimte heet { $word }; wat erop lijkt: { $choices }
cli-no-polygon = er is geen vlak in het bestand
cli-project-unknown = dit project bestaat niet: { $word }
cli-figure-unknown = dit cijfer bestaat niet, zie het commando figures: { $word }
cli-indicator-unknown = --indicator is niet bekend, zie info: { $word }
cli-sensor-unknown = deze sensor bestaat niet, zie export --what sensors: { $word }
cli-feed-unknown = deze bron bestaat niet, zie feeds list: { $word }
cli-feed-what = deze bron of dit bestand bestaat niet, kies { $choices } of een adres: { $word }
cli-feed-set-list = een lijst uit een bestand wordt niet bevraagd en blijft heel: alleen --name kan gewijzigd worden
cli-option = --option is SLEUTEL=WAARDE: { $word }
cli-region-none = geen regio: er is er nog geen bewaard; er zijn ook province:NAAM, arrondissement:NAAM en NAAM=CODE,CODE: { $word }
cli-region-unknown = geen regio ({ $choices }; of province:NAAM, arrondissement:NAAM, NAAM=CODE,CODE): { $word }
cli-region-empty = deze gemeenten bestaan niet: { $word }
cli-own-list-unknown = deze lijst bestaat niet: { $word }
cli-peers = --peers is { $choices } of list:ID, niet: { $word }
cli-ratio-of-ratio = een verhouding kan niet van een eigen verhouding gemaakt worden: { $word }
cli-ratio-unknown = deze verhouding bestaat niet: { $word }
cli-factor = --factor is een ander getal dan nul: { $word }
cli-days = --days is een aantal dagen: { $word }
cli-compare-no-project = een tabel bevat geen --project; --json wel
cli-column-unknown = deze kolom bestaat niet, er zijn { $choices }: { $word }
cli-similar-what = noem een project of geef --text
cli-similar-text-alone = een tabel beantwoordt --text alleen, zonder --municipality en --dimension
cli-partners-one = --municipality zegt voor wie: één gemeente
cli-partners-no-idea = een tabel beantwoordt geen --idea; --json wel
cli-notes-project = --project hoort bij de lijst; noem het project na het werkwoord

# Invoer
cli-one-list = een lijst wordt alleen ingelezen: één bestand tegelijk
cli-one-layer = een laag wordt alleen ingelezen: één bestand tegelijk
cli-one-table = --as indicators neemt één tabel tegelijk
cli-one-sensor-list = --as sensors neemt één bestand tegelijk
cli-list-unread = de lijst kon niet gelezen worden
cli-table-unread = de tabel kon niet gelezen worden
cli-layer-no-map = --map en --save-map zijn voor projecten, sensoren en indicatoren
cli-indicator-of-table = --indicator noemt een van de cijfers van de tabel ({ $choices }), of om het even welk waar ze er één bevat: { $word }
cli-one-figure = --name, --unit, --definition en --decimals gaan over één cijfer: kies het met --indicator, of zeg ze in een kolomkeuze (--save-map, dan --map)

# Exports en beelden
cli-crs = --crs is EPSG:4326, EPSG:31370 of EPSG:3812, niet { $word }
cli-crs-read = --crs is EPSG:4326, EPSG:31370, EPSG:3812, EPSG:3857 of EPSG:3447, niet { $word }
cli-export-picture = een beeld wordt gemaakt met: regioscope map, regioscope chart of regioscope gaps
cli-export-package = dit wordt gemaakt met: regioscope package of regioscope catalogue
cli-needs-file = { $format } kan niet op een scherm getoond worden; noem een bestand met -o, of schrijf met -o - naar een pijp
cli-size = --size is BREEDTExHOOGTE, zoals 1280x800: { $word }
cli-scale = --scale is 0.5 tot 4: { $word }
cli-side = een zijde heeft 64 tot { $most } pixels: { $word }
cli-stream = --compare is SENSOR#DATASTROOM: { $word }
cli-datastreams = { $sensor } heeft de datastromen { $choices }: { $word }
cli-stretch = --stretch eindigt voor het begint: { $word }
cli-no-chart = deze weergave heeft geen grafiek: zeg --as, met --municipality waar ze vergelijkt, of --sensor
cli-one-indicator = een lijngrafiek neemt één indicator; --as strips, over_time of by_figure neemt andere cijfers
cli-name-output = noem een bestand met --output
cli-year-unknown = --year: er zijn geen cijfers van { $word }; er zijn er van { $choices }
cli-reproduce-over = “{ $word }” is de export zelf die nagegaan wordt; kies een andere naam voor wat opnieuw gemaakt wordt
cli-reproduce-packed = een pakket in een ZIP-bestand wordt met een in een ZIP-bestand (NAAM.zip) vergeleken, een in een map met een in een map: { $word }
cli-reproduce-stream = reproduce vergelijkt bestanden met hun stempel: noem bestanden, “-” kan hier niet
cli-name-export = noem het bestand van een export
cli-report-no-peers = --peers en --similar-by zijn voor profielen: een rapport heeft ze in zijn weergaven
cli-report-format = zeg --format pdf of html: { $word }
cli-generate-ending = -o eindigt op .csv, .geojson of .gpkg: { $word }
cli-format-unknown = --format kent voor { $what } { $choices }, niet: { $word }
cli-ending-unknown = dit eindigt op geen bekend formaat: { $word }; { $what } eindigt op { $choices }, of zeg --format
cli-export-json = --json zegt wat geschreven is en laat geen plaats voor de gegevens: noem een bestand met -o, of kies --format geojson zonder --json
cli-export-no-compared = dit vergelijkt gemeenten en niets zegt welke: gebruik regioscope compare --municipality NAAM -o BESTAND, of een weergave die er vergelijkt (--view)
cli-export-no-asked = dit zoekt wat op iets lijkt en niets zegt waarop: gebruik regioscope similar PROJECT -o BESTAND, of een weergave die iets vraagt (--view)
cli-indicator-not-here = --indicator hoort bij --what indicators, niet bij { $what }
cli-indicators-written = { $n ->
    [one] Indicator: { $indicators }
   *[other] { $n } indicatoren: { $indicators }
}
cli-no-stamp = de stempel ligt er niet naast ({ $stamp }) en zit er ook niet in
cli-stream-one = meer bestanden kunnen niet naar de standaarduitvoer; noem een map met -o
cli-stream-json = --json zegt wat geschreven is en laat er op de standaarduitvoer geen plaats voor: noem een bestand met -o
cli-stdin-once = de standaardinvoer kan één keer gelezen worden: noem “-” één keer
cli-stdin = standaardinvoer
cli-list-change = { $id } · { $title }: { $fields }
cli-report-nobody = geen gemeente voldoet aan alle woorden

# Wat ingelezen werd
cli-imports-none = Er werd nog niets ingelezen.
cli-import-line = { $what } · { $name } · { $when } · { $count } · { $file }
cli-import-projects = projecten
cli-import-indicators = cijfers
cli-import-sensors = sensoren
cli-import-layer = laag
cli-import-places = plaatsen
cli-sheet-choose = Met --sheet kies je er een.
