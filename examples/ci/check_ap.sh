#!/bin/bash
# Fails if COCO's figures fell: compares two COCO files with a minimum and with the figures of an earlier run.
#
#     check_ap.sh --labels instances.json --results results.json [--baseline baseline.csv] [--tolerance 0.005]
#                 [--minimum 0.4] [--metrics "AP AP50"] [--iou-type bbox] [--save baseline.csv] [--extension boxscore]
#
# --minimum is for AP alone; --tolerance is how far any of the metrics may fall below the baseline. The table goes to the
# standard output, and to $GITHUB_STEP_SUMMARY if that is set. Exit code: 0 good, 1 a figure is too low, 2 it cannot tell.
set -u

labels='' results='' baseline='' tolerance=0.005 minimum=0 metrics='AP AP50 AP75 AR100' iou_type='' save=''
extension=${BOXSCORE:-boxscore}

fail() {
  echo "check_ap: $1" >&2
  exit 2
}

while [[ $# -gt 0 ]]; do
  [[ $# -ge 2 ]] || fail "$1 requires a value"
  case $1 in
    --labels) labels=$2 ;;
    --results) results=$2 ;;
    --baseline) baseline=$2 ;;
    --tolerance) tolerance=$2 ;;
    --minimum) minimum=$2 ;;
    --metrics) metrics=$2 ;;
    --iou-type) iou_type=$2 ;;
    --save) save=$2 ;;
    --extension) extension=$2 ;;
    *) fail "unknown option: $1" ;;
  esac
  shift 2
done
[[ -n $labels && -n $results ]] || fail "--labels and --results are required"
for number in "$tolerance" "$minimum"; do
  [[ $number =~ ^[0-9]*\.?[0-9]+$ ]] || fail "not a number: $number"
done
[[ -z $baseline || -r $baseline ]] || fail "cannot read $baseline"

quoted() { printf "'%s'" "${1//\'/\'\'}"; }

# Prints the rows of a query. The figures are in the table now, those of the baseline in the table earlier.
query() {
  sqlite3 -batch -bail -noheader -list <<SQL
.load $extension
CREATE TEMP TABLE now AS SELECT metric, value FROM coco_evaluation($(quoted "$labels"), $(quoted "$results"))
WHERE iou_type = nullif($(quoted "$iou_type"), '');
CREATE TEMP TABLE earlier(metric TEXT, value REAL);
WITH RECURSIVE lines(line, rest) AS (
  SELECT '', replace($(quoted "$([[ -z $baseline ]] || cat "$baseline")"), char(13), '') || char(10)
  UNION ALL
  SELECT substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1) FROM lines WHERE rest <> '')
INSERT INTO earlier SELECT substr(line, 1, instr(line, ',') - 1), substr(line, instr(line, ',') + 1) FROM lines
WHERE instr(line, ',') AND line <> 'metric,value';
CREATE TEMP TABLE judged AS
SELECT n.metric, n.value, e.value AS before,
  coalesce(n.metric = 'AP' AND coalesce(n.value, 0) < $minimum OR coalesce(n.value, 0) < e.value - $tolerance, 0) AS is_low
FROM now AS n LEFT JOIN earlier AS e USING (metric)
WHERE instr(' ' || $(quoted "$metrics") || ' ', ' ' || n.metric || ' ');
$1
SQL
}

table=$(query "SELECT '| metric | now | before | |';
SELECT '|---|---|---|---|';
SELECT printf('| %s | %s | %s | %s |', metric, iif(value IS NULL, 'none', printf('%.4f', value)), iif(before IS NULL, '', printf('%.4f', before)),
  iif(is_low, 'too low', 'good')) FROM judged;
SELECT iif(sum(is_low), 'low', 'good') FROM judged;") || fail "the evaluation failed"
verdict=${table##*$'\n'}
table=${table%$'\n'*}
[[ $table == *$'\n'*$'\n'* ]] || fail "none of these metrics: $metrics"

echo "$table"
[[ -z ${GITHUB_STEP_SUMMARY-} ]] || printf '### Detection figures\n\n%s\n' "$table" >>"$GITHUB_STEP_SUMMARY"
if [[ -n $save ]]; then
  figures=$(query "SELECT printf('%s,%!.17g', metric, value) FROM now WHERE value IS NOT NULL;") || fail "the evaluation failed"
  printf 'metric,value\n%s\n' "$figures" >"$save"
fi
[[ $verdict == good ]] || { echo "check_ap: a figure is too low" >&2; exit 1; }
