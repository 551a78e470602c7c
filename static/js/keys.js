/* Keys for a list of work: j and k move, Enter opens, x marks, t notes a call, n goes on to the next row, / searches,
   ? explains. They can be switched off (WCAG 2.1.4), and everything they do can be done without them. */
(function () {
  "use strict";

  var STORE = "genveje";
  var HELP = [
    ["j", "næste linje"],
    ["k", "forrige linje"],
    ["Enter", "åbn linjen"],
    ["x", "markér linjen"],
    ["a", "markér alle"],
    ["t", "telefonnotat"],
    ["n", "næste i listen (på en sag)"],
    ["g", "den primære knap på siden"],
    ["/", "søg"],
    ["?", "vis denne hjælp"]
  ];

  function off() {
    return window.localStorage.getItem(STORE) === "fra";
  }

  function rowsOf(list) {
    return list ? Array.from(list.querySelectorAll(".work-row, tbody tr")) : [];
  }

  function linkOf(row) {
    return row && row.querySelector(".work-title, .row-link");
  }

  function move(list, step) {
    var rows = rowsOf(list).filter(linkOf);
    var at = rows.indexOf(document.activeElement.closest(".work-row, tr"));
    var next = rows[at === -1 && step < 0 ? rows.length - 1 : at + step];
    if (next) {
      linkOf(next).focus();
    }
  }

  function here() {
    return document.activeElement.closest(".work-row, tbody tr");
  }

  function press(element) {
    if (element) {
      element.click();
    }
  }

  function dialog() {
    var box = document.createElement("dialog");
    var lines = HELP.map(function (line) {
      return "<div><dt><kbd>" + line[0] + "</kbd></dt><dd>" + line[1] + "</dd></div>";
    });
    box.className = "keys-help";
    box.setAttribute("aria-labelledby", "keys-heading");
    box.innerHTML = '<h2 id="keys-heading">Genvejstaster</h2><dl class="overview">' + lines.join("") + "</dl>" +
      '<form method="dialog" class="form-buttons"><button class="button button-primary">Luk</button>' +
      '<button class="link-button" value="switch"></button></form>';
    /* On submit, not on close: close comes a moment after, and a key pressed in between would still be taken. */
    box.querySelector("form").addEventListener("submit", function (event) {
      if (event.submitter.value === "switch") {
        window.localStorage.setItem(STORE, off() ? "til" : "fra");
      }
    });
    document.body.append(box);
    return box;
  }

  /* The note of a call is written on the list itself; without JavaScript the link leads to the case's notes. */
  function telephone(note) {
    document.addEventListener("click", function (event) {
      var link = event.target.closest("[data-telephone]");
      if (!link) {
        return;
      }
      event.preventDefault();
      note.querySelector("form").action = link.dataset.telephone;
      note.querySelector("[data-telephone-about]").textContent = link.dataset.about;
      note.showModal();
      note.querySelector("input[name=spoke_with]").focus();
    });
    note.querySelector("[data-close]").addEventListener("click", function () { note.close(); });
  }

  function typing(element) {
    return element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  }

  function act(key, list) {
    if (key === "j" || key === "k") {
      move(list, key === "j" ? 1 : -1);
    } else if (key === "x") {
      press(here() && here().querySelector("input[name=sag]"));
    } else if (key === "a") {
      press(document.querySelector("[data-mark-all]"));
    } else if (key === "t") {
      press(here() && here().querySelector("[data-telephone]"));
    } else if (key === "n") {
      press(document.querySelector("[data-next]"));
    } else if (key === "g") {
      press(document.querySelector("main .button-primary:not(dialog *)"));
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var list = document.querySelector("[data-keys]");
    var note = document.getElementById("telephone");
    if (note) {
      telephone(note);
    }
    if (!list && !document.querySelector("[data-next], [data-first]")) {
      return;
    }
    var help = dialog();
    function open() {
      help.querySelector("[value=switch]").textContent = off() ? "Slå genveje til" : "Slå genveje fra";
      help.showModal();
    }
    var opener = document.createElement("button");
    opener.type = "button";
    opener.className = "link-button keys-opener";
    opener.textContent = "Genvejstaster";
    opener.addEventListener("click", open);
    (list || document.querySelector("main").lastElementChild).after(opener);
    document.addEventListener("keydown", function (event) {
      var busy = document.querySelector("dialog[open]") || typing(event.target);
      if (off() || busy || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      var search = document.querySelector("#site-search, main [type=search], main input[name=q]");
      if (event.key === "/" && search) {
        event.preventDefault();
        search.focus();
      } else if (event.key === "?") {
        open();
      } else {
        act(event.key, list);
      }
    });
  });
})();
