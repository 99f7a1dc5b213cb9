"""Forms of the charter: a draft with everything in it, passing it, and trying figures out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from mutualfund.forms.claims import MoneyField, day_field
from mutualfund.forms.fields import text_field
from mutualfund.models import Charter, ClaimKind, Method
from mutualfund.models.charter import TERMS, label_of
from mutualfund.what_if import SEED, Terms

BANDS = 4
COUNTS = ("waiting_days", "lapse_days", "claim_window_days", "claims_per_year", "publicity_days")
# whole numbers with their least: quorum 会议人数, and the terms of the claim desk
PARTS = {
    "present_parts": 1, "present_whole": 1, "least_voters": 3, "least_managers": 1,
    "worker_parts": 1, "worker_whole": 1, "decide_days": 1, "appeal_days": 1,
    "ratify_days": 1, "same_event_days": 0,
}  # fmt: skip
MONEY = ("amount", "deductible", "cap_per_event", "cap_per_year")
MAY_BE_EMPTY = ("cap_per_event", "count_per_year", "waiting_days", "window_days")
BENEFIT = (
    *("article", "covered", "method", "amount", "deductible", "share", "cap_per_event"),
    *("cap_per_year", "count_per_year", "waiting_days", "window_days", "papers", "may_advance"),
)
TRIED = ("amount", "deductible", "share", "cap_per_event", "cap_per_year")


def _whole(label: str, *, least: int = 0, most: int = 3650, required: bool = True) -> forms.Field:
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": f"填{label}",
            "invalid": f"{label}写成整数",
            "min_value": f"{label}不少于 {least}",
            "max_value": f"{label}不超过 {most}",
        },
    )


def _share(label: str, *, required: bool = True, places: int = 3) -> forms.Field:
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=0,
        max_value=1,
        decimal_places=places,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": f"填{label}，没有就填 0",
            "invalid": f"{label}写成 0.1 这样",
            "min_value": f"{label}在 0 和 1 之间",
            "max_value": f"{label}在 0 和 1 之间",
            "max_decimal_places": f"{label}最多 {places} 位小数",
        },
    )


def _benefit_field(name: str, label: str) -> forms.Field:
    if name in MONEY:
        return MoneyField(label=label, required=name not in MAY_BE_EMPTY)
    if name == "share":
        return _share(label)
    if name in MAY_BE_EMPTY:
        return _whole(label, required=False)
    if name == "may_advance":
        return forms.BooleanField(label=label, required=False)
    if name == "method":
        return forms.ChoiceField(label=label, choices=Method.choices)
    return text_field(label, 20 if name == "article" else 200)


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


class DraftForm(forms.Form):
    """改草案: terms, benefits by kind, articles by topic, bands of amount."""

    def __init__(self, *args: Any, charter: Charter, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.charter = charter
        self.benefits = {row.key: row for row in charter.benefits.all()}
        self.articles = list(charter.articles.all())
        self._add_terms()
        for kind, row in self.benefits.items():
            for name in BENEFIT:
                field = _benefit_field(name, _label(type(row), name))
                field.initial = getattr(row, name)
                self.fields[f"{kind}-{name}"] = field
        self._add_division()
        for article in self.articles:
            field = forms.CharField(
                label=str(article), max_length=300, initial=article.text,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={
                    "required": f"{article}的条文空着", "max_length": f"{article}的条文最多 300 个字",
                },
            )  # fmt: skip
            self.fields[f"article-{article.topic}"] = field
        self._add_bands()

    def _add_division(self) -> None:
        """A new sub-type 子类, and those to be taken away."""
        self.fields["new_kind"] = forms.ChoiceField(
            label="新子类属于", choices=[("", "不加"), *ClaimKind.choices], required=False
        )
        self.fields["new_subtype"] = text_field(
            "新子类的名称",
            20,
            required=False,
            help_text="比如：本人结婚。存下以后再填它的金额和材料",
        )
        self.fields["removed"] = forms.MultipleChoiceField(
            label="去掉", required=False, initial=[], widget=forms.CheckboxSelectMultiple,
            choices=[(key, row.label) for key, row in self.benefits.items()],
            error_messages={"invalid_choice": "去掉的在名单里选"},
        )  # fmt: skip
        divided = dict.fromkeys(row.kind for row in self.benefits.values() if row.subtype)
        self.fields["joined"] = forms.MultipleChoiceField(
            label="合并，不再分子类", required=False, initial=[],
            widget=forms.CheckboxSelectMultiple,
            choices=[(kind, label_of(kind, "")) for kind in divided],
            help_text="整类只留一条，标准先照「其他」或第一个子类，存下以后再改",
            error_messages={"invalid_choice": "合并的在名单里选"},
        )  # fmt: skip

    def division_fields(self) -> list[forms.BoundField]:
        """The sub-types, for the page."""
        return [self[name] for name in ("new_kind", "new_subtype", "removed", "joined")]

    def _add_terms(self) -> None:
        for name in ("first_due", "renewal_due"):
            self.fields[name] = MoneyField(label=_label(Charter, name))
        self.fields["advance_cap"] = MoneyField(label=_label(Charter, "advance_cap"))
        for name in COUNTS:
            least = 1 if name == "claims_per_year" else 0
            self.fields[name] = _whole(_label(Charter, name), least=least)
        for name, least in PARTS.items():
            self.fields[name] = _whole(_label(Charter, name), least=least, most=365)
        self.fields["school_year_month"] = _whole(
            _label(Charter, "school_year_month"), least=1, most=12
        )
        self.fields["both_may_claim"] = forms.BooleanField(
            label=_label(Charter, "both_may_claim"), required=False
        )
        self.fields["founding_until"] = day_field("创社期止")
        self.fields["investigators"] = _whole("调查人数", least=2, most=9)
        self.fields["payout_guard"] = _share("年度支出上限比例", places=2)
        for name in TERMS:
            self.fields[name].initial = getattr(self.charter, name)

    def _add_bands(self) -> None:
        rows = list(self.charter.bands.all())
        for n in range(BANDS):
            row = rows[n] if n < len(rows) else None
            fields = {
                "above": MoneyField(label=f"第 {n + 1} 档：超过（元）", required=False),
                "investigators": _whole("调查人数", least=2, most=9, required=False),
                "agreeing": _whole("至少同意票", most=30, required=False),
            }
            for name, field in fields.items():
                field.initial = getattr(row, name) if row else None
                self.fields[f"band{n}-{name}"] = field

    def clean(self) -> dict[str, Any]:
        """A yearly cap grants something; a band and a new sub-type are whole or empty."""
        given = super().clean() or self.cleaned_data
        self._check_division(given)
        for kind in self.benefits:
            if given.get(f"{kind}-cap_per_year") == 0:
                self.add_error(f"{kind}-cap_per_year", "每年封顶要大于 0 元")
            if given.get(f"{kind}-cap_per_event") == 0:
                self.add_error(f"{kind}-cap_per_event", "每件封顶要大于 0 元；没有就空着")
        for share, of in (("present_parts", "present_whole"), ("worker_parts", "worker_whole")):
            if (given.get(share) or 0) > (given.get(of) or 0):
                self.add_error(share, f"{self.fields[share].label}不能大于分母")
        for n in range(BANDS):
            if given.get(f"band{n}-above") and not given.get(f"band{n}-investigators"):
                self.add_error(f"band{n}-investigators", f"第 {n + 1} 档的调查人数空着")
        return given

    def _check_division(self, given: dict[str, Any]) -> None:
        """A name belongs to a kind; what is joined is not divided further in the same go."""
        kind, name = given.get("new_kind"), given.get("new_subtype")
        if name and not kind:
            self.add_error("new_kind", f"新子类「{name}」属于哪一类，选一个；不加就把名称删掉")
        if kind and not name and "new_subtype" not in self.errors:
            self.add_error("new_subtype", "写新子类的名称，比如「本人结婚」；不加就选「不加」")
        joined = given.get("joined") or []
        if kind in joined:
            self.add_error("joined", "同一类不能一边加子类一边合并，先存一样")
        if any(key.partition("/")[0] in joined for key in given.get("removed") or []):
            self.add_error("joined", "合并的这一类不用再勾「去掉」")

    def term_fields(self) -> list[forms.BoundField]:
        """The terms, for the page."""
        return [self[name] for name in TERMS]

    def benefit_groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The benefits, for the page."""
        for key, row in self.benefits.items():
            yield row.label, [self[f"{key}-{name}"] for name in BENEFIT]

    def article_fields(self) -> list[forms.BoundField]:
        """The articles, for the page."""
        return [self[f"article-{article.topic}"] for article in self.articles]

    def band_fields(self) -> list[forms.BoundField]:
        """The bands, for the page."""
        parts = ("above", "investigators", "agreeing")
        return [self[f"band{n}-{part}"] for n in range(BANDS) for part in parts]

    def changes(self) -> dict[str, Any]:
        """What `change_draft` asks for."""
        given = self.cleaned_data
        return {
            "terms": {name: given[name] for name in TERMS},
            "benefits": {
                kind: {name: given[f"{kind}-{name}"] for name in BENEFIT} for kind in self.benefits
            },
            "added": [(given["new_kind"], given["new_subtype"])] if given["new_kind"] else [],
            "removed": given["removed"],
            "joined": given["joined"],
            "articles": {a.topic: given[f"article-{a.topic}"] for a in self.articles},
            "bands": [
                (
                    given[f"band{n}-above"],
                    given[f"band{n}-investigators"],
                    given[f"band{n}-agreeing"] or 0,
                )
                for n in range(BANDS)
                if given[f"band{n}-above"]
            ],
        }


class NewDraftForm(forms.Form):
    """起草: the name of the new version."""

    version = text_field("新版本的名称", 40, help_text="比如：2027 年修订")


class AdoptForm(forms.Form):
    """通过: the resolution's number and the first day."""

    resolution = text_field("职代会决议文号", 80)
    valid_from = day_field("施行日期")


class WhatIfForm(forms.Form):
    """试算: figures that differ from the charter; what stays empty stays as it is."""

    def __init__(self, *args: Any, terms: dict[str, Terms], renewal_due: Decimal, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.terms = terms
        for kind, one in terms.items():
            for name in TRIED:
                if name in ("deductible", "share") and one.method == Method.FIXED:
                    continue
                if name == "amount" and one.method == Method.SHARE:
                    continue
                self.fields[f"{kind}-{name}"] = self._field(name, getattr(one, name))
        self.fields["renewal_due"] = MoneyField(label="年度会费（元）", required=False)
        self.fields["renewal_due"].initial = renewal_due
        self.fields["seed"] = _whole("随机种子", most=999_999_999, required=False)
        self.fields["seed"].initial = SEED

    @staticmethod
    def _field(name: str, now: Decimal | None) -> forms.Field:
        words = {
            "amount": "定额（元）", "deductible": "起付线（元）", "share": "比例",
            "cap_per_event": "每件封顶（元）", "cap_per_year": "每人每年封顶（元）",
        }[name]  # fmt: skip
        made = (
            _share(words, required=False)
            if name == "share"
            else MoneyField(label=words, required=False)
        )
        made.initial = now
        return made

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields by kind, for the page."""
        for key in self.terms:
            names = [f"{key}-{name}" for name in TRIED if f"{key}-{name}" in self.fields]
            yield label_of(*key.partition("/")[::2]), [self[name] for name in names]

    def changes(self) -> dict[str, dict[str, Decimal]]:
        """The figures given, by kind."""
        found: dict[str, dict[str, Decimal]] = {}
        for kind in self.terms:
            for name in TRIED:
                value = self.cleaned_data.get(f"{kind}-{name}")
                if value is not None:
                    found.setdefault(kind, {})[name] = value
        return found
