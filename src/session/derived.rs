//! Results that take longer than a frame where there are many projects: made beside the interface, see
//! [`Derived`](crate::jobs::derived::Derived).

use std::sync::Arc;
use std::time::Instant;

use super::Session;
use crate::insight::funding::{self, FundingSheet};
use crate::insight::likeness::{Idea, LikenessIndex, LookAlikes, Question};
use crate::insight::organisations;
use crate::insight::partnering::{self, Partnering, Wanted, network};
use crate::insight::schedule::{self, Schedule};
use crate::jobs::Waker;
use crate::jobs::derived::{Derived, UnderWay};
use crate::query::filter::Selection;
use crate::query::search::{Named, SearchIndex};
use crate::workspace::{
    Filter, GapsPage, PartnersShow, ProjectsPage, ScheduleGroup, Selected, SimilarSource, Tab, View, Workspace,
};

/// Look-alikes shown on their page.
pub const PAGE: usize = 50;
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
    /// What look-alikes are found by.
    pub index: Option<Arc<LikenessIndex>>,
    /// Of the page.
    pub page: Option<Arc<Answer>>,
    /// Of the selected project.
    pub beside: Option<Arc<Answer>>,
    /// Partners.
    pub partners: Option<Arc<PartnersAnswer>>,
}

/// What partners rest on.
#[derive(Clone, Debug, PartialEq)]
struct Sought {
    made: Made,
    wanted: Wanted,
    filter: Filter,
    has_network: bool,
}

/// What is made beside the interface, each from what its key names.
#[derive(Debug, Default)]
pub(super) struct DerivedResults {
    search: Derived<(Made, u64), SearchIndex>,
    index: Derived<Made, LikenessIndex>,
    page: Derived<(Made, Question, Option<Filter>), Answer>,
    beside: Derived<(Made, Question), Answer>,
    partners: Derived<Sought, PartnersAnswer>,
    schedule: Derived<(Made, Filter, ScheduleGroup), Schedule>,
    funding: Derived<(Made, Filter), FundingSheet>,
}

/// What the page of look-alikes asks; `None` where nothing is asked yet.
pub fn asked(view: &View) -> Option<Question> {
    let similar = &view.gaps.similar;
    match similar.source {
        SimilarSource::Idea => {
            let text = similar.idea.trim().to_owned();
            (!text.is_empty()).then(|| Question::Idea(Idea { text, ..Idea::default() }))
        }
        SimilarSource::Project => {
            let selected = match &view.selected {
                Some(Selected::Project(id)) if similar.project.is_none() => Some(id),
                _ => None,
            };
            similar.project.as_ref().or(selected).cloned().map(Question::Project)
        }
    }
}

/// What the page of partners asks.
pub fn wanted(view: &View) -> Wanted {
    let partners = &view.gaps.partners;
    Wanted {
        municipality: partners.municipality,
        dimension: partners.dimension.filter(|_| partners.project.is_none()),
        like: partners.project.clone().map(Question::Project),
    }
}

impl DerivedResults {
    /// Starts what is shown and stale.
    pub fn follow(&mut self, workspace: &Workspace, selection: &Selection, waker: &Waker) {
        let view = &workspace.view;
        let made = (workspace.generations.projects, workspace.generations.municipalities);
        let count = workspace.projects.rows().len();
        let is_page = |page| view.tab == Tab::Gaps && view.gaps.page == page;
        let question = is_page(GapsPage::Similar).then(|| asked(view)).flatten();
        let beside = match &view.selected {
            Some(Selected::Project(id)) => Some(Question::Project(id.clone())),
            _ => None,
        };
        let partners = is_page(GapsPage::Partners).then(|| wanted(view));
        let key = (made, workspace.generations.indicators);
        if count > 0 && !self.search.is_of(&key) {
            let snapshot = workspace.clone();
            self.search.follow(key, count, waker, move |_| search_index(&snapshot));
        }
        let needs_index =
            question.is_some() || beside.is_some() || partners.as_ref().is_some_and(|one| one.like.is_some());
        if needs_index && !self.index.is_of(&made) {
            let snapshot = workspace.clone();
            self.index.follow(made, count, waker, move |_| LikenessIndex::new(&snapshot));
        }
        let index = self.index.value().filter(|_| self.index.is_of(&made)).cloned();
        if let (Some(index), Some(question)) = (&index, question) {
            let filter = view.gaps.similar.is_within_filter.then(|| view.filter.clone());
            let key = (made, question.clone(), filter);
            if !self.page.is_of(&key) {
                let (index, snapshot) = (Arc::clone(index), workspace.clone());
                let rows = key.2.as_ref().map(|_| selection.rows.clone());
                self.page.follow(key, count, waker, move |_| page(&snapshot, &index, question, rows.as_deref()));
            }
        }
        if let (Some(index), Some(question)) = (&index, beside) {
            let key = (made, question.clone());
            if !self.beside.is_of(&key) {
                let (index, snapshot) = (Arc::clone(index), workspace.clone());
                let make = move |_: &_| Answer { found: index.run(&snapshot, &question, BESIDE), question };
                self.beside.follow(key, count, waker, make);
            }
        }
        if let Some(wanted) = partners.filter(|wanted| wanted.like.is_none() || index.is_some()) {
            let has_network = view.gaps.partners.show == PartnersShow::Network;
            let key = Sought { made, wanted: wanted.clone(), filter: view.filter.clone(), has_network };
            if !self.partners.is_of(&key) {
                let (snapshot, rows) = (workspace.clone(), selection.rows.clone());
                let make = move |_: &_| seek(&snapshot, index.as_deref(), wanted, &rows, has_network);
                self.partners.follow(key, count, waker, make);
            }
        }
    }

    /// Starts the pages of projects that are shown and stale.
    pub fn follow_pages(&mut self, workspace: &Workspace, selection: &Selection, waker: &Waker) {
        let view = &workspace.view;
        let made = (workspace.generations.projects, workspace.generations.municipalities);
        let count = workspace.projects.rows().len();
        let is_page = |page| view.tab == Tab::Projects && view.projects.page == page;
        let group = view.projects.group;
        let key = (made, view.filter.clone(), group);
        if is_page(ProjectsPage::Schedule) && !self.schedule.is_of(&key) {
            let (snapshot, rows) = (workspace.clone(), selection.rows.clone());
            self.schedule.follow(key, count, waker, move |_| schedule::run(&snapshot, group, &rows));
        }
        let key = (made, view.filter.clone());
        if is_page(ProjectsPage::Funding) && !self.funding.is_of(&key) {
            let (snapshot, rows) = (workspace.clone(), selection.rows.clone());
            self.funding.follow(key, count, waker, move |_| funding::run(&snapshot, &rows));
        }
    }

    /// The pages of projects, as last made.
    pub fn pages(&self) -> (Option<Arc<Schedule>>, Option<Arc<FundingSheet>>) {
        (self.schedule.value().cloned(), self.funding.value().cloned())
    }

    /// What is there.
    pub fn results(&self) -> LikenessResults {
        LikenessResults {
            search: self.search.value().cloned(),
            index: self.index.value().cloned(),
            page: self.page.value().cloned(),
            beside: self.beside.value().cloned(),
            partners: self.partners.value().cloned(),
        }
    }

    /// Takes what is done; whether there was anything.
    pub fn take(&mut self) -> bool {
        // Every one is taken, so no short cut.
        self.all().into_iter().filter_map(|value| value.take().then_some(())).count() > 0
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

    fn all(&mut self) -> [&mut dyn UnderWay; 7] {
        [
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
    let named = all.into_iter().map(|one| Named {
        name: one.name,
        role: one.role,
        nis: one.nis,
        count: one.rows.len() as u32,
        written: one.written,
    });
    SearchIndex::new(workspace, named.collect())
}

fn page(workspace: &Workspace, index: &LikenessIndex, question: Question, rows: Option<&[u32]>) -> Answer {
    let mut found = index.run(workspace, &question, if rows.is_some() { usize::MAX } else { PAGE });
    if let Some(rows) = rows {
        found.alike.retain(|one| rows.binary_search(&one.row).is_ok());
        found.alike.truncate(PAGE);
    }
    Answer { question, found }
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
