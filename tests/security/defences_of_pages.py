"""What every page and every form is held by, letters and logs: what a careless change would take away there."""

from __future__ import annotations

import inspect
from typing import Any

from tests.security.taking_away import Defence, Do, Edit, InTemplates, Setting, no_middleware, routes

EVERY, ELSEWHERE = "tests/security/test_every_answer.py", "tests/security/test_forms_from_elsewhere.py"
HOSTILE, ADDRESSES = "tests/security/test_hostile_words.py", "tests/security/test_addresses.py"
LATER, LOGS, WALLS = "tests/security/test_later_work.py", "tests/security/test_logs.py", "tests/access/test_walls.py"
SIGNING, SAFETY = "tests/people/test_sign_in.py", "tests/people/test_safety.py"
CANARIES = "tests/access/test_canaries.py"
MARKUP = f"{HOSTILE}::test_no_page_writes_anybodys_words_as_its_own_markup"


def no_escaping() -> None:
    """Templates write words as they are."""
    from django.template import engines

    engines["django"].engine.autoescape = False


def a_form_from_a_model() -> None:
    """A form that takes every column of a model, which nobody wrote down one by one."""
    from django import forms

    from people.models import Person

    class EveryColumn(forms.ModelForm):
        class Meta:
            model = Person
            fields = "__all__"  # the careless change itself: T-MASS must find it

    EveryColumn.__module__ = "people.forms.person"
    globals()["EveryColumn"] = EveryColumn


def pickles() -> None:
    """The worker takes pickles as well."""
    from celery import current_app
    from django.conf import settings

    settings.CELERY_ACCEPT_CONTENT = current_app.conf.accept_content = ["json", "pickle"]


def a_task_that_takes_words() -> None:
    """Work that is handed what it writes, and runs for whomever the message names."""
    from celery import current_app

    def tell(email: str, words: str) -> None:
        """Write to somebody."""

    current_app.task(tell, name="people.tasks.tell")


def a_letter_with_a_name() -> None:
    """The subject of a letter says whose plan it is about."""
    from people import letters
    from people.actions import letters as sending

    compose = letters.compose

    def named(letter: Any) -> Any:
        from people.models import Person

        message = compose(letter)
        about = letter.about_person or Person.objects.order_by("pk").first()
        message.subject = f"{about.preferred_name}: {message.subject}"
        return message

    letters.compose = sending.compose = named
    import tests.access.test_canaries as sweep

    sweep.compose = named


LETTERS = [
    Defence(
        "T-EMAIL", "the subject of a letter says whose plan it is about",
        (Do(a_letter_with_a_name),), (f"{CANARIES}::test_letters_hold_none",),
    ),
    Defence(
        "T-EMAIL", "the letter with the number greets its reader by name",
        (InTemplates("templates/account/email/login_code_message.txt", '{% translate "Your number is:" %}',
                     'Hello {{ name }}. {% translate "Your number is:" %}'),
         Edit("people/sign_in.py", "AccountAdapter.send_mail", '{"site_url": settings.SITE_URL,',
              '{"site_url": settings.SITE_URL, "name": getattr(User.objects.filter(email=email).first(), "name", ""),')),
        (f"{SIGNING}::test_letters_about_signing_in_hold_no_name_and_no_link_that_signs_in",),
    ),
]  # fmt: skip
HEADS = [
    Defence(
        "T-CACHE", "pages of somebody signed in no longer say that they must not be kept",
        (Edit("people/middleware.py", "ActorMiddleware.__call__",
              'response.setdefault("Cache-Control", "private, no-store")', "pass"),),
        (f"{EVERY}::test_no_answer_to_somebody_signed_in_is_kept_anywhere",),
    ),
    Defence(
        "T-CACHE", "a proxy may keep pages of somebody signed in, and is not told that they differ from one to the next",
        (Edit("people/middleware.py", "ActorMiddleware.__call__",
              'response.setdefault("Cache-Control", "private, no-store")',
              'response["Cache-Control"] = "public, max-age=60"'),
         Edit("people/middleware.py", "NobodyYetMiddleware.__call__", "return self.get_response(request)",
              'answer = self.get_response(request); answer.headers.pop("Vary", None); return answer')),
        (f"{EVERY}::test_two_people_behind_one_proxy_never_get_each_others_page",),
    ),
    Defence(
        "T-CACHE", "signing out no longer tells the browser to let go of what it keeps",
        (Edit("people/middleware.py", "ActorMiddleware.__call__", "elif was_signed_in:", "elif False:"),),
        (f"{SAFETY}::test_signing_out_tells_the_browser_to_let_go_and_nothing_else_does",),
    ),
    Defence(
        "framing", "no answer says that it must not be framed",
        (no_middleware("django.middleware.clickjacking.XFrameOptionsMiddleware"),),
        (f"{EVERY}::test_no_answer_can_be_framed_guessed_at_or_told_on",),
    ),
    Defence(
        "framing", "the policy of pages lets any site frame them",
        (Setting("CONTENT_SECURITY_POLICY", lambda policy: without_directive(policy, "frame-ancestors")),),
        (f"{EVERY}::test_every_page_may_run_our_own_scripts_and_styles_and_nothing_else",),
    ),
    Defence(
        "CSP", "no answer has a policy of what may run",
        (no_middleware("csp.middleware.CSPMiddleware"),),
        (f"{SIGNING}::test_pages_before_signing_in_are_open_and_hold_to_the_content_policy",),
    ),
    Defence(
        "CSP", "scripts that stand in the page itself may run",
        (Setting("CONTENT_SECURITY_POLICY",
                 lambda policy: {"DIRECTIVES": {**policy["DIRECTIVES"], "script-src": ["'self'", "'unsafe-inline'"]}}),),
        (f"{EVERY}::test_every_page_may_run_our_own_scripts_and_styles_and_nothing_else",),
    ),
]  # fmt: skip


def without_directive(policy: dict[str, Any], name: str) -> dict[str, Any]:
    """The policy of pages without one of its lines."""
    return {"DIRECTIVES": {key: value for key, value in policy["DIRECTIVES"].items() if key != name}}


SCRIPTS = [
    Defence("T-XSS", "templates write words as they are, without escaping", (Do(no_escaping),), (MARKUP,)),
    Defence(
        "T-XSS", "one template says that a person's words need no escaping",
        (InTemplates("templates/plans/private_space.html", "{{ one.text }}", "{{ one.text|safe }}"),), (MARKUP,),
    ),
    Defence(
        "T-XSS", "the name on a tile, which our own code puts together, is not escaped",
        (Edit("pcp/templatetags/face.py", "tile", "{escape(str(name))}", "{str(name)}"),), (f"{MARKUP}[mum]",),
    ),
    Defence(
        "T-XSS", "one template of what is printed says that a person's words need no escaping",
        (InTemplates("templates/plans/prints/_lines.html", "{{ line.words|linebreaksbr }}", "{{ line.words|safe }}"),), (f"{HOSTILE}::test_paper_writes_them_out_and_asks_for_nothing",),
    ),
]  # fmt: skip
FORMS = [
    Defence(
        "T-CSRF", "forms are taken without their token",
        (no_middleware("django.middleware.csrf.CsrfViewMiddleware"),),
        (f"{ELSEWHERE}::test_nothing_is_changed_by_a_form_from_elsewhere",),
    ),
    Defence(
        "T-CSRF", "any token that looks like one will do", (Do(lambda: any_token()),),
        (f"{ELSEWHERE}::test_the_token_of_somebody_elses_session_is_no_token",),
    ),
    Defence(
        "T-CSRF", "the API believes the cookie of a browser without the token of the page",
        (Do(lambda: no_token_for_programs()),), (f"{ELSEWHERE}::test_nothing_is_changed_by_a_form_from_elsewhere",),
    ),
    Defence(
        "T-CSRF", "stopping for now works by opening its address",
        (Do(lambda: by_looking("stop_for_now")),),
        (f"{ELSEWHERE}::test_a_method_in_the_address_or_in_a_header_is_not_believed",),
    ),
    Defence(
        "T-MASS", "the API takes fields that it does not list, and says nothing",
        (Edit("api/serializers/base.py", "Given.to_internal_value", "if isinstance(data, Mapping) and (", "if False and ("),),
        (f"{WALLS}::test_a_field_that_is_not_listed_is_refused",),
    ),
    Defence(
        "T-MASS", "a form takes every column of its model",
        (Do(a_form_from_a_model),), (f"{WALLS}::test_what_comes_in_is_listed_field_by_field",),
    ),
]  # fmt: skip


def any_token() -> None:
    """The token that was sent is not compared with the one of the cookie."""
    from django.middleware import csrf

    csrf._does_token_match = lambda *_tokens: True


def no_token_for_programs() -> None:
    """The session of the API without what it asks for beside the cookie."""
    from api.authentication import Session

    Session.enforce_csrf = lambda self, request: None


def by_looking(name: str) -> None:
    """A view that changes something takes a GET for its POST."""
    for each in routes(name):
        view = inspect.unwrap(each.callback)

        def as_post(request: Any, *words: Any, view: Any = view, **named: Any) -> Any:
            request.method = "POST"
            return view(request, *words, **named)

        each.callback = as_post


LINKS = [
    Defence(
        "hosts", "any name is believed for the name of this site",
        (Setting("ALLOWED_HOSTS", lambda _: ["*"]),), (f"{ADDRESSES}::test_another_hosts_name_is_not_believed",),
    ),
    Defence(
        "hosts", "the name that a proxy passes on is believed, whatever it is",
        (Setting("ALLOWED_HOSTS", lambda _: ["*"]), Setting("USE_X_FORWARDED_HOST", lambda _: True)),
        (f"{ADDRESSES}::test_another_hosts_name_is_not_believed[X-Forwarded-Host]",),
    ),
    Defence(
        "hosts", "after choosing a language one is led wherever the form says",
        (Edit("people/views/display.py", "safe", "is_secure()):\n        return reverse(\"home\")", "is_secure()):\n        pass",
              (("except Resolver404:\n        return reverse(\"home\")", "except Resolver404:\n        pass"),)),),
        (f"{ADDRESSES}::test_no_press_leads_to_another_site",),
    ),
    Defence(
        "hosts", "a link with a tail leads to whatever site its tail names",
        (Edit("people/views/safety.py", "show_private", "redirect(back if safe else \"home\")", "redirect(back or \"home\")"),),
        (f"{ADDRESSES}::test_no_address_with_a_tail_leads_to_another_site",),
    ),
]  # fmt: skip
LINES = [
    Defence(
        "T-LOG", "a fault is logged with what it said, as Python does it",
        (Do(lambda: with_words()),), (f"{LOGS}::test_a_request_that_breaks_writes_where_and_nothing_of_what",),
    ),
    Defence(
        "T-LOG", "a fault among the values of a line is logged with what it said",
        (Edit("pcp/logs.py", "_kind", "type(value).__qualname__ if isinstance(value, BaseException) else value", "value"),),
        (f"{LOGS}::test_work_that_breaks_writes_where_and_nothing_of_what",),
    ),
    Defence(
        "T-LOG", "a report of a fault holds the request",
        (Edit("pcp/logs.py", "WithoutWords.__init__", "super().__init__(None,", "super().__init__(request,"),),
        (f"{LOGS}::test_a_report_of_a_fault_holds_no_request_and_no_values",),
    ),
    Defence(
        "T-JOB", "the worker takes pickles as well", (Do(pickles),), (f"{LATER}::test_only_json_is_read",),
    ),
    Defence(
        "T-JOB", "a new task takes an address and words from its message",
        (Do(a_task_that_takes_words),), (f"{WALLS}::test_every_task_takes_nothing_or_ids_and_is_in_the_list",),
    ),
    Defence(
        "T-JOB", "the worker does not ask again whether a letter is still wanted",
        (Edit("people/actions/letters.py", "claim_letter", "if not is_wanted(letter):", "if False:"),),
        ("tests/people/test_letters.py::test_a_tie_that_has_ended_drops_the_letter_at_the_time_of_sending",),
    ),
]  # fmt: skip


def with_words() -> None:
    """The line of a fault as the standard library writes it."""
    import logging

    from pcp.logs import PlaceOfFault

    del PlaceOfFault.formatException
    assert PlaceOfFault.formatException is logging.Formatter.formatException


OF_PAGES = [*LETTERS, *HEADS, *SCRIPTS, *FORMS, *LINKS, *LINES]
