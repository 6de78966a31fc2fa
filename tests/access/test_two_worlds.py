"""T-2WORLD: somebody in the circle cannot tell a plan with something hidden from one without it.

World A and world B are one world, twice: in A something happened that this reader must not know of. Every GET route
of the table is walked as the reader in both; status, headers, cookies and body must be the same, and so must what
programs get with a token of theirs and the paper that is made for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.enums import Scope
from documents.actions import store_photo
from people import actions as people_actions
from people import sharing
from people.enums import Level, Ring
from plans import actions
from plans.actions.as_it_was import leave_as_it_was
from plans.models import Action, Item, Outcome, OutcomeChange, Part
from plans.prints import canonical, content_for
from plans.actions import private
from tests.access.knocking import client_for, path_to
from tests.access.routes import all_routes
from tests.access.table import DOORS, OUTSIDE_THE_TABLE
from tests.documents.photos_for_tests import jpeg
from tests.scenarios import World

pytestmark = pytest.mark.django_db

# What differs from visit to visit in one and the same world: tokens, the nonce of nothing, marks of the sign-in.
VARIES = re.compile(
    r'(csrfmiddlewaretoken"? value|name="csrf-token"\s+content|name="operation" value|data-writer|data-sign-in'
    r'|data-ends|data-leaves)="[^"]*"'
)
HEADERS_THAT_VARY = {"date", "set-cookie", "x-request-id", "expires"}
SCOPES = [scope.value for scope in Scope if scope.value.endswith(":read")]
Change = Callable[[World], None]
