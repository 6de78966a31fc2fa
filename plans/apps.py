from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Plans"

    def ready(self) -> None:
        from plans import checks, permissions, sharing_words, support_permissions, withdrawal  # noqa: F401
