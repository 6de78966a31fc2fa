from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        from plans.actions.support_plans import on_entered
        from plans.enums import PlanState
        from reviews import openings, ordinary, permissions, withdrawal  # noqa: F401  (they register themselves)
        from reviews.actions import timetable

        on_entered(PlanState.SIGNED_OFF, timetable.when_signed_off)
        on_entered(PlanState.ACTIVE, timetable.when_active)
        on_entered(PlanState.IN_REVIEW, timetable.when_in_review)
