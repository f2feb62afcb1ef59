"""Where an account is signed in, in words."""

from __future__ import annotations

from django import template

register = template.Library()
_BROWSERS = (
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """«Chrome на Android», as far as the browser tells."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "Браузер")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return f"{browser} на {system}" if system else browser
