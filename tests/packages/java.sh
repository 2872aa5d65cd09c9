#!/bin/bash
# Installs the jar into a local Maven repository, and does the job in a program that depends on it.
#
#     tests/packages/java.sh PACKAGES SCRATCH EXTENSION VERSION MAVEN
set -u
cd "$(dirname "$0")/../.." || exit 2
packages=$1 version=$4 maven=$5
source tests/packages/common.sh java "$2" "$3"
require javac java mvn sqlite3
prepare

maven() { # maven WORD...: without its colours
  mvn -q -B -Dmaven.repo.local="$maven" "$@" 2>&1 | sed 's/\x1b\[[0-9;]*m//g'
  return "${PIPESTATUS[0]}"
}

mvn() { command mvn -q -B -Dmaven.repo.local="$maven" "$@"; }
install=$(installing "Java, Kotlin, Scala")
said=$(eval "$install" 2>&1 | sed 's/\x1b\[[0-9;]*m//g'; exit "${PIPESTATUS[0]}")
expect "$install" "0 " "$? $said"
unset -f mvn
mkdir -p "$room/program"
cat >"$room/program/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>program</groupId>
  <artifactId>program</artifactId>
  <version>0</version>
  <dependencies>
$(block xml ext/packages/java/README.md | sed "s#<version>.*<#<version>$version<#")
  </dependencies>
</project>
XML
said=$(maven -f "$room/program/pom.xml" dependency:copy-dependencies -DoutputDirectory=needed)
expect "dependencies of a program" "0 " "$? $said"
cp tests/packages/Job.java "$room/program/"
block java ext/packages/java/README.md >"$room/program/Evaluate.java"
said=$(javac -Xlint:all -Werror -cp "$room/program/needed/*" -d "$room/program/classes" "$room/program"/*.java 2>&1)
expect "javac" "0 " "$? $said"
driver=$(basename "$(newest "$room/program/needed" 'sqlite-jdbc-*.jar')" .jar)
# slf4j says on the error output that no logger is there; newer Javas say that JNI is used.
run=(java -Djava.io.tmpdir="$room" -cp "$room/program/classes:$room/program/needed/*")
quiet() { "$@" 2> >(grep -vE '^(SLF4J|WARNING):?' >&2); }
check "Java, sqlite-jdbc" "$(javac -version | cut -d' ' -f2), ${driver#sqlite-jdbc-}" "a dependency of Maven" \
  quiet "${run[@]}" Job
readme quiet "${run[@]}" Evaluate
expect "unpacked files that are left" "" "$(find "$room" -maxdepth 1 -name 'boxscore*')"
finish
