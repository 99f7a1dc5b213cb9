/* Progressive smoothing only: every page works without this file. */
(function () {
  "use strict";

  function each(selector, act) {
    document.querySelectorAll(selector).forEach(act);
  }

  // Stacked on a phone a table has no head: dates and numbers carry the name of their column.
  each(".wf-table--stack:not(.wf-table--ask)", function (table) {
    if (!table.tHead || !table.tHead.rows.length) return;
    var heads = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
    table.querySelectorAll("tbody tr").forEach(function (row) {
      if (row.cells.length !== heads.length) return;
      Array.from(row.cells).forEach(function (cell, place) {
        var isPlain = /(^| )(num|amt|nb)( |$)/.test(cell.className) && cell.tagName === "TD";
        if (cell.querySelector(".d-lg-none")) return; // it names itself, also without this file
        if (isPlain && cell.textContent.trim()) cell.dataset.col = heads[place].textContent.trim();
      });
    });
  });

  // Ctrl+K goes to the search that shows; on a narrow page it opens 更多, where the search stands.
  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    var more = document.querySelector("details.app-more");
    var boxes = Array.from(document.querySelectorAll(".app-search input[type=search]"));
    if (!boxes.length) return;
    event.preventDefault();
    if (more && more.offsetParent && more.querySelector(".app-search")) more.open = true;
    var shown = boxes.find(function (box) { return box.offsetParent; });
    if (shown) { shown.focus(); shown.select(); }
  });

  // A number that identifies a person goes to the box that posts, not into an address; the server
  // looks once more (welfare/addresses.py).
  var NUMBER = /(^|[^0-9A-Za-z])(\d{17}[Xx]|\d{15,19}|1\d{10})(?![0-9A-Za-z])/;
  document.addEventListener("submit", function (event) {
    var form = event.target, words = form.querySelector("[name=q]");
    if (!words || /post/i.test(form.getAttribute("method") || "")) return;
    if (!NUMBER.test(words.value.normalize("NFKC").replace(/[\s.\-\u200b-\u200f\ufeff]/g, ""))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    var box = document.querySelector(".app-search");
    if (box) {
      box.querySelector("[name=q]").value = words.value;
      words.value = "";
      box.submit();
      return;
    }
    words.setCustomValidity("证件号、手机号和银行卡号不写进网址，请改用姓名或编号。");
    words.reportValidity();
    words.addEventListener("input", function () { words.setCustomValidity(""); }, { once: true });
  }, true);

  // The hits under the search close on Escape and on a click elsewhere.
  function closeHits(event) {
    each(".app-hits", function (hits) {
      var outside = event.type === "click" && !hits.parentNode.contains(event.target);
      if (event.key === "Escape" || outside) hits.replaceChildren();
    });
  }
  document.addEventListener("keydown", closeHits);
  document.addEventListener("click", closeHits);

  // A details menu closes on Escape and on a click elsewhere.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      each("details.wf-menu[open], details.app-more[open]", function (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
  });
  document.addEventListener("click", function (event) {
    each("details.wf-menu[open], details.app-more[open]", function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print], [data-reveal], [data-peek], [data-copy]");
    if (!button) return;
    if ("print" in button.dataset) {
      event.preventDefault();
      window.print();
    }
    // data-reveal: open the panel named by aria-controls (it asks for the reason).
    if ("reveal" in button.dataset) {
      var panel = document.getElementById(button.getAttribute("aria-controls"));
      panel.hidden = !panel.hidden;
      button.setAttribute("aria-expanded", String(!panel.hidden));
    }
    // data-peek: show or hide the password named by aria-controls.
    if ("peek" in button.dataset) {
      var field = document.getElementById(button.getAttribute("aria-controls"));
      var shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.setAttribute("aria-pressed", String(!shown));
    }
    // data-copy: copy the text of the element named by aria-controls.
    if ("copy" in button.dataset && navigator.clipboard) {
      navigator.clipboard.writeText(document.getElementById(button.getAttribute("aria-controls")).textContent.trim());
      say("已复制");
    }
  });
  each("button[data-peek], button[data-print], button[data-copy]", function (button) {
    button.hidden = false;
  });

  // One live region: the answer to an htmx request may say a sentence in HX-Trigger: {"say": "…"}.
  function say(words) {
    var live = document.getElementById("live");
    if (live) live.textContent = words;
  }
  document.body.addEventListener("say", function (event) {
    say(event.detail.value || event.detail);
  });

  // What takes long says that it works, and since when; a second press sends nothing again.
  function busy(form) {
    var button = form.querySelector("[type=submit]");
    var told = document.createElement("p"), words = document.createElement("span");
    var note = form.dataset.busyNote || "要么全部办成，要么一笔也不动";
    var begun = Date.now(), bar = document.createElement("progress");
    bar.setAttribute("aria-label", form.dataset.busy);
    told.className = "t-sm muted wf-busy";
    told.append(bar, " ", words);
    form.append(told);
    button.setAttribute("aria-disabled", "true");
    function tell() {
      words.textContent = form.dataset.busy + "，已经 " + Math.round((Date.now() - begun) / 1000) + " 秒。" + note + "；请不要关这一页。";
    }
    tell();
    say(form.dataset.busy);
    var clock = setInterval(tell, 1000);
    addEventListener("pagehide", function () {
      clearInterval(clock);
      told.remove();
      button.removeAttribute("aria-disabled");
      delete form.dataset.sent;
    }, { once: true });
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.dataset.busy || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    busy(form);
  });

  // Signing out takes the visit form, with its names, off the phone; what was not sent stays.
  document.addEventListener("submit", function (event) {
    if (self.caches && /\/logout\/$/.test(event.target.action)) self.caches.delete("visits");
  });

  // The line of the open page is in sight, however long the sidebar.
  var here = document.querySelector(".app-side [aria-current=page]");
  if (here) here.scrollIntoView({ block: "nearest" });

  // What was wrong takes the focus.
  var wrong = document.querySelector(".wf-errsum");
  if (wrong) wrong.focus();
})();
