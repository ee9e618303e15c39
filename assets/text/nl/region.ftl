region-projects = Projecten in de regio
region-sample = Steekproef, geen volledige telling: een leeg vak is een vraag, geen vaststelling.
region-none-known = geen project bekend
region-within = Projecten van meerdere gemeenten in de regio
region-across = Projecten over de grens van de regio
region-partners = Partners in meerdere gemeenten van de regio
region-figure-missing = ontbreekt voor een deel van de regio
region-not-in-sample = Niet in de steekproef
region-title = Regio
region-saved = Bewaarde regio’s
region-none-saved = Nog geen regio bewaard. Kies gemeenten, een provincie of een gebied op de kaart en bewaar ze hier onder een naam.
region-name = Naam van de regio
region-make = Als regio bewaren
region-from-filter = { $n ->
    [one] Van de filter: 1 gemeente
   *[other] Van de filter: { $count } gemeenten
 }
region-read-only = De werkmap is alleen-lezen: er kan geen regio bewaard worden.
region-remove = Regio { $name } verwijderen
region-members = Gemeenten
region-figures = Kerncijfers van de regio als geheel
region-figures-rule = Opgeteld over de gemeenten; verhoudingen opnieuw berekend uit de sommen van hetzelfde jaar.
region-figure-missing-for = Ontbreekt voor: { $names }
region-dimensions = Per dimensie
region-partner-words = { $name } heeft { $projects } projecten in { $n } gemeenten: { $towns }
region-no-partner = Geen partner met projecten in meerdere gemeenten bekend.
region-no-project = Geen bekend.
region-more = nog { $count }
