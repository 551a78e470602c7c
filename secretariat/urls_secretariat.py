"""Addresses of the secretariat site."""

from django.urls import include, path

from accounts import filters, people
from audits.joint.views.contacts import contact_answer
from secretariat import desk, outbox, queue, search

urlpatterns = [
    path("", desk.front, name="front"),
    path("aftaler/", include("agreements.joint.urls.secretariat")),
    path("filtre/gem/", filters.save, name="filter_save"),
    path("filtre/<uuid:filter_id>/", filters.show, name="filter"),
    path("filtre/<uuid:filter_id>/slet/", filters.remove, name="filter_remove"),
    path("kalender/", include("secretariat.workdays.urls")),
    path("konto/", include("accounts.urls.door")),
    path("kontakt/<str:token>/", contact_answer, name="contact_answer"),
    path("modtag/", include("agreements.joint.urls.outside")),
    path("naeste/", queue.next_row, name="next_row"),
    path("overblik/", include("secretariat.overviews.urls")),
    path("paamindelser/", include("secretariat.reminders.urls")),
    path("personer/", include("accounts.urls.people")),
    path("personer/mistet-telefon/", people.take_away, name="people_lost"),
    path("post/", include("secretariat.post.urls")),
    path("register/", include("register.urls.secretariat")),
    path("skabeloner/mails/", include("secretariat.mailtexts.urls")),
    path("skabeloner/", include("secretariat.wordtemplates.urls")),
    path("soeg/", search.search_all, name="search"),
    path("tilsyn/", include("audits.joint.urls.secretariat")),
    path("underskriftstjeneste/", include("integrations.signing.urls")),
    path("udbakke/", outbox.outbox, name="outbox"),
]
handler500 = "secretariat.errors.server_error"
