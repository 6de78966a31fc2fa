"""Asks /ready as the proxy would. Exit code 0 when the pages, the database and its tables are well."""

import http.client
import os
import sys

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
line = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("WEB_PORT", "8000")), timeout=5)
try:
    line.request("GET", "/ready", headers={"Host": host, "X-Forwarded-Proto": "https"})
    answer = line.getresponse()
except OSError as error:
    sys.exit(f"The web pages do not answer: {error}.")
if answer.status != http.client.OK:
    sys.exit(f"/ready answered {answer.status}: {answer.read(300).decode(errors='replace')}")
