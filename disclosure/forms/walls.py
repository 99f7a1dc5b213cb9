"""Forms of the walls 公开栏: what hung, what came down, who looked."""

from django import forms

from disclosure.models import Notice
from staff.forms.fields import choice_field
from staff.forms.told import ToldForm

PICTURE = {"accept": "image/jpeg,image/png"}
HINT = "照片里的拍摄地点和机器型号会自动去掉"


class _PhotoForm(ToldForm):
    """A form with one photograph."""

    def photo_read(self) -> tuple[str, bytes] | None:
        """Its name and content."""
        file = self.cleaned_data.get("photo")
        return (file.name or "照片", file.read()) if file else None


def _photo(label: str, *, required: bool = True) -> forms.FileField:
    widget = forms.FileInput(attrs=PICTURE)
    return forms.FileField(label=label, widget=widget, help_text=HINT, required=required)


class PostForm(_PhotoForm):
    """登记张贴."""

    notice = forms.ModelChoiceField(label="哪一件公示", queryset=Notice.objects.none())
    poster = forms.CharField(label="张贴人", max_length=40)
    photo = _photo("贴上以后的照片，没有就先不传", required=False)


class PhotoForm(_PhotoForm):
    """补照片."""

    photo = _photo("贴上以后的照片")


class RemoveForm(_PhotoForm):
    """登记撤下."""

    remover = forms.CharField(label="撤下人", max_length=40)
    photo = _photo("撤下以后的照片")


class CheckForm(ToldForm):
    """可见性检查."""

    within_reach = choice_field(
        "职工能不能随时到",
        [("yes", "能，在过道、候工室这样的地方"), ("no", "不能，在办公室、会议室里")],
    )
    words = forms.CharField(label="看到什么", max_length=200)
