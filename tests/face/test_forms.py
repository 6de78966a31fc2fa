"""How a form is drawn: what to put right stands beside its field, and what was typed stays."""

from django import forms
from django.template import Context, Template


class AboutYou(forms.Form):
    """A form with each kind of field."""

    use_required_attribute = False
    name = forms.CharField(
        label="What is your name?",
        help_text="It can be a short name.",
        error_messages={"required": "Tell us, or skip."},
    )
    town = forms.ChoiceField(label="Where do you live?", choices=[("c", "Caerdydd"), ("l", "Leeds")])
    when = forms.ChoiceField(
        label="When is good?",
        choices=[("am", "Morning"), ("pm", "Evening")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pick one, or skip."},
    )
    text = forms.BooleanField(label="Send me a text", help_text="One a day at most.", required=False)
    photo = forms.FileField(label="Add a photo", required=False)


def drawn(form: forms.Form) -> str:
    return Template('{% include "components/form_fields.html" with form=form only %}').render(Context({"form": form}))


def test_a_new_form_has_labels_and_hints_and_nothing_to_put_right() -> None:
    page = drawn(AboutYou())
    assert '<label class="label" for="id_name">What is your name?</label>' in page
    assert 'aria-describedby="id_name_helptext"' in page
    assert 'id="id_name_helptext"' in page
    assert "data-fixes" not in page
    assert "field--fix" not in page


def test_what_to_put_right_is_beside_the_field_and_linked_from_the_top() -> None:
    page = drawn(AboutYou({"name": "", "town": "l"}))
    assert '<a href="#id_name">Tell us, or skip.</a>' in page
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert '<a href="#id_when">Pick one, or skip.</a>' in page


def test_what_was_typed_is_kept() -> None:
    page = drawn(AboutYou({"name": "Sam & <b>Mum</b>", "town": "l"}))
    assert 'value="Sam &amp; &lt;b&gt;Mum&lt;/b&gt;"' in page
    assert '<option value="l" selected>' in page


def test_radios_are_a_named_group_of_rows() -> None:
    page = drawn(AboutYou())
    assert '<legend class="label">When is good?</legend>' in page
    assert page.count('<div class="radio">') == 3
    assert '<label for="id_when_0">Morning</label>' in page


def test_a_checkbox_says_its_label_once() -> None:
    page = drawn(AboutYou())
    assert page.count("Send me a text") == 1
    assert page.count("One a day at most.") == 1


def test_a_whole_form_is_drawn_with_our_fields() -> None:
    assert '<div class="field">' in str(AboutYou())
