//! What is done while another workspace is on its way never goes into that one.

use super::command::{FileCommand, OwnCommand};
use super::tests::{Fake, opened_on};
use super::{Command, Session, Settings};
use crate::jobs::{Event, JobId, Outcome, Request};
use crate::model::own::OwnList;
use crate::model::{Dataset, Reason};

fn list(name: &str) -> Command {
    OwnCommand::PutList(OwnList { id: name.into(), name: name.into(), members: Vec::new() }).into()
}

fn writes(fake: &Fake) -> usize {
    let script = fake.0.borrow();
    script.requests.iter().filter(|request| matches!(request, Request::PutOwn(_))).count()
}

fn last_notice(session: &Session) -> Option<&'static str> {
    session.status().notices.last().map(|notice| notice.key)
}

/// A session that has one list and has asked for another workspace, and the job of that.
fn opening(command: FileCommand) -> (Session, Fake, JobId) {
    let (mut session, fake) = opened_on(Dataset::default(), Settings::default());
    session.run(&list("first"));
    fake.tell(Event::Done { job: fake.job(), outcome: Outcome::Nothing });
    session.run(&command.into());
    let job = fake.job();
    while session.update() {}
    (session, fake, job)
}

#[test]
fn what_changes_a_file_waits_while_another_is_opened() {
    for command in
        [FileCommand::Open("b.gpkg".into()), FileCommand::New("b.gpkg".into()), FileCommand::SaveAs("b.gpkg".into())]
    {
        let (mut session, fake, job) = opening(command);
        let before = session.workspace().own.clone();
        for refused in [list("second"), Command::Undo] {
            session.run(&refused);
            assert_eq!((writes(&fake), &session.workspace().own), (1, &before), "{refused:?}");
            assert_eq!(last_notice(&session), Some("error-opening"));
        }
        session.import(vec!["a.csv".into()], false);
        let imports = |request: &Request| matches!(request, Request::Import { is_dry_run: false, .. });
        assert!(!fake.0.borrow().requests.iter().any(imports));
        // What only reads goes on.
        session.run(&FileCommand::Check.into());
        assert!(matches!(fake.0.borrow().requests.last(), Some(Request::Check)));
        fake.tell(Event::opened(Dataset::default(), "b.gpkg".into(), false, None));
        fake.tell(Event::Done { job, outcome: Outcome::Nothing });
        while session.update() {}
        session.run(&list("second"));
        assert_eq!(writes(&fake), 2, "it is there now");
    }
}

#[test]
fn a_workspace_that_does_not_open_leaves_the_one_that_is_there() {
    let (mut session, fake, job) = opening(FileCommand::Open("b.gpkg".into()));
    let error = Reason::new("reason-origin");
    fake.tell(Event::Failed { job, what: "error-open", error });
    while session.update() {}
    session.run(&list("second"));
    assert_eq!(writes(&fake), 2);
}
