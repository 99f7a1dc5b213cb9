"""Claims from before steps were kept: each gets one that says so, and asks for what it was given."""

from django.db import migrations

FILL = """
INSERT INTO mutualfund_claimstep (claim_id, act, was, now, code, words, by_id, "on", at)
SELECT id, 'taken_over', '', status, '', '', received_by_id, applied_on, now() FROM mutualfund_claim;
UPDATE mutualfund_claim SET requested_amount = asked_amount;
"""
EMPTY = "DELETE FROM mutualfund_claimstep"


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0026_claim_desk")]
    operations = [migrations.RunSQL(FILL, EMPTY)]
