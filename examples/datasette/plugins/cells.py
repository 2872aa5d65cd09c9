"""Shows SVG as an image, whose scripts cannot run, and a JSON object with the key page as a link to that canned query."""
import base64
import json
from urllib.parse import urlencode

from datasette import hookimpl
from markupsafe import Markup


@hookimpl
def render_cell(value, database, datasette):
    if not isinstance(value, str):
        return None
    if value.startswith("<svg "):
        source = "data:image/svg+xml;base64," + base64.b64encode(value.encode()).decode()
        return Markup('<img alt="" style="max-width:min(60em, 90vw)" src="%s">') % source
    if value.startswith('{"page":'):
        link = json.loads(value)
        address = datasette.urls.query(database, link.pop("page"))
        words = link.pop("text")
        return Markup('<a href="%s?%s">%s</a>') % (address, urlencode(link), words)
    return None
