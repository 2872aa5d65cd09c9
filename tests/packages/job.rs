//! The job of the package tests, for Rust: DATABASE JOB OUTPUT.

use rusqlite::Connection;
use std::{error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().collect();
    let (database, job, output) = (&words[1], &words[2], &words[3]);
    // One connection that loads it itself, and then all others.
    unsafe { boxscore::load(Connection::open_in_memory()?.handle())? };
    boxscore::register()?;
    let db = Connection::open(database)?;
    let text = |name: &str| fs::read_to_string(format!("{job}/{name}.sql"));

    let figures = text("figures")?;
    let mut query = db.prepare(&figures)?;
    let mut rows = query.query([])?;
    let mut lines = String::new();
    while let Some(row) = rows.next()? {
        lines += &format!("{} {:016x}\n", row.get::<_, String>(0)?, row.get::<_, f64>(1)?.to_bits());
    }
    fs::write(format!("{output}/figures.txt"), lines)?;
    let svg: String = db.query_row(&text("picture_svg")?, [], |row| row.get(0))?;
    fs::write(format!("{output}/picture.svg"), svg + "\n")?;
    let png: Vec<u8> = db.query_row(&text("picture_png")?, [], |row| row.get(0))?;
    fs::write(format!("{output}/picture.png"), png)?;
    fs::write(format!("{output}/sqlite.txt"), rusqlite::version())?;
    assert_eq!(db.query_row("SELECT boxscore_version()", [], |row| row.get::<_, String>(0))?, boxscore::VERSION);
    Ok(())
}
