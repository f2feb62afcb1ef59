"""One address has one form, whichever way it is spelled."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from core.addresses import host_of, normalise, same_form


@pytest.mark.parametrize(
    ("written", "form"),
    [
        (" HTTPS://Gramota.RU:443/ ", "https://gramota.ru"),
        ("gramota.ru/slovari/#a", "https://gramota.ru/slovari/"),
        ("http://a.ru:8080/x?y=1&z=2#top", "http://a.ru:8080/x?y=1&z=2"),
        ("https://xn--h1adlhdnlo2c.xn--p1ai/", "https://урокцифры.рф"),
        ("https://a.ru/путь", "https://a.ru/%D0%BF%D1%83%D1%82%D1%8C"),
        ("https://a.ru/%d0%bf", "https://a.ru/%D0%BF"),
        ("https://a.ru/a%2Fb", "https://a.ru/a%2Fb"),
        ("https://a.ru/100%25", "https://a.ru/100%25"),
        ("https://a.ru/%2541", "https://a.ru/%2541"),
        ("http://a.ru/%EF%F0%E8.html", "http://a.ru/%EF%F0%E8.html"),
    ],
)
def test_the_one_form_of_an_address_and_of_its_form(written, form):
    assert normalise(written) == form
    assert normalise(form) == form


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "javascript:alert(1)",
        "https://[",
        "https://a b",
        "https://a:b@c.ru",
        "\x00",
        f"https://a.ru/{'ы' * 300}",
    ],
)
def test_what_is_no_address_is_refused_or_nothing(wrong):
    with pytest.raises(ValidationError):
        normalise(wrong)
    assert same_form(wrong) == ""


def test_the_host_of_an_address():
    assert host_of("https://урокцифры.рф/a?b") == "урокцифры.рф"
    assert host_of("http://a.ru:8080") == "a.ru:8080"
