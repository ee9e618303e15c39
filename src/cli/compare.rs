//! `compare` and `figures`: municipalities side by side, and what can be compared.

use super::CliError;
use crate::model::figure_ref::FigureRef;
use crate::workspace::PeerChoice;

/// A group of peers as it was typed.
pub fn peers(word: &str) -> Result<PeerChoice, CliError> {
    PeerChoice::from_key(&word.replace('-', "_")).or_else(|| PeerChoice::from_key(word)).ok_or_else(|| {
        let known: Vec<&str> = PeerChoice::RULES.iter().map(PeerChoice::key).collect();
        CliError::Usage(format!("--peers takes {} or list:ID: {word}", known.join(", ")))
    })
}

/// A figure as it was typed.
pub fn figure(word: &str) -> Result<FigureRef, CliError> {
    word.parse().map_err(|_| CliError::Usage(format!("no such figure, see the command figures: {word}")))
}
