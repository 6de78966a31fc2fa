"""What pages take in, turned into words and choices. Whether somebody may is asked before."""

from plans.forms.another import AnotherForm
from plans.forms.circle import PersonOnRingsForm
from plans.forms.lines import PostedLine, posted_lines
from plans.forms.outcomes import BarriersForm, ChangeForm, OutcomeForm, PromiseForm
from plans.forms.suggestions import SuggestForm

__all__ = [
    "AnotherForm",
    "BarriersForm",
    "ChangeForm",
    "OutcomeForm",
    "PersonOnRingsForm",
    "PostedLine",
    "PromiseForm",
    "SuggestForm",
    "posted_lines",
]
