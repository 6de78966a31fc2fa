"""What is written about somebody's rights, as sentences and rows for the pages of the person and of staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people.enums import AuthorityManner, Basis
from people.faces import face_of
from people.models import RecordedAuthority, Slip
from plans.enums import Place
from plans.models import Part
from plans.shared_plan import title_of
from plans.sharing_words import in_words, slip_sentence
from rights.closing import PARTS
from rights.linking import link_words
from rights.models import (
    AdvocacyReferral,
    BestInterestsDecision,
    CapacityRecord,
    LibertyAuthorisation,
    PersonsWords,
    RestrictionScreen,
)
from row_security import acting

Row = dict[str, Any]
WEEK = timedelta(weeks=1)


def said_day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def rows_of(*pairs: tuple[str, Any]) -> list[Row]:
    """The rows of a summary; what nobody wrote is left out."""
    return [{"name": name, "words": said} for name, said in pairs if said]


# --- authority -------------------------------------------------------------------------------------------------
def authority_of(authority: RecordedAuthority, said: Iterable[PersonsWords]) -> Row:
    """Who may decide what, until when, what it does not reach, and whether anybody saw the paper."""
    name = authority.connection.name
    places = in_words([str(Place(place).label) for place in authority.places])
    opens = not authority.is_over and authority.seen_on is not None
    return {
        "id": authority.pk,
        "who": face_of(authority.connection),
        "kind": authority.get_kind_display(),
        "title": _about_words(authority, name),
        "over": authority.is_over,
        "unseen": authority.seen_on is None,
        "rows": rows_of(
            (_("Which paper"), authority.get_kind_display()),
            (_("Parts of the plan"), places if opens and places else _("None")),
            (_("Until"), _until_words(authority)),
            (_("Not this"), authority.restrictions or _("Anything that is not named here")),
            (_("With others"), "" if authority.manner == AuthorityManner.ALONE else authority.get_manner_display()),
            (_("Number"), authority.reference),
            (_("Who saw the paper"), _seen_words(authority)),
        ),
        "said": [words for words in said if words.authority_id == authority.pk],
    }


def _about_words(authority: RecordedAuthority, name: str) -> str:
    about = authority.scope_words[:1].lower() + authority.scope_words[1:]
    if authority.is_over:
        return _("%(name)s could decide about %(about)s. That is over.") % {"name": name, "about": about}
    if authority.seen_on is None:
        return _("%(name)s says they may decide about %(about)s.") % {"name": name, "about": about}
    return _("%(name)s may decide about %(about)s.") % {"name": name, "about": about}


def _until_words(authority: RecordedAuthority) -> str:
    if authority.ended_at is not None:
        return _("It ended on %(day)s.") % {"day": said_day(timezone.localdate(authority.ended_at))}
    return said_day(authority.ends_on) or _("No end is set")


def _seen_words(authority: RecordedAuthority) -> str:
    if authority.seen_on is None:
        return _("Nobody yet. So it opens nothing.")
    names = {"who": authority.seen_by, "day": said_day(authority.seen_on), "with": authority.checked_with}
    return (_("%(who)s, on %(day)s. %(with)s") % names).strip()


def decided_by(decision: BestInterestsDecision) -> str:
    """ "Decided by Ann, for Sam, about money": who, for whom, and by how much (UX reference, 6.21)."""
    authority = decision.authority
    if authority is None:
        return ""
    about = authority.scope_words[:1].lower() + authority.scope_words[1:]
    names = {"who": authority.connection.name, "person": decision.person.preferred_name, "about": about}
    return _("Decided by %(who)s, for %(person)s, about %(about)s") % names


# --- capacity and best interests -------------------------------------------------------------------------------
def capacity_rows(record: CapacityRecord) -> list[Row]:
    """The record line by line, in the order of the Act: help, what somebody could do, why not, what it came to."""
    helped = [record.help_place, record.help_time, record.help_format, record.help_people]
    questions = {
        "understands": _("Could they understand it?"),
        "retains": _("Could they keep it in mind for long enough?"),
        "weighs": _("Could they use it, or weigh it up?"),
        "communicates": _("Could they tell what they decide, in any way?"),
    }
    tests = [
        (questions[part], _yes_no_words(getattr(record, part), getattr(record, f"{part}_evidence"))) for part in PARTS
    ]
    wait = {True: _("Yes"), False: _("No"), None: ""}[record.can_wait]
    return [
        *rows_of((_("Why somebody asked"), record.why_doubt), (_("What there was to know"), record.information)),
        *([{"name": _("Help to decide"), "lines": [each for each in helped if each]}] if any(helped) else []),
        *rows_of(
            *tests,
            (_("What affects the mind"), record.impairment),
            (_("Why that is the reason"), record.causal_link),
            (_("What it came to, for this decision"), record.get_conclusion_display()),
            (_("Later"), record.may_come_back),
            (_("Can it wait?"), wait),
            (_("Who asked"), _("%(who)s, on %(day)s") % {"who": record.assessor, "day": said_day(record.assessed_on)}),
            (_("Looked at again"), said_day(record.look_again_on)),
        ),
    ]


def _yes_no_words(answer: bool | None, evidence: str) -> str:
    if answer is None:
        return ""
    return (
        f"{_('Yes') if answer else _('No')}. {evidence}".strip(" ") if evidence else (_("Yes") if answer else _("No"))
    )


def best_interests_rows(decision: BestInterestsDecision) -> list[Row]:
    asked = [f"{each.name} ({each.get_why_display()}): {each.said}" for each in decision.consulted.all()]
    advocate = decision.get_imca_display()
    return [
        *rows_of(
            (_("Wanted before"), decision.wishes_before),
            (_("Believes in"), decision.beliefs),
            (_("Took part"), decision.took_part),
            (_("What else matters"), decision.circumstances),
            (_("May decide later"), decision.may_decide_later),
        ),
        *([{"name": _("Who was asked"), "lines": asked}] if asked else []),
        *rows_of(
            (_("Does not agree"), decision.dissent),
            (_("What limits least"), decision.least_restrictive_why),
            (_("Who decided"), decided_by(decision) or decision.decision_maker),
            (_("When"), said_day(decision.decided_on)),
            (_("Must an independent advocate be asked?"), advocate),
            (_("Looked at again"), said_day(decision.look_again_on)),
        ),
    ]


# --- freedom ---------------------------------------------------------------------------------------------------
def limits_of(screen: RestrictionScreen) -> list[Row]:
    language = get_language() or "en-gb"
    rows = screen.limits.select_related("capacity", "best_interests__capacity", "authorisation__scheme")
    return [
        {"name": str(limit.get_kind_display()), "words": link_words(limit, language) or _("Nothing is linked yet")}
        for limit in rows
    ]


def authorisation_rows(authorisation: LibertyAuthorisation) -> list[Row]:
    return rows_of(
        (_("Asked for"), said_day(authorisation.applied_on)),
        (_("Given"), said_day(authorisation.granted_on)),
        (_("Lasts until"), said_day(authorisation.expires_on)),
        (_("Conditions"), authorisation.conditions),
        (_("Who speaks up about it"), authorisation.representative),
        (_("On which advice"), authorisation.legal_basis_note),
    )


def ends_words(authorisation: LibertyAuthorisation) -> str:
    """A gentle note in the last eight weeks, in whole weeks; nothing before."""
    last = authorisation.expires_on
    if last is None:
        return ""
    left = last - timezone.localdate()
    if left < timedelta(0):
        return _("Its last day was %(day)s. Ask what holds now.") % {"day": said_day(last)}
    for weeks in (1, 4, 8):
        if left <= WEEK * weeks:
            return _("It lasts until %(day)s. Plan what comes next.") % {"day": said_day(last)}
    return ""


# --- advocates -------------------------------------------------------------------------------------------------
def referral_rows(referral: AdvocacyReferral) -> list[Row]:
    tie = referral.connection
    return rows_of(
        (_("Who"), tie.name if tie is not None else referral.service),
        (_("To do what"), referral.for_what),
        (_("Why"), referral.get_duty_display()),
        (_("Offered"), _offered_words(referral)),
        (_("What was said to it"), _answer_words(referral)),
        (_("Service asked"), _("%(who)s, on %(day)s") % {"who": referral.service, "day": said_day(referral.asked_on)}
         if referral.asked_on else ""),
        (_("They said yes"), said_day(referral.accepted_on)),
        (_("Until"), said_day(referral.ends_on)),
    )  # fmt: skip


def _offered_words(referral: AdvocacyReferral) -> str:
    return f"{said_day(referral.offered_on)}. {referral.offered_how}".strip()


def _answer_words(referral: AdvocacyReferral) -> str:
    quoted = f"“{referral.answer_words}”" if referral.answer_words else ""
    return " ".join(filter(None, (str(referral.get_answer_display()), quoted)))


def opened_by_law(person_id: object) -> list[Row]:
    """What the law lets an advocate see now, with the reason that was written to the person."""
    slips = Slip.objects.live().filter(content_object=person_id, basis=Basis.ADVOCACY).select_related("connection")
    with acting.on_behalf_of(person_id, "what the law shows an advocate, for the facilitator who writes it down"):
        live = list(slips)
        titles = {part.pk: title_of(part) for part in Part.objects.filter(plan=person_id)} if live else {}
    return [{"words": slip_sentence(slip, slip.connection, titles), "why": slip.why} for slip in live]
