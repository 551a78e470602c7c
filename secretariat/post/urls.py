"""Addresses of the post, on the secretariat's site."""

from django.urls import path

from secretariat.post import incoming, outgoing

app_name = "post"
urlpatterns = [
    path("", outgoing.mails, name="mails"),
    path("indgaaet/", incoming.letters, name="letters"),
    path("indgaaet/<uuid:mail_id>/", incoming.letter, name="letter"),
    path("indgaaet/<uuid:mail_id>/laeg-paa-sag/", incoming.place, name="place"),
    path("indgaaet/<uuid:mail_id>/laeg-vaek/", incoming.dismiss, name="dismiss"),
    path("indgaaet/<uuid:mail_id>/laest/", incoming.read, name="read"),
    path("indgaaet/<uuid:mail_id>/fil/<uuid:file_id>/", incoming.file, name="file"),
    path("retur/<uuid:bounce_id>/send-igen/", outgoing.send_again, name="send_again"),
    path("retur/<uuid:bounce_id>/laeg-vaek/", outgoing.leave, name="leave"),
    path("<uuid:mail_id>/", outgoing.mail, name="mail"),
]
