//! Keys and passwords of feeds: from an environment variable or the system's keyring, by name.
//!
//! Contract: a secret is never written to a workspace, a log, a message or an export; a feed names it only. The
//! environment is asked first, so that a server without a keyring works. Asking a keyring can take a while (it may ask
//! the user to unlock it): never on the window's thread. May use: nothing of the crate.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Under which name the program's secrets lie in the keyring.
#[cfg(feature = "keyring")]
const SERVICE: &str = "regioscope";

/// A secret can't be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the keyring of the system can't be used ({reason}); set the environment variable {variable} instead")]
pub struct SecretError {
    /// What the system says.
    pub reason: String,
    /// The variable that serves instead.
    pub variable: String,
}

/// Where secrets come from.
pub trait Secrets: Send + Sync + fmt::Debug {
    /// The secret of this name; `None` = not set.
    fn find(&self, name: &str) -> Option<String>;
    /// Keeps a secret, or forgets it.
    ///
    /// # Errors
    /// When there is no keyring, or it refuses.
    fn set(&self, name: &str, value: Option<&str>) -> Result<(), SecretError>;
}

/// The environment variable that holds the secret of a name: `telraam-key` → `REGIOSCOPE_TELRAAM_KEY`.
pub fn variable(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = name.chars().map(plain).collect();
    if name.starts_with("REGIOSCOPE_") { name } else { format!("REGIOSCOPE_{name}") }
}

/// The environment, then the keyring of the system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemSecrets;

impl Secrets for SystemSecrets {
    fn find(&self, name: &str) -> Option<String> {
        let from_environment = || std::env::var(variable(name)).ok();
        from_environment().or_else(|| keyring_find(name)).filter(|value| !value.is_empty())
    }

    fn set(&self, name: &str, value: Option<&str>) -> Result<(), SecretError> {
        keyring_set(name, value).map_err(|reason| SecretError { reason, variable: variable(name) })
    }
}

#[cfg(feature = "keyring")]
fn keyring_find(name: &str) -> Option<String> {
    keyring::Entry::new(SERVICE, name).ok()?.get_password().ok()
}

#[cfg(feature = "keyring")]
fn keyring_set(name: &str, value: Option<&str>) -> Result<(), String> {
    let entry = keyring::Entry::new(SERVICE, name).map_err(|error| error.to_string())?;
    let done = match value {
        Some(value) => entry.set_password(value),
        None => entry.delete_credential(),
    };
    match done {
        Err(keyring::Error::NoEntry) | Ok(()) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(not(feature = "keyring"))]
fn keyring_find(_name: &str) -> Option<String> {
    None
}

#[cfg(not(feature = "keyring"))]
fn keyring_set(_name: &str, _value: Option<&str>) -> Result<(), String> {
    Err("this build has none".to_owned())
}

/// Secrets that are kept in memory only: for the tests, and for simulated feeds.
#[derive(Clone, Debug, Default)]
pub struct MemorySecrets(Arc<Mutex<BTreeMap<String, Hidden>>>);

#[derive(Clone)]
struct Hidden(String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Secrets for MemorySecrets {
    fn find(&self, name: &str) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).map(|hidden| hidden.0.clone())
    }

    fn set(&self, name: &str, value: Option<&str>) -> Result<(), SecretError> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match value {
            Some(value) => drop(all.insert(name.to_owned(), Hidden(value.to_owned()))),
            None => drop(all.remove(name)),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_its_variable() {
        assert_eq!(variable("telraam-key"), "REGIOSCOPE_TELRAAM_KEY");
        assert_eq!(variable("REGIOSCOPE_X"), "REGIOSCOPE_X");
    }

    #[test]
    fn what_is_kept_is_found_and_never_shown() {
        let secrets = MemorySecrets::default();
        secrets.set("a", Some("hush")).expect("memory");
        assert_eq!(secrets.find("a").as_deref(), Some("hush"));
        assert!(!format!("{secrets:?}").contains("hush"));
        secrets.set("a", None).expect("memory");
        assert_eq!(secrets.find("a"), None);
    }
}
