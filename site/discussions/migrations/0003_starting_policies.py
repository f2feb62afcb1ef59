"""A school that stands already gets the starting policies; a new one gets them from `create_school`."""

from django.db import migrations

ANSWERS = ("free", "free", "wait", "wait")
MEMBERS = ("free", "free", "free", "wait")
ADULTS = ("free", "free", "free", "no")
NOBODY = ("no", "no", "no", "no")
BY_TYPE = {
    ("blog", "blogpage"): ANSWERS,
    ("subjects", "subjectspage"): ANSWERS,
    ("reading", "readingcornerpage"): MEMBERS,
    ("achievements", "achievementspage"): MEMBERS,
    ("events", "eventspage"): MEMBERS,
    ("resources", "usefulsitespage"): ADULTS,
    ("resources", "forparentspage"): ADULTS,
    ("resources", "announcementspage"): NOBODY,
    ("resources", "timetablespage"): NOBODY,
    ("resources", "helppage"): NOBODY,
    ("resources", "officialpage"): NOBODY,
}


def give_policies(apps, schema_editor):
    policies = apps.get_model("discussions", "CommentPolicy").objects
    pages = apps.get_model("wagtailcore", "Page").objects
    for (app, model), rules in BY_TYPE.items():
        fields = dict(zip(("staff", "colleagues", "carers", "pupils"), rules))
        for page in pages.filter(content_type__app_label=app, content_type__model=model):
            policies.get_or_create(page=page, defaults=fields)


class Migration(migrations.Migration):

    dependencies = [
        ("discussions", "0002_comments_of_our_own"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_policies, migrations.RunPython.noop)]
