//! Compiles the C sources of the extension. GEOS, libpng, libjpeg and expat come in where their headers are installed.

use std::path::Path;

fn main() {
    let mut sources: Vec<_> = std::fs::read_dir("c")
        .expect("the folder c of the crate")
        .map(|entry| entry.expect("a file of the folder c").path())
        .filter(|path| path.extension().map_or(false, |extension| extension == "c"))
        .collect();
    sources.sort();
    let mut build = cc::Build::new();
    build.files(&sources).include("c").flag("-std=c11").flag("-fvisibility=hidden").flag("-ffp-contract=off");
    // Debug builds too: the tests of a program should not wait for an unoptimised evaluation.
    build.opt_level(2).warnings(false);
    for (header, library, without) in [
        ("geos_c.h", "GEOS", "polygons are not overlaid"),
        ("png.h", "libpng", "PNG images are not read or written"),
        ("jpeglib.h", "libjpeg", "JPEG images are not read or written"),
        ("expat.h", "expat", "Pascal VOC files are not read"),
    ] {
        if !has_header(&build, header) {
            println!("cargo:warning=boxscore is built without {library}, since {header} is not installed: {without}");
        }
    }
    build.compile("boxscore");
    if std::env::var("CARGO_CFG_TARGET_OS").map_or(false, |system| system == "linux") {
        println!("cargo:rustc-link-lib=dl");
        println!("cargo:rustc-link-lib=m");
        println!("cargo:rustc-link-lib=pthread");
    }
    println!("cargo:rerun-if-changed=c");
}

fn has_header(build: &cc::Build, header: &str) -> bool {
    let file = Path::new(&std::env::var("OUT_DIR").expect("OUT_DIR")).join(format!("has_{header}.c"));
    let text = format!("#if !__has_include(<{header}>)\n#error not installed\n#endif\n");
    std::fs::write(&file, text).expect("a file in OUT_DIR");
    let mut command = build.get_compiler().to_command();
    let status = command.arg("-fsyntax-only").arg(&file).stderr(std::process::Stdio::null()).status();
    status.map_or(false, |status| status.success())
}
