"""Money 金额: Decimal yuan with two places, on screen and in words."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: Decimal | int | str) -> Decimal:
    """The amount rounded half up to fen. Yuan in, yuan out."""
    return Decimal(amount).quantize(CENT, ROUND_HALF_UP)


def yuan(amount: Decimal) -> str:
    """The amount with two places and thousands: 1,234.50. Unit: yuan."""
    return f"{cents(amount):,}"


def in_words(amount: Decimal) -> str:
    """人民币大写 (domain.md 9.6): 人民币壹仟肆佰零玖元伍角. Unit: yuan; raises ValueError below zero."""
    import cn2an  # noqa: PLC0415 - 0.1 s that whoever writes no voucher need not wait

    amount = cents(amount)
    if amount < 0:
        raise ValueError("a negative amount has no words")
    whole, fen = divmod(int(amount * 100), 100)
    jiao, fen = divmod(fen, 10)
    words = f"{cn2an.an2cn(whole, 'up')}元" if whole else ""
    if not jiao and not fen:
        return f"人民币{words or '零元'}整"
    if whole and (not jiao or whole % 10 == 0):
        words += "零"
    if jiao:
        words += f"{cn2an.an2cn(jiao, 'up')}角"
    if fen:
        words += f"{cn2an.an2cn(fen, 'up')}分"
    return f"人民币{words}"
