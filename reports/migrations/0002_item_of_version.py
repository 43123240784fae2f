"""A version keeps the item number under which it was locked: until now the paper's own was shown for all of them."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def as_its_paper(apps: Any, schema_editor: Any) -> None:
    versions = apps.get_model("reports", "PaperVersion").objects
    for version in versions.select_related("paper").only("pk", "paper__item"):
        versions.filter(pk=version.pk).update(item=version.paper.item)


class Migration(migrations.Migration):
    dependencies = (("reports", "0001_initial"),)

    operations = (
        migrations.AddField(
            model_name="paperversion",
            name="item",
            field=models.CharField(blank=True, default="", max_length=10, verbose_name="item number"),
            preserve_default=False,
        ),
        migrations.RunPython(as_its_paper, migrations.RunPython.noop),
    )
