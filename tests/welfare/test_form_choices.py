"""A form offers what is there when it is made."""

import pytest
from django import forms

from staff.models import Station
from tests.people import make_station
from welfare.form_choices import give_choices


class Asked(forms.Form):
    """One of each."""

    station = forms.ModelChoiceField(queryset=Station.objects.none(), required=False)
    kind = forms.ChoiceField(required=False)
    words = forms.CharField(required=False)


def test_rows_and_pairs_may_be_chosen_and_nothing_else(db):
    form = Asked({"station": make_station().pk, "kind": "a"})
    give_choices(form, station=Station.objects.all(), kind=[("a", "甲")])
    assert form.is_valid()
    assert form.cleaned_data["station"].name == "青石站"
    other = Asked({"kind": "b"})
    give_choices(other, kind=[("a", "甲")])
    assert "kind" in other.errors


def test_a_field_that_offers_nothing_is_a_mistake():
    with pytest.raises(TypeError, match="words is no choice"):
        give_choices(Asked(), words=[])
