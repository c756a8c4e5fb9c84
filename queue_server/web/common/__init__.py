"""What every surface shares: the frame of a page, who is asking, how to answer, how to say no.

For a surface: `page` or `island` to show, `require` to ask who, `deed_route` to do, and nothing
else; headers, CSRF, languages and errors are already around it (`queue_server.app`).
"""

from queue_server.web.common.asking import current_session, require, signed_in
from queue_server.web.common.deeds import deed_route, read
from queue_server.web.common.languages import language
from queue_server.web.common.showing import island, page

__all__ = [
    "current_session",
    "deed_route",
    "island",
    "language",
    "page",
    "read",
    "require",
    "signed_in",
]
