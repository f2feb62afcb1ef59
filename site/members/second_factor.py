"""The second step of signing in: of whom it is asked, and before what."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from core.visibility import Visitor
from members import roles
from members.models import CommunitySettings, User

ASKED_OF = (roles.COORDINATORS, roles.MODERATORS)
GUARDED = ("/admin/", "/napisat/", "/profil/klass/", "/soglasiya/", "/vstupit/kto/")
"""Where nothing opens before it; besides, nothing can be sent anywhere."""
NEXT = "second_factor_next"
"""In the session: where the person was going."""


def is_asked_of(user: Visitor, request: HttpRequest) -> bool:
    """Whether the school's setting and the role of `user` make the second step a duty."""
    if not isinstance(user, User) or not CommunitySettings.for_request(request).second_factor_required:
        return False
    return user.is_superuser or user.groups.filter(name__in=ASKED_OF).exists()


def is_missing(user: Visitor, request: HttpRequest) -> bool:
    """Whether `user` has to set up the second step first: one query beside the settings."""
    if not isinstance(user, User) or not CommunitySettings.for_request(request).second_factor_required:
        return False
    asked = User.objects.filter(Q(is_superuser=True) | Q(groups__name__in=ASKED_OF), pk=user.pk)
    return asked.exclude(Exists(Authenticator.objects.filter(user=OuterRef("pk")))).exists()


def is_last_of(authenticator: Authenticator) -> bool:
    """Whether nothing but recovery codes would be left without it."""
    others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
    return not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def reset(user: User) -> int:
    """Take all second steps from `user`, for one whose phone is lost; return how many there were."""
    count, _ = Authenticator.objects.filter(user=user).delete()
    return count
