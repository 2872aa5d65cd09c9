.print what HTML would take for its own
SELECT html_escape('<script>alert("1" & ''2'')</script>') AS text;
SELECT html_escape('traffic light') AS text, html_escape('') AS empty, html_escape(NULL) AS none;
.print other types
SELECT html_escape(7) AS integer, html_escape(0.5) AS real, html_escape(x'3C62') AS blob;
SELECT hex(html_escape(char(1) || 'a')) AS control, hex(html_escape(CAST(x'C0BC' AS TEXT))) AS no_utf8;
SELECT html_escape('שלום 🚗 é') AS letters;
.print errors
SELECT html_escape();
