from django.apps import AppConfig


class RowSecurityConfig(AppConfig):
    name = "row_security"
