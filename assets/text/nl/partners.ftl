partners-for = Voor
partners-for-none = geen bepaalde gemeente
partners-for-help = De afstand telt vanaf deze gemeente.
partners-dimension = Dimensie
partners-dimension-all = Alle dimensies
partners-role = Rol in de quadruple helix
partners-role-all = Alle rollen
partners-show = Weergave
partners-show-list = Lijst
partners-show-network = Netwerk
partners-of-project = Voor project “{ $title }”: wie meewerkte aan gelijkaardige projecten.
partners-of-project-drop = Project loslaten
partners-sample = Uit { $rows } { $rows ->
    [one] project
   *[other] projecten
 } van de steekproef; wie hier niet staat, kan elders gewerkt hebben.
partners-why-proven = { $proven } van { $all } { $all ->
    [one] project loopt of is afgerond
   *[other] projecten lopen of zijn afgerond
 }, { $place }.
partners-why-unproven = { $all ->
    [one] 1 project, nog niet bewezen
   *[other] { $all } projecten, nog niet bewezen
 }, { $place }.
partners-why-here = werkt al in { $name }
partners-why-km = dichtste project op { $km } km van { $name }
partners-why-in = in { $towns }
partners-why-regional = zonder vaste gemeente
partners-with = Werkt samen met { $names }{ $more ->
    [0] {""}
   *[other] {" "}en { $more } andere
 }
partners-lacking = In dit project is geen partner bekend met de rol: { $roles }.
partners-complete = In dit project is van elke rol een partner bekend, of een rol is onbekend.
partners-none = Geen partners gevonden
partners-none-text = In de steekproef werkt geen organisatie aan zulke projecten. Kies een andere dimensie of wis de filter.
partners-organisation = Organisatie
partners-projects = Projecten
partners-stages = Stadia
partners-written = Ook geschreven als { $names }
partners-network-help = Wie met wie samenwerkt. Klik een organisatie of project aan; grotere cirkels: meer gedeelde projecten.
partners-network-left-out = { $n ->
    [one] 1 organisatie staat alleen in de lijst
   *[other] { $n } organisaties staan alleen in de lijst
 }: ze werken met niemand anders samen, of een netwerk van meer dan 300 knopen is niet te lezen.
partners-network = Netwerk van organisaties en projecten
partners-node-organisation = { $name }, { $role }, projecten: { $n }
partners-node-project = { $name }, organisaties: { $n }
partners-find = Partners zoeken
partners-names-rule = Namen worden samengebracht door de tabel partner_names.csv, die na te kijken en te verbeteren is.
partners-filter = Projecten van deze organisatie filteren
partners-for-drop = Gemeente loslaten
partners-for-search = Gemeente zoeken
