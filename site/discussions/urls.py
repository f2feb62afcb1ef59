"""The addresses of comments. None of the library's is among them."""

from django.urls import path

from discussions import views

urlpatterns = [
    path("write/<int:page_id>/", views.write, name="write_comment"),
    path("<int:comment_id>/", views.show, name="comment"),
    path("<int:comment_id>/reply/", views.reply, name="reply_to_comment"),
    path("<int:comment_id>/edit/", views.edit, name="edit_comment"),
    path("<int:comment_id>/delete/", views.delete, name="delete_comment"),
    path("<int:comment_id>/report/", views.report, name="report_comment"),
    path("<int:comment_id>/moderate/", views.moderate, name="moderate_comment"),
]
