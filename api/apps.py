from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        from api import actions, permissions, schema  # noqa: F401  (rules and schema extensions register themselves)
        from people.leaving import when_somebody_leaves

        when_somebody_leaves(actions.stop_all_tokens)
