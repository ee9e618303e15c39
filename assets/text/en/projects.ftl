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
projects-mark-all = Mark all { $n }
projects-mark-none = Clear marks

projects-statistics = Statistics of
projects-statistics-none = no column
projects-statistics-of-column = Statistics of this column
projects-statistics-all = { $n ->
    [one] { $count } row
   *[other] all { $count } rows
}
projects-statistics-marked = { $n ->
    [one] { $count } marked row
   *[other] { $count } marked rows
}
projects-statistics-programmes = { $n ->
    [one] { $count } programme not counted
   *[other] { $count } programmes not counted
}
projects-statistics-filled = { $count } filled in
projects-statistics-empty = { $count } empty
projects-statistics-consortium = { $n ->
    [one] { $count } amount of a whole consortium, not added
   *[other] { $count } amounts of a whole consortium, not added
}
projects-statistics-sum = sum { $amount }
projects-statistics-mean = mean { $amount }
projects-statistics-median = median { $amount }
projects-statistics-range = { $least } to { $greatest }
projects-statistics-years = years { $years }
projects-statistics-distinct = { $n ->
    [one] { $count } value
   *[other] { $count } different values
}
projects-statistics-most = most: { $most }

projects-loading = The workspace is being opened
projects-loading-text = The projects appear as soon as the file is read.
projects-none = No projects yet
projects-none-text = This workspace holds no projects. Read a file with projects (a table or a layer).
projects-import = Read a file
projects-no-hits = No project matches these filters
projects-no-hits-text = That does not mean there are none: the inventory is a sample. Take a filter away to see more.
projects-clear-filters = Clear all filters
projects-page-table = Table
projects-page-schedule = Time line
projects-page-funding = Funding
projects-schedule-none = No projects with a known period
projects-schedule-none-text = The filter leaves only projects whose start or end isn’t known.
projects-schedule-group = Groups
projects-schedule-by-dimension = Main dimension
projects-schedule-by-status = Status
projects-schedule-by-kind = Kind
projects-schedule-by-funding = Funding
projects-schedule-by-nothing = No groups
projects-schedule-cumulative = Cumulative: up to each year
projects-schedule-help = Years are inclusive. What still runs fades to the right with an arrow. Programmes are an outline and don’t count. Click a year, or drag over years, to filter by them.
projects-schedule-unknown = { $n ->
    [one] 1 row without a known period: no bar
   *[other] { $count } rows without a known period: no bar
 }
projects-schedule-show = Show them
projects-schedule-hide = Back to the time line
projects-schedule-axis = Years; a click filters by that year, a drag by several
projects-schedule-no-dimension = Without dimension
projects-so-far = Projects started and ended up to each year
projects-so-far-ended = Ended
projects-so-far-year = Year
projects-so-far-unknown = { $n ->
    [one] 1 project of unknown period isn’t in the lines
   *[other] { $count } projects of unknown period aren’t in the lines
 }
projects-funding-sample = The inventory is a sample: amounts and counts are those of the projects here, not of a whole programme.
projects-funding-help = Amounts of a whole consortium are shown, never added. An unknown amount is no zero. Click a programme for its projects and calls.
projects-funding-not-told = Funding not told
projects-funding-projects = { $n ->
    [one] 1 project
   *[other] { $count } projects
 }
projects-funding-group = Group
projects-funding-budget = Budget
projects-funding-subsidy = Subsidy
projects-funding-covered = € { $amount }, known of { $known } of { $all } { $all ->
    [one] project
   *[other] projects
 }
projects-funding-unknown = not known
projects-funding-no-amounts = No amounts known
projects-funding-consortium = Not in the sum, whole consortium: € { $amount } ({ $title })
projects-funding-filter = Filter by this funding
projects-funding-calls = What the calls themselves report
projects-funding-call = { $programme }, { $call } ({ $period }): { $projects }; { $amount } { $detail }
projects-funding-call-amount = € { $amount } in all.
projects-funding-call-unknown = amount not known.
projects-funding-source = Source: { $source }
projects-funding-programmes = Programmes of the inventory, not counted
projects-funding-list = Projects
projects-funding-more = { $n ->
    [one] 1 more project: filter by this funding to see it in the table
   *[other] { $count } more projects: filter by this funding to see them in the table
 }
projects-funding-without = Calls of which no project is in the sample
projects-so-far-later = after { $year }: as planned →
projects-so-far-started-project = Projects started
projects-so-far-started-service = Services started
projects-so-far-started-planned-action = Planned actions (as planned)
projects-so-far-kind-project = Projects
projects-so-far-kind-service = Services
projects-so-far-kind-planned-action = Actions
