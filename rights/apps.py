from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "rights"
    verbose_name = "Rights"

    def ready(self) -> None:
        from rights import guards, permissions, snapshot  # noqa: F401
