# Reports: saved lists of views with headings and text

reports-untitled = Report
reports-by = By { $author }
reports-contents = Contents
reports-unfiltered = all projects, no filter
reports-filter = Filter: { $filter }.
reports-section = Section { $n }

reports-part-map = Map
reports-part-numbers = Key figures
reports-part-projects = Projects
reports-part-chart = Over the years
reports-part-gaps = White spots
reports-part-comparison = Comparison

reports-column-kind = What
reports-column-status = Stage
reports-column-count = Number
reports-count-projects = Projects
reports-count-services = Services
reports-count-planned = Planned actions
reports-count-municipalities = Municipalities that lead or take part
reports-count-regional = Without a municipality (regional)
reports-programmes = { $n ->
    [one] One programme meets the filter as well; programmes are never counted.
   *[other] { $count } programmes meet the filter as well; programmes are never counted.
}
reports-no-projects = No project in the inventory meets this filter.
reports-first-rows = The first { $shown } of { $all } rows; the others stand in the annex.
reports-annex = Annex: other rows
reports-annex-rows = { $name }: rows { $from } to { $until }
reports-no-figures = No figures for these places.
reports-first-charts = The first { $shown } of { $all } places are drawn; the table has them all.
reports-provisional = * provisional figure.
reports-chart-alternative = { $figure } in { $name }: { $first } in { $from }, { $last } in { $until }.
reports-no-gaps = No municipality meets this filter.
reports-gaps-signs = – = no project known.
reports-not-in-sample = Not in the sample ({ $n }): { $names }.
reports-no-comparison = No municipalities are chosen for comparison in this view.

reports-sources = Sources and how this was made
reports-made-with = Made with Regioscope { $version }. A municipality counts each project that it leads or takes part in. Municipalities are those of today; figures of vanished ones count with their successor.
reports-filters = Filters
reports-data = Data

# Commands and messages
action-compose = Report…
job-compose = Making the report
notice-composed = Report written: { $file }
notice-composed-many = { $count } reports written into { $file }
error-compose = The report can't be made.
error-report-file = This report file can't be read.

shell-dialog-open-report = Open a report
shell-dialog-open-report-detail = A saved report (.regioreport.json). It replaces the report that you are working on.
shell-dialog-open-report-kind = Report of Regioscope
shell-dialog-open-report-name = report
shell-dialog-open-report-go = Open
shell-dialog-save-report = Save the report
shell-dialog-save-report-detail = Title, texts and views in a small file, which the command line reads too.
shell-dialog-save-report-kind = Report of Regioscope
shell-dialog-save-report-name = report
shell-dialog-save-report-go = Save

# Window
reports-title = Report
reports-intro = Views with headings and text, as PDF or HTML. What you write here is kept.
reports-open = Open…
reports-save = Save…
reports-new = Clear
reports-new-sure = Sure? Clear all
reports-field-title = Title
reports-field-subtitle = Subtitle
reports-field-author = Author
reports-hint-title = e.g. Mobility in { "{municipality}" }
reports-sections = { $n ->
    [0] Sections
    [one] One section
   *[other] { $count } sections
}
reports-empty-title = No sections yet
reports-empty = Add the view that you see now: its filter, map extent, table and choices come along.
reports-add = Add the current view
reports-put-back = Put the removed section back
reports-section-name = { $n }. { $name }
reports-section-nameless = without heading
reports-move-up = Move up
reports-move-down = Move down
reports-remove = Remove
reports-field-heading = Heading
reports-field-text = Text
reports-hint-text = Paragraphs with an empty line between them. “- ” begins a list, **bold** becomes bold.
reports-shown = What this section shows
reports-rows = Rows of the table
reports-rows-tip = What there is more stands in an annex.
reports-go-to-view = Go to this view
reports-take-view = Replace by the current view
reports-none-chosen = Choose a section on the left to change its heading, text and contents.
reports-make = Make
reports-for = For
reports-for-whole = One report
reports-for-each = { $n ->
    [one] The one municipality of the current filter
   *[other] Each of the { $count } municipalities of the current filter
}
reports-for-tip = { "{municipality}" } in title, headings and text becomes the name of the municipality, and each section shows that municipality alone.
reports-format-pdf = PDF
reports-format-html = HTML
reports-folder = Folder
reports-folder-name = reports
reports-go = Make the report
reports-close = Close
reports-composing = Making it…
