DROP FUNCTION mutualfund_post_voucher;
DROP FUNCTION mutualfund_open_series(bigint, int, date, date, timestamptz);
DROP FUNCTION mutualfund_content;
DROP FUNCTION mutualfund_canonical;
