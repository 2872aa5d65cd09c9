// The job of the package tests, for Go: DATABASE JOB OUTPUT.
package main

import (
	"database/sql"
	"fmt"
	"log"
	"math"
	"os"
	"strings"

	boxscore "@MODULE@"
	"github.com/mattn/go-sqlite3"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	database, job, output := os.Args[1], os.Args[2], os.Args[3]
	check(boxscore.Register())
	db, err := sql.Open("sqlite3", database)
	check(err)
	text := func(name string) string {
		found, err := os.ReadFile(job + "/" + name + ".sql")
		check(err)
		return strings.TrimSpace(string(found))
	}

	rows, err := db.Query(text("figures"))
	check(err)
	var lines strings.Builder
	for rows.Next() {
		var metric string
		var value float64
		check(rows.Scan(&metric, &value))
		fmt.Fprintf(&lines, "%s %016x\n", metric, math.Float64bits(value))
	}
	check(rows.Err())
	check(os.WriteFile(output+"/figures.txt", []byte(lines.String()), 0o644))
	var svg, version string
	var png []byte
	check(db.QueryRow(text("picture_svg")).Scan(&svg))
	check(os.WriteFile(output+"/picture.svg", []byte(svg+"\n"), 0o644))
	check(db.QueryRow(text("picture_png")).Scan(&png))
	check(os.WriteFile(output+"/picture.png", png, 0o644))
	check(db.QueryRow("SELECT boxscore_version()").Scan(&version))
	if version != boxscore.Version {
		log.Fatal(version)
	}
	version, _, _ = sqlite3.Version()
	check(os.WriteFile(output+"/sqlite.txt", []byte(version), 0o644))
}
