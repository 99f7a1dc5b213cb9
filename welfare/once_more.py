"""再输一次密码: who sits before an open session says again who he is (security.md H10)."""

from axes.utils import reset as forget_failures
from django.contrib.auth import authenticate

from welfare.access import UserRequest
from welfare.errors import Refused


def want_password(request: UserRequest) -> None:
    """Raises Refused when the form's password is not that of the login.

    Wrong tries count as those of the login page do: five of them close the name for half an hour.
    """
    told, name = request.POST.get("password", ""), request.user.get_username()
    if not told:
        raise Refused("「密码」还没有填：取完整号码要再输一次自己的密码。")
    if authenticate(request, username=name, password=told) != request.user:
        raise Refused("密码不对，再看一遍大小写。连错 5 次要等半小时。")
    forget_failures(username=name)
