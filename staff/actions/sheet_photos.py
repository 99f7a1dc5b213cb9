"""Photographs of signed sheets 签领表照片: matched by the QR they show, or by a person who says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from staff.actions.campaigns import lock_campaign
from staff.models import Campaign, CampaignStatus, Sheet, SheetPhoto
from staff.models.gifts import SHEETS, PhotoMatch
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import CleanFile, clean_many_with_codes, clean_with_codes, keep, read

OURS = re.compile(r"/sheets/([A-Za-z0-9]{1,12})/?$")  # where the QR of a sheet leads
MOST_AT_ONCE = 20


@dataclass
class Matched:
    """What became of many photographs at once."""

    photos: list[SheetPhoto] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def _code_in(codes: Sequence[str]) -> str:
    """The code of the sheet whose QR is in the picture; other codes may lie beside it."""
    found = {hit[1] for text in codes if (hit := OURS.search(text))}
    if len(found) > 1:
        raise Refused("照片上有几张签领表的二维码。一张照片只拍一张签领表。")
    return found.pop() if found else ""


def attach_photo(sheet: Sheet, content: bytes, *, by: User, by_hand: bool = False) -> SheetPhoto:
    """The photograph of a signed sheet, cleaned. A sheet may have several; none goes away.

    `by_hand` is a person's word for a picture whose QR cannot be read. Raises Refused for a file
    that is no photograph or PDF, one used before, one of another sheet, one without a readable
    code and without that word, or out of turn.
    """
    file, codes = clean_with_codes(content, name=f"第 {sheet.number} 张签领表")
    code = _code_in(codes)
    if code and code != sheet.code:
        raise Refused(
            f"照片上的二维码是{_words_of(code)}，不是第 {sheet.number} 张。到那一张去传。"
        )
    if not code and not by_hand:
        raise Refused(
            "照片上没有读到这张签领表的二维码。把表拍全、拍清楚再传；"
            "纸面上的二维码坏了的，对过编号以后勾「二维码读不出」再传。"
        )
    return _keep(sheet, file, PhotoMatch.QR if code else PhotoMatch.HAND, by=by)


def match_photos(campaign: Campaign, files: Sequence[tuple[str, bytes]], *, by: User) -> Matched:
    """Each photograph to the sheet its QR names, all read by one process; what was not matched is told
    by its file's name.

    Raises Refused for none, and for more than 20 at once.
    """
    if not 0 < len(files) <= MOST_AT_ONCE:
        raise Refused(f"选签好的签领表照片，一次最多 {MOST_AT_ONCE} 张。")
    result = Matched()
    for (name, _), told in zip(files, clean_many_with_codes(files), strict=True):
        try:
            if isinstance(told, Refused):
                raise told
            file, codes = told
            sheet = _sheet_shown(campaign, codes, name)
            result.photos.append(_keep(sheet, file, PhotoMatch.QR, by=by))
        except Refused as refusal:
            result.refused.append(str(refusal))
    return result


def _sheet_shown(campaign: Campaign, codes: Sequence[str], name: str) -> Sheet:
    code = _code_in(codes)
    if not code:
        raise Refused(f"「{name}」没有读到二维码。打开那一张签领表，在那里传。")
    sheet = campaign.sheets.filter(code=code).first()
    if sheet is None:
        raise Refused(f"「{name}」的二维码是{_words_of(code)}，不是这次活动的。")
    return sheet


def _words_of(code: str) -> str:
    """Which sheet a code belongs to."""
    sheet = Sheet.objects.filter(code=code).select_related("campaign", "station").first()
    if sheet is None:
        return "一张这里没有的签领表"
    return f"{sheet.campaign}第 {sheet.number} 张（{sheet.station.name}）"


@transaction.atomic
def _keep(sheet: Sheet, file: CleanFile, match: PhotoMatch, *, by: User) -> SheetPhoto:
    campaign = lock_campaign(sheet.campaign)
    if campaign.status != CampaignStatus.DISTRIBUTING:
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，不用再传照片。")
    if used := SheetPhoto.objects.filter(sha256=file.sha256).select_related("sheet").first():
        raise Refused(f"这张照片已经传过，是第 {used.sheet.number} 张签领表的。重新拍这一张。")
    photo = SheetPhoto.objects.create(
        sheet=sheet,
        uid=keep(file, folder=SHEETS),
        file_type=file.file_type,
        size=len(file.content),
        sha256=file.sha256,
        stored_sha256=file.stored_sha256,
        match=match,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    audit.record("sheet.photographed", sheet, by=by, photo=photo.pk, match=match.value)
    return photo


@transaction.atomic
def open_photo(photo: SheetPhoto, *, by: User) -> bytes:
    """The photograph's bytes; the look is logged. Raises Refused when the file is gone or changed."""
    content = read(photo.path, sha256=photo.stored_sha256, name=str(photo.sheet))
    audit.record("sheet.opened", photo.sheet, by=by, photo=photo.pk)
    return content
