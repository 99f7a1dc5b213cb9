"""记走访 in three steps: whom and when, how things stand, a last look."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from staff.models import Level, Mode, Need, Pairing
from welfare.form_choices import give_choices

LEVELS = ("living", "schooling", "medical", "belonging")
LEVELS_OF_RISK = LEVELS[:3]  # nobody coming is seen from the duties, not from an answer
# Seven things to fill in: whom, the four never-lets, what is needed, what was said. How, which day and
# what hour are folded away with their usual answer.
FOLDED = ("mode", "visited_on", "visited_time")
STEPS = {1: ("pairing", *FOLDED), 2: (*LEVELS, "needs", "note")}
SHOWN = 50  # workers offered at once; more come by their own row
QUESTIONS = {
    "living": "生活过得下去吗",
    "schooling": "孩子上得起学吗",
    "medical": "看得起病吗",
    "belonging": "有没有人管",
}


class PairingChoice(forms.ModelChoiceField):
    """The cadre's workers, by name and station."""

    def label_from_instance(self, obj: Any) -> str:
        """周桂芳，青石站."""
        worker = obj.file.worker
        return f"{worker.name}，{worker.station.name}"


class VisitForm(forms.Form):
    """All the fields; earlier answers travel as hidden inputs, so it works without script."""

    pairing = PairingChoice(
        label="这次走访了谁",
        queryset=Pairing.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "选一位您包保的职工",
            "invalid_choice": "这位职工不由您包保，请重新选",
        },
    )
    mode = forms.ChoiceField(
        label="怎么见的", choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.HOME
    )
    visited_on = forms.DateField(
        label="哪天",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "写上走访的日期", "invalid": "日期写成 2026-10-18 这样"},
    )
    visited_time = forms.TimeField(
        label="几点",
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "时间写成 14:30 这样，记不清就空着"},
    )
    needs = forms.MultipleChoiceField(
        label="发现什么难处",
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label="说了些什么",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "最多 500 个字，现在有 %(show_value)s 个"},
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput, initial=uuid.uuid4,
        error_messages=dict.fromkeys(("required", "invalid"), "提交号不对，请重新打开记走访再填"),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, *args: Any, pairings: "QuerySet[Pairing]", today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        asked = str(self.data.get("pairing") or self.initial.get("pairing") or "")
        shown = list(pairings.values_list("pk", flat=True)[:SHOWN])
        if asked.isascii() and asked.isdigit() and len(asked) < len(str(2**63)):
            shown.append(int(asked))
        give_choices(self, pairing=pairings.filter(pk__in=shown))
        self.fields["visited_on"].initial = today
        for name in LEVELS:
            self.fields[name] = forms.TypedChoiceField(
                label=QUESTIONS[name],
                choices=Level.choices,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "选放心、要关注或有风险"},
            )
        self.order_fields([*STEPS[1], *STEPS[2], "key", "seen"])

    @property
    def unfolds(self) -> bool:
        """Whether something folded away is to be put right."""
        return any(name in self.errors for name in FOLDED)

    def forgive(self, step: int) -> None:
        """Nothing is wrong yet with a step that is only about to be filled in."""
        for name in STEPS[step]:
            self.errors.pop(name, None)

    def step_errors(self, step: int) -> bool:
        """Whether a field of a step is wrong."""
        return any(name in self.errors for name in STEPS[step])

    def step_refused(self) -> int | None:
        """The first step a field of which is wrong."""
        return next((step for step in STEPS if self.step_errors(step)), None)

    def focus_first(self, step: int) -> None:
        """The first wrong field of a step takes the focus, without script too."""
        wrong = (name for name in STEPS.get(step, ()) if name in self.errors)
        if name := next(wrong, ""):
            self.fields[name].widget.attrs["autofocus"] = True

    def fields_of(self, step: int) -> list[Any]:
        """The bound fields a step shows."""
        return [self[name] for name in STEPS.get(step, ())]

    def answers_in_words(self) -> dict[str, str]:
        """The answers of a valid form as the last look shows them."""
        told = self.cleaned_data
        words = {name: Level(told[name]).label for name in LEVELS}
        needs = "、".join(Need(need).label for need in told["needs"]) or "没有新难处"
        note = told["note"] or "—"
        time = told["visited_time"]
        return {
            "mode": Mode(told["mode"]).label,
            "visited_time": f"{time:%H:%M}" if time else "没记",
            **words,
            "needs": needs,
            "note": note,
        }

    @staticmethod
    def rows_to_check() -> list[dict[str, Any]]:
        """The lines of the last look, for a browser that draws it itself."""
        lines = [
            ("职工", ["pairing"], 1),
            ("怎么见的", ["mode"], 1),
            ("日期时间", ["visited_on", "visited_time"], 1),
            *((QUESTIONS[name], [name], 2) for name in LEVELS),
            ("难处", ["needs"], 2),
            ("说了什么", ["note"], 2),
        ]
        return [{"label": label, "names": names, "step": step} for label, names, step in lines]

    @property
    def says_risk(self) -> bool:
        """Whether an answer shows on the page of the four never-lets as soon as it is recorded."""
        return any(self.cleaned_data.get(name) == Level.RISK for name in LEVELS_OF_RISK)

    def levels(self) -> dict[str, Level]:
        """The four answers."""
        return {name: Level(self.cleaned_data[name]) for name in LEVELS}
