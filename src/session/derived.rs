//! Results that take longer than a frame where there are many projects: made beside the interface, see
//! [`Derived`](crate::jobs::derived::Derived).

use std::sync::Arc;
use std::time::Instant;

use super::Session;
use crate::insight::funding::{self, FundingSheet};
use crate::insight::gaps;
use crate::insight::likeness::{LikenessIndex, LookAlikes, PAGE, Question, asked};
use crate::insight::organisations;
use crate::insight::partnering::{self, Partnering, Wanted, network, wanted};
use crate::insight::region::{self, RegionSheet};
use crate::insight::schedule::{self, Schedule};
use crate::jobs::Waker;
use crate::jobs::derived::{Derived, UnderWay};
use crate::model::Language;
use crate::query::filter::Selection;
use crate::query::search::{Named, SearchIndex};
use crate::workspace::{
    Filter, GapsPage, MatrixView, PartnersShow, ProjectsPage, ScheduleGroup, Selected, SmartRegion, Tab, Workspace,
};

/// Look-alikes shown beside a project.
const BESIDE: usize = 4;

/// Generations of projects and of municipalities.
type Made = (u64, u64);

/// What was asked, with its answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// What was found.
    pub found: LookAlikes,
}

/// Partners with what was asked, and their network where it is shown.
#[derive(Clone, Debug)]
pub struct PartnersAnswer {
    /// What was asked.
    pub wanted: Wanted,
    /// What was found.
    pub found: Partnering,
    /// The network of all organisations of these projects, municipalities too.
    pub network: Option<network::Network>,
}

/// Look-alikes and partners, as last made; each says what was asked.
#[derive(Clone, Debug, Default)]
pub struct LikenessResults {
    /// What the palette searches by, besides names.
    pub search: Option<Arc<SearchIndex>>,
    /// Of the page.
    pub page: Option<Arc<Answer>>,
    /// Of the selected project.
    pub beside: Option<Arc<Answer>>,
    /// Partners.
    pub partners: Option<Arc<PartnersAnswer>>,
}

/// A selection, told by where it lies: there is a new one whenever filter, projects or municipalities change. Held, so
/// that no other can come to lie in its place.
#[derive(Clone, Debug)]
struct Seen(Arc<Selection>);

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What is made beside the interface, each from what its key names.
#[derive(Debug, Default)]
pub(super) struct DerivedResults {
    /// Whether anybody searches: the command line never does.
    wants_search: bool,
    search: Derived<(Made, u64), SearchIndex>,
    matrix: Derived<(Seen, MatrixView), gaps::Matrix>,
    region: Derived<(SmartRegion, Seen, u64), RegionSheet>,
    index: Derived<Made, LikenessIndex>,
    page: Derived<(Made, Question, Option<Seen>), Answer>,
    beside: Derived<(Made, Question), Answer>,
    partners: Derived<(Seen, Wanted, bool), PartnersAnswer>,
    schedule: Derived<(Seen, ScheduleGroup, Language), Schedule>,
    funding: Derived<Seen, FundingSheet>,
}

impl DerivedResults {
    /// From now on there is an index for the palette.
    pub const fn want_search(&mut self) {
        self.wants_search = true;
    }

    /// Starts what is shown and stale. White spots count the rows that the filter wants, its places aside.
    pub fn follow(
        &mut self,
        workspace: &Workspace,
        (selection, placeless_rows): (&Arc<Selection>, &Arc<Vec<u32>>),
        language: Language,
        waker: &Waker,
    ) {
        let made = (workspace.generations.projects, workspace.generations.municipalities);
        let key = (made, workspace.generations.indicators);
        if self.wants_search && self.search.needs(&key) {
            let snapshot = workspace.clone();
            self.search.follow(key, row_count(workspace), waker, move |_| search_index(&snapshot));
        }
        let seen = Seen(Arc::clone(selection));
        if let Some(region) = &workspace.view.filter.region {
            let key = (region.clone(), seen.clone(), workspace.generations.indicators);
            if self.region.needs(&key) {
                let (snapshot, (region, seen, _)) = (workspace.clone(), key.clone());
                let make = move |_: &_| region::run(&snapshot, &region, &seen.0.rows);
                self.region.follow(key, row_count(workspace), waker, make);
            }
        }
        match workspace.view.tab {
            Tab::Gaps => self.follow_gaps(workspace, made, (&seen, placeless_rows), waker),
            Tab::Projects => self.follow_pages(workspace, seen, language, waker),
            _ => {}
        }
        if let Some(Selected::Project(id)) = &workspace.view.selected {
            let key = (made, Question::Project(id.clone()));
            if let Some(index) = self.index(workspace, made, waker).filter(|_| self.beside.needs(&key)) {
                let (snapshot, question) = (workspace.clone(), key.1.clone());
                let make = move |_: &_| Answer { found: index.run(&snapshot, &question, BESIDE), question };
                self.beside.follow(key, row_count(workspace), waker, make);
            }
        }
    }

    /// The index of look-alikes, once it is there.
    fn index(&mut self, workspace: &Workspace, made: Made, waker: &Waker) -> Option<Arc<LikenessIndex>> {
        if self.index.needs(&made) {
            let snapshot = workspace.clone();
            self.index.follow(made, row_count(workspace), waker, move |_| LikenessIndex::new(&snapshot));
        }
        self.index.value().filter(|_| self.index.is_of(&made)).cloned()
    }

    fn follow_gaps(
        &mut self,
        workspace: &Workspace,
        made: Made,
        (seen, placeless_rows): (&Seen, &Arc<Vec<u32>>),
        waker: &Waker,
    ) {
        let view = &workspace.view;
        match view.gaps.page {
            GapsPage::Matrix => {
                // The cell that is looked into changes none of its counts.
                let key = (seen.clone(), MatrixView { cell: None, ..view.gaps.matrix.clone() });
                if self.matrix.needs(&key) {
                    let (snapshot, rows, asked) = (workspace.clone(), Arc::clone(placeless_rows), key.1.clone());
                    let make = move |_: &_| gaps::run(&snapshot, &asked, &snapshot.view.filter, &rows);
                    self.matrix.follow(key, row_count(workspace), waker, make);
                }
            }
            GapsPage::Similar => {
                let Some(question) = asked(view) else { return };
                let Some(index) = self.index(workspace, made, waker) else { return };
                let key = (made, question, view.gaps.similar.is_within_filter.then(|| seen.clone()));
                if self.page.needs(&key) {
                    let (snapshot, (_, question, within)) = (workspace.clone(), key.clone());
                    let make = move |_: &_| {
                        let rows = within.as_ref().map(|seen| seen.0.rows.as_slice());
                        Answer { found: index.run_within(&snapshot, &question, rows, PAGE), question }
                    };
                    self.page.follow(key, row_count(workspace), waker, make);
                }
            }
            GapsPage::Partners => {
                let wanted = wanted(view);
                let index = wanted.like.as_ref().and_then(|_| self.index(workspace, made, waker));
                if wanted.like.is_some() && index.is_none() {
                    return;
                }
                let key = (seen.clone(), wanted, view.gaps.partners.show == PartnersShow::Network);
                if self.partners.needs(&key) {
                    let (snapshot, (seen, wanted, has_network)) = (workspace.clone(), key.clone());
                    let make = move |_: &_| seek(&snapshot, index.as_deref(), wanted, &seen.0.rows, has_network);
                    self.partners.follow(key, row_count(workspace), waker, make);
                }
            }
        }
    }

    fn follow_pages(&mut self, workspace: &Workspace, seen: Seen, language: Language, waker: &Waker) {
        let view = &workspace.view.projects;
        match view.page {
            ProjectsPage::Table => {}
            ProjectsPage::Schedule => {
                let key = (seen, view.group, language);
                if self.schedule.needs(&key) {
                    let (snapshot, (seen, group, language)) = (workspace.clone(), key.clone());
                    let make = move |_: &_| schedule::run(&snapshot, group, &seen.0.rows, language);
                    self.schedule.follow(key, row_count(workspace), waker, make);
                }
            }
            ProjectsPage::Funding => {
                if self.funding.needs(&seen) {
                    let (snapshot, rows) = (workspace.clone(), seen.clone());
                    let make = move |_: &_| funding::run(&snapshot, &rows.0.rows);
                    self.funding.follow(seen, row_count(workspace), waker, make);
                }
            }
        }
    }

    /// White spots, as last made.
    pub fn matrix(&self) -> Option<Arc<gaps::Matrix>> {
        self.matrix.value().cloned()
    }

    /// The smart region of the filter, as last made; never that of another region.
    pub fn region(&self, filter: &Filter) -> Option<Arc<RegionSheet>> {
        let wanted = filter.region.as_ref()?;
        self.region.value_of(|(region, ..)| region == wanted).cloned()
    }

    /// The pages of projects, as last made.
    pub fn pages(&self) -> (Option<Arc<Schedule>>, Option<Arc<FundingSheet>>) {
        (self.schedule.value().cloned(), self.funding.value().cloned())
    }

    /// What is there.
    pub fn results(&self) -> LikenessResults {
        LikenessResults {
            search: self.search.value().cloned(),
            page: self.page.value().cloned(),
            beside: self.beside.value().cloned(),
            partners: self.partners.value().cloned(),
        }
    }

    /// Takes what is done.
    pub fn take(&mut self) {
        for value in self.all() {
            value.take();
        }
    }

    /// Whether something that is shown is of before, while the new one is made.
    pub fn is_replacing(&self) -> bool {
        self.matrix.is_replacing()
            || self.page.is_replacing()
            || self.partners.is_replacing()
            || self.schedule.is_replacing()
            || self.funding.is_replacing()
    }

    /// Whether anything is under way.
    pub fn is_under_way(&mut self) -> bool {
        self.all().into_iter().any(|value| value.is_under_way())
    }

    /// Waits until nothing is under way or the time is up; for the command line and tests.
    pub fn settle(&mut self, deadline: Instant) -> bool {
        self.all().into_iter().for_each(|value| {
            if value.is_under_way() {
                let _it_may_take_longer = value.wait(deadline.saturating_duration_since(Instant::now()));
            }
        });
        !self.is_under_way()
    }

    fn all(&mut self) -> [&mut dyn UnderWay; 9] {
        [
            &mut self.region,
            &mut self.matrix,
            &mut self.search,
            &mut self.index,
            &mut self.page,
            &mut self.beside,
            &mut self.partners,
            &mut self.schedule,
            &mut self.funding,
        ]
    }
}

impl Session {
    /// Waits until nothing is made beside the interface any more, or the time is up; returns whether it settled.
    pub(super) fn settle_derived(&mut self, deadline: Instant) -> bool {
        let mut is_settled = self.cache.derived.settle(deadline);
        // What was made may be what something else is made from.
        while is_settled {
            self.refresh();
            if !self.cache.derived.is_under_way() {
                break;
            }
            is_settled = self.cache.derived.settle(deadline);
        }
        is_settled
    }
}

/// What the palette searches by: words of all projects, names of all organisations.
pub fn search_index(workspace: &Workspace) -> SearchIndex {
    let all = organisations::of_rows(workspace, 0..workspace.projects.rows().len() as u32);
    let named =
        all.into_iter().map(|one| Named { name: one.name, is_municipality: one.nis.is_some(), written: one.written });
    SearchIndex::new(workspace, named.collect())
}

fn row_count(workspace: &Workspace) -> usize {
    workspace.projects.rows().len()
}

fn seek(
    workspace: &Workspace,
    index: Option<&LikenessIndex>,
    wanted: Wanted,
    rows: &[u32],
    has_network: bool,
) -> PartnersAnswer {
    let found = partnering::run(workspace, index, &wanted, rows);
    let network = has_network.then(|| network::run(&organisations::of_rows(workspace, found.rows.iter().copied())));
    PartnersAnswer { wanted, found, network }
}
