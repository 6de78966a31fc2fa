from django.apps import AppConfig


class PcpConfig(AppConfig):
    name = "pcp"
    label = "pcp"
    verbose_name = "Person-Centred Plans"
