//! What happens when the program is asked to end: what is under way is taken away first. The workspace needs nothing, as
//! its transactions are whole or not there.

use crate::export::file;

/// Listens from now on, on a thread of its own. Where the system gives no thread, the program ends as it would without.
pub fn listen() {
    let listener = std::thread::Builder::new().name("interrupt".to_owned()).spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        if let Some(number) = runtime.ok().and_then(|runtime| runtime.block_on(first())) {
            file::abandon_all(|| std::process::exit(128 + number));
        }
    });
    drop(listener);
}

/// Waits for the first signal that asks to end; its number, by which shells know why a program ended.
#[cfg(unix)]
async fn first() -> Option<i32> {
    use tokio::signal::unix::{SignalKind, signal};
    let [interrupt, terminate, hang_up] =
        [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()].map(|kind| (signal(kind), kind));
    let (mut one, mut other, mut third) = (interrupt.0.ok()?, terminate.0.ok()?, hang_up.0.ok()?);
    let kind = tokio::select! {
        _ = one.recv() => interrupt.1,
        _ = other.recv() => terminate.1,
        _ = third.recv() => hang_up.1,
    };
    Some(kind.as_raw_value())
}

/// As above; there is only one such signal.
#[cfg(not(unix))]
async fn first() -> Option<i32> {
    /// What a shell calls the signal of Ctrl+C.
    const INTERRUPT: i32 = 2;
    tokio::signal::ctrl_c().await.ok().map(|()| INTERRUPT)
}
