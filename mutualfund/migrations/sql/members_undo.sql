GRANT UPDATE, DELETE ON mutualfund_statedfigure, mutualfund_explanation, mutualfund_interest,
  mutualfund_member, mutualfund_receipt TO guanai_app;
DROP TRIGGER append_only ON mutualfund_explanation;
DROP TRIGGER append_only ON mutualfund_statedfigure;
DROP TRIGGER kept ON mutualfund_interest;
DROP TRIGGER kept ON mutualfund_member;
DROP FUNCTION mutualfund_member_kept();
DROP TRIGGER kept ON mutualfund_receipt;
DROP FUNCTION mutualfund_receipt_kept();
DROP TRIGGER in_turn ON mutualfund_receipt;
DROP FUNCTION mutualfund_receipt_in_turn();
