"""Legal texts: a draft is filled in and comes into force; what is in force is never changed."""

from __future__ import annotations

import pytest
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from members import legal
from members.legal_admin import stamp
from members.models import Acceptance, AuditEntry, LegalText, User
from tests.personas import COORDINATOR, TEACHER

Kind = LegalText.Kind


def rich(html: str) -> str:
    """`html` as the editor sends it."""
    return str(ContentstateConverter(features=["h2", "bold", "ul"]).from_database_format(html))


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


# The admin.

INDEX = "/admin/legal/"


@pytest.mark.parametrize("login", ["uchitel", "moderator", "roditel", "uchenik", "kollega"])
def test_texts_are_the_coordinators(sign_in, login):
    text = legal.current(Kind.RULES)
    client = sign_in(login)
    assert client.get(INDEX).status_code == 403
    assert client.get(f"{INDEX}{text.pk}/").status_code == 403
    assert client.post(f"{INDEX}new/rules/").status_code == 403
    assert client.post(f"{INDEX}{text.pk}/in-force/").status_code == 403


def test_a_new_version_is_written_read_and_put_in_force(sign_in):
    client = sign_in(COORDINATOR)
    assert "Все тексты действуют" in client.get(INDEX).text
    edit = client.post(f"{INDEX}new/rules/").url
    draft = legal.draft_of(Kind.RULES)
    assert client.get(edit).status_code == 200
    words = rich("<p>Новые [[слова]].</p>")
    look = client.post(edit, {"body": words, "look": "1"}).url
    assert "1 незаполненное место" in client.get(look).text
    assert "Ввести в действие</button>" not in client.get(look).text
    draft.refresh_from_db()
    refused = client.post(f"{INDEX}{draft.pk}/in-force/", {"read": stamp(draft.body)}, follow=True)
    assert "незаполненные места: «слова»" in refused.text
    client.post(edit, {"body": rich("<p>Новые слова.</p>")})
    draft.refresh_from_db()
    unread = client.post(f"{INDEX}{draft.pk}/in-force/", {"read": "old"}, follow=True)
    assert "текст изменился" in unread.text
    done = client.post(f"{INDEX}{draft.pk}/in-force/", {"read": stamp(draft.body)}, follow=True)
    assert "действует с сегодняшнего дня" in done.text
    assert "Новые слова" in client.get("/pravila/").text
    assert AuditEntry.objects.filter(action="text.in_force", actor__username=COORDINATOR).exists()


def test_what_is_in_force_is_not_changed(sign_in):
    text = legal.current(Kind.POLICY)
    client = sign_in(COORDINATOR)
    legal.accept(
        User.objects.get(username=COORDINATOR), legal.unaccepted(User.objects.get(username=COORDINATOR))
    )
    answer = client.post(f"{INDEX}{text.pk}/", {"body": rich("<p>Иначе.</p>")})
    assert "Её не изменить" in answer.text
    text.refresh_from_db()
    assert "Иначе" not in text.body


def test_two_coordinators_do_not_overwrite_each_other(sign_in):
    draft = legal.new_draft(Kind.NAME)
    read = stamp(draft.body)
    LegalText.objects.filter(pk=draft.pk).update(body="<p>Чужая правка.</p>")
    sent = {"body": rich("<p>Моя правка.</p>"), "read": read}
    answer = sign_in(COORDINATOR).post(f"{INDEX}{draft.pk}/", sent)
    assert answer.status_code == 400
    assert "Моя правка" in answer.text.encode().decode("unicode_escape", "ignore") or "правка" in answer.text
    draft.refresh_from_db()
    assert draft.body == "<p>Чужая правка.</p>"


def test_wrong_addresses(sign_in):
    client = sign_in(COORDINATOR)
    assert client.get(f"{INDEX}99999999999999/").status_code == 404
    assert client.post(f"{INDEX}new/laws/").status_code == 404
    assert client.get(f"{INDEX}new/rules/").status_code == 405


def test_words_that_nobody_has_read_do_not_come_into_force() -> None:
    LegalText.objects.filter(kind="rules", in_force_from=None).delete()
    draft = LegalText.objects.create(kind="rules", version=90, body="<p>Прочитано</p>")
    LegalText.objects.filter(pk=draft.pk).update(body="<p>Дописано в ту же секунду</p>")
    with pytest.raises(legal.NotReady, match="изменился"):
        legal.put_in_force(draft, None)
    assert LegalText.objects.get(pk=draft.pk).in_force_from is None
