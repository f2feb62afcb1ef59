from django.urls import path

from joining import colleague_views, views, waiting_views

app_name = "joining"
urlpatterns = [
    path("", views.start, name="start"),
    path("uchetnaya-zapis/", views.account, name="account"),
    path("gotovo/", views.done, name="done"),
    path("pochta/<str:token>/", views.confirm_mailbox, name="mailbox"),
    path("kto/", waiting_views.waiting, name="waiting"),
    path("kto/<int:pk>/pismo/", waiting_views.send_again, name="send_again"),
    path("kollega/", colleague_views.ask, name="ask"),
    path("kollega/gotovo/", colleague_views.asked, name="asked"),
    path("priglasit/", colleague_views.invite, name="invite"),
    path("priglashenie/<str:token>/", colleague_views.invited, name="invited"),
    path("parol/<str:token>/", colleague_views.open_account, name="open"),
    path("<str:code>/", views.start, name="with_code"),
]
