/* A form with data-upload shows how far its files are. Without JavaScript it is a plain form that sends files. */
(function () {
  "use strict";

  var WORDS = {
    da: { sending: "Sender: ", kept: "Filen er modtaget og bliver kontrolleret …", stop: "Afbryd", stopped: "Afsendelsen er afbrudt. Intet er gemt.", lost: "Forbindelsen blev afbrudt. Intet er gemt. Prøv igen.", broken: "Forbindelsen blev afbrudt. Det, der er sendt, er bevaret i et døgn. Tryk på knappen igen, så fortsætter det.", big: "Filen er for stor: " },
    en: { sending: "Sending: ", kept: "The file has been received and is being checked …", stop: "Cancel", stopped: "The upload was cancelled. Nothing has been saved.", lost: "The connection was lost. Nothing has been saved. Please try again.", broken: "The connection was lost. What has been sent is kept for a day. Press the button again to continue.", big: "The file is too large: " }
  };
  var words = WORDS[document.documentElement.lang] || WORDS.da;

  function element(name, className) {
    var made = document.createElement(name);
    made.className = className || "";
    return made;
  }

  function panel(form) {
    var box = element("div", "progress");
    var text = element("p", "progress-text");
    var bar = element("progress");
    var stop = element("button", "link-button");
    text.setAttribute("role", "status");
    bar.max = 100;
    bar.setAttribute("aria-label", words.sending.replace(": ", ""));
    stop.type = "button";
    stop.textContent = words.stop;
    box.append(text, bar, stop);
    form.append(box);
    return { box: box, text: text, bar: bar, stop: stop };
  }

  function tooLarge(form) {
    return Array.from(form.querySelectorAll('input[type="file"][data-max-size]')).flatMap(function (input) {
      return Array.from(input.files).filter(function (file) { return file.size > Number(input.dataset.maxSize); });
    })[0];
  }

  function place(form) {
    return new URL(form.getAttribute("action") || window.location.href, window.location.href).href;
  }

  /* The server answers with the next page, or with this page and its errors: show it as the browser would have. */
  function show(request) {
    var answer = new DOMParser().parseFromString(request.responseText, "text/html");
    var fresh = answer.querySelector(".page-container");
    if (!fresh) {
      window.location.reload();
      return;
    }
    document.querySelector(".page-container").replaceWith(fresh);
    document.title = answer.title;
    if (request.responseURL && request.responseURL !== window.location.href) {
      window.history.pushState(null, "", request.responseURL);
    }
    window.scrollTo(0, 0);
    window.htmx.process(fresh);
    window.pagekit.start(fresh);
  }

  function send(event) {
    var form = event.target;
    if (!form.matches("form[data-upload]")) {
      return;
    }
    event.preventDefault();
    form.querySelectorAll(":scope > .progress").forEach(function (old) { old.remove(); });
    var shown = panel(form);
    var big = tooLarge(form);
    if (big) {
      shown.text.textContent = words.big + big.name;
      shown.bar.remove();
      shown.stop.remove();
      return;
    }
    var buttons = Array.from(form.querySelectorAll("button:not(.link-button)"));
    var data = new FormData(form, event.submitter);
    function end(text) {
      buttons.forEach(function (button) { button.disabled = false; });
      shown.text.textContent = text;
      shown.bar.remove();
      shown.stop.remove();
    }
    buttons.forEach(function (button) { button.disabled = true; });
    var large = window.resume && window.resume.wanted(form);
    if (large) {
      inPieces(form, large, data, shown, end);
    } else {
      post(form, data, shown, end);
    }
  }

  function progress(shown, part) {
    var percent = Math.floor(part * 100);
    shown.bar.value = percent;
    shown.text.textContent = percent < 100 ? words.sending + percent + " %" : words.kept;
  }

  /* The file first, piece by piece; then the form, which names it. */
  function inPieces(form, file, data, shown, end) {
    var stop = new AbortController();
    shown.stop.addEventListener("click", function () { stop.abort(); });
    progress(shown, 0);
    window.resume.send(form, file, function (part) { progress(shown, part); }, stop.signal).then(function (sent) {
      window.resume.forget(file);
      data.delete("file");
      data.set("upload", sent.upload);
      data.set("sha256", sent.sha256);
      post(form, data, shown, end);
    }, function (error) {
      end(error.refused || (stop.signal.aborted ? words.stopped : words.broken));
    });
  }

  function post(form, data, shown, end) {
    var request = new XMLHttpRequest();
    request.upload.addEventListener("progress", function (step) {
      progress(shown, step.loaded / step.total);
    });
    request.addEventListener("load", function () { show(request); });
    request.addEventListener("error", function () { end(words.lost); });
    request.addEventListener("abort", function () { end(words.stopped); });
    shown.stop.addEventListener("click", function () { request.abort(); });
    request.open("POST", place(form));
    request.send(data);
  }

  document.addEventListener("submit", send);
  window.addEventListener("popstate", function () { window.location.reload(); });
})();
