# Wat mislukte; de technische reden staat eronder

error-busy = Er wachten te veel taken. Probeer het zo meteen opnieuw.
error-opening = Niet gedaan: er wordt een andere werkruimte geopend. Probeer het opnieuw zodra ze er is.
error-view-file = De weergave kon niet gelezen worden.
error-open = De werkruimte kon niet geopend worden.
error-save = Bewaren is mislukt.
error-import = Importeren is mislukt. Er is niets gewijzigd.
error-export = Exporteren is mislukt.
error-write = Het bestand kon niet geschreven worden.
error-read = Het bestand kon niet gelezen worden.
error-boundaries = De grenzen konden niet bijgewerkt worden. De vorige blijven staan.
error-check = Het bestand kon niet nagekeken worden.
error-feed = De feed kon niet bijgewerkt worden. De laatste goede waarden blijven staan.
error-history = De geschiedenis kon niet volledig opgehaald worden. Wat er al was, is bewaard.
error-no-history = Deze bron bewaart geen geschiedenis die opgevraagd kan worden.
error-remove-feed = De feed kon niet verwijderd worden.
error-compact = Er kon geen ruimte vrijgemaakt worden.
error-secret = De sleutel kon niet bewaard worden.
error-simulation = De gesimuleerde sensoren konden niet geschakeld worden.
error-series = De metingen konden niet gelezen worden.
error-undo = De wijziging kon niet in het bestand teruggedraaid worden.
error-panic = Een taak is onverwacht gestopt. De werkruimte is ongeschonden.
error-not-arrived = Een wijziging is bewaard in de werkruimte, maar kon niet getoond worden. Open de werkruimte opnieuw om ze te zien.
error-no-workspace = Er is geen werkruimte open.
error-read-only = De werkruimte is alleen te lezen. Bewaar ze onder een andere naam om te wijzigen.

error-list = De lijst kon niet ingelezen worden. Er is niets gewijzigd.
error-table = De cijfers konden niet ingelezen worden. Er is niets gewijzigd.
error-mapping = De kolomkeuze kon niet gelezen worden.
error-not-projects = Dit bestand bevat geen projecten. Zijn het cijfers per gemeente, lees het dan in als cijfers (opdrachtregel: --as indicators).
error-layer = De laag kon niet ingelezen worden. Er is niets gewijzigd.
