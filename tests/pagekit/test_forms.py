"""Forms: what was typed stays, what is wrong is said at the field and on top."""

from datetime import date

from django import forms

from secretariat.pagekit.forms import DanishDateField
from secretariat.pagekit.problems import Problem, problems_of


class Meeting(forms.Form):
    """A form with a date, a question and an optional text."""

    day = DanishDateField(label="Dag")
    where = forms.ChoiceField(
        label="Hvor mødes vi?", choices=[("a", "Aalborg"), ("b", "Viborg")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea, max_length=20)


def test_a_date_in_danish_words_becomes_a_date() -> None:
    form = Meeting({"day": "12. marts 2026", "where": "a"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 3, 12)


def test_a_date_that_cannot_be_is_refused_and_stays_as_typed() -> None:
    form = Meeting({"day": "31.2.2026", "where": "a"})
    assert form.errors["day"] == ["Skriv en dato, der findes, fx 12.3.2026."]
    assert 'value="31.2.2026"' in str(form["day"])


def test_a_known_date_is_shown_in_words() -> None:
    assert 'value="12. marts 2026"' in str(Meeting(initial={"day": date(2026, 3, 12)})["day"])


def test_every_error_is_listed_with_the_first_element_of_its_field() -> None:
    assert list(problems_of(Meeting({"note": "x" * 21}))) == [
        Problem("Dag: Feltet skal udfyldes.", "id_day"),
        Problem("Hvor mødes vi? Feltet skal udfyldes.", "id_where_0"),
        Problem("Note: Denne værdi må højst have 20 tegn (den har 21).", "id_note"),
    ]


def test_a_form_that_is_not_sent_or_is_right_has_no_errors_to_list() -> None:
    assert list(problems_of(Meeting())) == []
    assert list(problems_of(Meeting({"day": "12.3.2026", "where": "b"}))) == []


def test_errors_of_all_forms_of_a_set_are_listed() -> None:
    several = forms.formset_factory(Meeting, extra=0)
    data = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-day": "12.3.2026",
        "form-0-where": "a",
    }
    formset = several({**data, "form-1-day": "i går", "form-1-where": "b"})
    assert [problem.target for problem in problems_of(formset)] == ["id_form-1-day"]


def test_hint_and_error_are_tied_to_their_field() -> None:
    drawn = Meeting({"day": ""})["day"].as_field_group()
    assert 'aria-describedby="id_day_helptext id_day_error"' in drawn
    assert 'id="id_day_helptext"' in drawn
    assert 'id="id_day_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_choices_are_a_group_with_a_legend_and_optional_fields_say_so() -> None:
    drawn = str(Meeting())
    assert '<legend class="form-label">Hvor mødes vi?' in drawn
    assert "(valgfrit)" in drawn
    assert drawn.count("(valgfrit)") == 1
