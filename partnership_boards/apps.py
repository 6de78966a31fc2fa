from django.apps import AppConfig


class PartnershipBoardsConfig(AppConfig):
    name = "partnership_boards"
