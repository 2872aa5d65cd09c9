//! boxscore evaluates object detectors in SQL. This crate links the SQLite extension into a program that uses rusqlite, or
//! any other crate on libsqlite3-sys:
//!
//! ```no_run
//! # struct Connection; impl Connection { fn open(_: &str) -> Result<Self, boxscore::Error> { Ok(Self) } }
//! boxscore::register()?;
//! let db = Connection::open("detections.db")?;
//! # Ok::<(), boxscore::Error>(())
//! ```

use std::ffi::CStr;
use std::os::raw::{c_char, c_int, c_void};

use libsqlite3_sys::{sqlite3, sqlite3_free};

type EntryPoint = unsafe extern "C" fn(*mut sqlite3, *mut *mut c_char, *const c_void) -> c_int;

extern "C" {
    fn sqlite3_boxscore_init(db: *mut sqlite3, message: *mut *mut c_char, api: *const c_void) -> c_int;
    fn sqlite3_boxscorenofiles_init(db: *mut sqlite3, message: *mut *mut c_char, api: *const c_void) -> c_int;
    fn sqlite3_auto_extension(entry_point: EntryPoint) -> c_int;
}

/// The version of the extension.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// SQLite's code, and what it or boxscore says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub code: i32,
    pub message: String,
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} (SQLite's code {})", self.message, self.code)
    }
}

impl std::error::Error for Error {}

fn register_entry_point(entry_point: EntryPoint) -> Result<(), Error> {
    // SAFETY: the entry points have the signature that SQLite calls automatic extensions with.
    match unsafe { sqlite3_auto_extension(entry_point) } {
        0 => Ok(()),
        code => Err(Error { code, message: "boxscore: SQLite takes no automatic extension".to_owned() }),
    }
}

/// Adds boxscore's functions to every connection that the program opens from now on.
pub fn register() -> Result<(), Error> {
    register_entry_point(sqlite3_boxscore_init)
}

/// The same without the functions that open files, for connections on which strangers may run SQL.
pub fn register_without_files() -> Result<(), Error> {
    register_entry_point(sqlite3_boxscorenofiles_init)
}

unsafe fn call(entry_point: EntryPoint, db: *mut sqlite3) -> Result<(), Error> {
    let mut message: *mut c_char = std::ptr::null_mut();
    let code = entry_point(db, &mut message, std::ptr::null());
    let text = if message.is_null() {
        "boxscore: cannot register its functions".to_owned()
    } else {
        let text = CStr::from_ptr(message).to_string_lossy().into_owned();
        sqlite3_free(message.cast());
        text
    };
    if code == 0 {
        Ok(())
    } else {
        Err(Error { code, message: text })
    }
}

/// Adds boxscore's functions to one connection: `unsafe { boxscore::load(db.handle()) }` in rusqlite.
///
/// # Safety
///
/// `db` is an open connection, and no other thread uses it at the same time.
pub unsafe fn load(db: *mut sqlite3) -> Result<(), Error> {
    call(sqlite3_boxscore_init, db)
}

/// The same without the functions that open files.
///
/// # Safety
///
/// `db` is an open connection, and no other thread uses it at the same time.
pub unsafe fn load_without_files(db: *mut sqlite3) -> Result<(), Error> {
    call(sqlite3_boxscorenofiles_init, db)
}
