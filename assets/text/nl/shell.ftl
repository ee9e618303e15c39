# Het raam: balken, dialogen, toestanden

shell-name = Regioscope
shell-no-workspace = geen werkruimte
shell-workspace-menu = Werkruimte { $name }: menu
shell-read-only = Alleen-lezen: een nieuwere versie van het programma maakte dit bestand, of een ander programma gebruikt het.
shell-read-only-short = alleen lezen
shell-recent = Onlangs gebruikt
shell-search = Zoeken…
shell-other-language = Switch to English
shell-online = online
shell-offline = offline
shell-network-menu = Netwerk: { $state }
shell-offline-tip = Offline haalt het programma niets op. Opgeslagen metingen blijven zichtbaar, met hun ouderdom.
shell-no-feeds = Geen enkele feed staat aan.
shell-show-feeds = Feeds tonen

shell-projects = { $n ->
    [one] { $count } project
   *[other] { $count } projecten
}
shell-services = { $n ->
    [one] { $count } dienst
   *[other] { $count } diensten
}
shell-planned-actions = { $n ->
    [one] { $count } geplande actie
   *[other] { $count } geplande acties
}
shell-hits-of = { $hits } van { $total }
shell-programmes-aside = { $n ->
    [0] Programma’s worden nooit meegeteld; hier is er geen.
    [one] Daarnaast { $count } programma: wel getoond, nooit meegeteld.
   *[other] Daarnaast { $count } programma’s: wel getoond, nooit meegeteld.
}
shell-sample = steekproef, geen volledige telling
shell-sample-short = steekproef
shell-sample-tip = De inventaris verzamelt wat in openbare bronnen gevonden werd. Wat er niet in staat, kan toch bestaan.
shell-export = Exporteren
shell-save-view = Weergave bewaren

shell-time-title = Actieve projecten
shell-time-empty = Geen project met een bekende periode.
shell-time-from = Van jaar
shell-time-until = Tot en met jaar
shell-time-first = Eerste jaar van de filter
shell-time-last = Laatste jaar van de filter
shell-time-clear = Alle jaren
shell-time-play = Jaren afspelen
shell-time-pause = Afspelen stoppen
shell-time-brush = Jaren: sleep om te kiezen, klik voor één jaar
shell-time-bar = { $n ->
    [one] { $year }: { $count } actief project
   *[other] { $year }: { $count } actieve projecten
}
shell-time-unknown = ook periode onbekend ({ $count })
shell-time-unknown-tip = Projecten zonder begin, of afgerond zonder einde. Ze staan nooit in een balk.
shell-time-unknown-all = Zonder jaartallen horen projecten met onbekende periode er altijd bij.

shell-loading = De werkruimte wordt geopend
shell-loading-detail = Gemeenten, projecten en cijfers worden ingelezen.
shell-open-failed = De werkruimte kon niet geopend worden
shell-open-failed-detail = Er is niets gewijzigd. Probeer opnieuw, open een ander bestand of maak een nieuwe.
shell-open-retry = Opnieuw proberen
shell-no-hits = Geen project bekend met deze filters
shell-no-hits-detail = Haal een filter weg om verder te zoeken. Geen project bekend wil niet zeggen dat er geen is.

shell-palette-hint = Project, gemeente, cijfer, sensor of opdracht…
shell-palette-filter = Alle projecten met “{ $text }” tonen
shell-found-project = project
shell-found-municipality = gemeente
shell-found-indicator = indicator
shell-found-sensor = sensor

shell-cancel = Annuleren
shell-close = Sluiten
shell-copy = Kopiëren
shell-dismiss = Melding wegdoen
shell-browse = Bladeren…
shell-path = Bestand
shell-path-hint = pad naar het bestand
shell-replaces = Een bestaand bestand met deze naam wordt vervangen.
shell-no-file-chosen = Er werd geen bestand gekozen, of dit systeem heeft geen bestandsvenster. U kunt het pad hierboven typen of het bestand op het raam slepen.

shell-dialog-open-workspace = Werkruimte openen
shell-dialog-open-workspace-detail = Een GeoPackage (.gpkg) van Regioscope.
shell-dialog-open-workspace-kind = GeoPackage
shell-dialog-open-workspace-name = regioscope
shell-dialog-open-workspace-go = Openen
shell-dialog-new-workspace = Nieuwe werkruimte
shell-dialog-new-workspace-detail = Begint met de meegeleverde gegevens.
shell-dialog-new-workspace-kind = GeoPackage
shell-dialog-new-workspace-name = regioscope-nieuw
shell-dialog-new-workspace-go = Maken
shell-dialog-save-workspace-as = Werkruimte bewaren als
shell-dialog-save-workspace-as-detail = Het programma gaat verder in de kopie.
shell-dialog-save-workspace-as-kind = GeoPackage
shell-dialog-save-workspace-as-name = regioscope-kopie
shell-dialog-save-workspace-as-go = Bewaren
shell-dialog-save-view = Weergave bewaren
shell-dialog-save-view-detail = Filters, lagen, tabblad en kaartuitsnede in een klein bestand, dat ook de opdrachtregel leest.
shell-dialog-save-view-kind = Weergave van Regioscope
shell-dialog-save-view-name = weergave
shell-dialog-save-view-go = Bewaren
shell-dialog-open-view = Weergave openen
shell-dialog-open-view-detail = Een bewaarde weergave (.regioview.json).
shell-dialog-open-view-kind = Weergave van Regioscope
shell-dialog-open-view-name = weergave
shell-dialog-open-view-go = Openen
shell-dialog-import = Bestand inlezen
shell-dialog-import-detail = Een tabel (CSV, Excel, ODS) of kaartlaag (GeoJSON, GeoPackage, Shapefile, KML): u ziet eerst wat er verandert. Meerdere bestanden, met een puntkomma ertussen, komen een voor een aan de beurt.
shell-dialog-import-kind = Tabellen en kaartlagen
shell-dialog-import-name = projecten
shell-dialog-import-go = Bekijken
shell-dialog-save-rejected = Geweigerde rijen bewaren
shell-dialog-save-rejected-detail = Als CSV, met de reden naast elke rij, om te verbeteren en opnieuw te importeren.
shell-dialog-save-rejected-kind = CSV
shell-dialog-save-rejected-name = geweigerde-rijen
shell-dialog-save-rejected-go = Bewaren

shell-show-rejected = { $n ->
    [one] { $count } geweigerde rij bekijken
   *[other] { $count } geweigerde rijen bekijken
}
shell-rejected-title = { $n ->
    [one] { $count } geweigerde rij
   *[other] { $count } geweigerde rijen
}
shell-rejected-detail = Alle andere rijen zijn wel ingelezen.
shell-rejected-save = Bewaren als CSV…
shell-rejected-file = Bestand
shell-rejected-row = Rij
shell-rejected-column = Kolom
shell-rejected-reason = Reden

shell-export-title = Exporteren
shell-export-what = Wat
shell-export-format = Formaat
shell-export-command = Hetzelfde op de opdrachtregel
shell-export-all-projects = { $n ->
    [one] { $count } rij: alles, programma’s inbegrepen. Nooit ingekort.
   *[other] { $count } rijen: alles, programma’s inbegrepen. Nooit ingekort.
}
shell-export-projects = { $n ->
    [one] { $count } rij volgens de huidige filters, programma’s inbegrepen. Nooit ingekort.
   *[other] { $count } rijen volgens de huidige filters, programma’s inbegrepen. Nooit ingekort.
}
shell-export-sensors = { $n ->
    [one] { $count } sensor met zijn nieuwste waarden.
   *[other] { $count } sensoren met hun nieuwste waarden.
}
shell-export-observations = Alle opgeslagen metingen van de sensoren.
shell-export-indicators = { $name }, per gemeente en jaar.
shell-export-gaps = Een rij per gemeente en kolom, met aantal en toestand, zoals de matrix nu staat.
shell-export-package = Eén pakket met projecten, sensoren, indicatoren en gemeenten als tabellen, met hun schema, bronnen en licenties.
shell-export-catalogue = De gegevensbestanden waarop de selectie steunt: titel, uitgever, licentie, plaats en datum.
shell-export-map = De kaart zoals ze nu staat (als PNG 1 920 × 1 200 pixels), met titel, legende, schaal en bronvermelding.
shell-export-tables = Tabellen
shell-export-pictures = Afbeeldingen
shell-export-whole = Alles samen
shell-export-nothing = Daarvan staat nog niets op het scherm.
shell-export-comparison = Een rij per cijfer en gemeente, met rang, vergelijkbare gemeenten en de reden waar een cijfer ontbreekt.
shell-export-series = Een rij per cijfer, gemeente en jaar, met de herkomst van het cijfer en de reden waar het ontbreekt.
shell-export-similar = De gelijkaardige projecten van de pagina, met de delen van hun gelijkenis en de reden.
shell-export-partners = De organisaties van de pagina, met hun bewezen werk en de reden.
shell-export-timeline = Een rij per project met zijn periode, bekend of niet; of sommen per jaar, zoals de pagina nu staat.
shell-export-funding = Een rij per financiering, met de sommen en van hoeveel projecten ze zijn, en per oproep.
shell-export-gaps-picture = De matrix zoals ze nu staat, met legende, opmerkingen en bronnen.
shell-export-chart = De grafiek zoals ze nu staat (als PNG 1 920 pixels breed en zo hoog als nodig), met titel, legende, eenheid, opmerkingen en bronnen.
shell-what-projects = Projecten
shell-what-sensors = Sensoren
shell-what-observations = Metingen
shell-what-indicators = Indicatoren
shell-what-gaps = Witte vlekken
shell-what-comparison = Vergelijking
shell-what-series = Vergelijking over de jaren
shell-what-similar = Gelijkaardige projecten
shell-what-partners = Partners
shell-what-timeline = Tijdlijn van projecten
shell-what-funding = Financiering
shell-what-chart = Grafiek
shell-what-package = Datapakket (alles samen)
shell-what-catalogue = Catalogus van de bronnen
shell-what-map = Kaart als beeld
shell-file-projects = projecten
shell-file-sensors = sensoren
shell-file-observations = metingen
shell-file-indicators = indicatoren
shell-file-gaps = witte-vlekken
shell-file-comparison = vergelijking
shell-file-series = reeksen
shell-file-similar = gelijkaardig
shell-file-partners = partners
shell-file-timeline = tijdlijn
shell-file-funding = financiering
shell-file-chart = grafiek
shell-file-package = datapakket
shell-file-catalogue = catalogus
shell-file-map = kaart
shell-format-xlsx = Excel-werkmap (XLSX)
shell-format-ods = OpenDocument-rekenblad (ODS)
shell-format-csv-excel-be = CSV voor Excel (België)
shell-format-csv = CSV (RFC 4180)
shell-format-geojson = GeoJSON
shell-format-gpkg = GeoPackage
shell-format-svg = SVG, beeld dat scherp blijft
shell-format-pdf = PDF van één blad
shell-format-png = PNG-beeld
shell-format-parquet = Apache Parquet, met plaatsen GeoParquet
shell-export-layout = Kolommen en coördinaten
shell-export-columns-all = Alle { $count } kolommen
shell-export-columns-some = { $shown } van { $all } kolommen
shell-format-datapackage = Frictionless-datapakket (ZIP)
shell-format-datapackage-parquet = Frictionless-datapakket met Parquet (ZIP)
shell-format-turtle = Turtle (DCAT-AP)
shell-format-jsonld = JSON-LD (DCAT-AP)

# Kolomkeuze van een tabel
shell-dialog-save-mapping = Kolomkeuze bewaren
shell-dialog-save-mapping-detail = Als JSON, om bij een volgende uitgave van dezelfde tabel opnieuw te gebruiken.
shell-dialog-save-mapping-kind = JSON
shell-dialog-save-mapping-name = kolomkeuze
shell-dialog-save-mapping-go = Bewaren
shell-dialog-open-mapping = Kolomkeuze openen
shell-dialog-open-mapping-detail = Een kolomkeuze die eerder bij een tabel bewaard is.
shell-dialog-open-mapping-kind = JSON
shell-dialog-open-mapping-name = kolomkeuze
shell-dialog-open-mapping-go = Openen
shell-found-organisation = organisatie
shell-via-text = in de tekst
shell-via-alike = verwant: { $word }
shell-via-spelt = lijkt op: { $word }
shell-found-place = plaats
