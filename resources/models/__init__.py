from .announcements import AnnouncementFile, AnnouncementPage, AnnouncementsPage
from .help import HelpPage, InstructionPage
from .official import OfficialPage, RegulationPage
from .parents import ForParentsPage, ParentArticlePage
from .sites import SiteCardPage, UsefulSitesPage
from .timetable import TimetableChange, TimetablePage, TimetablesPage

__all__ = [
    "AnnouncementFile",
    "AnnouncementPage",
    "AnnouncementsPage",
    "ForParentsPage",
    "HelpPage",
    "InstructionPage",
    "OfficialPage",
    "ParentArticlePage",
    "RegulationPage",
    "SiteCardPage",
    "TimetableChange",
    "TimetablePage",
    "TimetablesPage",
    "UsefulSitesPage",
]
