// Package boxscore evaluates object detectors in SQL: it links the SQLite extension into a program that uses
// github.com/mattn/go-sqlite3.
//
//	boxscore.Register()
//	db, err := sql.Open("sqlite3", "detections.db")
package boxscore

/*
#cgo CFLAGS: -std=c11 -O2 -fvisibility=hidden
#cgo linux LDFLAGS: -ldl -lm -lpthread
#cgo darwin LDFLAGS: -lm
#include "boxscore.h"

static int register_all(void) { return sqlite3_auto_extension((void (*)(void))sqlite3_boxscore_init); }
static int register_without_files(void) { return sqlite3_auto_extension((void (*)(void))sqlite3_boxscorenofiles_init); }
*/
import "C"

import (
	"fmt"

	// The SQLite that boxscore calls.
	_ "github.com/mattn/go-sqlite3"
)

// Version of the extension.
const Version = "@VERSION@"

func result(code C.int) error {
	if code == C.SQLITE_OK {
		return nil
	}
	return fmt.Errorf("boxscore: SQLite takes no automatic extension (code %d)", int(code))
}

// Register adds boxscore's functions to every connection that the program opens from now on.
func Register() error {
	return result(C.register_all())
}

// RegisterWithoutFiles does the same without the functions that open files, for connections on which strangers may run SQL.
func RegisterWithoutFiles() error {
	return result(C.register_without_files())
}
