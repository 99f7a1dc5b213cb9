/* 记走访 on a phone: steps without a page load, a draft on the phone, an outbox without signal.
   Without this file the same form goes step by step over the server. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-visit]");
  if (!form || !self.indexedDB || !self.crypto.randomUUID || !self.BroadcastChannel) return;
  var banner = document.getElementById("vf-off");
  var box = document.getElementById("vf-box");
  var DAY = 86400000;
  var saving = null;

  function field(name) { return form.elements.namedItem(name); }
  function steps() { return Array.from(form.querySelectorAll("[data-step]")); }
  function clock() { return new Date().toTimeString().slice(0, 5); }
  function say(words) {
    banner.hidden = false;
    banner.querySelector("span").textContent = words;
  }

  // -- steps ----------------------------------------------------------------------------------

  function show(step) {
    steps().forEach(function (section) { section.hidden = section.dataset.step !== String(step); });
    document.querySelectorAll(".wf-steps > li").forEach(function (item) {
      var number = Number(item.dataset.n);
      item.classList.toggle("done", number < step);
      item.classList.toggle("now", number === step);
      if (number === step) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    var context = form.querySelector("[data-context]");
    context.textContent = [told(["pairing"]), told(["mode"]), field("visited_on").value].filter(Boolean).join("，");
    context.hidden = false;
    if (step === 3) summarise();
    self.scrollTo(0, 0);
    var head = form.querySelector("[data-step='" + step + "'] h2");
    if (head) head.focus();
  }

  function labelOf(input) {
    var label = form.querySelector("label[for='" + input.id + "']");
    var name = label && (label.querySelector("b") || label);
    return name ? name.textContent.trim() : input.value;
  }

  function told(names) {
    return names.map(function (name) {
      var inputs = Array.from(form.querySelectorAll("[name='" + name + "']"));
      var words = inputs.filter(function (input) {
        return input.type === "radio" || input.type === "checkbox" ? input.checked : input.value;
      }).map(function (input) {
        return input.type === "radio" || input.type === "checkbox" ? labelOf(input) : input.value;
      });
      return words.join("、");
    }).filter(Boolean).join(" ");
  }

  function summarise() {
    var list = form.querySelector("[data-summary]");
    list.replaceChildren();
    JSON.parse(list.dataset.summary).forEach(function (row) {
      var line = document.createElement("div");
      var head = document.createElement("dt");
      var body = document.createElement("dd");
      var last = document.createElement("dd");
      var change = document.createElement("button");
      var hidden = document.createElement("span");
      head.textContent = row.label;
      body.textContent = told(row.names) || "没有";
      Object.assign(change, { type: "submit", name: "go", value: row.step, className: "btn btn-link" });
      hidden.className = "visually-hidden";
      hidden.textContent = row.label;
      change.append("更改", hidden);
      last.append(change);
      line.append(head, body, last);
      list.append(line);
    });
    form.querySelector("[data-risk]").hidden = !["living", "schooling", "medical"].some(function (name) {
      return form.querySelector("[name='" + name + "'][value='2']:checked");
    });
  }

  // -- what is wrong, each at its field ---------------------------------------------------------

  function boxOf(name) {
    return document.getElementById("div_id_" + name) || document.getElementById("id_" + name);
  }

  function forget(name) {
    var told = document.getElementById("id_" + name + "_error");
    if (!told) return;
    told.remove();
    boxOf(name).classList.remove("wf-field--err");
    form.querySelectorAll("[name='" + name + "']").forEach(function (input) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    });
  }

  function tell(name, words) {
    var told = document.createElement("div");
    told.className = "wf-errmsg";
    told.id = "id_" + name + "_error";
    told.textContent = words;
    boxOf(name).classList.add("wf-field--err");
    boxOf(name).querySelector("legend, .form-label").after(told);
    form.querySelectorAll("[name='" + name + "']").forEach(function (input) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", told.id);
    });
  }

  // The words stand at their fields, the step of the first is shown, and it takes the focus.
  function place(errors) {
    form.querySelectorAll(".wf-errmsg").forEach(function (told) { forget(told.id.slice(3, -6)); });
    Object.keys(errors).filter(boxOf).forEach(function (name) { tell(name, errors[name]); });
    var first = form.querySelector(".wf-errmsg");
    if (!first) return;
    show(Number(first.closest("section[data-step]").dataset.step));
    var fold = first.closest("details"), name = first.id.slice(3, -6);
    if (fold) fold.open = true;
    var inputs = Array.from(form.querySelectorAll("[name='" + name + "']"));
    (inputs.find(function (input) { return input.checked; }) || inputs[0]).focus();
  }

  function missing(step) {
    if (step > 1 && !form.querySelector("[name='pairing']:checked")) return { pairing: "选一位您包保的职工" };
    if (step > 1 && !field("visited_on").value) return { visited_on: "写上走访的日期" };
    var open = Array.from(form.querySelectorAll(".vf-four fieldset")).filter(function (asked) {
      return step > 2 && !asked.querySelector("input:checked");
    });
    return Object.fromEntries(open.map(function (asked) {
      var question = asked.querySelector("legend").textContent.trim();
      return [asked.querySelector("input").name, "「" + question + "」还没问，选放心、要关注或有风险"];
    }));
  }

  // -- the draft ------------------------------------------------------------------------------

  function entryOf(state) {
    var data = Array.from(new FormData(form).entries()).filter(function (pair) {
      return pair[0] !== "csrfmiddlewaretoken";
    });
    return {
      key: field("key").value, state: state, data: data, user: form.dataset.user,
      send: form.dataset.send, session: form.dataset.session, at: clock(),
      title: told(["pairing"]) + " " + field("visited_on").value,
    };
  }

  function keep() {
    clearTimeout(saving);
    saving = setTimeout(function () {
      var entry = entryOf("draft");
      outbox.put(entry).then(function () {
        say("已存在本机 " + entry.at + "。没有信号也能填，有信号时自动上传。");
      });
    }, 200);
  }

  function fill(entry) {
    form.reset();
    entry.data.forEach(function (pair) {
      form.querySelectorAll("[name='" + pair[0] + "']").forEach(function (input) {
        if (input.type !== "radio" && input.type !== "checkbox") input.value = pair[1];
        else if (input.value === pair[1]) input.checked = true;
      });
    });
    var chosen = entry.data.filter(function (pair) { return pair[0] === "needs"; });
    form.querySelectorAll("[name='needs']").forEach(function (input) {
      input.checked = chosen.some(function (pair) { return pair[1] === input.value; });
    });
    field("key").value = entry.key;
    show(1);
  }

  // A page kept on the phone is older than today: its day moves on, its key is never used twice.
  function renew() {
    form.reset();
    field("key").value = self.crypto.randomUUID();
    var begun = new Date(Number(form.dataset.drawn) * 1000).setHours(0, 0, 0, 0);
    var days = Math.round((new Date().setHours(0, 0, 0, 0) - begun) / DAY);
    if (days > 0) {
      var day = new Date(form.dataset.today + "T12:00:00");
      day.setDate(day.getDate() + days);
      field("visited_on").value = [
        day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0"),
      ].join("-");
    }
  }

  // -- the outbox -----------------------------------------------------------------------------

  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-plain btn-sm";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  var STATES = { draft: "草稿，还没交", queued: "等信号，自动上传", held: "没有记下" };

  function card(entry) {
    var item = document.createElement("li");
    var head = document.createElement("b");
    head.textContent = entry.title;
    var told = document.createElement("p");
    var state = entry.state === "queued" && entry.words ? "还没传上" : STATES[entry.state];
    told.textContent = state + (entry.words ? "：" + entry.words : "") + "（" + entry.at + "）";
    item.append(head, told);
    if (entry.state === "held" && entry.newer) {
      item.append(button("是另一次，照样记下", function () {
        entry.state = "queued";
        entry.anyway = true;
        entry.words = "";
        outbox.put(entry).then(deliver);
      }));
    }
    if (entry.state !== "queued") {
      item.append(button("接着填", function () {
        fill(entry);
        place(entry.errors || {});
      }), button("删掉这份", function () {
        if (self.confirm("删掉 " + entry.title + " 这一份？")) outbox.remove(entry.key).then(list);
      }));
    } else {
      item.append(button("现在上传", deliver));
    }
    return item;
  }

  function mine(entries) {
    return entries.filter(function (entry) { return entry.user === form.dataset.user; });
  }

  function list() {
    return outbox.all().then(function (entries) {
      var shown = mine(entries).filter(function (entry) { return entry.key !== field("key").value; });
      box.querySelector("ul").replaceChildren.apply(box.querySelector("ul"), shown.map(card));
      box.hidden = !shown.length;
    });
  }

  function wake() {
    if (!navigator.serviceWorker) return deliver();
    return navigator.serviceWorker.ready.then(function (ready) { ready.active.postMessage("send"); });
  }

  function deliver() {
    return outbox.send().then(function () { return list(); }).catch(function (error) {
      if (error.message === "signed-out") say("登录过期了，这份还在本机。重新登录后自动上传。");
      else if (error.words) say("还在本机：" + error.words + "。");
      else say("没有信号，已存在本机。有信号时自动上传，不用再填。");
      if (error.message !== "signed-out" && navigator.serviceWorker) {
        navigator.serviceWorker.ready.then(function (ready) {
          return ready.sync && ready.sync.register("visits");
        }).catch(function () {});
      }
      return list();
    });
  }

  // What the sender says, here or in the service worker: on to the visit, or the words of a refusal.
  var waitsFor = null;
  new BroadcastChannel("visits").addEventListener("message", function (event) { heard(event.data); });
  function heard(answer) {
    if (answer.outcome === "saved" && answer.key === waitsFor) {
      self.location.assign(answer.url);
      return;
    }
    if (answer.outcome === "saved") say("已上传：" + answer.words);
    if (answer.outcome === "refused" || answer.outcome === "newer") say("没有记下：" + answer.words);
    if (answer.outcome === "failed" && answer.words) say("还在本机：" + answer.words + "。");
    if (answer.outcome === "other-user") say("本机上有别人填的走访，要由他登录后上传。");
    list();
  }

  function submit() {
    clearTimeout(saving);
    var entry = entryOf("queued");
    waitsFor = entry.key;
    outbox.put(entry).then(function () { return outbox.send(); }).then(function (answers) {
      answers.forEach(heard);
      var own = answers.find(function (one) { return one.key === entry.key; });
      if (own && own.outcome === "saved") return;
      if (own && own.outcome === "refused") {
        fill(entry);
        place(own.errors || {});
        return list();
      }
      renew();
      show(1);
      list();
    }).catch(function () {
      renew();
      show(1);
      deliver();
    });
  }

  form.addEventListener("submit", function (event) {
    var go = event.submitter ? event.submitter.value : "save";
    event.preventDefault();
    if (go === "save" || go === "anyway") return submit();
    var wrong = missing(Number(go));
    place(wrong);
    if (Object.keys(wrong).length) say(Object.values(wrong).join("；"));
    else show(Number(go));
  });
  form.addEventListener("input", function (event) { forget(event.target.name); });
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  self.addEventListener("online", wake);

  // -- the beginning --------------------------------------------------------------------------

  function shelve() {
    var files = Array.from(document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]"));
    return caches.open("visits").then(function (shelf) {
      return shelf.addAll(files.map(function (file) { return new URL(file.href || file.src).pathname; })
        .concat([self.location.pathname]));
    });
  }

  if (form.dataset.step === "1" && !form.querySelector(".wf-errmsg")) {
    var asked = new URLSearchParams(self.location.search).get("who");
    renew();
    outbox.all().then(function (entries) {
      var drafts = mine(entries).filter(function (entry) {
        var who = entry.data.find(function (pair) { return pair[0] === "pairing"; });
        return entry.state === "draft" && (!asked || (who && who[1] === asked));
      });
      if (drafts.length) {
        fill(drafts[drafts.length - 1]);
        say("接着填本机上 " + drafts[drafts.length - 1].at + " 的草稿。");
      }
      return list();
    }).then(wake);
  }
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(form.dataset.worker).then(function () {
      return navigator.serviceWorker.ready;
    }).then(shelve).then(function () { form.dataset.ready = "yes"; }).catch(function () {});
  }
})();
