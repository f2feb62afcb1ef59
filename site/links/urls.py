from django.urls import path

from links.views import report_link

app_name = "links"
urlpatterns = [path("report/<int:link_id>/", report_link, name="report")]
