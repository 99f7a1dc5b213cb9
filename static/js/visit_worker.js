/* Service worker of /visits/: opens the form without signal, sends what waits when there is one. */
(function () {
  "use strict";

  var SHELF = "visits";

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

  function send() {
    return outbox.send().catch(function (error) {
      if (error.message === "signed-out") return;
      throw error; // the browser tries its sync again
    });
  }
  self.addEventListener("sync", function (event) {
    if (event.tag === "visits") event.waitUntil(send());
  });
  self.addEventListener("message", function (event) {
    if (event.data === "send") event.waitUntil(send().catch(function () {}));
  });

  // From the net, else from the shelf. A form that leads to the login leaves the shelf.
  function fetched(request, name) {
    return fetch(request).then(function (answer) {
      return caches.open(SHELF).then(function (shelf) {
        if (answer.redirected) return shelf.delete(name).then(function () { return answer; });
        if (!answer.ok) return answer;
        return shelf.put(name, answer.clone()).then(function () { return answer; });
      });
    }).catch(function (error) {
      return caches.match(name).then(function (kept) {
        if (kept) return kept;
        throw error;
      });
    });
  }
  self.addEventListener("fetch", function (event) {
    var url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
    var isForm = event.request.mode === "navigate" && /\/visits\/new\/$/.test(url.pathname);
    if (isForm || url.pathname.indexOf("/static/") === 0) {
      event.respondWith(fetched(event.request, url.pathname));
    }
  });
})();
