/* Large files of a form with data-resume go in pieces, so that a broken line costs a piece and not the file.
   upload.js asks this before it sends the form. Without JavaScript, and for small files, the form itself is sent. */
(function () {
  "use strict";

  var SMALL = 5 * 1024 * 1024;
  var PATIENCE = [500, 1000, 2000, 4000, 8000, 15000];

  function key(file) {
    return "upload:" + [file.name, file.size, file.lastModified].join(":");
  }

  function remembered(file) {
    try { return window.localStorage.getItem(key(file)); } catch (error) { return null; }
  }

  function remember(file, id) {
    try {
      if (id) { window.localStorage.setItem(key(file), id); } else { window.localStorage.removeItem(key(file)); }
    } catch (error) { /* a browser that keeps nothing begins from the start after a reload */ }
  }

  function wait(milliseconds) {
    return new Promise(function (done) { window.setTimeout(done, milliseconds); });
  }

  function token(form) {
    return form.querySelector("input[name=csrfmiddlewaretoken]").value;
  }

  function ask(form, url, data, signal) {
    var options = { method: data ? "POST" : "GET", credentials: "same-origin", signal: signal };
    if (data) {
      options.body = data;
      options.headers = { "X-CSRFToken": token(form) };
    }
    return window.fetch(url, options);
  }

  function fields(values) {
    var data = new FormData();
    Object.keys(values).forEach(function (name) { data.append(name, values[name]); });
    return data;
  }

  /* Where the upload is, begun anew where it is not known any more. */
  async function place(form, file, signal) {
    var id = remembered(file);
    if (id) {
      var known = await ask(form, form.dataset.resume + id + "/", null, signal);
      if (known.ok) { return known.json(); }
      remember(file, null);
    }
    var begun = await ask(form, form.dataset.resume, fields({ name: file.name, size: file.size }), signal);
    var said = await begun.json();
    if (!begun.ok) { throw new Refused(said.error); }
    remember(file, said.id);
    return said;
  }

  function Refused(message) { this.refused = message; }

  async function piece(form, file, at, signal) {
    var part = file.slice(at.received, Math.min(at.received + at.piece, file.size));
    var data = fields({ offset: at.received });
    data.append("piece", part, "stykke");
    var answer = await ask(form, form.dataset.resume + at.id + "/", data, signal);
    if (answer.status === 404) {
      remember(file, null);
      throw new Error("gone");
    }
    var said = await answer.json();
    if (answer.status === 422) {
      remember(file, null);
      throw new Refused(said.error);
    }
    if (!answer.ok && answer.status !== 409) { throw new Error("answer " + answer.status); }
    at.received = said.received;
  }

  async function sha256(file) {
    var digest = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  /* Send one file and return {upload, sha256}; `told` hears of the progress, from 0 to 1. */
  async function send(form, file, told, signal) {
    var tries = 0;
    var at = null;
    while (at === null || at.received < file.size) {
      try {
        if (at === null) { at = await place(form, file, signal); }
        if (at.received < file.size) { await piece(form, file, at, signal); }
        tries = 0;
        told(at.received / file.size);
      } catch (error) {
        if (error.refused || signal.aborted || tries >= PATIENCE.length) { throw error; }
        at = null;
        await wait(PATIENCE[tries]);
        tries += 1;
      }
    }
    return { upload: at.id, sha256: await sha256(file) };
  }

  function wanted(form) {
    var input = form.dataset.resume && form.querySelector('input[type="file"][name="file"]');
    var file = input && input.files.length === 1 && input.files[0];
    return file && file.size > SMALL && window.crypto && window.crypto.subtle ? file : null;
  }

  window.resume = { send: send, wanted: wanted, forget: function (file) { remember(file, null); } };
})();
