from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Money"

    def ready(self) -> None:
        from budgets import guards, permissions, snapshot, steps  # noqa: F401
