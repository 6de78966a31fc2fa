"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from pcp import memory
from row_security import roles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")

application = get_wsgi_application()
roles.refuse_powers()
memory.settle()
