"""The secretariat's pages of suppliers and their contacts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.models import Colleague
from accounts.permissions import P
from accounts.request import PersonRequest
from register.access import find
from register.actions import suppliers as actions
from register.changing.reading import changes_of, group_facts
from register.forms.lists import ListForm
from register.forms.register import ContactForm, SupplierForm
from register.models import Supplier, SupplierChange, SupplierContact
from register.queries import search_suppliers, suppliers_with_counts
from register.thresholds import with_members
from register.views.lists import amount, ordered, page_of, posted
from workflows.engine import NotPermittedError
from workflows.log import history

ORDERS = {"navn": "name_sort", "systemer": "system_count", "kontakter": "contact_count"}


@requires(P.REGISTER_VIEW)
def suppliers(request: HttpRequest) -> HttpResponse:
    """List the suppliers, with how many systems and contacts each has."""
    form = ListForm(request.GET)
    rows = search_suppliers(suppliers_with_counts(), form.value("q"))
    page = page_of(request, ordered(rows, form.value("orden"), ORDERS, "name_sort"))
    context = {
        "form": form,
        "page": page,
        "found": amount(page.paginator.count, "leverandør", "leverandører"),
        "may_edit": request.actor.may(P.REGISTER_EDIT),  # type: ignore[attr-defined]
    }
    return render(request, "register/secretariat/suppliers.html", context)


@requires(P.REGISTER_VIEW)
def supplier(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Show a supplier: its contacts, its systems, who has access."""
    found = find(Supplier, supplier_id)
    people = list(Colleague.objects.filter(supplier_id=found.pk))
    context = {
        "supplier": found,
        "invited": {each.email for each in people},
        "contacts": found.contacts.all(),
        "systems": with_members(found.systems.all()).order_by("-members_with_agreement", "name_sort"),
        "people": people,
        "history": history(found)[:20],
        "changes": changes_of(found),
        "group": group_facts(found),
        "kinds": SupplierChange.Kind.choices,
        "may_edit": request.actor.may(P.REGISTER_EDIT),  # type: ignore[attr-defined]
    }
    return render(request, "register/secretariat/supplier.html", context)


@requires(P.REGISTER_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """Add a supplier."""
    form = SupplierForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = actions.add_supplier(facts=form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Leverandøren er oprettet. Tilføj en kontaktperson.")
        return redirect("register:supplier", made.pk)
    context = {"form": form, "title": "Ny leverandør"}
    return render(request, "register/secretariat/supplier_form.html", context)


@requires(P.REGISTER_EDIT)
def edit(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Change a supplier's facts."""
    found = find(Supplier, supplier_id)
    form = SupplierForm(posted(request), instance=Supplier.objects.get(pk=found.pk))
    if request.method == "POST" and form.is_valid():
        actions.change_supplier(supplier=found, facts=form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Oplysningerne er gemt.")
        return redirect("register:supplier", found.pk)
    context = {"form": form, "supplier": found, "title": f"Ret {found.name}"}
    return render(request, "register/secretariat/supplier_form.html", context)


@requires(P.REGISTER_EDIT)
def contact_add(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Add a contact."""
    found = find(Supplier, supplier_id)
    return _contact_form(request, found, None)


@requires(P.REGISTER_EDIT)
def contact_edit(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Change a contact."""
    contact = find(SupplierContact.objects.select_related("supplier"), contact_id)
    return _contact_form(request, contact.supplier, contact)


def _contact_form(request: HttpRequest, supplier: Supplier, contact: SupplierContact | None) -> HttpResponse:
    shown = SupplierContact.objects.get(pk=contact.pk) if contact else SupplierContact(supplier=supplier)
    form = ContactForm(posted(request), instance=shown)
    if request.method == "POST" and form.is_valid():
        actions.save_contact(supplier=supplier, contact=contact, facts=form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Kontaktpersonen er gemt.")
        return redirect("register:supplier", supplier.pk)
    context = {"form": form, "supplier": supplier, "contact": contact}
    return render(request, "register/secretariat/contact_form.html", context)


@requires(P.REGISTER_EDIT)
def contact_remove(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Ask, and remove a contact."""
    contact = find(SupplierContact.objects.select_related("supplier"), contact_id)
    if request.method == "POST":
        actions.remove_contact(contact=contact, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, f"{contact.name} er fjernet som kontakt.")
        return redirect("register:supplier", contact.supplier_id)
    return render(request, "register/secretariat/contact_remove.html", {"contact": contact})


@require_POST
@requires(P.REGISTER_EDIT)
def contact_confirm(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Note that a contact is confirmed today."""
    contact = find(SupplierContact.objects.select_related("supplier"), contact_id)
    actions.confirm_contact(contact=contact, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, f"{contact.name} er bekræftet i dag.")
    return redirect("register:supplier", contact.supplier_id)


@require_POST
@requires(P.REGISTER_EDIT)
def contact_invite(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Invite a contact to the supplier's site."""
    contact = find(SupplierContact.objects.select_related("supplier"), contact_id)
    actions.invite_contact(contact=contact, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, f"En invitation er på vej til {contact.email}.")
    return redirect("register:supplier", contact.supplier_id)


@require_POST
@requires(P.REGISTER_EDIT)
def contact_renew(request: PersonRequest, contact_id: UUID) -> HttpResponse:
    """Let a contact who cannot sign in any more begin anew: no second factor, and a new invitation."""
    contact = find(SupplierContact.objects.select_related("supplier"), contact_id)
    try:
        actions.renew_access(contact=contact, by=request.actor)
    except NotPermittedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"En ny invitation er på vej til {contact.email}. En app til koder er fjernet."
        )
    return redirect("register:supplier", contact.supplier_id)
