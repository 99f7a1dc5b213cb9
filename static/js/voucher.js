/* 记一笔: debits, credits and their difference while one types; the server counts again. */
(function () {
  "use strict";
  var shown = document.querySelector("[data-balance]");
  if (!shown) return;
  function sum(side) {
    var fen = 0;
    document.querySelectorAll("input[name$='-" + side + "']").forEach(function (input) {
      var value = Number(input.value.replace(/[,，]/g, ""));
      if (isFinite(value)) fen += Math.round(value * 100);
    });
    return fen;
  }
  function yuan(fen) {
    return (fen / 100).toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }
  function count() {
    var debit = sum("debit"), credit = sum("credit");
    shown.querySelector("[data-debit]").textContent = yuan(debit);
    shown.querySelector("[data-credit]").textContent = yuan(credit);
    shown.querySelector("[data-off]").textContent = debit === credit ? "平" : "差 " + yuan(debit - credit);
  }
  document.addEventListener("input", count);
  count();
})();
