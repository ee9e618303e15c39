# Notities, labels, verbeteringen en eigen projecten

notes-refused = Niet bewaard: { $problem }
notes-problem-empty = vul iets in.
notes-problem-tag = een label telt hoogstens 40 tekens, zonder puntkomma.
notes-problem-year = geef een jaartal tussen 1900 en 2100, of laat leeg als het niet bekend is.
notes-problem-order = het einde valt vóór het begin.
notes-problem-status = die status bestaat niet.
notes-problem-dimensions = kies minstens één dimensie uit de lijst.
notes-problem-url = geef een webadres dat met https:// of http:// begint.
notes-problem-project = dat project staat niet in de werkruimte.
notes-problem-municipality = die gemeente bestaat niet.
notes-problem-absent = dat is er niet (meer).
notes-field-title = Titel
notes-field-status = Status
notes-field-start-year = Eerste jaar
notes-field-end-year = Laatste jaar
notes-field-dimensions = Dimensies
notes-field-theme = Thema
notes-field-url = Webadres
notes-unsigned = zonder naam
notes-empty-value = niet vermeld
notes-signed = { $author }, { $date }
