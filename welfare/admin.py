"""The admin site: reference data and a read-only window on the rest.

Every page of it asks for a permission of roles.PERMISSIONS; books, votes, claims and the audit
trail cannot be changed here.
"""

from typing import Any, cast

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from disclosure.models import Board
from mutualfund.models import Benefit, Charter
from staff.models import (
    Branch,
    CareMeasure,
    HelpMeasure,
    InsuranceKind,
    RosterTitle,
    RosterWord,
    Station,
    StationAlias,
    Tier,
)
from welfare import audit
from welfare.models import AuditEntry, Holiday, User


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


class Places(Guarded):
    """Branches and stations, kept by the registrar."""

    codename = "edit_places"


class Remembered(Places):
    """What rosters taught us: spellings and columns, taken back by deleting them, on the record."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Taking back is how a wrong repair is mended."""
        return self._may(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete and write down what it said."""
        with transaction.atomic():
            audit.record("roster.forgotten", obj, by=cast(User, request.user), said=str(obj))
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One by one, each on the record."""
        for obj in queryset:
            self.delete_model(request, obj)


class Charters(Guarded):
    """The charter is read here; a new version comes with the congress's resolution."""

    read_only = True


class Trail(Guarded):
    """The audit trail, for its administrator."""

    codename = "view_audit"
    read_only = True
    list_display = ("at", "actor", "action", "subject")


admin.site.register([Branch, Station], Places)
admin.site.register([StationAlias, RosterTitle, RosterWord], Remembered)
admin.site.register([Holiday, Board, Tier, InsuranceKind, HelpMeasure, CareMeasure], Guarded)
admin.site.register([Charter, Benefit], Charters)
admin.site.register(AuditEntry, Trail)
