# Rapporten: bewaarde lijsten van weergaven met koppen en tekst

reports-untitled = Rapport
reports-by = Door { $author }
reports-contents = Inhoud
reports-unfiltered = alle projecten, geen filter
reports-filter = Filter: { $filter }.
reports-section = Deel { $n }

reports-part-map = Kaart
reports-part-numbers = Kerncijfers
reports-part-projects = Projecten
reports-part-chart = Verloop over de jaren
reports-part-gaps = Witte vlekken
reports-part-comparison = Vergelijking

reports-column-kind = Wat
reports-column-status = Status
reports-column-count = Aantal
reports-count-projects = Projecten
reports-count-services = Diensten
reports-count-planned = Geplande acties
reports-count-municipalities = Gemeenten die trekken of deelnemen
reports-count-regional = Zonder gemeente (bovenlokaal)
reports-programmes = { $n ->
    [one] Eén programma voldoet ook aan de filter; programma’s worden nooit meegeteld.
   *[other] { $count } programma’s voldoen ook aan de filter; programma’s worden nooit meegeteld.
}
reports-no-projects = Geen enkel project in de inventaris voldoet aan deze filter.
reports-first-rows = De eerste { $shown } van { $all } rijen; de overige staan in de bijlage.
reports-annex = Bijlage: overige rijen
reports-annex-rows = { $name }: rijen { $from } tot { $until }
reports-no-figures = Geen cijfers voor deze plaatsen.
reports-first-charts = De eerste { $shown } van { $all } plaatsen zijn getekend; de tabel heeft ze alle.
reports-provisional = * voorlopig cijfer.
reports-chart-alternative = { $figure } in { $name }: { $first } in { $from }, { $last } in { $until }.
reports-no-gaps = Geen enkele gemeente voldoet aan deze filter.
reports-gaps-signs = – = geen project bekend.
reports-not-in-sample = Niet in de steekproef ({ $n }): { $names }.
reports-no-comparison = In deze weergave zijn geen gemeenten gekozen om te vergelijken.

reports-sources = Bronnen en werkwijze
reports-made-with = Gemaakt met Regioscope { $version }. Een gemeente telt elk project dat zij trekt of waaraan zij deelneemt. Gemeenten zijn die van vandaag; cijfers van verdwenen gemeenten tellen bij hun opvolger.
reports-filters = Filters
reports-data = Gegevens

# Opdrachten en berichten
action-compose = Rapport…
job-compose = Rapport maken
notice-composed = Rapport geschreven: { $file }
notice-composed-many = { $count } rapporten geschreven in { $file }
error-compose = Het rapport kan niet gemaakt worden.
error-report-file = Dit rapportbestand kan niet gelezen worden.

shell-dialog-open-report = Rapport openen
shell-dialog-open-report-detail = Een bewaard rapport (.regioreport.json). Het vervangt het rapport waaraan u werkt.
shell-dialog-open-report-kind = Rapport van Regioscope
shell-dialog-open-report-name = rapport
shell-dialog-open-report-go = Openen
shell-dialog-save-report = Rapport bewaren
shell-dialog-save-report-detail = Titel, teksten en weergaven in een klein bestand, dat ook de opdrachtregel leest.
shell-dialog-save-report-kind = Rapport van Regioscope
shell-dialog-save-report-name = rapport
shell-dialog-save-report-go = Bewaren

# Venster
reports-title = Rapport
reports-intro = Weergaven met koppen en tekst, als PDF of HTML. Wat u hier schrijft, blijft bewaard.
reports-open = Openen…
reports-save = Bewaren…
reports-new = Leegmaken
reports-new-sure = Zeker? Alles wissen
reports-field-title = Titel
reports-field-subtitle = Ondertitel
reports-field-author = Auteur
reports-hint-title = bv. Mobiliteit in { "{municipality}" }
reports-sections = { $n ->
    [0] Delen
    [one] Eén deel
   *[other] { $count } delen
}
reports-empty-title = Nog geen delen
reports-empty = Voeg de weergave toe die u nu ziet: filter, kaartuitsnede, tabel en keuzes gaan mee.
reports-add = Huidige weergave toevoegen
reports-put-back = Verwijderd deel terugzetten
reports-section-name = { $n }. { $name }
reports-section-nameless = zonder kop
reports-move-up = Naar boven
reports-move-down = Naar beneden
reports-remove = Verwijderen
reports-field-heading = Kop
reports-field-text = Tekst
reports-hint-text = Alinea’s met een lege regel ertussen. “- ” begint een lijst, **vet** wordt vet.
reports-shown = Wat dit deel toont
reports-rows = Rijen van de tabel
reports-rows-tip = Wat er meer is, staat in een bijlage.
reports-go-to-view = Naar deze weergave
reports-take-view = Vervangen door huidige weergave
reports-none-chosen = Kies links een deel om kop, tekst en inhoud te wijzigen.
reports-make = Maken
reports-for = Voor
reports-for-whole = Eén rapport
reports-for-each = { $n ->
    [one] De ene gemeente van de huidige filter
   *[other] Elk van de { $count } gemeenten van de huidige filter
}
reports-for-tip = { "{municipality}" } in titel, koppen en tekst wordt de naam van de gemeente, en elk deel toont alleen die gemeente.
reports-format-pdf = PDF
reports-format-html = HTML
reports-folder = Map
reports-folder-name = rapporten
reports-go = Rapport maken
reports-close = Sluiten
reports-composing = Bezig met maken…
