//! Results that take longer than a frame where there are many projects: made beside the interface, see
//! [`Derived`](crate::jobs::derived::Derived).

use std::sync::Arc;
use std::time::Instant;

use super::drawn::Made;
use crate::insight::funding::{self, FundingSheet};
use crate::insight::gaps;
use crate::insight::likeness::{LikenessIndex, LookAlikes, PAGE, Question, asked};
use crate::insight::organisations;
use crate::insight::partnering::{self, Partnering, Wanted, network, wanted};
use crate::insight::region::{self, RegionSheet};
use crate::insight::schedule::{self, Schedule};
use crate::jobs::Waker;
use crate::jobs::derived::{AT_ONCE_ROWS, Derived, UnderWay};
use crate::model::Language;
use crate::query::filter::Selection;
use crate::query::search::{Named, SearchIndex};
use crate::query::symbols::{self, PlaceSymbol};
use crate::query::table;
use crate::query::words::Words;
use crate::workspace::{
    Filter, GapsPage, MatrixView, PartnersShow, ProjectsPage, ScheduleGroup, Selected, SmartRegion, SortKey, Tab,
    Workspace,
};

/// Look-alikes shown beside a project.
const BESIDE: usize = 4;

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
/// that no other can come to lie in its place. What is made of the rows of another state must not be shown of these.
#[derive(Clone, Debug)]
struct Seen(Arc<Selection>, Made);

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Symbols and the order of the table cost a tenth or less of what the others cost for each row.
const QUICK: usize = 10;

/// Symbols of the map, once they are there.
type Symbols = Option<Arc<Vec<PlaceSymbol>>>;

/// Rows in the order of the table, once they are there.
type Order = Option<Arc<Vec<u32>>>;

/// What is asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The rows it is about.
    pub made: Made,
    /// Those that the filter wants.
    pub selection: &'a Arc<Selection>,
    /// Those that white spots count: that the filter wants, its places aside.
    pub placeless_rows: &'a Arc<Vec<u32>>,
    /// The index of words, where the filter has one.
    pub words: Option<&'a Arc<Words>>,
}

/// What is made beside the interface, each from what its key names.
#[derive(Debug, Default)]
pub(super) struct DerivedResults {
    /// Whether anybody searches: the command line never does.
    wants_search: bool,
    symbols: Derived<Seen, Vec<PlaceSymbol>>,
    order: Derived<(Seen, Vec<SortKey>, Language), Vec<u32>>,
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

    /// Takes symbols and an order that were made with the rows.
    pub fn put_drawn(
        &mut self,
        (made, selection): (Made, &Arc<Selection>),
        symbols: &Arc<Vec<PlaceSymbol>>,
        (sort, language): (Vec<SortKey>, Language),
        order: &Arc<Vec<u32>>,
    ) {
        let seen = Seen(Arc::clone(selection), made);
        self.symbols.put(seen.clone(), Arc::clone(symbols));
        self.order.put((seen, sort, language), Arc::clone(order));
    }

    /// Starts symbols and the order of the table where they are stale; `filter` is that of the selection. What is under way
    /// is let end first, so that the map follows while years are dragged.
    pub fn follow_drawn(
        &mut self,
        workspace: &Workspace,
        (made, selection): (Made, &Arc<Selection>),
        (filter, language): (&Filter, Language),
        waker: &Waker,
    ) {
        let seen = Seen(Arc::clone(selection), made);
        let row_count = selection.rows.len() / QUICK;
        let is_quick = row_count <= AT_ONCE_ROWS;
        if self.symbols.needs(&seen) && (is_quick || !self.symbols.is_under_way()) {
            let (rows, filter, selection) = (workspace.rows(), filter.clone(), Arc::clone(selection));
            let make = move |_: &_| symbols::run(&rows.projects, &rows.municipalities, &filter, &selection);
            self.symbols.follow(seen.clone(), row_count, waker, make);
        }
        let key = (seen, workspace.view.table.sort.clone(), language);
        if self.order.needs(&key) && (is_quick || key.1.is_empty() || !self.order.is_under_way()) {
            let (rows, (seen, sort, language)) = (workspace.rows(), key.clone());
            let make = move |_: &_| table::sorted(&rows.projects, &rows.municipalities, &seen.0, &sort, language);
            // Rows that stand as they come need only be copied.
            let row_count = if key.1.is_empty() { 0 } else { row_count };
            self.order.follow(key, row_count, waker, make);
        }
    }

    /// Symbols and the order of the table, as last made of these rows.
    pub fn drawn(&self, made: Made) -> (Symbols, Order) {
        let symbols = self.symbols.value_of(|seen| seen.1 == made);
        let order = self.order.value_of(|(seen, ..)| seen.1 == made);
        (symbols.cloned(), order.cloned())
    }

    /// Starts what is shown and stale.
    pub fn follow(&mut self, workspace: &Workspace, asked: Asked<'_>, language: Language, waker: &Waker) {
        let Asked { made, selection, placeless_rows, words } = asked;
        let key = (made, workspace.generations.indicators);
        if self.wants_search && self.search.needs(&key) {
            let (snapshot, words) = (workspace.clone(), words.cloned());
            self.search.follow(key, row_count(workspace), waker, move |_| search_index(&snapshot, words));
        }
        let seen = Seen(Arc::clone(selection), made);
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

    /// The smart region of the filter, as last made of these rows; never that of another region.
    pub fn region(&self, made: Made, filter: &Filter) -> Option<Arc<RegionSheet>> {
        let wanted = filter.region.as_ref()?;
        self.region.value_of(|(region, seen, _)| region == wanted && seen.1 == made).cloned()
    }

    /// The pages of projects, as last made of these rows.
    pub fn pages(&self, made: Made) -> (Option<Arc<Schedule>>, Option<Arc<FundingSheet>>) {
        let schedule = self.schedule.value_of(|(seen, ..)| seen.1 == made);
        (schedule.cloned(), self.funding.value_of(|seen| seen.1 == made).cloned())
    }

    /// What is there of these rows.
    pub fn results(&self, made: Made) -> LikenessResults {
        LikenessResults {
            search: self.search.value_of(|(known, _)| *known == made).cloned(),
            page: self.page.value_of(|(known, ..)| *known == made).cloned(),
            beside: self.beside.value_of(|(known, _)| *known == made).cloned(),
            partners: self.partners.value_of(|(seen, ..)| seen.1 == made).cloned(),
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
        self.order.is_replacing()
            || self.matrix.is_replacing()
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

    fn all(&mut self) -> [&mut dyn UnderWay; 11] {
        [
            &mut self.symbols,
            &mut self.order,
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

/// What the palette searches by: words of all projects (made here where there is no index of them yet), names of all
/// organisations.
pub fn search_index(workspace: &Workspace, words: Option<Arc<Words>>) -> SearchIndex {
    // Folded here, they need not be while somebody types.
    let _kept_with_the_projects = workspace.projects.folded_titles(Language::Nl).next();
    let all = organisations::of_rows(workspace, 0..workspace.projects.rows().len() as u32);
    let named =
        all.into_iter().map(|one| Named { name: one.name, is_municipality: one.nis.is_some(), written: one.written });
    let words = words.unwrap_or_else(|| Arc::new(Words::new(&workspace.projects, &workspace.municipalities)));
    SearchIndex::new(workspace, named.collect(), words)
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
