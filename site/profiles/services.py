"""What a member says of oneself."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from blog.models import PostPage
from core.visibility import visible_to
from members.models import Person, User
from notices.services import want_letters
from profiles.forms import PersonForm
from resources.models import ParentArticlePage
from subjects.models import MaterialPage


@transaction.atomic
def save_profile(user: User, form: PersonForm) -> None:
    """Store what a valid form says."""
    form.save()
    want_letters(user, wanted=form.cleaned_data["letters"])


def published_by(person: Person, viewer: User) -> PageQuerySet:
    """The pages of which `person` is an author and which `viewer` may see, the newest first."""
    by = (
        Q(pk__in=PostPage.objects.filter(authors__person=person).values("pk"))
        | Q(pk__in=MaterialPage.objects.filter(author=person).values("pk"))
        | Q(pk__in=ParentArticlePage.objects.filter(author=person).values("pk"))
    )
    pages = visible_to(Page.objects.filter(by), viewer)
    return pages.order_by("-first_published_at", "-pk").specific()
