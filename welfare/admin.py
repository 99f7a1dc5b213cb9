"""The admin site: reference data and a read-only window on the rest.

Every page of it asks for a permission of roles.PERMISSIONS; books, votes, claims and the audit
trail cannot be changed here.
"""

import datetime as dt
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from import_export.admin import ImportExportMixin
from import_export.results import RowResult

from disclosure.models import Board, CatalogueTopic
from mutualfund.models import Benefit, Charter
from staff.actions.workers import open_file
from staff.models import (
    Branch,
    CareMeasure,
    CertificationRule,
    Code,
    DepotFacts,
    HelpMeasure,
    InsuranceKind,
    RosterTitle,
    RosterWord,
    Station,
    StationAlias,
    SubsistenceLine,
    Tier,
    TierScheme,
    Worker,
)
from welfare import audit, clock
from welfare.admin_tables import AliasTable, BranchTable, CodeTable, StationTable
from welfare.errors import Refused
from welfare.masks import address_masked, card_masked, id_masked, phone_masked
from welfare.models import AuditEntry, Holiday, User
from welfare.sheets.formats import SafeCSV, SafeXLSX


def _who(request: HttpRequest) -> User:
    """The person at the admin site, which lets nobody in without a login."""
    return cast(User, request.user)


class Guarded(admin.ModelAdmin):
    """A table that holders of one permission may look at and, unless read-only, change."""

    codename = "edit_reference"
    read_only = False

    def _may(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"welfare.{self.codename}")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the table is listed."""
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows may be read."""
        return self._may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether rows may be added."""
        return self._may(request) and not self.read_only

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows may be changed."""
        return self._may(request) and not self.read_only

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here: reference data end by their dates."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and write down who changed which fields."""
        super().save_model(request, obj, form, change)
        audit.record("reference.saved", obj, by=_who(request), fields=form.changed_data)


class Table(ImportExportMixin, Guarded):  # type: ignore[misc]  # the package is not typed
    """A table that also comes and goes as .xlsx or .csv, through our own reader and writer."""

    list_per_page = 50
    skip_admin_log = True  # the audit trail keeps it

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Whoever may add may add many."""
        return self.has_add_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever may read may take out: there is nothing personal in it."""
        return self._may(request)

    def get_import_formats(self) -> list[type]:
        """Ours, and no other."""
        return [SafeXLSX, SafeCSV]

    def get_export_formats(self) -> list[type]:
        """Ours, and no other."""
        return [SafeXLSX, SafeCSV]

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """All rows or none."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The confirmed import; a page left open too long is told to start again."""
        try:
            with transaction.atomic():
                answer: HttpResponse = super().process_import(request, **kwargs)
                return answer
        except (Refused, OSError, ValueError, LookupError) as error:
            words = str(error) if isinstance(error, Refused) else "这份文件已经不在了，请重新上传。"
            messages.error(request, words)
            return redirect(f"admin:{'_'.join(self.get_model_info())}_import")

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Write it down, or say that nothing was written."""
        if result.has_errors() or result.has_validation_errors():
            raise Refused("有的行和现在的数据对不上，一行也没有写入。请重新上传，再看一遍。")
        counts = {
            "new": result.totals[RowResult.IMPORT_TYPE_NEW],
            "changed": result.totals[RowResult.IMPORT_TYPE_UPDATE],
        }
        table = self.model._meta.label_lower
        who = _who(request)
        audit.record("reference.imported", who, by=who, table=table, **counts)
        answer: HttpResponse = super().process_result(result, request)
        return answer


class Branches(Table):
    """分公司, kept by the registrar."""

    codename = "edit_places"
    resource_classes = (BranchTable,)
    search_fields = ("name",)


class Stations(Table):
    """车站, kept by the registrar."""

    codename = "edit_places"
    resource_classes = (StationTable,)
    list_display = ("name", "branch")
    list_select_related = ("branch",)
    search_fields = ("name", "branch__name")


class Remembered(Guarded):
    """What rosters taught us: spellings and columns, taken back by deleting them, on the record."""

    codename = "edit_places"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Taking back is how a wrong repair is mended."""
        return self._may(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete and write down what it said."""
        with transaction.atomic():
            audit.record("roster.forgotten", obj, by=_who(request), said=str(obj))
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One by one, each on the record."""
        for obj in queryset:
            self.delete_model(request, obj)


class Aliases(Remembered, Table):
    """车站别名, kept by the registrar, taught by rosters."""

    resource_classes = (AliasTable,)
    list_display = ("name", "station")
    list_select_related = ("station",)
    search_fields = ("name", "station__name")


class Codes(Table):
    """代码表: words go out of use, they are not deleted."""

    resource_classes = (CodeTable,)
    list_display = ("name", "list", "rank", "is_used")
    list_filter = ("list", "is_used")
    search_fields = ("name",)


class Workers(Guarded):
    """职工: a window on the registry, numbers masked; changes come by roster and by page."""

    codename = "view_workers"
    read_only = True
    list_per_page = 50
    show_full_result_count = False
    list_display = ("number", "name", "sex", "station", "post", "id_masked", "phone_masked")
    list_select_related = ("station",)
    list_filter = ("post", "station__branch")
    search_fields = ("name__startswith", "pinyin__startswith", "initials__startswith", "number")
    fields = readonly_fields = (
        "number", "name", "sex", "id_masked", "birth", "ethnicity", "political_status",
        "education", "marital_status", "household_type", "station", "job", "post", "identity",
        "work_start", "join_date", "model_worker_type", "phone_masked", "card_masked",
        "address_masked", "family_size", "is_disabled", "disability_masked", "household", "remark",
        "left_on", "leave_reason",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Worker]":
        """Only those the reader may see."""
        return Worker.objects.visible_to(_who(request)).order_by("number")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Looking is written down, as on the worker's own page."""
        if self._may(request) and (worker := self.get_object(request, object_id)):
            open_file(worker, by=_who(request))
        return super().change_view(request, object_id, form_url, extra_context)

    @admin.display(description="身份证号")
    def id_masked(self, worker: Worker) -> str:
        """4***************16."""
        return id_masked(str(worker.id_number))

    @admin.display(description="联系电话")
    def phone_masked(self, worker: Worker) -> str:
        """138****0417."""
        return phone_masked(str(worker.phone)) if worker.phone else ""

    @admin.display(description="工资卡号")
    def card_masked(self, worker: Worker) -> str:
        """**** 0417."""
        return card_masked(str(worker.bank_card or ""))

    @admin.display(description="家庭住址")
    def address_masked(self, worker: Worker) -> str:
        """东岭市青石镇****."""
        return address_masked(str(worker.address or ""))

    @admin.display(description="残疾类别和等级")
    def disability_masked(self, worker: Worker) -> str:
        """Whether they are known; what he suffers from stays on his own page."""
        return "已登记，不在这里显示" if worker.disability_type or worker.disability_grade else ""


class Dated(Guarded):
    """Rules that hold from a day on: a new one is added, what decisions were made by stands."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only read."""
        return False


class CareMeasureForm(forms.ModelForm):
    """A measure holds from a day to come: what is past was judged by what held then."""

    def clean_valid_from(self) -> dt.date:
        """Today or later."""
        day: dt.date = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise forms.ValidationError("从今天或以后的日子启用，过去的按当时的尺度算。")
        return day


class CareMeasures(Dated):
    """包保走访尺度: a new row from a day on, with its document; what stands is only read."""

    form = CareMeasureForm
    list_display = (
        "valid_from", "document_no", "is_sample", "visits_per_quarter", "late_entry_days",
        "answer_days", "claim_days",
    )  # fmt: skip


class Tiers(Guarded):
    """困难等级: open until a file was judged by its scheme; then a new dated scheme is made."""

    list_display = ("name", "scheme", "rank", "line_multiple", "national")
    list_select_related = ("scheme",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Of a used scheme only the national category may still be mapped."""
        stands = obj is not None and obj.scheme.is_used
        return ("scheme", "key", "name", "rank", "line_multiple") if stands else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A tier is added only to a scheme nobody was judged by."""
        if db_field.name == "scheme":
            kwargs["queryset"] = TierScheme.objects.unused()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TierSchemes(Guarded):
    """等级方案: a used one keeps its code and first day, and is ended once."""

    list_display = ("name", "basis", "valid_from", "valid_to")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What stands once files were judged by it."""
        if obj is None or not obj.is_used:
            return ()
        return ("code", "valid_from", *(("valid_to",) if obj.valid_to else ()))


class CatalogueTopics(Guarded):
    """公开目录: how a topic is found and fed stands; the database keeps every change."""

    list_display = ("name", "rhythm", "carrier", "owner", "days", "starts_on", "is_sample")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What papers were registered by stays: code, rhythm and feed, once there are papers."""
        if obj is None:
            return ()
        return ("code", "rhythm", "feed") if obj.publications.exists() else ("code",)


class Charters(Guarded):
    """The charter is read here; a new version comes with the congress's resolution."""

    read_only = True


class Boards(Guarded):
    """The walls; whether workers can get there only a check of the supervision group says."""

    readonly_fields = ("in_public_place",)


class Trail(Guarded):
    """The audit trail, for its administrator."""

    codename = "view_audit"
    read_only = True
    list_display = ("at", "actor", "action", "subject")


admin.site.register(Branch, Branches)
admin.site.register(Station, Stations)
admin.site.register(StationAlias, Aliases)
admin.site.register([RosterTitle, RosterWord], Remembered)
admin.site.register(Code, Codes)
admin.site.register(Worker, Workers)
admin.site.register([CertificationRule, SubsistenceLine], Dated)
admin.site.register(CareMeasure, CareMeasures)
admin.site.register(Tier, Tiers)
admin.site.register(TierScheme, TierSchemes)
admin.site.register([Holiday, InsuranceKind, HelpMeasure, DepotFacts], Guarded)
admin.site.register(Board, Boards)
admin.site.register(CatalogueTopic, CatalogueTopics)
admin.site.register([Charter, Benefit], Charters)
admin.site.register(AuditEntry, Trail)
