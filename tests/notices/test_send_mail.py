"""A letter is a stored row: sent when it is due, tried again when it fails, never lost, never in the way."""

from __future__ import annotations

import re
import socket
import time
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from members.models import User
from notices import delivery
from notices.delivery import PAUSES, Postman
from notices.models import Mail, Notice
from notices.services import tell, want_letters, write_mail
from tests.personas import TEACHER

STORING = "notices.backends.StoringBackend"
FILES = "notices.backends.FileBackend"


def letter(to: str = "kto@example.org", subject: str = "О встрече", text: str = "Ждём вас.") -> Mail:
    return write_mail(to, subject=subject, text=text)


def make_due() -> None:
    """As if the time of waiting had passed."""
    Mail.objects.filter(state=Mail.State.WAITING).update(not_before=timezone.now())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# What is told.


def test_what_is_told_is_a_notice_and_a_letter(carer, by_smtp):
    tell(carer, subject="Ответили на ваш вопрос", text="Орлов ответил: «Да».", url="/blog/")
    assert Notice.objects.get(recipient=carer).text == "Ответили на ваш вопрос"
    assert Postman().send_due() == 1
    message = by_smtp.messages[0]
    assert message["Subject"] == "Ответили на ваш вопрос"
    assert message["To"] == carer.email
    assert message["From"].addresses[0].display_name == "Вместе"
    assert message["Message-ID"] == f"<{Mail.objects.get().uid}@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert text.startswith("Здравствуйте, Оксана Васильевна!")
    assert "Орлов ответил: «Да»." in text
    assert f"{site_settings.WAGTAILADMIN_BASE_URL}/blog/" in text
    assert "Не присылать письма" in text
    assert f"{site_settings.WAGTAILADMIN_BASE_URL}/notices/" in text
    assert "&" not in text


def test_who_has_no_mailbox_is_told_on_the_site_alone(carer):
    User.objects.filter(pk=carer.pk).update(email="")
    carer.refresh_from_db()
    tell(carer, subject="Новое", text="Новое")
    assert Notice.objects.filter(recipient=carer).count() == 1
    assert not Mail.objects.exists()


def test_who_asked_for_no_letters_gets_none_but_may_still_change_the_password(carer, client, settings):
    settings.EMAIL_BACKEND = STORING
    want_letters(carer, wanted=False)
    tell(carer, subject="Новое", text="Новое")
    assert Notice.objects.filter(recipient=carer).count() == 1
    assert not Mail.objects.exists()
    client.post("/accounts/password/reset/", {"email": carer.email})
    assert Mail.objects.get().to == carer.email


def test_one_event_is_told_once(carer):
    for _ in range(3):
        tell(carer, subject="Новое", text="Новое", key="event-1")
        write_mail("kto@example.org", subject="О", text="О", key="event-1")
    assert Notice.objects.count() == 1
    assert Mail.objects.filter(to=carer.email).count() == 1
    assert Mail.objects.filter(to="kto@example.org").count() == 1


def test_what_was_undone_is_not_told(carer):
    with transaction.atomic():
        tell(carer, subject="Новое", text="Новое")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not Mail.objects.exists()


# How it arrives.


def test_a_line_break_in_the_subject_adds_no_header(by_smtp):
    letter(subject="Тема\r\nBcc: chuzhoy@example.org\n\nтело\u2028ещё")
    Postman().send_due()
    message = by_smtp.messages[0]
    assert message["Bcc"] is None
    assert message["Subject"].strip() == "Тема Bcc: chuzhoy@example.org тело ещё"


@pytest.mark.parametrize("to", ["kto@example.org\nBcc: chuzhoy@example.org", "не адрес", "@", "кто-то@"])
def test_an_address_that_is_none_is_refused_for_good(to, by_smtp):
    row = letter(to=to)
    Postman().send_due()
    row.refresh_from_db()
    assert row.state == Mail.State.FAILED
    assert "не удалось составить" in row.last_error
    assert by_smtp.letters == []


def test_long_lines_and_dots_arrive_as_they_were_written(by_smtp):
    text = "я" * 5000 + "\n.\n..точки\nFrom начала\n" + "x" * 3000 + " 🙂"
    letter(subject="Очень " * 40, text=text)
    Postman().send_due()
    assert by_smtp.messages[0].get_content().replace("\r\n", "\n").rstrip("\n") == text
    assert by_smtp.messages[0]["Subject"].split() == ["Очень"] * 40
    assert max(len(line) for line in by_smtp.letters[0].split(b"\r\n")) <= 998


def test_many_letters_go_over_one_connection(by_smtp):
    for number in range(20):
        letter(to=f"kto{number}@example.org")
    assert Postman().send_due() == 20
    assert len(by_smtp.letters) == 20
    assert by_smtp.connections == 1


def test_the_oldest_goes_first_and_none_before_its_time(by_smtp):
    for number in (2, 1, 3):
        row = letter(subject=f"№ {number}")
        Mail.objects.filter(pk=row.pk).update(not_before=timezone.now() - timedelta(hours=5 - number))
    later = letter(subject="завтра")
    Mail.objects.filter(pk=later.pk).update(not_before=timezone.now() + timedelta(days=1))
    Postman().send_due()
    assert [message["Subject"] for message in by_smtp.messages] == ["№ 1", "№ 2", "№ 3"]


# When the mail server is away.


def test_a_server_that_is_down_loses_nothing(by_smtp, settings):
    settings.EMAIL_PORT = free_port()
    rows = [letter(to=f"kto{number}@example.org") for number in range(3)]
    before = timezone.now()
    postman = Postman()
    assert postman.send_due() == 1
    rows[0].refresh_from_db()
    assert rows[0].state == Mail.State.WAITING
    assert rows[0].attempts == 1
    assert "недоступен" in rows[0].last_error
    assert PAUSES[0] <= rows[0].not_before - before <= PAUSES[0] + timedelta(seconds=20)
    # One try tells enough: the others keep theirs, and the worker its time.
    assert postman.send_due() == 0
    assert set(Mail.objects.exclude(pk=rows[0].pk).values_list("attempts", flat=True)) == {0}
    settings.EMAIL_PORT = by_smtp.port
    make_due()
    assert Postman().send_due() == 3
    assert Mail.objects.filter(state=Mail.State.SENT).count() == 3
    assert set(by_smtp.counted().values()) == {1}


def test_a_server_that_is_down_delays_no_page(client, by_smtp, settings):
    settings.EMAIL_BACKEND = STORING
    settings.EMAIL_PORT = free_port()
    by_smtp.is_mute = True
    started = time.monotonic()
    response = client.post("/accounts/password/reset/", {"email": "uchitel@example.org"})
    assert response.status_code == 302
    assert time.monotonic() - started < 3
    assert Mail.objects.get().state == Mail.State.WAITING
    assert django_mail.outbox == []


def test_a_server_that_does_not_answer_is_not_waited_for(by_smtp, settings):
    settings.EMAIL_TIMEOUT = 1
    by_smtp.is_mute = True
    row = letter()
    postman = Postman()
    started = time.monotonic()
    postman.send_due()
    postman.send_due()
    assert time.monotonic() - started < 4
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Mail.State.WAITING, 1)


def test_a_wrong_setting_is_no_letter_s_fault(by_smtp, settings):
    settings.EMAIL_HOST = "x" * 70
    row = letter()
    Postman().send_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Mail.State.WAITING, 1)


def test_pauses_grow_until_the_letter_is_given_up_with_the_reason(by_smtp, settings):
    settings.EMAIL_PORT = free_port()
    row = letter()
    waits = []
    for _ in PAUSES:
        make_due()
        before = timezone.now()
        Postman().send_due()
        row.refresh_from_db()
        assert row.state == Mail.State.WAITING
        waits.append(round((row.not_before - before).total_seconds()))
    assert waits == sorted(waits)
    assert waits[-1] > 100 * waits[0]
    make_due()
    Postman().send_due()
    row.refresh_from_db()
    assert row.state == Mail.State.FAILED
    assert "недоступен" in row.last_error
    make_due()
    assert Postman().send_due() == 0


def test_a_connection_that_breaks_in_the_middle_is_tried_again(by_smtp):
    row = letter()
    by_smtp.drops_next = "before"
    Postman().send_due()
    row.refresh_from_db()
    assert row.state == Mail.State.WAITING
    assert by_smtp.letters == []
    make_due()
    Postman().send_due()
    assert list(by_smtp.counted().values()) == [1]


def test_a_letter_accepted_without_a_word_comes_twice_as_the_same_letter(by_smtp):
    """SMTP cannot promise more: the second has the Message-ID of the first, and mailboxes show one."""
    letter()
    by_smtp.drops_next = "after"
    Postman().send_due()
    make_due()
    Postman().send_due()
    assert list(by_smtp.counted().values()) == [2]
    assert by_smtp.letters[0] == by_smtp.letters[1]


# When the letter is refused.


def test_an_address_refused_for_good_is_not_tried_again_and_stops_no_other(by_smtp):
    by_smtp.recipients["net@example.org"] = "550 no such user"
    refused, other = letter(to="net@example.org"), letter()
    assert Postman().send_due() == 2
    refused.refresh_from_db()
    other.refresh_from_db()
    assert refused.state == Mail.State.FAILED
    assert "550 no such user" in refused.last_error
    assert refused.attempts == 1
    assert other.state == Mail.State.SENT


def test_an_address_refused_for_now_is_tried_again_and_stops_no_other(by_smtp):
    by_smtp.recipients["potom@example.org"] = "451 come later"
    later, other = letter(to="potom@example.org"), letter()
    assert Postman().send_due() == 2
    later.refresh_from_db()
    other.refresh_from_db()
    assert later.state == Mail.State.WAITING
    assert "451 come later" in later.last_error
    assert other.state == Mail.State.SENT
    by_smtp.recipients.clear()
    make_due()
    Postman().send_due()
    later.refresh_from_db()
    assert (later.state, later.last_error) == (Mail.State.SENT, "")


@pytest.mark.parametrize(
    ("answer", "state"),
    [("554 spam", Mail.State.FAILED), ("452 full", Mail.State.WAITING), ("421 closing", Mail.State.WAITING)],
)
def test_a_text_that_is_refused(answer, state, by_smtp):
    by_smtp.data_answer = answer
    row = letter()
    Postman().send_due()
    row.refresh_from_db()
    assert row.state == state
    assert answer in row.last_error


# After a crash.


def test_a_letter_left_half_way_is_sent_again_under_the_same_number(by_smtp):
    row = letter()
    taken = delivery.claim()
    assert taken == row
    delivery.sweep()
    make_due()
    assert Postman().send_due() == 0, "the one who took it may be sending it still"
    Mail.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    delivery.sweep()
    assert Postman().send_due() == 1
    assert list(by_smtp.counted()) == [f"<{row.uid}@example.org>"]


def test_a_letter_that_ends_the_worker_every_time_is_given_up():
    row = letter()
    for _ in range(20):
        if delivery.claim() is None:
            break
        Mail.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
        delivery.sweep()
    row.refresh_from_db()
    assert row.state == Mail.State.FAILED
    assert "прерывалась" in row.last_error


def test_no_letter_is_taken_twice():
    for _ in range(3):
        letter()
    taken = [delivery.claim() for _ in range(4)]
    assert taken[3] is None
    assert len({mail.pk for mail in taken[:3]}) == 3


def test_a_letter_that_was_taken_over_is_not_marked_by_the_first(by_smtp):
    """The first worker was slow beyond its time; what it says later does not undo the second's work."""
    row = letter()
    first = delivery.claim()
    Mail.objects.filter(pk=row.pk).update(claimed_at=timezone.now() - timedelta(minutes=6))
    delivery.sweep()
    second = delivery.claim()
    assert second.pk == first.pk
    delivery._mark(first, delivery.Trouble("поздно", is_final=True))
    row.refresh_from_db()
    assert row.state == Mail.State.SENDING


# Files, the embedded default.


def test_a_letter_is_one_file_however_often_it_is_sent(settings, tmp_path):
    settings.DELIVERY_BACKEND, settings.EMAIL_FILE_PATH = FILES, tmp_path / "mail"
    row = letter(subject="О встрече", text="Ждём вас. " * 1000)
    Postman().send_due()
    first = {path.name: path.read_bytes() for path in (tmp_path / "mail").iterdir()}
    Mail.objects.update(state=Mail.State.WAITING)
    Postman().send_due()
    assert {path.name: path.read_bytes() for path in (tmp_path / "mail").iterdir()} == first
    assert list(first) == [f"{row.uid}@localhost.eml"]
    message = message_from_bytes(*first.values(), policy=policy.default)
    assert message["Subject"] == "О встрече"
    assert message.get_content().startswith("Ждём вас.")


def test_a_folder_that_cannot_be_written_keeps_the_letter(settings, tmp_path):
    (tmp_path / "mail").write_text("not a folder")
    settings.DELIVERY_BACKEND, settings.EMAIL_FILE_PATH = FILES, tmp_path / "mail"
    row = letter()
    Postman().send_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Mail.State.WAITING, 1)
    assert row.last_error


def test_a_number_of_a_letter_does_not_lead_out_of_the_folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    odd = EmailMessage("Т", "т", to=["k@example.org"], headers={"Message-ID": "<../../чужое/x@y>"})
    django_mail.get_connection(FILES).send_messages([odd])
    assert [path.parent for path in tmp_path.rglob("*.eml")] == [tmp_path / "mail"]
    assert not list(Path(tmp_path).glob("*.eml"))


# What the rest of the house sends.


def test_a_letter_about_a_password_is_stored_as_private_and_works(client, settings, by_smtp):
    settings.EMAIL_BACKEND = STORING
    client.post("/accounts/password/reset/", {"email": "uchitel@example.org"})
    row = Mail.objects.get()
    assert row.is_private
    assert by_smtp.letters == []
    Postman().send_due()
    text = by_smtp.messages[0].get_content()
    link = re.search(r"(/accounts/password/reset/key/\S+)", text)[1]
    form = client.get(link, follow=True)
    new = "Sovsem-novyy-parol-7"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert User.objects.get(username=TEACHER).check_password(new)
    assert re.search("[а-яё]{5}", by_smtp.messages[0]["Subject"])
    assert text.startswith("Здравствуйте!")
    assert "имя пользователя: uchitel" in text


def test_a_stranger_gets_no_letter(client, settings):
    settings.EMAIL_BACKEND = STORING
    client.post("/accounts/password/reset/", {"email": "nikto@example.org"})
    assert not Mail.objects.exists()


def test_a_letter_to_several_is_a_row_for_each(settings):
    settings.EMAIL_BACKEND = STORING
    django_mail.send_mail("Тема", "Текст", None, ["raz@example.org", "dva@example.org"])
    assert set(Mail.objects.values_list("to", flat=True)) == {"raz@example.org", "dva@example.org"}


def test_a_letter_with_a_file_is_refused_rather_than_sent_without_it(settings):
    settings.EMAIL_BACKEND = STORING
    message = EmailMessage(
        "Тема", "Текст", to=["raz@example.org"], attachments=[("a.txt", "а", "text/plain")]
    )
    with pytest.raises(ValueError, match="attachments"):
        message.send()
    assert not Mail.objects.exists()
