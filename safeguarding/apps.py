from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "safeguarding"
    verbose_name = "Keeping safe"

    def ready(self) -> None:
        from safeguarding import permissions  # noqa: F401
