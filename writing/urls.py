"""The addresses of writing: all below /napisat/."""

from django.urls import path

from writing import views

app_name = "writing"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:page_id>/tekst/", views.text, name="text"),
    path("<int:page_id>/podrobnosti/", views.details, name="details"),
    path("<int:page_id>/vzglyad/", views.look, name="look"),
    path("<int:page_id>/otpravit/", views.send, name="send"),
    path("<int:page_id>/zabrat/", views.take_back, name="take_back"),
    path("<int:page_id>/udalit/", views.discard, name="discard"),
    path("<slug:slug>/", views.new, name="new"),
]
