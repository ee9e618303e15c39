//! Changes of a workspace: projects, boundaries, health of feeds, refused rows of imports.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::error::StoreError;
use super::tables::{feeds, indicator_changes, indicators, layers, municipalities, own, projects, rejected, sources};
use super::{Store, contents};
use crate::model::own::Own;
use crate::model::{
    Boundary, Feed, FeedHealth, Indicator, IndicatorId, IndicatorPatch, KnownValue, LayerPatch, Nis, Project,
    ProjectId, Rejected, Source,
};

impl Store {
    /// Writes projects, each over the one with its identifier, and the data sets that they come from.
    ///
    /// # Errors
    /// When the file can't be written: then it is as it was.
    pub fn put_projects(&mut self, rows: &[Project], origin: &[Source]) -> Result<(), StoreError> {
        self.transaction(|conn| {
            sources::insert(conn, origin)?;
            projects::insert(conn, rows)?;
            contents::date_by_sources(conn)?;
            contents::measure(conn, "projects")
        })
    }

    /// Writes the outcome of an import: projects, their data sets, and the rows refused in place of those before.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn import<'a>(
        &mut self,
        rows: impl IntoIterator<Item = &'a Project>,
        origin: &[Source],
        refused: &[Rejected],
    ) -> Result<(), StoreError> {
        self.transaction(|conn| {
            sources::insert(conn, origin)?;
            projects::insert(conn, rows)?;
            rejected::replace(conn, refused)?;
            contents::date_by_sources(conn)?;
            contents::measure(conn, "projects")
        })
    }

    /// Removes projects; one that is not there is none to remove.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn remove_projects(&mut self, ids: &[ProjectId]) -> Result<(), StoreError> {
        self.transaction(|conn| {
            projects::remove(conn, ids)?;
            contents::measure(conn, "projects")
        })
    }

    /// Writes a change of indicators and their figures, and keeps what was there before as it says.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn change_indicators(&mut self, patch: &IndicatorPatch) -> Result<(), StoreError> {
        self.transaction(|conn| {
            indicator_changes::apply(conn, patch)?;
            contents::date_by_sources(conn)
        })
    }

    /// Writes an import of figures, and the rows refused in place of those before.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn import_indicators(&mut self, patch: &IndicatorPatch, refused: &[Rejected]) -> Result<(), StoreError> {
        self.transaction(|conn| {
            indicator_changes::apply(conn, patch)?;
            rejected::replace(conn, refused)?;
            contents::date_by_sources(conn)
        })
    }

    /// Definitions of all indicators, and which of them the user added.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn indicators(&self) -> Result<(Vec<Indicator>, BTreeSet<IndicatorId>), StoreError> {
        Ok((indicators::load(&self.conn)?, indicator_changes::own(&self.conn)?))
    }

    /// The figures of these indicators.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn indicator_values(
        &self,
        ids: &BTreeSet<IndicatorId>,
    ) -> Result<BTreeMap<IndicatorId, Vec<KnownValue>>, StoreError> {
        indicator_changes::known_values(&self.conn, ids)
    }

    /// All data sets.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        sources::load(&self.conn)
    }

    /// Writes the lists and ratios of the user's own, in the place of those that are there.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn put_own(&mut self, all: &Own) -> Result<(), StoreError> {
        self.transaction(|conn| own::replace(conn, all))
    }

    /// Makes a change of the layers that the user brought. With `refused`, those rows take the place of the ones before.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn change_layers(&mut self, patch: &LayerPatch, refused: Option<&[Rejected]>) -> Result<(), StoreError> {
        self.transaction(|conn| {
            layers::apply(conn, patch)?;
            if let Some(refused) = refused {
                rejected::replace(conn, refused)?;
            }
            contents::date_by_sources(conn)
        })
    }

    /// Those of these projects that exist, as they are.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn projects(&self, ids: &[ProjectId]) -> Result<Vec<Project>, StoreError> {
        projects::find(&self.conn, ids)
    }

    /// Sets boundaries and the data set that they come from; gives the codes that no municipality has.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn set_boundaries(
        &mut self,
        boundaries: &[(Nis, Arc<Boundary>)],
        origin: &Source,
    ) -> Result<Vec<Nis>, StoreError> {
        self.transaction(|conn| {
            sources::insert(conn, std::slice::from_ref(origin))?;
            let unknown = municipalities::set_boundaries(conn, boundaries)?;
            contents::date_by_sources(conn)?;
            contents::measure(conn, "municipalities")?;
            Ok(unknown)
        })
    }

    /// All feeds.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        feeds::load(&self.conn)
    }

    /// Writes how a feed is doing.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn set_health(&mut self, health: &FeedHealth) -> Result<(), StoreError> {
        self.transaction(|conn| feeds::put_health(conn, health))
    }

    /// How every feed that was polled was doing.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn health(&self) -> Result<Vec<FeedHealth>, StoreError> {
        feeds::load_health(&self.conn)
    }

    /// Keeps these refused rows in place of those before.
    ///
    /// # Errors
    /// As for [`Self::put_projects`].
    pub fn set_rejected(&mut self, rows: &[Rejected]) -> Result<(), StoreError> {
        self.transaction(|conn| rejected::replace(conn, rows))
    }

    /// The refused rows.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn rejected(&self) -> Result<Vec<Rejected>, StoreError> {
        rejected::load(&self.conn)
    }
}
