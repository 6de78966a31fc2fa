"""The schemes that the law has now, as dated rows. The Liberty Protection Safeguards are not in force: no row."""

from datetime import date

from django.db import migrations

SCHEMES = (
    (
        "dols", "Deprivation of Liberty Safeguards (care homes and hospitals, 18 and over)",
        "Trefniadau Diogelu rhag Colli Rhyddid (cartrefi gofal ac ysbytai, 18 oed a hŷn)",
        "Mental Capacity Act 2005, Schedule A1", date(2009, 4, 1),
    ),
    (
        "court", "An order of the Court of Protection", "Gorchymyn y Llys Gwarchod",
        "Mental Capacity Act 2005, sections 4A and 16(2)(a)", date(2007, 10, 1),
    ),
    ("none_yet", "None yet: advice is being asked for", "Dim eto: gofynnir am gyngor", "", date(2007, 10, 1)),
)  # fmt: skip


def add(apps, schema_editor):
    scheme = apps.get_model("rights", "LibertyScheme")
    for position, (code, english, welsh, source, starts_on) in enumerate(SCHEMES):
        scheme.objects.update_or_create(
            code=code,
            defaults={"name_en": english, "name_cy": welsh, "source": source, "starts_on": starts_on, "position": position},
        )


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
