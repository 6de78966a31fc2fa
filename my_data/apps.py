from django.apps import AppConfig


class MyDataConfig(AppConfig):
    """What is held about a person, and their rights over it."""

    name = "my_data"
    verbose_name = "Data"

    def ready(self) -> None:
        from my_data import everything, permissions  # noqa: F401  (they register themselves)
