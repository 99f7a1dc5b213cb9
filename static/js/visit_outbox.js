/* Visits the server does not have yet, kept on the phone (IndexedDB) and sent once.
   Shared by the form and the service worker; whoever holds the lock sends. */
var outbox = (function (scope) {
  "use strict";

  var STORE = "entries";

  function opened() {
    return new Promise(function (resolve, reject) {
      var asked = scope.indexedDB.open("visits", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore(STORE, { keyPath: "key" });
      };
      asked.onsuccess = function () { resolve(asked.result); };
      asked.onerror = function () { reject(asked.error); };
    });
  }

  // One request to the store; the promise holds once it is on the disk.
  function stored(mode, act) {
    return opened().then(function (base) {
      return new Promise(function (resolve, reject) {
        var step = base.transaction(STORE, mode);
        var asked = act(step.objectStore(STORE));
        step.oncomplete = function () { base.close(); resolve(asked.result); };
        step.onabort = step.onerror = function () { base.close(); reject(step.error); };
      });
    });
  }

  function all() { return stored("readonly", function (store) { return store.getAll(); }); }
  function put(entry) { return stored("readwrite", function (store) { return store.put(entry); }); }
  function remove(key) { return stored("readwrite", function (store) { return store.delete(key); }); }

  function say(told) {
    var channel = new scope.BroadcastChannel("visits");
    channel.postMessage(told);
    channel.close();
  }

  function answerOf(response) {
    var kind = response.headers.get("Content-Type") || "";
    if (response.redirected || kind.indexOf("application/json") !== 0) {
      throw new Error(response.status >= 500 ? "server" : "signed-out");
    }
    return response.json();
  }

  // The session's token, and whose session it is: a draft is sent in its own writer's name only.
  function session(entry) {
    return scope.fetch(entry.session, { credentials: "same-origin", cache: "no-store" }).then(answerOf);
  }

  function post(entry, token) {
    var body = new URLSearchParams(entry.data);
    body.set("go", entry.anyway ? "anyway" : "save");
    return scope.fetch(entry.send, {
      method: "POST", credentials: "same-origin", body: body, headers: { "X-CSRFToken": token },
    }).then(answerOf);
  }

  // An entry leaves the phone only when the server says that it stands there.
  function settle(entry, answer) {
    answer.key = entry.key;
    if (answer.outcome === "saved") {
      return remove(entry.key).then(function () { return answer; });
    }
    entry.state = "held";
    entry.words = answer.words;
    entry.newer = answer.outcome === "newer";
    return put(entry).then(function () { return answer; });
  }

  function sendOne(entry, known) {
    if (String(known.user) !== String(entry.user)) {
      return Promise.resolve({ key: entry.key, outcome: "other-user" });
    }
    return post(entry, known.token).then(function (answer) { return settle(entry, answer); });
  }

  function sendAll() {
    return all().then(function (entries) {
      var queued = entries.filter(function (entry) { return entry.state === "queued"; });
      if (!queued.length) return [];
      return session(queued[0]).then(function (known) {
        return queued.reduce(function (before, entry) {
          return before.then(function (answers) {
            return sendOne(entry, known).then(function (answer) {
              say(answer);
              return answers.concat([answer]);
            });
          });
        }, Promise.resolve([]));
      });
    });
  }

  // Fails when there is no signal or nobody is signed in; what is queued stays queued.
  function send() {
    if (!scope.navigator.locks) return sendAll();
    return scope.navigator.locks.request("visits", sendAll);
  }

  return { all: all, put: put, remove: remove, send: send };
})(self);
