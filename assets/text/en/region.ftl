region-projects = Projects in the region
region-sample = A sample, not a full count: an empty cell is a question, not a finding.
region-none-known = no project known
region-within = Projects of several municipalities of the region
region-across = Projects across the border of the region
region-partners = Partners in several municipalities of the region
region-figure-missing = missing for a part of the region
region-not-in-sample = Not in the sample
region-title = Region
region-saved = Saved regions
region-none-saved = No region saved yet. Choose municipalities, a province or an area on the map, and save them here under a name.
region-name = Name of the region
region-make = Save as a region
region-from-filter = { $n ->
    [one] From the filter: 1 municipality
   *[other] From the filter: { $count } municipalities
 }
region-read-only = The workspace is read-only: no region can be saved.
region-remove = Remove region { $name }
region-members = Municipalities
region-figures = Key figures of the region as a whole
region-figures-rule = Added up over the municipalities; ratios recomputed from the sums of the same year.
region-figure-missing-for = Missing for: { $names }
region-dimensions = By dimension
region-partner-words = { $name } has { $projects } projects in { $n } municipalities: { $towns }
region-no-partner = No partner with projects in several municipalities known.
region-no-project = None known.
region-more = { $count } more
