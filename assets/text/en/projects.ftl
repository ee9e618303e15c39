# Table of projects.

projects-columns = Columns
projects-table-name = Table of projects. Arrows choose a row, Enter shows it on the map, Ctrl C copies.
projects-sorted-up = { $column }, sorted ascending
projects-sorted-down = { $column }, sorted descending
projects-sort-by = { $column }, sort
projects-header-help =
    Click to sort: ascending, descending, not.
    Shift-click adds a column to the sort, dragging moves the column.
projects-move-left = To the left
projects-move-right = To the right
projects-move-up = { $column } earlier in the table
projects-move-down = { $column } later in the table
projects-hide-column = Hide column

projects-count-line = Sample: { $counts }
projects-count-projects = { $n ->
    [one] { $shown } project
   *[other] { $shown } projects
}
projects-count-services = { $n ->
    [one] { $shown } service
   *[other] { $shown } services
}
projects-count-planned = { $n ->
    [one] { $shown } planned action
   *[other] { $shown } planned actions
}
projects-count-programmes = { $n ->
    [one] { $shown } programme listed, not counted
   *[other] { $shown } programmes listed, not counted
}
projects-not-counted = not counted
projects-programme-help = A programme is an umbrella over projects. It is listed but not counted: otherwise its projects would be counted twice.
projects-not-stated = not stated in the source

projects-period-years = { $from }–{ $until }
projects-period-open = since { $from }, still running
projects-period-planned = from { $from }, end still open
projects-period-end-unknown = { $from } – end unknown
projects-period-start-unknown = start unknown – { $until }
projects-period-unknown = unknown
projects-amount-consortium = { $amount } (whole consortium)

projects-show-on-map = Show on the map
projects-copy = Copy
projects-copy-rows = Copy rows
projects-copy-help = Marked rows, or all, as a table on the clipboard (Ctrl C). To mark: Ctrl-click, Shift-click or Shift with arrows.
projects-copy-too-many = More than 50 000 rows don’t fit the clipboard: this opens the export, which writes them all.
projects-marked = { $n } marked

projects-loading = The workspace is being opened
projects-loading-text = The projects appear as soon as the file is read.
projects-none = No projects yet
projects-none-text = This workspace holds no projects. Read a file with projects (CSV or GeoJSON).
projects-import = Read a file
projects-no-hits = No project matches these filters
projects-no-hits-text = That does not mean there are none: the inventory is a sample. Take a filter away to see more.
projects-clear-filters = Clear all filters
