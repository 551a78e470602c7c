/* Answers save themselves. What has not reached the server is kept in this browser and offered next time.
   Without JavaScript the page is a form with a button, and what is asked next comes when it is saved. */
(function () {
  "use strict";

  var WORDS = {
    da: {
      saving: "Gemmer …",
      lost: "Ikke gemt: der er ingen forbindelse. Det skrevne er gemt i denne browser.",
      out: "Ikke gemt: du er logget ud. Det skrevne er gemt i denne browser og bliver tilbudt, når du har logget ind.",
      signIn: "Log ind igen",
      found: "Du har skrevet et svar, der ikke nåede at blive gemt: ",
      put: "Sæt det ind",
      drop: "Kassér det"
    },
    en: {
      saving: "Saving …",
      lost: "Not saved: there is no connection. What you wrote is kept in this browser.",
      out: "Not saved: you are signed out. What you wrote is kept in this browser and will be offered when you have signed in.",
      signIn: "Sign in again",
      found: "You wrote an answer that was not saved in time: ",
      put: "Insert it",
      drop: "Discard it"
    }
  };
  var words = WORDS[document.documentElement.lang] || WORDS.da;
  var WAIT = 1200;

  function fields(question) {
    return Array.from(question.querySelectorAll("input[name], select[name], textarea[name]")).filter(function (each) {
      return each.type !== "file";
    });
  }

  /* Each field that says something with its value; a box or a dot with whether it is marked. */
  function content(question) {
    return fields(question).filter(function (each) { return !/-version$/.test(each.name); }).map(function (each) {
      return each.type === "radio" || each.type === "checkbox" ? [each.name, each.value, each.checked] : [each.name, each.value];
    }).filter(function (each) { return each.length === 3 || each[1]; });
  }

  function version(question) { return question.querySelector("[name$='-version']"); }

  function draftKey(question) { return "svar:" + question.dataset.answer; }

  /* What is sent with the whole form is kept too, until the page that comes shows a newer version. */
  function keep(question, sentFrom) {
    var draft = { content: content(question), sentFrom: sentFrom };
    try {
      window.localStorage.setItem(draftKey(question), JSON.stringify(draft));
    } catch (error) { /* a browser that keeps nothing: the page still saves */ }
  }

  function forget(question) {
    try { window.localStorage.removeItem(draftKey(question)); } catch (error) { /* as above */ }
  }

  function kept(question) {
    try { return JSON.parse(window.localStorage.getItem(draftKey(question))); } catch (error) { return null; }
  }

  function status(question) { return question.querySelector(".saved"); }

  function say(question, text, strong) {
    var made = document.createElement(strong ? "strong" : "span");
    made.textContent = text;
    status(question).replaceChildren(made);
  }

  function offerSignIn(question) {
    var link = document.createElement("a");
    say(question, words.out, true);
    link.href = window.location.href;
    link.textContent = words.signIn;
    status(question).append(" ", link);
  }

  function body(question) {
    var data = new FormData();
    fields(question).forEach(function (each) {
      if ((each.type !== "radio" && each.type !== "checkbox") || each.checked) {
        data.append(each.name, each.value);
      }
    });
    data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    return data;
  }

  function send(question, leaving) {
    return window.fetch(question.dataset.save, { method: "POST", body: body(question), keepalive: Boolean(leaving), credentials: "same-origin" });
  }

  /* One saving at a time for each question: the next begins with the version the former one gave. */
  function save(question) {
    var sent = JSON.stringify(content(question));
    if (question.busy) {
      question.again = true;
      return;
    }
    question.busy = true;
    question.again = false;
    say(question, words.saving);
    send(question).then(function (response) {
      if (!(response.headers.get("Content-Type") || "").includes("json")) {
        offerSignIn(question);
        return null;
      }
      return response.json();
    }).then(function (answer) {
      if (answer) { take(question, answer, sent); }
    }).catch(function () {
      say(question, words.lost, true);
    }).finally(function () {
      question.busy = false;
      if (question.again) { save(question); }
    });
  }

  function take(question, answer, sent) {
    if (answer.clash) {
      showClash(question, answer.clash);
    } else if (answer.error) {
      say(question, answer.error, true);
    } else {
      version(question).value = String(answer.version);
      question.dataset.pending = "";
      if (JSON.stringify(content(question)) === sent) { forget(question); }
      say(question, answer.saved);
    }
  }

  /* Both texts are kept on the server now; one is chosen by a button that sends a form of its own. */
  function showClash(question, html) {
    var box = new DOMParser().parseFromString(html, "text/html").querySelector(".clash");
    var old = question.querySelector(".clash");
    var button = box.querySelector("button[form]");
    var id = button.getAttribute("form");
    if (old) { old.remove(); }
    question.querySelector("h3").after(box);
    forget(question);
    say(question, "");
    if (!document.getElementById(id)) {
      var form = document.createElement("form");
      var token = document.querySelector("[name=csrfmiddlewaretoken]").cloneNode();
      form.method = "post";
      form.id = id;
      form.action = question.dataset.save.replace(/svar\/[^/]+\/gem\/$/, "svar/valg/" + id.replace("settle-", "") + "/");
      form.append(token);
      document.body.append(form);
    }
  }

  function put(question, draft) {
    var left = draft.content.slice();
    fields(question).forEach(function (each) {
      var at = left.findIndex(function (one) {
        return one[0] === each.name && (one.length === 2 || one[1] === each.value);
      });
      if (at >= 0) {
        var found = left.splice(at, 1)[0];
        if (found.length === 3) { each.checked = found[2]; } else { each.value = found[1]; }
      }
    });
    question.querySelectorAll("details.exception").forEach(function (each) {
      each.open = each.open || Array.from(each.querySelectorAll("select, textarea")).some(function (one) { return one.value; });
    });
  }

  function offer(question) {
    var draft = kept(question);
    if (!draft) { return; }
    var arrived = draft.sentFrom !== undefined && Number(version(question).value) > draft.sentFrom;
    if (arrived || JSON.stringify(draft.content) === JSON.stringify(content(question))) {
      forget(question);
      return;
    }
    var box = document.createElement("div");
    var text = document.createElement("p");
    var texts = draft.content.filter(function (each) { return each.length === 2 && each[1]; });
    box.className = "panel kept-draft";
    box.setAttribute("role", "status");
    text.textContent = words.found + texts.map(function (each) { return "»" + each[1] + "«"; }).join(", ");
    box.append(text, choice(words.put, function () {
      put(question, draft);
      box.remove();
      changed(question, 0);
    }), " ", choice(words.drop, function () {
      forget(question);
      box.remove();
    }));
    status(question).before(box);
  }

  function choice(label, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button button-secondary button-small";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function changed(question, wait) {
    question.dataset.pending = "yes";
    keep(question);
    ask();
    window.clearTimeout(question.timer);
    question.timer = window.setTimeout(function () { save(question); }, wait);
  }

  /* What depends on another answer is shown once that answer is given. */
  function ask() {
    document.querySelectorAll(".question[data-asked-if]").forEach(function (question) {
      var parent = document.querySelector('.question[data-question="' + question.dataset.askedIf + '"]');
      if (!parent || !parent.dataset.save) { return; }
      var wanted = question.dataset.askedIfAnswers.split("|");
      question.hidden = parent.hidden || !chosen(parent).some(function (each) { return wanted.includes(each); });
    });
  }

  function chosen(question) {
    if (question.querySelector("[name$='-change'][value='unchanged']:checked")) {
      return [question.dataset.last || ""];
    }
    return fields(question).filter(function (each) {
      return /-choice$|-value$/.test(each.name) && (each.type !== "radio" || each.checked) && each.value;
    }).map(function (each) { return each.value; });
  }

  function addRow(button) {
    var body = button.parentElement.querySelector(".answer-table tbody");
    var row = body.lastElementChild.cloneNode(true);
    row.querySelectorAll("input").forEach(function (each) { each.value = ""; });
    body.append(row);
    row.querySelector("input").focus();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".question[data-save]").forEach(function (question) {
      question.addEventListener("input", function () { changed(question, WAIT); });
      question.addEventListener("change", function () { changed(question, 250); });
      offer(question);
    });
    document.querySelectorAll("[data-add-row]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { addRow(button); });
    });
    document.querySelectorAll("form[data-answers]").forEach(function (form) {
      form.addEventListener("submit", function () {
        document.querySelectorAll(".question[data-save]").forEach(function (question) {
          window.clearTimeout(question.timer);
          if (kept(question)) { keep(question, Number(version(question).value)); }
          question.dataset.pending = "";
        });
      });
    });
    ask();
  });

  /* The page is left: what waits is sent at once; the copy in the browser stays until the server has answered. */
  window.addEventListener("pagehide", function () {
    document.querySelectorAll('.question[data-pending="yes"]').forEach(function (question) {
      window.clearTimeout(question.timer);
      send(question, true).catch(function () { /* the copy in the browser is offered next time */ });
    });
  });
})();
