"""Reference data as tables for the admin site's import and export, with Chinese headers.

A row is found by its own name; nothing is deleted or renamed by an import.
"""

from typing import Any

from import_export import fields, resources, widgets

from staff.models import Branch, Code, CodeList, Station, StationAlias

YES, NO = {"是", "√", "1", "有", "true", "y"}, {"否", "×", "0", "无", "false", "n"}


class ByName(widgets.ForeignKeyWidget):  # type: ignore[misc]  # the package is not typed
    """A place by its name. Raises ValueError in Chinese for an unknown one."""

    def __init__(self, model: Any) -> None:
        super().__init__(model, "name")
        self.word = model._meta.verbose_name

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The row of that name."""
        name = str(value or "").strip()
        if not name:
            raise ValueError(f"{self.word}空着，请补上")
        try:
            return super().clean(name, row, **kwargs)
        except self.model.DoesNotExist:
            raise ValueError(f"没有「{name}」这个{self.word}，先建好再导入") from None


class ListWidget(widgets.Widget):  # type: ignore[misc]  # as above
    """A code list by its Chinese name."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Its key. Raises ValueError for an unknown one."""
        known = {kind.label: kind.value for kind in CodeList}
        if (name := str(value or "").strip()) not in known:
            raise ValueError(f"没有「{name}」这张代码表，只有{'、'.join(known)}")
        return known[name]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Its Chinese name; nothing for a row that could not be read."""
        return CodeList(value).label if value in CodeList.values else ""


class YesNo(widgets.Widget):  # type: ignore[misc]  # as above
    """是 or 否."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        """Whether; an empty cell means 是. Raises ValueError for another word."""
        word = str(value if value is not None else "").strip().lower()
        if word and word not in YES | NO:
            raise ValueError(f"「{word}」看不懂，写是或否")
        return word not in NO

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """In one character."""
        return "是" if value else "否"


class Rank(widgets.IntegerWidget):  # type: ignore[misc]  # as above
    """A small whole number."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        """The number; 99, the end, for an empty cell. Raises ValueError for another."""
        text = str(value if value is not None else "").strip().removesuffix(".0")
        if text and (not text.isdecimal() or int(text) > 9999):
            raise ValueError(f"「{text}」不是 0 到 9999 的整数")
        return int(text or 99)


class Named(widgets.CharWidget):  # type: ignore[misc]  # as above
    """A name that is not empty."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """The name without blanks around it. Raises ValueError when there is none."""
        if not (name := str(value or "").strip()):
            raise ValueError("名称空着，请补上")
        return name


class _Reference(resources.ModelResource):  # type: ignore[misc]  # as above
    """All rows or none; the model's own rules are asked."""

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True


class BranchTable(_Reference):
    """分公司."""

    name = fields.Field("name", "分公司", Named())

    class Meta(_Reference.Meta):
        model = Branch
        fields = import_id_fields = ("name",)


class StationTable(_Reference):
    """车站."""

    name = fields.Field("name", "车站", Named())
    branch = fields.Field("branch", "分公司", ByName(Branch))

    class Meta(_Reference.Meta):
        model = Station
        fields = ("name", "branch")
        import_id_fields = ("name",)


class AliasTable(_Reference):
    """车站别名."""

    name = fields.Field("name", "别名", Named())
    station = fields.Field("station", "车站", ByName(Station))

    class Meta(_Reference.Meta):
        model = StationAlias
        fields = ("name", "station")
        import_id_fields = ("name",)


class CodeTable(_Reference):
    """代码表."""

    list = fields.Field("list", "代码表", ListWidget())
    name = fields.Field("name", "名称", Named())
    rank = fields.Field("rank", "次序", Rank())
    is_used = fields.Field("is_used", "在用", YesNo())

    class Meta(_Reference.Meta):
        model = Code
        fields = ("list", "name", "rank", "is_used")
        import_id_fields = ("list", "name")
