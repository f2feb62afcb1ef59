from django.apps import AppConfig


class LinksConfig(AppConfig):
    """Links to other sites: checked gently, shown to who looks after them."""

    name = "links"
    verbose_name = "Ссылки"

    def ready(self) -> None:
        """Follow publications, and speak on the cards of pages that are about another site."""
        from wagtail.signals import page_published, page_unpublished  # noqa: PLC0415 (models load before)

        from core.cards import MARKERS  # noqa: PLC0415
        from links import checks, services, words  # noqa: F401, PLC0415

        page_published.connect(services.on_published, dispatch_uid="links")
        page_unpublished.connect(services.on_unpublished, dispatch_uid="links")
        MARKERS.append(words.marks_of)
