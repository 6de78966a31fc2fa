
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("people", "0010_kinds_of_all"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="slip",
            name="slip_shared_with_me",
        ),
        migrations.RemoveIndex(
            model_name="slip",
            name="slip_on_a_plan",
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(
                condition=models.Q(("torn_at__isnull", True)),
                fields=["user", "-changed_at"],
                include=("content_object", "starts_at", "ends_at"),
                name="slip_shared_with_me",
            ),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(
                condition=models.Q(("torn_at__isnull", True)), fields=["content_object"], name="slip_on_a_plan"
            ),
        ),
    ]
