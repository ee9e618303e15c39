# Sensors.

sensors-network = Network
sensors-offline = Work offline
sensors-offline-help = No feed is polled. The last good values stay, with their age.
sensors-simulation = Simulated sensors
sensors-simulation-help = Starts an imitated city on this computer. Everything of it carries the word “simulated”.
sensors-of-feed = Feed
sensors-all-feeds = All feeds
sensors-of-property = What is measured
sensors-all-properties = Everything

sensors-simulated = simulated
sensors-simulating-note = Simulated sensors are on: their values are invented and carry the word “simulated” everywhere.
sensors-offline-note = You are working offline: nothing is polled. You see the last good values with their age.

sensors-feeds = Feeds
sensors-feeds-on = { $on } of { $n } on
sensors-no-feeds = This workspace knows no feeds.
sensors-unverified = never confirmed
sensors-unverified-help = This program has never had an answer from this feed: address and field names come from published descriptions. Switch it on to try.
sensors-switch-on = Switch on
sensors-switch-off = Switch off
sensors-switch-on-feed = Switch { $feed } on
sensors-switch-off-feed = Switch { $feed } off
sensors-poll = Poll now
sensors-poll-feed = Poll { $feed } now
sensors-last-good = last value { $age }
sensors-never-good = no value yet
sensors-next-poll = next poll at { $time }
sensors-failures = { $n ->
    [one] failed once
   *[other] failed { $n } times in a row
}
sensors-rejected = { $n ->
    [one] 1 record rejected
   *[other] { $n } records rejected
}

sensors-age-now = just now
sensors-age-minutes = { $n } min ago
sensors-age-hours = { $n } h ago
sensors-age-days = { $n } d ago
sensors-age-future = in the future

sensors-values = Newest values
sensors-values-count = { $n ->
    [one] 1 datastream
   *[other] { $n } datastreams
}
sensors-no-values = No sensor fits this choice.
sensors-no-value = no value
sensors-of-capacity = of { $capacity }
sensors-column-sensor = Sensor
sensors-column-property = Measures
sensors-column-value = Value
sensors-column-age = Age

sensors-empty = No sensors yet
sensors-empty-text = All feeds are off until you switch them on: the program asks nothing without your say. Switch a feed on below, or start simulated sensors to see how it works, even without a network.
sensors-empty-offline = Offline, and no values kept yet
sensors-empty-offline-text = No feed is polled while you work offline. Simulated sensors work without a network.
sensors-empty-waiting = Waiting for the first answer
sensors-empty-waiting-text = A feed is on but has not given values yet. Below you see how it is doing. Simulated sensors work without a network too.
sensors-simulate = Start simulated sensors

sensors-hours-1 = 1 hour
sensors-hours-24 = 24 hours
sensors-hours-168 = 7 days
sensors-hours-720 = 30 days
sensors-as-chart = Chart
sensors-as-table = Table
sensors-series-loading = The series is being read…
sensors-series-empty = No readings kept in this period. Choose a longer one, or wait for the next value.
sensors-series-name = Series of { $sensor }, { $property }
sensors-series-count = { $n } readings, in { $unit }
sensors-axis-not-zero = the axis does not start at zero
sensors-table-order = Newest first
