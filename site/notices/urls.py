from django.urls import path

from notices import views

urlpatterns = [
    path("", views.notice_list, name="notices"),
    path("read/", views.read_all, name="notices_read"),
    path("letters/", views.choose_letters, name="notices_letters"),
    path("<int:number>/", views.open_notice, name="notice"),
]
