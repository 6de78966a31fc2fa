"""The fixed words of a wish (tool 2.25): what kind of help there may be, and how much or how sure."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# How much something matters, or how sure somebody is. Their own measure of one wish: never added up, never compared.
HOW_MUCH = (*((str(number), str(number)) for number in range(11)), ("not_sure", _("Not sure")))


class HelpKind(TextChoices):
    """Who or what would help, in the order in which it is asked: one's own gifts before paid help."""

    ME = "me", _("Me")
    PEOPLE = "people", _("People I know")
    PLACE = "place", _("A place")
    KIT = "kit", _("Kit or a gadget")
    PAID = "paid", _("Paid help")


def how_much_words(value: str) -> str:
    """How much, as it is read: "7 out of 10", "Not sure", or nothing when nobody said."""
    if not value:
        return ""
    return _out_of_ten(value) if value.isdigit() else str(dict(HOW_MUCH)[value])


def _out_of_ten(value: str) -> str:
    return gettext("%(number)s out of 10") % {"number": value}
