"""The register of accounts: whose an account is, with or without a mailbox; no way up to administrator."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail.users.forms import UserCreationForm, UserEditForm, UserForm
from wagtail.users.views.users import CreateView, EditView, UserFilterSet, UserViewSet

from members.audit import log
from members.care import equalise
from members.hidden_groups import ROLES
from members.models import Person, User
from members.roles import MODERATORS
from notices.services import tell


class AccountFields(UserForm):
    """What both of Wagtail's forms get: the person; mail is not demanded, names are the person's."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.is_new = self.instance.pk is None
        for name in ("first_name", "last_name"):
            del self.fields[name]
        if not by.is_superuser:  # and what the form does not have cannot be sent either
            self.fields.pop("is_superuser", None)
        self.fields["email"].required = False
        self.fields["email"].help_text = "Можно оставить пустым: войти можно и по имени пользователя."
        self.fields["username"].help_text = "Латинские буквы, цифры и знаки @ . + - _"
        self.fields["groups"].label = "Роли"
        self.fields["groups"].help_text = (
            "Модератором человека делает назначение, поэтому такой роли здесь нет. "
            "Группы классов тоже собираются сами."
        )
        self.fields["groups"].queryset = Group.objects.filter(**ROLES).exclude(name=MODERATORS)
        person = self.fields["person"]
        free = Person.objects.filter(account__isnull=True, erased_at__isnull=True)
        person.widget = AdminSnippetChooser(Person)  # nine hundred people are no list to scroll
        person.queryset = free | Person.objects.filter(account=self.instance.pk) if self.instance.pk else free
        person.help_text = "Чья это учётная запись. Сначала добавьте человека в «Люди и классы»."

    def clean_username(self) -> str:
        """As it is stored: «Ivanova» and «ivanova» are one name."""
        return str(self.cleaned_data["username"]).lower()

    def clean_groups(self) -> QuerySet[Group]:
        """What was ticked, and what the account has that the form does not offer: it follows assignments."""
        chosen = Q(pk__in=self.cleaned_data["groups"])
        if self.instance.pk:
            kept = Group.objects.filter(
                Q(name=MODERATORS) | Q(care__isnull=False) | Q(school_class__isnull=False),
                user=self.instance,
            )
            chosen |= Q(pk__in=kept.values("pk"))
        return Group.objects.filter(chosen)

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 (Django's signature)
        """Save; another person on the account has other assignments."""
        with transaction.atomic():
            user: User = super().save(commit=commit)
            if commit:
                equalise()
                if self.instance.pk and "email" in self.changed_data:
                    # The mailbox before opens nothing any more: it would still reset the password.
                    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
                self._log_switches(user)
        return user

    def _log_switches(self, user: User) -> None:
        """Beside the groups, which are logged wherever they change (`members.audit_watch`)."""
        changed = set(self.changed_data) if not self.is_new else set()
        for name, words in (("is_superuser", "администратор"), ("is_active", "учётная запись открыта")):
            if name in changed:
                details = f"{user.username}: {words} – {'да' if getattr(user, name) else 'нет'}"
                log(self.by, "role.changed", person=user.person, details=details)
        if "person" in changed:
            log(self.by, "role.changed", person=user.person, details=f"{user.username}: другой человек")
        if "email" in changed:
            log(self.by, "email.changed", person=user.person, details=user.username)
        if "password1" in changed:
            log(self.by, "password.set", person=user.person, details=user.username)
            if user != self.by:
                tell(
                    user,
                    subject="Вам задали новый пароль",
                    text="Пароль вашей учётной записи изменил координатор или администратор сайта. Смените "
                    "его на свой. Если вы об этом не просили, скажите в школе.",
                    url="/accounts/password/change/",
                )


class AccountCreationForm(AccountFields, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"person"}


class AccountEditForm(AccountFields, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"person"}


class AccountFilters(UserFilterSet):
    """Wagtail's, without the groups of assigned pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"].queryset = Group.objects.filter(**ROLES)


class AccountCreateView(CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class AccountEditView(EditView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class AccountViewSet(UserViewSet):
    """«Учётные записи» among the settings."""

    menu_label = "Учётные записи"
    filterset_class = AccountFilters
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:  # noqa: FBT001, FBT002 (Wagtail's)
        return AccountEditForm if for_update else AccountCreationForm
