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

  // A page instead of an answer: the login, or the words a person needs to know what to do.
  function failed(response) {
    var login = response.redirected || response.status === 401;
    var error = new Error(login ? "signed-out" : "server");
    if (!login) error.words = "服务器没有收下（" + response.status + "），会自动再传；一直这样请找工会干事";
    return error;
  }

  function answerOf(response) {
    var kind = response.headers.get("Content-Type") || "";
    if (response.redirected || kind.indexOf("application/json") !== 0) {
      throw failed(response);
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
    entry.errors = answer.errors || {};
    entry.newer = answer.outcome === "newer";
    return put(entry).then(function () { return answer; });
  }

  // One bad answer is that entry's alone: it stays, with its reason, and goes again with the next sync.
  function keepFailed(entry, error) {
    entry.words = error.words || (error.message === "signed-out" ? "登录过期了，重新登录后自动上传" : "");
    return put(entry).then(function () {
      return { key: entry.key, outcome: "failed", words: entry.words, error: error };
    });
  }

  function tellable(answer) {
    return { key: answer.key, outcome: answer.outcome, words: answer.words, url: answer.url };
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
            return sendOne(entry, known).catch(function (error) {
              return keepFailed(entry, error);
            }).then(function (answer) {
              say(tellable(answer));
              return answers.concat([answer]);
            });
          });
        }, Promise.resolve([]));
      }).then(function (answers) {
        var bad = answers.find(function (answer) { return answer.outcome === "failed"; });
        if (bad) throw bad.error;
        return answers;
      });
    });
  }

  // Every entry is tried. Fails in the end when there is no signal, nobody is signed in, or the server
  // did not take one, so that the browser syncs again; what is queued stays queued.
  function send() {
    if (!scope.navigator.locks) return sendAll();
    return scope.navigator.locks.request("visits", sendAll);
  }

  return { all: all, put: put, remove: remove, send: send };
})(self);
