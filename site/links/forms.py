"""Forms about links: a reader's, and those of who looks after pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from core.addresses import MAX_LENGTH, normalise
from links.models import Link, LinkReport

LONGEST_VOUCH = timedelta(days=366)
USUAL_VOUCH = timedelta(days=90)


class ReportForm(forms.Form):
    """What is wrong with a link: a choice and no words, so that nobody's secrets are typed here."""

    trouble = forms.ChoiceField(
        label="Что случилось?",
        choices=LinkReport.Trouble.choices,
        initial=LinkReport.Trouble.CLOSED,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Выберите, что случилось.",
            "invalid_choice": "Выберите один из вариантов.",
        },
    )


class VouchForm(forms.Form):
    """«Работает, я проверил», till a day."""

    until = forms.DateField(
        label="До какого дня не сомневаться",
        widget=AdminDateInput,
        help_text="До этого дня неудачные проверки ничего не изменят: например, сайт не пускает проверку.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + USUAL_VOUCH

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today < until <= today + LONGEST_VOUCH:
            raise ValidationError("Нужен день в будущем, не дальше года.")
        return until


class ReplaceForm(forms.Form):
    """A new address instead of the old one."""

    address = forms.CharField(label="Новый адрес", max_length=MAX_LENGTH, strip=True)

    def __init__(self, *args: Any, link: Link, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link

    def clean_address(self) -> str:
        address = normalise(self.cleaned_data["address"])
        if address == self.link.address:
            raise ValidationError("Это тот же самый адрес.")
        return address


class PutAwayForm(forms.Form):
    """Why a card is taken off the site."""

    reason = forms.CharField(
        label="Почему",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Это прочтёт тот, кто завёл карточку.",
    )
