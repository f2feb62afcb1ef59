"""Rules, the data policy and consents."""

from django.urls import URLPattern, URLResolver, path

from members import legal_views
from members.consenting import carer_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("pravila/", legal_views.rules, name="rules"),
    path("pravila/prinyat/", legal_views.accept_rules, name="accept_rules"),
    path("pravila/<int:version>/", legal_views.rules, name="rules_version"),
    path("dannye/", legal_views.policy, name="data_policy"),
    path("dannye/<int:version>/", legal_views.policy, name="data_policy_version"),
    path("soglasiya/", carer_views.mine, name="my_consents"),
    path("soglasiya/<int:consent_id>/otozvat/", carer_views.revoke, name="revoke_consent"),
    path("soglasiya/<int:consent_id>/skan/", views.scan, name="consent_scan"),
    path("soglasiya/reestr/", views.register, name="consent_register"),
    path("soglasiya/reestr/<int:person_id>/", views.card, name="consent_card"),
    path("soglasiya/reestr/<int:person_id>/blank/<slug:purpose>/", views.person_blank, name="consent_blank"),
    path("soglasiya/reestr/otozvat/<int:consent_id>/", views.revoke, name="consent_revoke"),
    path("soglasiya/klass/<int:class_id>/", views.whole_class, name="consent_class"),
    path("soglasiya/klass/<int:class_id>/blank/<slug:purpose>/", views.class_blank, name="class_blank"),
]
