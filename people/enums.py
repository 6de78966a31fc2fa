"""The fixed words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.TextChoices):
    """Whose law a plan follows. It is a field on each case, because people move over the border."""

    ENGLAND = "ENG", _("England")
    WALES = "WAL", _("Wales")


class Language(models.TextChoices):
    ENGLISH = "en-gb", _("English")
    WELSH = "cy", _("Welsh")


class Voice(models.TextChoices):
    """Whose words: each voice has its own frame on every page (circle, leaf, square, cut corners)."""

    ME = "me", _("Me")
    FAMILY = "family", _("Friends and family")
    PAID = "paid", _("Paid to help")
    ADVOCATE = "advocate", _("Advocate")


class Ring(models.IntegerChoices):
    CLOSEST = 1, _("Closest to me")
    FRIENDS = 2, _("Friends and family I like")
    KNOWN = 3, _("People I know and see")
    PAID = 4, _("People paid to be with me")


class Level(models.IntegerChoices):
    """What a slip of sharing lets somebody do. Each level holds the ones before it."""

    SEE = 1, _("Look")
    SUGGEST = 2, _("Look and suggest")
    HELP_WRITE = 3, _("Help me write")


class Basis(models.TextChoices):
    """Why a slip exists."""

    CHOICE = "choice", _("You chose this")
    CIRCLE_RULE = "circle_rule", _("You share this with everyone in your circle")
    MEETING = "meeting", _("For a meeting")
    SIGN_OFF = "sign_off", _("To agree the support plan")
    OVERRIDE = "override", _("To keep somebody safe, by law")


class Role(models.TextChoices):
    """What a member of staff may be in an organisation. A role alone opens nothing about anybody."""

    FACILITATOR = "facilitator", _("Facilitator")
    TEAM_MANAGER = "team_manager", _("Team manager")
    PANEL = "panel", _("Panel member")
    FINANCE = "finance", _("Finance")
    ORG_ADMIN = "org_admin", _("Administrator")
    DATA_LEAD = "data_lead", _("Data protection lead")


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", _("Council")
    PROVIDER = "provider", _("Provider")
    ADVOCACY = "advocacy", _("Advocacy service")


class AuthorityKind(models.TextChoices):
    """Legal authority to act for somebody (process reference, section 3.1). Next of kin is not one."""

    LPA_WELFARE = "lpa_welfare", _("Attorney for health and welfare")
    LPA_MONEY = "lpa_money", _("Attorney for property and money")
    DEPUTY_WELFARE = "deputy_welfare", _("Deputy for health and welfare")
    DEPUTY_MONEY = "deputy_money", _("Deputy for property and money")
    APPOINTEE = "appointee", _("Appointee for benefits")
    ADVOCATE = "advocate", _("Independent advocate")


class NeedCategory(models.TextChoices):
    """The four subsets of the Accessible Information Standard (DAPB1605)."""

    CONTACT_METHOD = "contact_method", _("How to get in touch with me")
    INFORMATION_FORMAT = "information_format", _("How I like things written or told")
    COMMUNICATION_PROFESSIONAL = "communication_professional", _("Somebody who helps us talk")
    COMMUNICATION_SUPPORT = "communication_support", _("What helps me talk and listen")


class LetterKind(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    REVIEW_REMINDER = "review_reminder", _("Reminder of a meeting")
    SOMEBODY_WOULD_LIKE_HELP = "help", _("Somebody would like help")
    DECISION = "decision", _("There is news about your plan")
    BY_LAW = "by_law", _("Something was opened by law")
