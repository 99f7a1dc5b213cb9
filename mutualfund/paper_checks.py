"""Papers before the signature 材料核对: all there, and no receipt or file that served before."""

from collections.abc import Iterator
from dataclasses import dataclass

from mutualfund.models import Benefit, Claim, Evidence


@dataclass(frozen=True)
class Given:
    """The papers as far as they are known."""

    names: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    is_whole: bool = False  # nothing more will come: what is missing stops the claim


def used_before(given: Given, *, besides: Claim | None) -> str:
    """The sentence for a receipt or file that served another claim, or twice this one."""
    rows = Evidence.objects.filter(is_released=False).select_related("claim")
    if besides is not None and besides.pk is not None:
        rows = rows.exclude(claim=besides)
    if earlier := rows.filter(sha256__in=given.digests).first():
        return f"这张票据已在 {earlier.claim.number} 用过（{earlier.paper}）。对一下原件。"
    if earlier := rows.filter(receipt_no__in=given.receipts).first():
        return f"票号 {earlier.receipt_no} 已在 {earlier.claim.number} 用过。对一下原件。"
    if len(set(given.digests)) < len(given.digests):
        return "有两样材料传了同一个文件，换一张再传。"
    if len(set(given.receipts)) < len(given.receipts):
        return "有两样材料写了同一个票号，对一下原件。"
    return ""


def paper_lines(
    given: Given, benefit: Benefit, *, besides: Claim | None
) -> Iterator[tuple[str, str, str]]:
    """State, title and words of each line. Two queries when there are receipts and files."""
    missing = [name for name in benefit.paper_list() if name not in given.names]
    if not missing:
        yield "ok", "材料齐全", f"{len(given.names)} 样都有"
    elif given.is_whole:
        yield "over", f"差 {len(missing)} 样材料", f"还差{'、'.join(missing)}。补齐以后再受理。"
    else:
        yield "wait", "要拍的材料", f"{'、'.join(missing)}，拍一张就行"
    if not given.receipts and not given.digests:
        return
    if words := used_before(given, besides=besides):
        yield "over", "票据用过了", words
    else:
        yield "ok", "票据没有用过", "票号和照片都查过"
