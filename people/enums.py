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
    HELPING = "helping", _("To help you write, for a short time")
    ADVOCACY = "advocacy", _("For your advocate, by law")


class OpensEmail(models.TextChoices):
    """The answer to "Does anybody else open your email?". Nobody but the one who gave it may read it."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("I am not sure")
    NEVER_ASK = "never_ask", _("Do not ask me again")


class Role(models.TextChoices):
    """What a member of staff may be in an organisation. A role alone opens nothing about anybody."""

    FACILITATOR = "facilitator", _("Facilitator")
    TEAM_MANAGER = "team_manager", _("Team manager")
    PANEL = "panel", _("Panel member")
    FINANCE = "finance", _("Finance")
    ORG_ADMIN = "org_admin", _("Administrator")
    # Whom a concern about somebody's safety goes to. The role opens concerns, and no plan.
    SAFEGUARDING = "safeguarding", _("Safeguarding lead")
    DATA_LEAD = "data_lead", _("Data lead")


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
    EPA = "epa", _("Attorney under an older (enduring) power")
    PARENT = "parent", _("Parent, until the age of 18")


class AuthorityManner(models.TextChoices):
    """How several who hold an authority together may use it (Mental Capacity Act 2005 s.10(4))."""

    ALONE = "alone", _("They decide alone")
    JOINTLY = "jointly", _("All of them decide together")
    SEVERALLY = "severally", _("Each of them may decide alone")


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
    CONCERN = "concern", _("Somebody has told the council something")
    LOOK_AGAIN = "look_again", _("Something is due to be looked at again")
    MY_DATA = "my_data", _("About your data")
    BY_LAW = "by_law", _("Something was opened by law")
