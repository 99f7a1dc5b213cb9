DROP TRIGGER signed_stay ON welfare_user;
DROP FUNCTION mutualfund_signed_stay();
DROP TRIGGER has_lines ON mutualfund_voucher;
DROP FUNCTION mutualfund_voucher_has_lines();
DROP TRIGGER check_lines ON mutualfund_entry;
DROP FUNCTION mutualfund_check_lines();
DROP FUNCTION mutualfund_undoes(bigint, bigint);
ALTER TABLE mutualfund_series RESET (fillfactor);
ALTER TABLE mutualfund_periodbalance RESET (fillfactor);
