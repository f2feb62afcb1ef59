"""Dates as everywhere on the site: 20 ноября 2026, 8:30. Django's own Russian writes «20 ноября 2026 г.»."""

DATE_FORMAT = "j E Y"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "j E Y, G:i"
