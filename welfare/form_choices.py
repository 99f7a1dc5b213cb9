"""What a choice field offers, said when the form is made."""

from typing import Any

from django import forms


def give_choices(form: forms.BaseForm, **rows: Any) -> None:
    """Give fields their choices by name: a queryset to a model choice, pairs to a plain one.

    Raises TypeError for a field that offers nothing.
    """
    for name, given in rows.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = given
        elif isinstance(field, forms.ChoiceField):
            field.choices = given
        else:
            raise TypeError(f"{name} is no choice")
