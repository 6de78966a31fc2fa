"""A cache and a broker for each test process: one that clears its cache takes nothing from the others."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings

from pcp.celery import app

DATABASES = 16  # as many as a store has when nobody asks for more


def of_its_own() -> None:
    """Point the settings of this test process, and of what it starts, at two databases of the store for it alone."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % (DATABASES // 2)
    cache, broker = in_database(settings.REDIS_URL, 2 * number), in_database(settings.CELERY_BROKER_URL, 2 * number + 1)
    os.environ |= {"REDIS_URL": cache, "CELERY_BROKER_URL": broker}
    settings.REDIS_URL = settings.CACHES["default"]["LOCATION"] = cache
    settings.CELERY_BROKER_URL = app.conf.broker_url = broker


def in_database(url: str, number: int) -> str:
    """The same store, with another database in it: in the words of Redis (a port, a socket) or of Celery (a socket)."""
    words = {"unix": "db", "redis+socket": "virtual_host"}
    scheme, address = url.split("://", 1)
    if scheme not in words:
        return urlsplit(url)._replace(path=f"/{number}").geturl()
    path, _, query = address.partition("?")  # of these schemes urllib would drop the slashes
    return f"{scheme}://{path}?{urlencode({**dict(parse_qsl(query)), words[scheme]: number})}"


def broker() -> Any:
    """The store that holds the queue, past Celery."""
    return app.connection_for_write().default_channel.client
