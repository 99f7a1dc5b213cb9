/* Rows ticked in a list: how many, all of the page, all of the list. Ticks and buttons work without it. */
(function () {
  "use strict";

  function boxes() {
    return Array.from(document.querySelectorAll("input[name=pick][form=picked]"));
  }

  function one(selector) {
    return document.querySelector(selector);
  }

  function tell() {
    var all = boxes(), ticked = all.filter(function (box) { return box.checked; }).length;
    var page = one("[data-pick-page]"), count = one("[data-pick-count]"), every = one("#picked [name=every]");
    if (page) {
      page.hidden = false;
      page.checked = ticked > 0 && ticked === all.length;
      page.indeterminate = ticked > 0 && ticked < all.length;
    }
    if (count) {
      var many = every && every.checked ? count.dataset.pickCount : ticked;
      count.textContent = "已选 " + many + " 人";
    }
  }

  document.addEventListener("change", function (event) {
    var every = one("#picked [name=every]"), here = event.target;
    if (here.matches("[data-pick-page], #picked [name=every]")) {
      boxes().forEach(function (box) { box.checked = here.checked; });
    }
    // A row left out is no longer all of the list.
    if (every && here !== every && !here.checked) every.checked = false;
    tell();
  });
  document.addEventListener("reset", function () { setTimeout(tell); });
  document.addEventListener("htmx:afterSettle", tell);
  // The browser may bring ticks back with its back button.
  window.addEventListener("pageshow", tell);
})();
