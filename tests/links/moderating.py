"""What tests of the admin's «Ссылки» share."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from links.models import Link
from members.models import User
from tests.pages import soup

INDEX = "/admin/links/"
OLD, NEW = "https://staroe.example.org", "https://novoe.example.org/stranica"


def user(login: str) -> User:
    return User.objects.get(username=login)


def at(link: Link, action: str = "link", *more: int) -> str:
    """The address of a link in the admin, or of something done to it."""
    return reverse(f"links_admin:{action}", args=[link.pk, *more])


def addresses(response: HttpResponse) -> list[str]:
    """The addresses listed, in their order."""
    return [a.get_text(strip=True) for a in soup(response).select("#listing-results .title-wrapper a")]
