"""Partnership boards: what they may learn about lives, without learning about anybody."""

from django.apps import AppConfig


class PartnershipBoardsConfig(AppConfig):
    name = "partnership_boards"

    def ready(self) -> None:
        from partnership_boards import path_permissions, permissions  # noqa: F401  (they register the rules)
