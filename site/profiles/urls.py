from django.urls import path

from profiles.views import children, classes, email, leaving, settings

app_name = "profiles"
urlpatterns = [
    path("", settings.settings, name="settings"),
    path("<int:person_id>/", settings.member, name="member"),
    path("pochta/", email.change, name="email"),
    path("pochta/otmenit/", email.cancel, name="cancel_email"),
    path("pochta/<str:key>/", email.confirm, name="confirm_email"),
    path("uyti/", leaving.leave, name="leave"),
    path("do-svidaniya/", leaving.goodbye, name="goodbye"),
    path("deti/<int:person_id>/", children.record, name="child"),
    path("deti/<int:person_id>/vyhod/", children.end_sessions, name="child_sessions"),
    path("deti/<int:person_id>/parol/", children.ask_for_password, name="child_password"),
    path("svyaz/<int:link_id>/", children.end_link, name="end_link"),
    path("klass/", classes.class_list, name="classes"),
    path("klass/<int:class_id>/", classes.school_class, name="class"),
]
