"""The retention rules of England and Wales as they stand. A council with another schedule writes rules of its own."""

from datetime import date

from django.db import migrations

FROM = date(2016, 4, 6)
SUPPORT = {
    "ENG": "Care Act 2014 s.25; NHS Records Management Code of Practice 2021: adult social care, 8 years",
    "WAL": "SSWBA 2014 s.54; Records Management Code of Practice for Health and Social Care 2022 (Wales): 8 years",
}
MONEY = {
    "ENG": "Care Act 2014 s.26; Limitation Act 1980 s.5: 6 years",
    "WAL": "SSWBA 2014 ss.50-53; Limitation Act 1980 s.5: 6 years",
}


def rules(nation):
    return [
        ("plan", "you_delete", 0, "UK GDPR Art. 17(1)"),
        ("account", "you_delete", 0, "UK GDPR Art. 17(1)"),
        ("support", "end_of_care", 8, SUPPORT[nation]),
        ("money", "end_of_tax_year", 6, MONEY[nation]),
        ("trace", "written", 8, "UK GDPR Art. 5(2) and 32"),
    ]


def seed(apps, schema_editor):
    RetentionRule = apps.get_model("my_data", "RetentionRule")
    for nation in ("ENG", "WAL"):
        for kind, trigger, years, law in rules(nation):
            RetentionRule.objects.get_or_create(
                record_kind=kind, jurisdiction=nation, starts_on=FROM,
                defaults={"trigger": trigger, "years": years, "legal_source": law},
            )


class Migration(migrations.Migration):
    dependencies = [("my_data", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
