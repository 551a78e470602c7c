/* What a page gains by JavaScript; without it every page still works. */
(function () {
  "use strict";

  document.documentElement.classList.remove("no-js");

  function focusProblems(root) {
    var summary = root.querySelector("[data-focus]");
    if (summary) {
      summary.focus();
    }
  }

  /* A form that is sent must not be sent again by a second click; one that only asks may. */
  function stopSecondSending(event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) {
      return;
    }
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(function () { delete form.dataset.sent; }, 4000);
  }

  /* Rows marked by tick boxes: one box for all, a running count, coloured rows. */
  function markRows(root) {
    root.querySelectorAll("[data-mark-all]").forEach(function (all) {
      var form = all.form || all.closest("form");
      var boxes = Array.from(form.querySelectorAll('input[type="checkbox"][name="' + all.dataset.markAll + '"]'));
      var counts = form.querySelectorAll("[data-marked]");
      function show() {
        var marked = boxes.filter(function (box) { return box.checked; });
        all.checked = marked.length === boxes.length && boxes.length > 0;
        all.indeterminate = marked.length > 0 && !all.checked;
        counts.forEach(function (count) { count.textContent = String(marked.length); });
        boxes.forEach(function (box) {
          var row = box.closest("tr, li");
          if (row) {
            row.classList.toggle("marked", box.checked);
          }
        });
      }
      all.addEventListener("change", function () {
        boxes.forEach(function (box) { box.checked = all.checked; });
        show();
      });
      boxes.forEach(function (box) { box.addEventListener("change", show); });
      show();
    });
  }

  /* An open menu closes when one clicks outside it or presses Escape. */
  function closeMenus(event) {
    document.querySelectorAll("details.action-menu[open], details.phone-menu[open]").forEach(function (menu) {
      if (event.type === "keydown") {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  }

  function start(root) {
    markRows(root);
    focusProblems(root);
  }

  window.pagekit = { start: start };

  document.addEventListener("DOMContentLoaded", function () {
    window.DKFDS.init();
    start(document);
    document.addEventListener("submit", stopSecondSending);
    document.addEventListener("click", closeMenus);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        closeMenus(event);
      }
    });
  });
})();
