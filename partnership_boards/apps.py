"""Partnership boards: what they may learn about lives, without learning about anybody."""

from django.apps import AppConfig


class PartnershipBoardsConfig(AppConfig):
    name = "partnership_boards"

    def ready(self) -> None:
        from partnership_boards import permissions  # noqa: F401  (registers the rules)
