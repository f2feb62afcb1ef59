"""Pages go out compressed; pictures, fonts and documents, which are packed already, go as they are."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = (
    "text/",
    "application/json",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "image/svg+xml",
)


class CompressPages(GZipMiddleware):
    """Django's compression for text that was made whole in memory.

    Stands inside WhiteNoise, which has its own compressed files, and outside of whatever changes a page. The
    length must not tell a secret that stands beside what a reader typed (BREACH): Django masks the tokens of
    forms anew in every answer and pads the answer by chance.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Encoding") == "None":  # Wagtail says so of a document that has none
            del response["Content-Encoding"]
        if response.streaming or not response.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
