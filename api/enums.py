"""What a program may be let do. It is always less than its person may do themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """One thing that a token may do, in words for the person who gives it.

    There is none for inviting, deleting, agreeing, staff work, see-as or who looked: no program does those.
    """

    PLAN_READ = "plan:read", _("Read the plans that I can see")
    PLAN_WRITE = "plan:write", _("Write in the plans that I can write in")
    PLAN_SUGGEST = "plan:suggest", _("Suggest words in my name")
    SHARING_READ = "sharing:read", _("See who can see what")
    SHARING_WRITE = "sharing:write", _("Change who can see what")
    SUPPORT_READ = "support:read", _("Read my support plan")
    MEETINGS_READ = "meetings:read", _("Read about my meetings")
    MEETINGS_WRITE = "meetings:write", _("Add my words to a meeting")
    BUDGET_READ = "budget:read", _("Read about my money")


class Days(models.IntegerChoices):
    """How long a token may live. None lives longer than a year."""

    MONTH = 30, _("One month")
    QUARTER = 90, _("Three months")
    YEAR = 365, _("One year")
