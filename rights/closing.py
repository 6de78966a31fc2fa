"""What a record must say before it is closed, field by field, in words for whoever writes it. Pure: nothing is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rights.enums import Conclusion, ImcaNeed

# The functional test of Mental Capacity Act 2005 s.3(1), in the order of the Act.
PARTS = ("understands", "retains", "weighs", "communicates")
HELP = ("help_place", "help_time", "help_format", "help_people")
Gaps = dict[str, str]


class NotYet(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """Something is not written, or cannot be so. `gaps` holds kind words by the field they belong to ("" for none)."""

    def __init__(self, gaps: Mapping[str, str]) -> None:
        self.gaps = dict(gaps)
        super().__init__(" ".join(str(words) for words in self.gaps.values()))


def gaps_of_capacity(said: Mapping[str, Any]) -> Gaps:
    """Mental Capacity Act 2005 ss.1 to 3. Empty: it may be closed.

    Help comes before a conclusion (s.1(3)); what somebody is able to do comes before why they are not ([2021] UKSC 52);
    without a "no" there is nothing to conclude from, however unwise the choice is (s.1(4)).
    """
    gaps = _blank(
        said,
        {
            "decision": _("Write which one decision this is about."),
            "why_doubt": _("Write why anybody doubted it. Everybody can decide until it is shown otherwise."),
            "information": _("Write what the person had to know for this decision."),
            "assessor": _("Write who asked the questions."),
        },
    )
    if not any(said.get(name) for name in HELP):
        gaps["help_place"] = _("Write what help the person had to decide. It comes before any conclusion.")
    for part in PARTS:
        if said.get(part) is None:
            gaps[part] = _("Say yes or no.")
        elif said[part] is False and not said.get(f"{part}_evidence"):
            gaps[f"{part}_evidence"] = _("Write what you saw or heard that says no.")
    return {**gaps, **_gaps_of_conclusion(said)}


def _gaps_of_conclusion(said: Mapping[str, Any]) -> Gaps:
    conclusion, noes = said.get("conclusion"), [part for part in PARTS if said.get(part) is False]
    if not conclusion:
        return {"conclusion": _("Choose what it comes to, for this decision alone.")}
    if conclusion == Conclusion.DECIDES:
        return {"conclusion": _("There is a no above. Say what stood in the way.")} if noes else {}
    if not noes:
        return {"conclusion": _("All four are yes: the person decides this, wise or not.")}
    if conclusion == Conclusion.OTHER_REASON:
        return {}
    gaps = _blank(
        said,
        {
            "impairment": _("Write what affects the mind or brain, for now or for long."),
            "causal_link": _("Write how that is the reason for each no."),
            "may_come_back": _("Write whether the person may be able to decide later."),
        },
    )
    if said.get("can_wait") is None:
        gaps["can_wait"] = _("Say yes or no.")
    return gaps


def gaps_of_best_interests(
    said: Mapping[str, Any], options: Sequence[Mapping[str, Any]], asked: Sequence[Mapping[str, Any]]
) -> Gaps:
    """The checklist of Mental Capacity Act 2005 s.4, and s.1(6) for what limits somebody least. Empty: it may be closed."""
    gaps = _blank(
        said,
        {
            "not_by_looks": _("Confirm that age, looks or condition did not decide it."),
            "circumstances": _("Write all that matters for this decision."),
            "may_decide_later": _("Write whether the person may be able to decide later."),
            "took_part": _("Write how the person took part."),
            "wishes_now": _("Write what the person wants and feels now. Their own wishes come first."),
            "said_or_showed": _("Write what the person said or showed."),
            "decided": _("Write what was decided, and why."),
            "least_restrictive_why": _("Write how the choice that limits the person least was weighed."),
            "decision_maker": _("Write who decided."),
            "decided_on": _("Say when."),
            "imca": _("Say whether an independent advocate must be asked."),
            "look_again_on": _("Say when it is looked at again."),
        },
    )
    if said.get("keeps_alive") and not said.get("no_wish_for_death"):
        gaps["no_wish_for_death"] = _("Confirm that no wish for their death had a part in it.")
    if said.get("imca") not in (None, "", ImcaNeed.NOT_NEEDED) and not said.get("referral"):
        gaps["referral"] = _("Choose the request for an advocate. Write one first if there is none.")
    return {**gaps, **_gaps_of_rows(options, asked)}


def _gaps_of_rows(options: Sequence[Mapping[str, Any]], asked: Sequence[Mapping[str, Any]]) -> Gaps:
    gaps: Gaps = {}
    if len(options) < 2:
        gaps["option_2"] = _("Write at least two ways, each with its good and hard sides.")
    for number, option in enumerate(options, start=1):
        if not (option.get("good") and option.get("hard")):
            gaps[f"option_{number}_good"] = _("Write what is good and what is hard about it.")
    if not any(option.get("limits_least") for option in options):
        gaps["limits_least"] = _("Say which of them limits the person least.")
    if not asked:
        gaps["asked_1"] = _("Write who was asked, and what each said.")
    return gaps


def _blank(said: Mapping[str, Any], wanted: Mapping[str, str]) -> Gaps:
    return {name: words for name, words in wanted.items() if not said.get(name)}
