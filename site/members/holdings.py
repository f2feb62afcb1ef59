"""What members, and the ground that knows no people, hold about a person (members.personal_data)."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import ModelLogEntry, Page, WorkflowState
from wagtail.query import PageQuerySet

from core.models import BasePage, SiteDocument, SitePicture
from members.display import GONE, display_name
from members.models import (
    Acceptance,
    Assignment,
    AuditEntry,
    CarerLink,
    Consent,
    NameUse,
    Person,
    PicturePerson,
    SchoolClass,
    User,
)
from members.personal_data import Held, Holder, Row, account_of, holds
from notices.models import Mail, Notice


@holds(
    "profile",
    title="О человеке",
    fields=(
        "members.Person.subjects",
        "members.SchoolClass.class_teacher",
        "members.SchoolClass.subject_teachers",
        "members.Assignment.person",
    ),
    of_account=False,
)
class Profile(Holder):
    def export(self, person: Person) -> Held:
        row = {
            "Фамилия": person.last_name,
            "Имя": person.first_name,
            "Отчество": person.patronymic,
            "Кто": person.get_kind_display(),
            "Класс": person.school_class.title if person.school_class else "",
            "Номер личного дела": person.file_number,
            "Должность": person.position,
            "Организация": person.organisation,
            "О себе": person.about,
            "Предметы": ", ".join(subject.title for subject in person.subjects.all()),
            "Имя на сайте": display_name(person, AnonymousUser()) if person.is_adult else "",
            "Классный руководитель в": ", ".join(one.title for one in person.classes_led.all()),
            "Учит в": ", ".join(one.title for one in person.classes_taught.all()),
            "Ушёл": person.left_on,
        }
        rows: list[Row] = [{name: value for name, value in row.items() if value}]
        rows += [
            {"Назначение": one.page.title, "С": one.starts_on, "По": one.ends_on or "без срока"}
            for one in Assignment.objects.filter(person=person).select_related("page")
        ]
        return Held(rows)

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        for led in SchoolClass.objects.filter(class_teacher=person):
            led.class_teacher = None
            led.save()
        person.classes_taught.clear()
        person.subjects.clear()
        for assignment in Assignment.objects.filter(person=person):
            assignment.delete()
        _forget_name_in_log(person)


@holds(
    "account",
    title="Учётная запись",
    fields=(
        "members.User.person",
        "members.User.groups",
        "members.User.user_permissions",
        "members.OneTimePassword.user",
        "members.OneTimePassword.issued_by",
        "members.Acceptance.user",
        "account.EmailAddress.user",
        "mfa.Authenticator.user",
        "usersessions.UserSession.user",
        "wagtailusers.UserProfile.user",
        "wagtailadmin.EditingSession.user",
        "wagtailadmin.FormState.user",
    ),
)
class Account(Holder):
    def export(self, person: Person) -> Held:
        user = account_of(person)
        if user is None:
            return Held()
        rows: list[Row] = [
            {
                "Имя пользователя": user.username,
                "Электронная почта": user.email,
                "Создана": user.date_joined,
                "Последний вход": user.last_login,
                "Роли": ", ".join(user.groups.filter(care=None).values_list("name", flat=True)),
            }
        ]
        factors = Authenticator.objects.filter(user=user).order_by("pk")
        rows += [{"Второй шаг входа": str(one.get_type_display()), "С": one.created_at} for one in factors]
        for session in UserSession.objects.filter(user=user).order_by("created_at"):
            rows.append({"Вход": session.created_at, "Адрес": session.ip, "Браузер": session.user_agent})
        for accepted in Acceptance.objects.filter(user=user).select_related("text"):
            rows.append({"Принято": str(accepted.text), "Когда": accepted.at})
        return Held(rows)

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        """Rows of the account go with it; what is not a row of the account goes here."""
        user = account_of(person)
        if user is None:
            return
        for session in UserSession.objects.filter(user=user):
            session.end()
        profile = getattr(user, "wagtail_userprofile", None)
        if profile is not None and profile.avatar:
            profile.avatar.delete(save=False)
        _forget_name_in_log(user)


@holds(
    "family",
    title="Родители и дети",
    fields=("members.CarerLink.carer", "members.CarerLink.pupil", "members.CarerLink.confirmed_by"),
    of_account=False,
)
class Family(Holder):
    def export(self, person: Person) -> Held:
        links = CarerLink.objects.filter(carer=person) | CarerLink.objects.filter(pupil=person)
        return Held(
            [
                {
                    "Родитель": _named(link.carer, link, person),
                    "Ребёнок": _named(link.pupil, link, person),
                    "Кем приходится": link.relation,
                    "Подтверждено": link.confirmed_at or "нет",
                }
                for link in links.select_related("carer", "pupil__school_class")
            ]
        )

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        for link in CarerLink.objects.filter(carer=person) | CarerLink.objects.filter(pupil=person):
            link.delete()


@holds(
    "consents",
    title="Согласия",
    fields=("members.Consent.person", "members.Consent.recorded_by", "members.Consent.revoked_by"),
    of_account=False,
)
class Consents(Holder):
    def export(self, person: Person) -> Held:
        """The register's rows; the scan has other people's data on it and is asked of the school."""
        return Held(
            [
                {
                    "На что": one.get_purpose_display(),
                    "Для кого": one.get_place_display(),
                    "Документ": one.get_form_display(),
                    "Номер": one.number,
                    "От": one.given_on,
                    "По": one.until or "бессрочно",
                    "Подписал": one.signed_by,
                    "Запреты и условия": one.bans,
                    "Отозвано": one.revoked_at or "нет",
                }
                for one in Consent.objects.filter(person=person)
            ]
        )

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        """The scan goes with its row, when the transaction has held (members.consenting.services)."""
        for consent in Consent.objects.filter(person=person):
            consent.delete()


@holds(
    "named",
    title="Где назван и снят",
    fields=("members.NameUse.person", "members.NameUse.by", "members.PicturePerson.person"),
    of_account=False,
)
class Named(Holder):
    """Rows that keep a picture or a text closed while there is no consent: they stay, with a nameless row."""

    def export(self, person: Person) -> Held:
        rows: list[Row] = [
            {"Назван": one.page.title if one.page else "в комментарии", "Когда": one.at}
            for one in NameUse.objects.filter(person=person).select_related("page")
        ]
        pictures = PicturePerson.objects.filter(person=person).select_related("picture")
        return Held(rows + [{"Снимок": one.picture.title} for one in pictures])

    def needs_row(self, person: Person) -> bool:
        return (
            NameUse.objects.filter(person=person).exists()
            or PicturePerson.objects.filter(person=person).exists()
        )


@holds(
    "pages",
    title="Страницы и файлы",
    fields=(
        "wagtailcore.Page.owner",
        "wagtailcore.Page.locked_by",
        "wagtailcore.Revision.user",
        "wagtailcore.WorkflowState.requested_by",
        "wagtailcore.TaskState.finished_by",
        "wagtailcore.PageLogEntry.user",
        "wagtailcore.ModelLogEntry.user",
        "wagtailcore.Comment.user",
        "wagtailcore.Comment.resolved_by",
        "wagtailcore.CommentReply.user",
        "wagtailcore.PageSubscription.user",
        "wagtailcore.UploadedFile.uploaded_by_user",
        "core.SitePicture.uploaded_by_user",
        "core.SiteDocument.uploaded_by_user",
        "wagtailimages.Image.uploaded_by_user",
        "wagtaildocs.Document.uploaded_by_user",
    ),
)
class Pages(Holder):
    def export(self, person: Person) -> Held:
        user = account_of(person)
        if user is None:
            return Held()
        pages = Page.objects.filter(owner=user).order_by("-first_published_at", "-pk").specific()
        rows = [text_of(page) for page in pages.iterator()]
        files = [one.file for one in _own_pictures(person, user)]
        files += [one.file for one in SiteDocument.objects.filter(uploaded_by_user=user)]
        return Held(rows, files)

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        """Drafts that nobody has seen go; what is published is the site's, without a name."""
        user = account_of(person)
        if user is None:
            return
        drafts = Page.objects.filter(owner=user, live=False, first_published_at=None, numchild=0)
        for draft in drafts:
            for waiting in WorkflowState.objects.active().for_instance(draft):
                waiting.cancel(user=user)
            draft.specific.delete()


@holds(
    "told",
    title="Уведомления и письма",
    fields=("notices.Notice.recipient", "notices.LettersOff.user"),
)
class Told(Holder):
    def export(self, person: Person) -> Held:
        user = account_of(person)
        if user is None:
            return Held()
        rows: list[Row] = [
            {"Уведомление": one.text, "Когда": one.created_at} for one in Notice.objects.read_by(user)
        ]
        if user.email:
            letters = Mail.objects.filter(to__iexact=user.email, is_private=False)
            rows += [{"Письмо": one.subject, "Когда": one.created_at, "Текст": one.text} for one in letters]
        return Held(rows)

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        user = account_of(person)
        if user is not None and user.email:
            Mail.objects.filter(to__iexact=user.email).delete()


@holds("audit", title="Журнал", fields=("members.AuditEntry.actor", "members.AuditEntry.person"))
class Journal(Holder):
    """What was done with the person's data. `erase` of personal_data makes the rows nameless, last of all."""

    def export(self, person: Person) -> Held:
        from members.audit import ACTIONS  # noqa: PLC0415

        rows = AuditEntry.objects.filter(person=person)
        return Held(
            [
                {"Когда": one.at, "Что": ACTIONS.get(one.action, one.action), "Подробности": one.details}
                for one in rows
            ]
        )


def _own_pictures(person: Person, user: User) -> QuerySet[SitePicture]:
    """What the account uploaded, without other people's children: the school answers for those."""
    others = PicturePerson.objects.exclude(person=person).values("picture")
    alone = PicturePerson.objects.filter(person=person).values("picture")
    nobody = Q(children_recognisable=SitePicture.Children.NO) | Q(pk__in=alone)
    return SitePicture.objects.filter(nobody, uploaded_by_user=user).exclude(pk__in=others)


def _named(one: Person, link: CarerLink, reader: Person) -> str:
    """Oneself in full; the other as the site shows them, and not before the school has confirmed the link."""
    if one.pk == reader.pk:
        return str(one)
    return display_name(one, account_of(reader) or AnonymousUser()) if link.confirmed_at else "не подтверждён"


def made_by_others(pages: PageQuerySet, person: Person) -> PageQuerySet:
    """Those of `pages` that the account of `person` did not make: its own are in the archive already."""
    user = account_of(person)
    return pages.exclude(owner=user) if user is not None else pages


def text_of(page: Page) -> Row:
    """A page as its author takes it away: what it is called, where it is, its words."""
    body = getattr(page, "body", None)
    words = body.stream_block.get_searchable_content(body) if body is not None else []
    row: Row = {
        "Страница": page.title,
        "Вид": str(page.specific_class._meta.verbose_name),
        "Адрес": page.full_url or "",
        "Опубликована": page.first_published_at or "нет",
    }
    if isinstance(page, BasePage) and page.summary:
        row["Коротко"] = page.summary
    row["Текст"] = "\n\n".join(str(part) for part in words)
    return row


def _forget_name_in_log(thing: Any) -> None:
    """Wagtail's log keeps what a row was called when it was changed."""
    kind = ContentType.objects.get_for_model(thing)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(thing.pk)).update(label=GONE, data={})
