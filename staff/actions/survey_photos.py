"""Photographs of a home survey 入户照片: cleaned of everything but the picture, then only read."""

from collections.abc import Sequence

from django.db import transaction

from staff.actions.certifications import locked_run
from staff.actions.surveys import open_survey
from staff.models import Certification, SurveyPhoto
from staff.models.surveys import PHOTOS
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import CleanFile, FileType, clean_all, keep, read

MOST_PHOTOS = 12  # of one survey


def attach_photos(run: Certification, contents: Sequence[bytes], *, by: User) -> list[SurveyPhoto]:
    """传入户照片, by one of the two before anybody signs; place and time in the picture are dropped.

    Raises Refused for a file that is no picture, one sent before, for somebody not asked, after
    the first signature, or above twelve.
    """
    if not contents:
        raise Refused("选入户拍的照片再传。")
    if len(contents) > MOST_PHOTOS:
        raise Refused(f"一份调查表最多 {MOST_PHOTOS} 张照片，挑要紧的传。")
    named = [(f"第 {n} 张照片", content) for n, content in enumerate(contents, start=1)]
    return keep_photos(run, clean_all(named), by=by)


@transaction.atomic
def keep_photos(run: Certification, files: Sequence[CleanFile], *, by: User) -> list[SurveyPhoto]:
    """Keep what was cleaned. Raises Refused as attach_photos does."""
    run = locked_run(run)
    survey = open_survey(run, by)
    if any(sign.signed_at for sign in survey.signatures.all()):
        raise Refused("已经有人签字，不能再传照片。")
    if any(file.file_type == FileType.PDF for file in files):
        raise Refused("入户照片传 JPG 或 PNG，不收 PDF。")
    if len(survey.photos.all()) + len(files) > MOST_PHOTOS:
        raise Refused(f"一份调查表最多 {MOST_PHOTOS} 张照片，挑要紧的传。")
    prints = [file.sha256 for file in files]
    if len(set(prints)) < len(prints) or SurveyPhoto.objects.filter(sha256__in=prints).exists():
        raise Refused("有照片已经传过。只传这一户这一次拍的。")
    made = [
        SurveyPhoto.objects.create(
            survey=survey, uid=keep(file, folder=PHOTOS), file_type=file.file_type,
            size=len(file.content), sha256=file.sha256, stored_sha256=file.stored_sha256,
            uploaded_by=by, uploaded_at=clock.now(),
        )
        for file in files
    ]  # fmt: skip
    audit.record("survey.photographed", run.file, by=by, photos=len(made))
    return made


@transaction.atomic
def open_survey_photo(photo: SurveyPhoto, *, by: User) -> bytes:
    """The picture's bytes; the look is logged. Raises Refused when the file is gone or changed."""
    content = read(photo.path, sha256=photo.stored_sha256, name=str(photo.survey))
    audit.record("survey.photo_opened", photo.survey.certification.file, by=by, photo=photo.pk)
    return content
