"""What a user may do comes from the roles in force today."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from welfare.models import User


class RolesInForce(ModelBackend):
    """Django's backend, but a substitute's 代办 gives nothing after its last day (security.md S16)."""

    def _get_group_permissions(self, user_obj: User) -> "QuerySet[Permission]":
        return Permission.objects.filter(group__name__in=user_obj.role_keys())
