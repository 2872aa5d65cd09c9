#!/bin/bash
# Makes what Maven Central takes: the jar with the extension for every platform, the jars of sources and documentation, and
# the pom.
#
#     ext/packages/java/pack.sh VERSION PLATFORMS OUTPUT MAVEN      (MAVEN: a folder for what Maven downloads)
set -eu -o pipefail
version=$1 platforms=$2 output=$3 maven=$4
here=$(dirname "$0")
for command in javac jar mvn; do
  command -v $command >/dev/null || { echo "java-package: skipped: $command is missing" && exit 0; }
done
rm -rf "$output"
mkdir -p "$output/classes" "$output/sources"
name=$output/boxscore-$version
sed "s/@VERSION@/$version/" "$here/pom.xml" >"$name.pom"
# Maven wants the pom under a name that it knows.
cp "$name.pom" "$output/pom.xml"
# Maven resets the colours even of what is not a terminal.
mvn -q -B -Dmaven.repo.local="$maven" -f "$output/pom.xml" dependency:copy-dependencies -DoutputDirectory=needed 2>&1 |
  sed 's/\x1b\[[0-9;]*m//g'
rm "$output/pom.xml"

cp -R "$here/src/io" "$output/sources/"
find "$output/sources" -name '*.java' -exec javac --release 11 -Xlint:all -Werror -cp "$output/needed/*" -d "$output/classes" {} +
find "$output/sources" -name '*.java' -exec javadoc -quiet -Xdoclint:none --release 11 -cp "$output/needed/*" -d "$output/documentation" {} +

resources=$output/classes/io/github/boxscore
for folder in "$platforms"/*/; do
  to=$resources/$(basename "$folder")
  cp -R "$folder" "$to"
  # What is to be unpacked; the licences stay in the jar.
  (cd "$to" && find . -maxdepth 1 -type f | sed 's#^\./##' | grep -E '\.(so|dylib|dll)(\.[0-9]+)*$' | LC_ALL=C sort >files.txt)
done
mkdir -p "$output/classes/META-INF"
cp LICENSE "$output/classes/META-INF/"
printf 'Automatic-Module-Name: io.github.boxscore\nImplementation-Version: %s\n' "$version" >"$output/manifest.txt"
jar --create --file "$name.jar" --manifest "$output/manifest.txt" -C "$output/classes" .
jar --create --file "$name-sources.jar" -C "$output/sources" .
jar --create --file "$name-javadoc.jar" -C "$output/documentation" .
rm -rf "$output"/{classes,sources,documentation,needed,manifest.txt}
ls "$output"/*.jar
