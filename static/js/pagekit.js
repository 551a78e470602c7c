/* What a page gains by JavaScript; without it every page still works. */
(function () {
  "use strict";

  document.documentElement.classList.remove("no-js");

  /* The summary of errors is read first; its links go into the fields themselves. */
  function focusProblems(root) {
    var summary = root.querySelector("[data-focus]");
    if (!summary) {
      return;
    }
    summary.focus();
    summary.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#']");
      var field = link && document.getElementById(link.hash.slice(1));
      if (field) {
        event.preventDefault();
        (field.closest(".form-group") || field).scrollIntoView();
        field.focus({ preventScroll: true });
      }
    });
  }

  /* In a part that came later, the design system's own pieces must be woken one by one: its init draws menus anew. */
  function wake(root) {
    root.querySelectorAll(".js-radio-toggle-group").forEach(function (group) {
      new window.DKFDS.RadioToggleGroup(group).init();
    });
    root.querySelectorAll(".js-checkbox-toggle-content").forEach(function (box) {
      new window.DKFDS.CheckboxToggleContent(box).init();
    });
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

  /* How many characters are left; said again half a second after the last key, so that nobody is talked to death. */
  function countCharacters(root) {
    var english = document.documentElement.lang === "en";
    root.querySelectorAll("[data-maxlength]").forEach(function (group) {
      var box = group.querySelector("textarea");
      var count = group.querySelector(".count");
      var timer = 0;
      function show() {
        var left = Number(group.dataset.maxlength) - box.value.length;
        var number = String(Math.abs(left));
        count.classList.toggle("count-over", left < 0);
        if (english) {
          count.textContent = number + " characters " + (left < 0 ? "too many" : "left");
        } else {
          count.textContent = left < 0 ? number + " tegn for meget" : number + " tegn tilbage";
        }
      }
      box.addEventListener("input", function () {
        window.clearTimeout(timer);
        timer = window.setTimeout(show, 500);
      });
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

  /* On a phone the tabs scroll sideways: the one that is open must be in sight. */
  function showTab(root) {
    root.querySelectorAll(".tabs a[aria-current]").forEach(function (tab) {
      tab.closest(".tabs").scrollLeft = tab.offsetLeft - tab.closest(".tabs").offsetLeft - 16;
    });
  }

  /* Makes a page, or a part that has just come, work. */
  function start(root) {
    if (root === document) {
      window.DKFDS.init();
    } else {
      wake(root);
    }
    markRows(root);
    countCharacters(root);
    showTab(root);
    focusProblems(root);
  }

  window.pagekit = { start: start };

  document.addEventListener("DOMContentLoaded", function () {
    start(document);
    document.addEventListener("submit", stopSecondSending);
    document.addEventListener("htmx:afterSwap", function (event) { start(event.detail.elt); });
    document.addEventListener("click", closeMenus);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        closeMenus(event);
      }
    });
  });
})();
