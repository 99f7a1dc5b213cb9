GRANT UPDATE, DELETE ON mutualfund_cashcount, mutualfund_bankline, mutualfund_voucherpaper,
  mutualfund_dailyhead, mutualfund_selfcheck, mutualfund_bankstatement TO guanai_app;
DROP TRIGGER kept ON mutualfund_cashcount;
DROP FUNCTION mutualfund_count_kept();
DROP TRIGGER check_match ON mutualfund_matchedvoucher;
DROP TRIGGER check_match ON mutualfund_bankline;
DROP TRIGGER check_match ON mutualfund_bankmatch;
DROP FUNCTION mutualfund_check_match();
DROP TRIGGER kept ON mutualfund_bankline;
DROP FUNCTION mutualfund_bank_line_kept();
DROP TRIGGER head_is_true ON mutualfund_dailyhead;
DROP FUNCTION mutualfund_head_is_true();
DROP TRIGGER before_review ON mutualfund_voucherpaper;
DROP FUNCTION mutualfund_paper_before_review();
DROP TRIGGER append_only ON mutualfund_bankstatement;
DROP TRIGGER append_only ON mutualfund_selfcheck;
DROP TRIGGER append_only ON mutualfund_dailyhead;
DROP TRIGGER append_only ON mutualfund_voucherpaper;
