# Notes, tags, corrections and projects of one's own

notes-refused = Not saved: { $problem }
notes-problem-empty = fill something in.
notes-problem-tag = a tag has at most 40 characters and no semicolon.
notes-problem-year = give a year between 1900 and 2100, or leave it empty where it is not known.
notes-problem-order = the end comes before the beginning.
notes-problem-status = there is no such status.
notes-problem-dimensions = choose at least one dimension of the list.
notes-problem-url = give a web address that begins with https:// or http://.
notes-problem-project = that project is not in the workspace.
notes-problem-municipality = there is no such municipality.
notes-problem-absent = that is not there (any more).
notes-field-title = Title
notes-field-status = Status
notes-field-start-year = First year
notes-field-end-year = Last year
notes-field-dimensions = Dimensions
notes-field-theme = Theme
notes-field-url = Web address
notes-unsigned = not named
notes-empty-value = not stated
notes-signed = { $author }, { $date }
