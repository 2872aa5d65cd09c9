-- Pages come and go: this shows of each only what stays.
.print a page, by its path or its last part, and as links write it
SELECT boxscore_manual('how-to/thresholds') LIKE '# Choose a score threshold' || char(10) || '%' AS page;
SELECT boxscore_manual('thresholds') = boxscore_manual('how-to/thresholds') AS by_last_part,
  boxscore_manual('./docs/how-to/Thresholds.MD') = boxscore_manual('thresholds') AS by_link,
  boxscore_manual('docs/how-to/thresholds.md') = boxscore_manual('thresholds') AS by_file;
.print where two pages share it, that of the reference
SELECT boxscore_manual('charts') = boxscore_manual('reference/charts') AS of_reference;
.print every function has a page, and pages are whole
SELECT name FROM boxscore_functions WHERE boxscore_manual(page) NOT LIKE '# %';
SELECT topic FROM boxscore_topics
WHERE size <> length(CAST(boxscore_manual(topic) AS BLOB)) OR instr(boxscore_manual(topic), title) <> 3 OR instr(boxscore_manual(topic), summary) = 0;
SELECT boxscore_manual('tutorial') = CAST(read_file('docs/tutorial.md') AS TEXT) AS same;
SELECT typeof(boxscore_manual('iou')), boxscore_manual(NULL);
.print the list
SELECT boxscore_manual() LIKE '# boxscore ' || boxscore_version() || ': the manual%' AS has_head, boxscore_manual('') = boxscore_manual() AS same;
SELECT topic FROM boxscore_topics WHERE instr(boxscore_manual(), '- ' || topic || ': ') = 0 OR instr(boxscore_manual(), summary) = 0;
.print search
SELECT topic FROM boxscore_topics('pandas data frames') WHERE topic = 'how-to/pandas';
SELECT topic, relevance > 0 FROM boxscore_topics('WRONG Labels') WHERE topic = 'how-to/labels';
SELECT count(*) = (SELECT count(*) FROM boxscore_topics) AS all_pages, count(relevance) FROM boxscore_topics(NULL);
SELECT count(*) FROM boxscore_topics('zzqx');
SELECT count(*) FROM boxscore_topics(' ,;');
SELECT title, summary, relevance FROM boxscore_topics WHERE topic = 'how-to/thresholds';
SELECT count(*) > 0 FROM boxscore_topics('a b c d e f g h i j k l m n o p q r s t u v w x y z ü');
.print errors
SELECT boxscore_manual('zzqx');
SELECT boxscore_manual('zz.qx');
SELECT boxscore_manual('a', 'b');
SELECT * FROM boxscore_topics WHERE words LIKE 'a%';
