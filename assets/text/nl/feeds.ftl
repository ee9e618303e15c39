# Waarom een feed geen metingen gaf: feeds-error-<soort fout>

feeds-error-offline = Er is geen netwerk, of de server is niet gekend.
feeds-error-refused = De server weigert de verbinding.
feeds-error-timeout = De server deed te lang over zijn antwoord.
feeds-error-tls = Er is geen vertrouwde versleutelde verbinding met de server mogelijk.
feeds-error-interrupted = Het antwoord brak af.
feeds-error-too-many-requests = De server vraagt te wachten: hij werd te vaak bevraagd.
feeds-error-forbidden = De server geeft geen toegang zonder sleutel.
feeds-error-not-found = De server kent dit adres niet.
feeds-error-status = De server meldt zelf een fout.
feeds-error-too-large = Het antwoord is te groot.
feeds-error-not-json = De server stuurde een webpagina of iets anders in plaats van metingen.
feeds-error-parse = Het antwoord is beschadigd of van een ander soort dan het protocol zegt.
feeds-error-cross-origin = Een paginalink leidt naar een andere server: hij werd niet gevolgd.
feeds-error-redirect = De server verwijst door naar waar dat niet mag: de verwijzing werd niet gevolgd.
feeds-error-private-address = Het antwoord leidt naar een privénetwerk: het werd niet gevolgd.
feeds-error-address = Dit is geen adres van een feed.
feeds-error-incomplete = De instellingen van deze feed zijn onvolledig.
feeds-error-too-many-pages = De feed gaat pagina na pagina door.
feeds-error-unrecognised = Wat dit adres antwoordt, kan geen enkele lezer lezen.
feeds-error-no-secret = De sleutel van deze feed is niet ingesteld.
feeds-error-cancelled = Gestopt.
feeds-error-panicked = De lezer van deze feed heeft een fout. De andere feeds gaan door.
