DROP FUNCTION mutualfund_close_through;
DROP FUNCTION mutualfund_post_voucher;
DROP FUNCTION mutualfund_canonical;
