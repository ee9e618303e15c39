# Comparing municipalities.

compare-empty = Choose a municipality
compare-empty-text = Your own municipality first; then up to five others to lay beside it.
compare-section-figures = Figures
compare-section-over-time = Over time
compare-section-projects = Projects
compare-section-map = Map
compare-section-before-after = Before and after
