/* A number shown in full disappears after its seconds. Without scripts it stands on its own page. */
(function () {
  "use strict";

  document.addEventListener("htmx:afterSwap", function (event) {
    event.target.querySelectorAll("[data-seconds]").forEach(function (shown) {
      window.setTimeout(function () {
        shown.textContent = "已遮上";
      }, Number(shown.dataset.seconds) * 1000);
    });
  });
})();
