//! What a request does to the workspace file that is open when its turn comes.
//!
//! Contract: requests are done in order, so one that was made for the workspace on the screen must not follow one that
//! opens another. May use: nothing but the requests.

use super::Request;

/// What a request does to the open workspace file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing, or it reads it.
    Reads,
    /// Writes into it.
    Writes,
    /// Puts another in its place.
    Replaces,
}

impl Request {
    /// What it does to the open workspace file.
    pub const fn reach(&self) -> Reach {
        match self {
            Self::Open { .. } | Self::SaveAs(_) => Reach::Replaces,
            Self::Import { is_dry_run, .. }
            | Self::ImportTable { is_dry_run, .. }
            | Self::ImportList { is_dry_run, .. }
            | Self::ImportLayer { is_dry_run, .. } => {
                if *is_dry_run {
                    Reach::Reads
                } else {
                    Reach::Writes
                }
            }
            Self::SensorList(request) => request.reach(),
            Self::PutOwn(_)
            | Self::ChangeIndicators(_)
            | Self::ChangeLayers(_)
            | Self::PutProjects(_)
            | Self::RemoveProjects(_)
            | Self::UpdateBoundaries(_)
            | Self::AddFeed { .. }
            | Self::ChangeFeed(_)
            | Self::RemoveFeed { .. }
            | Self::BackFill { .. }
            | Self::Compact
            | Self::SetFeedEnabled(..)
            | Self::PollNow(_)
            | Self::Simulate { .. } => Reach::Writes,
            Self::TownSensors { .. }
            | Self::ReadTable { .. }
            | Self::ReadMapping(_)
            | Self::ReadList { .. }
            | Self::ReadListMapping(_)
            | Self::ReadLayer { .. }
            | Self::SaveRejected { .. }
            | Self::Export { .. }
            | Self::Report { .. }
            | Self::Compose { .. }
            | Self::ReadReport(_)
            | Self::WriteFile { .. }
            | Self::ReadView(_)
            | Self::RecogniseFeed { .. }
            | Self::TestFeed(_)
            | Self::Storage
            | Self::FeedRejected(_)
            | Self::SetSecret { .. }
            | Self::SensorMeans { .. }
            | Self::SensorSeries { .. }
            | Self::SetOffline(_)
            | Self::Check => Reach::Reads,
        }
    }
}
