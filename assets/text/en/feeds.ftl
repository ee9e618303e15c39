# Why a feed gave no readings: feeds-error-<kind of error>

feeds-error-offline = There is no network, or the host is not known.
feeds-error-refused = The host refuses the connection.
feeds-error-timeout = The host took too long to answer.
feeds-error-tls = No trusted encrypted connection to the host is possible.
feeds-error-interrupted = The answer broke off.
feeds-error-too-many-requests = The host asks to wait: it was asked too often.
feeds-error-forbidden = The host allows no access without a key.
feeds-error-not-found = The host does not know this address.
feeds-error-status = The host reports an error of its own.
feeds-error-too-large = The answer is too large.
feeds-error-not-json = The host sent a web page or something else instead of readings.
feeds-error-parse = The answer is damaged or of another kind than the protocol says.
feeds-error-cross-origin = A page link leads to another host: it was not followed.
feeds-error-redirect = The host redirects to where it may not: it was not followed.
feeds-error-private-address = The answer leads into a private network: it was not followed.
feeds-error-address = This is not the address of a feed.
feeds-error-incomplete = The settings of this feed are incomplete.
feeds-error-too-many-pages = The feed goes on page after page.
feeds-error-unrecognised = No reader knows what this address answers.
feeds-error-no-secret = The key of this feed is not set.
feeds-error-cancelled = Stopped.
feeds-error-panicked = The reader of this feed has a defect. The other feeds go on.
