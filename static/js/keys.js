/* Keys for a list of work: j and k move, Enter opens, / searches, ? explains. They can be switched off (WCAG 2.1.4). */
(function () {
  "use strict";

  var STORE = "genveje";
  var HELP = [
    ["j", "næste linje"],
    ["k", "forrige linje"],
    ["Enter", "åbn linjen"],
    ["/", "søg"],
    ["?", "vis denne hjælp"]
  ];

  function off() {
    return window.localStorage.getItem(STORE) === "fra";
  }

  function move(list, step) {
    var links = Array.from(list.querySelectorAll(".work-title"));
    var row = document.activeElement.closest(".work-row");
    var at = row ? links.indexOf(row.querySelector(".work-title")) : (step > 0 ? -1 : links.length);
    var next = links[at + step];
    if (next) {
      next.focus();
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
    box.addEventListener("close", function () {
      if (box.returnValue === "switch") {
        window.localStorage.setItem(STORE, off() ? "til" : "fra");
      }
      box.returnValue = "";
    });
    document.body.append(box);
    return box;
  }

  function typing(element) {
    return element.matches("input, textarea, select, [contenteditable]");
  }

  document.addEventListener("DOMContentLoaded", function () {
    var list = document.querySelector("[data-keys]");
    if (!list) {
      return;
    }
    var help = dialog();
    function open() {
      help.querySelector("[value=switch]").textContent = off() ? "Slå genveje til" : "Slå genveje fra";
      help.showModal();
    }
    var opener = document.createElement("button");
    opener.className = "link-button keys-opener";
    opener.textContent = "Genvejstaster";
    opener.addEventListener("click", open);
    list.after(opener);
    document.addEventListener("keydown", function (event) {
      if (off() || help.open || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      var search = document.querySelector("#site-search");
      if (event.key === "j" || event.key === "k") {
        move(list, event.key === "j" ? 1 : -1);
      } else if (event.key === "/" && search) {
        event.preventDefault();
        search.focus();
      } else if (event.key === "?") {
        open();
      }
    });
  });
})();
