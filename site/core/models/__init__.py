from .files import PictureRendition, SiteDocument, SitePicture
from .pages import BasePage, ContentPage, ListingPage
from .settings import SchoolSettings
from .taxonomy import PageAudience, PageGrade, PageSubject, Subject

__all__ = [
    "BasePage",
    "ContentPage",
    "ListingPage",
    "PageAudience",
    "PageGrade",
    "PageSubject",
    "PictureRendition",
    "SchoolSettings",
    "SiteDocument",
    "SitePicture",
    "Subject",
]
