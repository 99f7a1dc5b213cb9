"""URLs of the account books."""

from django.urls import URLPattern, URLResolver, path

from mutualfund.views import accounts, bank, cash, closings, exports, fund, handmade

urlpatterns: list[URLPattern | URLResolver] = [
    path("fund/overview/", fund.fund_overview, name="fund-overview"),
    path("fund/ledger/new/", handmade.voucher_new, name="voucher-new"),
    path("fund/ledger/<int:pk>/correct/", handmade.voucher_correct, name="voucher-correct"),
    path("fund/ledger/papers/<int:pk>/", handmade.voucher_paper, name="voucher-paper"),
    path("fund/ledger/carry/", handmade.books_carry, name="books-carry"),
    path("fund/drafts/<int:pk>/enter/", handmade.draft_enter, name="draft-enter"),
    path("fund/drafts/<int:pk>/papers/", handmade.draft_papers, name="draft-papers"),
    # /fund/proof/
    path("fund/proof/", exports.books_proof, name="books-proof"),
    path("fund/proof/check/", exports.books_check, name="books-check"),
    path("fund/proof/export/<slug:form>/", exports.books_export, name="books-export"),
    # /fund/closings/
    path("fund/closings/", closings.closing_list, name="closing-list"),
    path("fund/closings/ask/", closings.closing_ask, name="closing-ask"),
    path("fund/closings/reopen/", closings.closing_reopen, name="closing-reopen"),
    path("fund/closings/<int:pk>/confirm/", closings.closing_confirm, name="closing-confirm"),
    path(
        "fund/closings/<int:pk>/confirm-reopen/",
        closings.closing_confirm_reopen,
        name="closing-confirm-reopen",
    ),
    path("fund/closings/<int:pk>/drop/", closings.closing_drop, name="closing-drop"),
    # /fund/accounts/
    path("fund/accounts/", accounts.account_list, name="ledger-account-list"),
    path("fund/accounts/new/", accounts.account_new, name="ledger-account-new"),
    path("fund/accounts/<int:pk>/", accounts.account_statement, name="ledger-account-statement"),
    path("fund/accounts/<int:pk>/close/", accounts.account_close, name="ledger-account-close"),
    path("fund/trial/", accounts.trial, name="trial-balance"),
    path("fund/reports/", accounts.fund_report, name="fund-report"),
    # /fund/bank/
    path("fund/bank/", bank.bank_desk, name="bank-desk"),
    path("fund/bank/take/", bank.bank_take, name="bank-take"),
    path("fund/bank/match/", bank.bank_match, name="bank-match"),
    path("fund/bank/match/<int:pk>/undo/", bank.bank_unmatch, name="bank-unmatch"),
    path("fund/bank/rules/", bank.bank_rule, name="bank-rule"),
    path("fund/bank/rules/<int:pk>/forget/", bank.bank_forget, name="bank-forget"),
    path("fund/bank/lines/<int:pk>/voucher/", bank.bank_voucher, name="bank-voucher"),
    path("fund/bank/reconciliation/", bank.bank_reconciliation, name="bank-reconciliation"),
    # /fund/cash/
    path("fund/cash/", cash.cash_list, name="cash-list"),
    path("fund/cash/new/", cash.cash_new, name="cash-new"),
    path("fund/cash/move/", cash.cash_move, name="cash-move"),
    path("fund/cash/<int:pk>/", cash.cash_detail, name="cash-detail"),
    path("fund/cash/<int:pk>/witness/", cash.cash_witness, name="cash-witness"),
]
