from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        from api import permissions, schema  # noqa: F401  (rules and schema extensions register themselves)
