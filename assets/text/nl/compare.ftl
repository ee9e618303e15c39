# Vergelijken van gemeenten.

compare-empty = Kies een gemeente
compare-empty-text = De eigen gemeente eerst; daarna tot vijf andere om ernaast te leggen.
compare-section-figures = Cijfers
compare-section-over-time = Over de tijd
compare-section-projects = Projecten
compare-section-map = Kaart
compare-section-before-after = Voor en na
