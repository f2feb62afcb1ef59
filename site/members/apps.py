from django.apps import AppConfig, apps
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils.module_loading import autodiscover_modules
from wagtail.users.apps import WagtailUsersAppConfig


class MembersConfig(AppConfig):
    """People, accounts, roles and assignments, approval, classes, the display rule."""

    name = "members"
    verbose_name = "Люди"
    default = True

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset  # noqa: PLC0415
        from allauth.mfa.signals import (  # noqa: PLC0415
            authenticator_added,
            authenticator_removed,
            authenticator_reset,
        )
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415
        from wagtail.models import WorkflowState  # noqa: PLC0415 (models are not there sooner)
        from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected  # noqa: PLC0415

        from core.files import PICTURE_RULES  # noqa: PLC0415
        from core.forms import PAGE_CHECKS  # noqa: PLC0415
        from core.models import SiteDocument, SitePicture  # noqa: PLC0415
        from core.visibility import WITHHELD  # noqa: PLC0415
        from members import (  # noqa: PLC0415
            acceptance,
            accounts,
            approval,
            audit_watch,
            care,
            classes,
            counts,
            file_names,
            hidden_groups,
            leavers,
            name_checks,
            naming,
            pictures,
            signals,
        )
        from members.consenting import services  # noqa: PLC0415
        from members.models import SchoolClass, User  # noqa: PLC0415

        WITHHELD.append(naming.withheld_pages)
        PICTURE_RULES.append(pictures.withheld_pictures)
        PAGE_CHECKS.append(name_checks.check_form)
        post_save.connect(naming.page_saved)
        for model in (SitePicture, SiteDocument):
            post_save.connect(file_names.file_saved, sender=model)
        signals.consent_ended.connect(name_checks.consent_ended)

        post_save.connect(care.assignment_changed, sender="members.Assignment")
        post_delete.connect(care.assignment_changed, sender="members.Assignment")
        post_delete.connect(care.care_group_gone, sender="members.CareGroup")
        post_save.connect(care.account_saved, sender="members.User")
        post_save.connect(classes.account_saved, sender="members.User")
        post_save.connect(classes.person_saved, sender="members.Person")
        pre_save.connect(leavers.person_changes, sender="members.Person")
        post_save.connect(leavers.person_saved, sender="members.Person")
        pre_save.connect(classes.link_changes, sender="members.CarerLink")
        post_save.connect(classes.link_changed, sender="members.CarerLink")
        post_delete.connect(classes.link_changed, sender="members.CarerLink")
        post_save.connect(classes.class_saved, sender="members.SchoolClass")
        m2m_changed.connect(classes.teachers_changed, sender=SchoolClass.subject_teachers.through)
        user_logged_in.connect(accounts.signed_in)
        for changed in (authenticator_added, authenticator_removed, authenticator_reset):
            changed.connect(accounts.factor_changed)
        password_changed.connect(accounts.password_changed)
        password_reset.connect(accounts.password_changed)
        m2m_changed.connect(audit_watch.roles_changed, sender=User.groups.through)
        post_delete.connect(services.consent_gone, sender="members.Consent")
        user_logged_in.connect(audit_watch.staff_signed_in)
        user_logged_in.connect(acceptance.ask_after_sign_in)
        # Under the names of Wagtail's own receivers, which come later and are then not connected: they
        # send mail within the request.
        workflow_approved.connect(
            approval.tell_approved, WorkflowState, dispatch_uid="workflow_state_approved_email_notification"
        )
        workflow_rejected.connect(
            approval.tell_returned, WorkflowState, dispatch_uid="workflow_state_rejected_email_notification"
        )
        workflow_cancelled.connect(approval.tell_cancelled, WorkflowState)
        hidden_groups.hide(apps)
        autodiscover_modules("holdings")
        counts.count_in_russian()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's register of accounts, with the school's form."""

    user_viewset = "members.users.AccountViewSet"
