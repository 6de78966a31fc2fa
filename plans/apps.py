from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Plans"

    def ready(self) -> None:
        from people.leaving import when_somebody_leaves
        from plans import (  # noqa: F401
            checks,
            permissions,
            sharing_words,
            staff_permissions,
            support_permissions,
            withdrawal,
        )
        from plans.actions import leaving

        when_somebody_leaves(leaving.end_all_of)
