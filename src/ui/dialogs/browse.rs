//! The system's file dialog, without waiting for it.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// What is asked of the system.
#[derive(Clone, Debug)]
pub struct Question {
    /// Title of the dialog.
    pub title: String,
    /// Name of the kind of file.
    pub kind: String,
    /// Endings of its files.
    pub endings: Vec<String>,
    /// Name offered for a file to write; `None` = a file to read.
    pub save_as: Option<String>,
    /// Several files may be chosen.
    pub is_many: bool,
}

/// A dialog of the system that is open.
#[derive(Debug)]
pub struct Browsing {
    inbox: Receiver<Vec<PathBuf>>,
}

impl Browsing {
    /// Opens the system's dialog; `None` where no thread could be started.
    pub fn start(question: Question, context: &egui::Context) -> Option<Self> {
        Self::run(ask(question), context)
    }

    fn run(future: Answer, context: &egui::Context) -> Option<Self> {
        let (outbox, inbox) = sync_channel(1);
        let waker = context.clone();
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            let paths = runtime.map(|runtime| runtime.block_on(future)).unwrap_or_default();
            // The dialog may have been closed meanwhile.
            if outbox.send(paths).is_ok() {
                waker.request_repaint();
            }
        };
        std::thread::Builder::new().name("file-dialog".to_owned()).spawn(work).ok()?;
        Some(Self { inbox })
    }

    /// Opens the system's dialog for a folder; `None` where no thread could be started.
    pub fn start_folder(title: &str, context: &egui::Context) -> Option<Self> {
        let folder = rfd::AsyncFileDialog::new().set_title(title).pick_folder();
        let answer = async move { folder.await.iter().map(|folder| folder.path().to_owned()).collect() };
        Self::run(Box::pin(answer), context)
    }

    /// The answer, once it is there: empty where the user chose none or the system has no dialog.
    pub fn answer(&self) -> Option<Vec<PathBuf>> {
        match self.inbox.try_recv() {
            Ok(paths) => Some(paths),
            Err(TryRecvError::Disconnected) => Some(Vec::new()),
            Err(TryRecvError::Empty) => None,
        }
    }
}

/// The answer of a dialog that will come.
type Answer = Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>>;

/// The future of the dialog; made on the thread of the window because some systems ask for that.
fn ask(question: Question) -> Answer {
    let dialog = rfd::AsyncFileDialog::new().set_title(&question.title).add_filter(&question.kind, &question.endings);
    let paths = |files: Vec<rfd::FileHandle>| files.iter().map(|file| file.path().to_owned()).collect();
    match (question.save_as, question.is_many) {
        (Some(name), _) => {
            let file = dialog.set_file_name(name).save_file();
            Box::pin(async move { paths(file.await.into_iter().collect()) })
        }
        (None, false) => {
            let file = dialog.pick_file();
            Box::pin(async move { paths(file.await.into_iter().collect()) })
        }
        (None, true) => {
            let files = dialog.pick_files();
            Box::pin(async move { paths(files.await.unwrap_or_default()) })
        }
    }
}
