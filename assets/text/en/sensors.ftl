# Sensors.

sensors-section-now = Now
sensors-section-over-time = Over time
sensors-section-patterns = Patterns
sensors-section-feeds = Feeds

sensors-network = Network
sensors-offline = Offline: pause everything
sensors-offline-help = No feed is polled. The last good values stay, with their age.
sensors-simulation = Simulated sensors
sensors-simulation-help = Starts an imitated city on this computer. Everything of it carries the word “simulated”.
sensors-simulation-choose = What to simulate…
sensors-simulation-chosen = { $n ->
    [one] 1 protocol simulated…
   *[other] { $n } protocols simulated…
}
sensors-simulate-protocols = Simulated protocols
sensors-simulate-all = All protocols
sensors-simulate-faults = What goes wrong
sensors-fault-none = Nothing
sensors-fault-slow = Answers are slow
sensors-fault-too-many-requests = Too many requests (429)
sensors-fault-server-error = The server fails (500)
sensors-fault-truncated = Answers break off
sensors-fault-garbage = Answers can’t be read
sensors-fault-html = A web page instead of readings
sensors-fault-wrong-content-type = Wrong kind of content stated
sensors-fault-drifted-clock = Clock is two hours ahead
sensors-fault-vanished = A third of the sensors is gone
sensors-of-feed = Feed
sensors-all-feeds = All feeds
sensors-search-feed = Search for a feed
sensors-clear-search = Clear the search
sensors-of-property = What is measured
sensors-all-properties = Everything
sensors-of-quality = Quality of the values
sensors-quality-help-good = Nothing speaks against these values; they are always shown.
sensors-quality-help-implausible = Values that can’t be true. They count nowhere.
sensors-quality-help-clock-skewed = The device’s clock is wrong, and so is the time. They count nowhere.
sensors-quality-help-duplicate = The source gave more than one value for the same time; this is the last.
sensors-quality-help-uncertain = The source itself doubts the value, or it is provisional.
sensors-quality-help-missing = The source says that there is no value. That is never zero.

sensors-simulated = simulated
sensors-watermark = SIMULATED
sensors-simulating-note = Simulated sensors are on: their values are invented and carry the word “simulated” everywhere.
sensors-offline-note = You are working offline: nothing is polled. You see the last good values with their age.
sensors-trouble = { $failing ->
    [0] { $stale ->
        [one] The values of 1 feed are stale.
       *[other] The values of { $stale } feeds are stale.
    }
    [one] 1 feed does not answer. The last good values stay, with their age.
   *[other] { $failing } feeds do not answer. The last good values stay, with their age.
}
sensors-trouble-show = See why

sensors-age-now = just now
sensors-age-minutes = { $n } min ago
sensors-age-hours = { $n } h ago
sensors-age-days = { $n } d ago
sensors-age-future = in the future
sensors-seconds = { $n } s
sensors-minutes = { $n } min
sensors-hours = { $n } h
sensors-days = { $n } days
sensors-kilobytes = { $n } kB
sensors-megabytes = { $n } MB
sensors-gigabytes = { $n } GB

sensors-values-count = { $n ->
    [one] 1 datastream
   *[other] { $shown } datastreams
}
sensors-no-values = No sensor fits this choice. Choose another feed or property on the left, or clear the filters.
sensors-no-value = no value
sensors-column-sensor = Sensor
sensors-column-town = Municipality
sensors-column-property = Measures
sensors-column-value = Value
sensors-column-age = Age
sensors-column-feed = Feed
sensors-column-time = Time
sensors-column-unit = Unit
sensors-column-quality = Quality
sensors-compare = Add { $name } to the charts
sensors-uncompare = Take { $name } out of the charts
sensors-compare-full = There are { $limit } series in the charts already. Take one out first.
sensors-show-compared = { $n ->
    [one] Show 1 series
   *[other] Show { $n } series
}
sensors-original = at the source: { $name }
sensors-capacity = capacity: { $capacity }
sensors-town-approximate = ±: the municipality follows from an approximate boundary

sensors-empty = No sensors yet
sensors-empty-text = All feeds are off until you switch them on: the program asks nothing without your say. Choose feeds from the catalogue, add an address, or start simulated sensors to see how it works, even without a network.
sensors-empty-offline = Offline, and no values kept yet
sensors-empty-offline-text = No feed is polled while you work offline. Simulated sensors work without a network.
sensors-empty-waiting = Waiting for the first answer
sensors-empty-waiting-text = A feed is on but has not given values yet. Among the feeds you see how it is doing. Simulated sensors work without a network too.
sensors-go-to-feeds = Go to the feeds
sensors-simulate = Start simulated sensors

sensors-none-chosen = No series chosen yet
sensors-none-chosen-text = Choose a sensor in the list or on the map, or add up to eight datastreams with the plus sign to compare them.
sensors-go-to-list = Go to the list
sensors-of-selected = of the selected sensor; + in the list compares more
sensors-clear-compared = Take all series out
sensors-hours-1 = 1 h
sensors-hours-24 = 24 h
sensors-hours-168 = 7 d
sensors-hours-720 = 30 d
sensors-hours-8766 = 1 year
sensors-hours-all = All
sensors-earlier = Earlier
sensors-later = Later
sensors-zoom-in = Shorter: zoom in
sensors-zoom-out = Longer: zoom out
sensors-follows-clock = follows the clock
sensors-chart-help = Wheel: zoom. Drag: move. Double click: back to the length chosen.
sensors-as-chart = Chart
sensors-as-table = Table
sensors-series-loading = The series is being read…
sensors-series-empty = No readings kept in this period. Choose a longer one, fetch history from the feed, or wait for the next value.
sensors-series-name = Series of { $names }
sensors-series-count = { $n } readings read of { $stretch }
sensors-series-thinned = thinned to { $n } points, with least and greatest
sensors-series-flagged = { $n ->
    [one] 1 does not count (cross)
   *[other] { $shown } do not count (crosses)
}
sensors-series-reading = being completed…
sensors-axis-not-zero = the axis does not start at zero
sensors-table-order = Newest first
sensors-copy-table = Copy the table
sensors-source = Source: { $source }

sensors-profile-day = Average day
sensors-profile-week = Average week
sensors-period-30 = 30 days
sensors-period-90 = 90 days
sensors-period-365 = 1 year
sensors-profile-day-name = Average day of { $names }
sensors-profile-week-name = Average week of { $names }
sensors-profile-band = 8 in 10 hours lie in the band
sensors-no-mean = { $name } is a direction: it has no ordinary mean.
sensors-coverage = Made from hourly means; { $percent } % of the hours have readings.
sensors-hour = Hour
sensors-day-1 = Mon
sensors-day-2 = Tue
sensors-day-3 = Wed
sensors-day-4 = Thu
sensors-day-5 = Fri
sensors-day-6 = Sat
sensors-day-7 = Sun
sensors-exceedances = Exceedances
sensors-threshold = Threshold
sensors-threshold-short = threshold { $value }, { $over }
sensors-threshold-own = A threshold of your own.
sensors-threshold-none = The program knows no reference value for this property. Enter a threshold.
sensors-threshold-choose = Choose a reference value…
sensors-mean-hour = hourly mean
sensors-mean-eight-hours = 8 hours running
sensors-mean-day = daily mean
sensors-exceedance-stream = Datastream
sensors-exceedance-above = Above
sensors-exceedance-measured = With readings
sensors-exceedance-missing = Without
sensors-exceedance-longest = Longest without a break
sensors-exceedance-rule = An hour or day with too few readings counts apart, never as “not above”. A day needs 18 hours.
sensors-count-hours = { $n ->
    [one] 1 hour
   *[other] { $shown } hours
}
sensors-count-days = { $n ->
    [one] 1 day
   *[other] { $shown } days
}
sensors-longest = { $length } from { $start }
sensors-days-hours = Hours above the threshold by day: { $name }. Shaded without a bar: no readings.
sensors-days-values = Value by day against the threshold: { $name }. Shaded without a bar: too few readings.
sensors-days-name = { $above } above the threshold, { $measured } with readings, { $missing } without
sensors-day-hours = { $above } hours above the threshold, { $measured } of { $total } hours with readings

sensors-feeds-on = { $on } of { $n } feeds on
sensors-room = { $n ->
    [one] 1 reading, { $size }
   *[other] { $shown } readings, { $size }
}
sensors-no-feeds = This workspace knows no feeds. Add one by its address.
sensors-no-feeds-on = No feed is on. Switch one on below, or add an address.
sensors-add-feed = Add a feed…
sensors-make-room = Make room
sensors-make-room-help = Removes readings that their feed keeps no longer and gives the room back to the disk.
sensors-filling = Fetching the history of { $feed }…
sensors-stop = Stop
sensors-unverified = never confirmed
sensors-unverified-help = This program has never had an answer from this feed: address and field names come from published descriptions. Switch it on to try.
sensors-switch-on = Switch on
sensors-switch-off = Switch off
sensors-switch-on-feed = Switch { $feed } on
sensors-switch-off-feed = Switch { $feed } off
sensors-poll = Poll now
sensors-poll-feed = Poll { $feed } now
sensors-open-settings = Show the settings of { $feed }
sensors-close-settings = Hide the settings of { $feed }
sensors-last-good = last value { $age }
sensors-file = file { $file }
sensors-file-edition = edition of { $date }
sensors-file-imported = read in on { $date }
sensors-file-newest = newest reading { $time }
sensors-file-help = This list comes from a file and is not asked. Read a later edition in under the same name to bring it up to date.
sensors-never-good = no value yet
sensors-latency = answers in { $n } ms
sensors-next-poll = next poll at { $time }
sensors-failures = { $n ->
    [one] failed once
   *[other] failed { $n } times in a row
}
sensors-clock-ahead = the server’s clock is { $time } ahead
sensors-clock-behind = the server’s clock is { $time } behind
sensors-values-kept = What there was is kept.
sensors-copy-error = Copy the technical message
sensors-rejected = { $n ->
    [one] 1 record rejected
   *[other] { $n } records rejected
}
sensors-rejected-show = { $count }: see why
sensors-rejected-hide = { $count }: hide
sensors-rejected-loading = The rejected records are being looked up…
sensors-rejected-none = No rejected records are kept.
sensors-rejected-record = Record
sensors-rejected-field = Field
sensors-rejected-reason = Reason
sensors-rejected-save = Save as CSV
sensors-rejected-path = File for rejected records
sensors-rejected-name = rejected
sensors-interval = Polled
sensors-every = every { $time }
sensors-interval-help = never oftener than the source allows
sensors-retention = Kept
sensors-retention-ever = for ever
sensors-retention-days = { $n } days
sensors-size-about = about { $size }
sensors-size-a-year = about { $size } a year
sensors-past = History
sensors-past-none = This source keeps no history itself.
sensors-past-nothing = None
sensors-past-days = { $n } days
sensors-past-fetch = Fetch
sensors-key = Key
sensors-key-of = Key { $name }
sensors-key-keep = Keep in the keyring
sensors-key-forget = Forget
sensors-key-help = The key is never in the workspace. The environment variable { $variable } can give it instead of the keyring.
sensors-address = Address
sensors-last-answer = Last answer
sensors-remove-feed = Remove the feed…
sensors-remove-question = Remove { $feed }? Its readings can stay in the workspace.
sensors-remove-keep = Remove, keep readings
sensors-remove-all = Remove everything
sensors-remove-cancel = Don’t remove

sensors-catalogue = Catalogue
sensors-catalogue-count = { $found } of { $n }
sensors-catalogue-search = Search the catalogue
sensors-catalogue-help = Known addresses in Belgium and its neighbours. They are off until you switch them on.
sensors-catalogue-none = No feed of the catalogue fits these words. Add one by its address.
sensors-needs-key = needs a key

sensors-add-title = Add a feed
sensors-add-help = Paste the address of a feed. The program asks it once, recognises the protocol and shows what it reads before anything is kept.
sensors-add-hint = https://… or mqtts://…
sensors-add-test = Test
sensors-add-testing = The address is being asked and recognised…
sensors-add-offline = You are working offline. Go online to test an address.
sensors-add-more = Give a key, a protocol or settings
sensors-add-less = Less
sensors-add-protocol = Protocol
sensors-add-find-out = find out
sensors-add-key = Name of the key
sensors-add-option = Add a setting
sensors-add-option-name = Setting
sensors-add-option-value = Value
sensors-add-option-drop = Drop the setting
sensors-add-found = { $n ->
    [0] Recognised as { $protocol }, without sensors yet: they appear when messages come.
    [one] Recognised as { $protocol }: 1 sensor, { $readings } readings.
   *[other] Recognised as { $protocol }: { $shown } sensors, { $readings } readings.
}
sensors-add-known = This feed is in the workspace already. Adding replaces its settings; its readings stay.
sensors-add-name = Name
sensors-add-no-properties = None yet.
sensors-add-units = { $unit }, at the source { $original }
sensors-add-hint-rate = the source asks for { $time }
sensors-add-more-sensors = { $n ->
    [one] and 1 more sensor
   *[other] and { $n } more sensors
}
sensors-add-map = { $n ->
    [0] Map without sensors
    [one] Map with 1 sensor
   *[other] Map with { $n } sensors
}
sensors-add-no-places = The source does not say where its sensors stand: they are not on the map.
sensors-add-go = Add
sensors-try-offline = Check that you are connected and that the address is spelt right.
sensors-try-refused = The server exists but does not listen on this port. Check the port in the address.
sensors-try-timeout = Try again later, or ask for a smaller part of the data.
sensors-try-tls = The server’s certificate is not in order. Tell its operator; http instead of https sometimes works.
sensors-try-too-many-requests = Wait some minutes before you test again.
sensors-try-forbidden = Under “Give a key, a protocol or settings”, name a key and put the key itself into the keyring or the environment.
sensors-try-not-found = Check the path: paste the address of the data, not of the web page about them.
sensors-try-not-json = This address shows a web page. Look there for “API” or “developers” and paste that address.
sensors-try-address = Start with https://, http://, mqtt:// or mqtts://.
sensors-try-private-address = Addresses in a private network are only asked when you type them yourself.
sensors-try-unrecognised = Choose the protocol yourself under “Give a key, a protocol or settings”, if you know it.
sensors-try-incomplete = This protocol needs a setting that is missing. The technical message below names it.
sensors-try-no-secret = Put the key into the keyring or the environment variable, and test again.
sensors-try-cancelled = Test again when you like.
sensors-try-other = Check the address, or choose the protocol yourself. The technical message below helps the feed’s operator.
sensors-header-help = Click to sort: ascending, descending, not. Shift-click adds a column to sort by.
sensors-copy-help = All rows of the list as a table on the clipboard; a value with its unit, quality and moment in columns of their own.
