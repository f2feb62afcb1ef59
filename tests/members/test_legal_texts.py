"""Legal texts: a draft is filled in and comes into force; what is in force is never changed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from members import legal
from members.models import Acceptance, AuditEntry, LegalText, User
from tests.personas import COORDINATOR, TEACHER

Kind = LegalText.Kind


def test_every_kind_has_a_start_with_open_places() -> None:
    LegalText.objects.filter(acceptances=None).delete()
    for kind in Kind:
        body = legal.start_of(kind)
        assert legal.open_places(body), kind
        assert "Ключевская" in body, kind  # what the site knows of the school is filled in


def test_missing_says_what_hinders_opening() -> None:
    assert legal.missing() == []
    LegalText.objects.filter(kind=Kind.PHOTO).delete()
    assert legal.missing() == ["Не введён в действие текст «Согласие на публикацию фотографий и видео»."]
    draft = legal.new_draft(Kind.PHOTO)
    assert legal.missing()
    with pytest.raises(legal.NotReady, match="незаполненные места: «Черновик"):
        legal.put_in_force(draft, None)
    draft.body = "<p>Согласие.</p>"
    draft.save()
    legal.put_in_force(draft, None)
    assert legal.missing() == []


def test_new_version_copies_the_one_in_force_and_is_one() -> None:
    old = legal.current(Kind.RULES)
    draft = legal.new_draft(Kind.RULES)
    assert (draft.version, draft.body) == (old.version + 1, old.body)
    assert legal.new_draft(Kind.RULES) == draft
    assert legal.current(Kind.RULES) == old
    legal.put_in_force(draft, User.objects.get(username=COORDINATOR))
    assert legal.current(Kind.RULES) == draft
    assert AuditEntry.objects.filter(action="text.in_force", actor__username=COORDINATOR).count() == 1
    with pytest.raises(legal.NotReady, match="уже введена"):
        legal.put_in_force(draft, None)


def test_accepting_is_by_version() -> None:
    user = User.objects.get(username=TEACHER)
    assert legal.unaccepted(user) == []
    draft = legal.new_draft(Kind.RULES)
    legal.put_in_force(draft, None)
    assert legal.unaccepted(user) == [draft]
    legal.accept(user, legal.unaccepted(user))
    legal.accept(user, [draft])
    assert legal.unaccepted(user) == []
    assert Acceptance.objects.get(user=user, text=draft).at.date() == timezone.now().date()
