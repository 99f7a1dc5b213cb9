GRANT INSERT, UPDATE, DELETE
  ON mutualfund_voucher, mutualfund_entry, mutualfund_series, mutualfund_periodbalance
  TO guanai_app;
DROP TRIGGER account_keeps_meaning ON mutualfund_account;
DROP FUNCTION mutualfund_account_keeps_meaning();
DROP TRIGGER lines_with_voucher ON mutualfund_entry;
DROP FUNCTION mutualfund_lines_with_voucher();
DROP TRIGGER check_voucher ON mutualfund_voucher;
DROP FUNCTION mutualfund_check_voucher();
DROP TRIGGER append_only ON mutualfund_entry;
DROP TRIGGER append_only ON mutualfund_voucher;
ALTER TABLE mutualfund_voucher DROP COLUMN xid;
