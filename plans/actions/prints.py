"""Ask for a plan on paper. The row comes first; the worker is only woken."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit import record
from documents import actions as documents
from people.actors import Actor
from people.models import Connection
from plans import prints
from plans.models import Plan, PlanPrint
from plans.tasks import wake_the_printer


@transaction.atomic
def ask_for_print(*, by: Actor, plan: Plan, audience: Connection | None, language: str) -> PlanPrint:
    """A print of the plan as `audience` sees it now (None = the person's own copy).

    The same words for the same audience are one print: asking again gives the one that is there.
    """
    content = prints.content_for(plan.person, audience, language)
    today = timezone.localdate()
    key = documents.content_hash(
        prints.TEMPLATE, str(plan.pk), str(audience.pk if audience else ""), language, prints.TEMPLATE_VERSION,
        today.isoformat(), prints.canonical(content),
    )  # fmt: skip
    document = documents.ask_for_print(
        template=prints.TEMPLATE, template_version=prints.TEMPLATE_VERSION, language=language, content_hash=key
    )
    last = PlanPrint.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    plan_print, asked = PlanPrint.objects.get_or_create(
        plan=plan,
        document=document,
        defaults={
            "number": last + 1,
            "audience": audience,
            "asked_by": by.user,
            "language": language,
            "content": content,
            "asked_at": timezone.now(),
        },
    )
    if asked:
        record.write(
            actor=by, action="plans.print_asked", about_person=plan.pk, obj=plan_print,
            audience=str(audience.pk) if audience else "",
        )  # fmt: skip
        transaction.on_commit(wake_the_printer)
    return plan_print
