# What failed; the technical reason stands below

error-busy = Too many jobs are waiting. Try again in a moment.
error-opening = Not done: another workspace is being opened. Try again when it is there.
error-view-file = The view could not be read.
error-open = The workspace could not be opened.
error-save = Saving failed.
error-import = Importing failed. Nothing was changed.
error-export = Exporting failed.
error-write = The file could not be written.
error-read = The file could not be read.
error-boundaries = The boundaries could not be updated. Those before stay.
error-check = The file could not be checked.
error-feed = The feed could not be updated. The last good values stay.
error-history = History could not be fetched completely. What had come already is stored.
error-no-history = This source keeps no history that can be asked for.
error-remove-feed = The feed could not be removed.
error-compact = No room could be made.
error-secret = The key could not be kept.
error-simulation = The simulated sensors could not be switched.
error-series = The readings could not be read.
error-undo = The change could not be taken back in the file.
error-panic = A job stopped unexpectedly. The workspace is whole.
error-not-arrived = A change is stored in the workspace but could not be shown. Open the workspace again to see it.
error-no-workspace = No workspace is open.
error-read-only = The workspace can only be read. Save it under another name to change it.

error-list = The list could not be imported. Nothing was changed.
error-table = The figures could not be imported. Nothing was changed.
error-mapping = The column choices could not be read.
error-not-projects = This file holds no projects. If it holds figures by municipality, import it as figures (command line: --as indicators).
error-layer = The layer could not be read in. Nothing was changed.
