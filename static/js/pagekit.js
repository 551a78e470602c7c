/* What a page gains by JavaScript; without it every page still works. */
(function () {
  "use strict";

  document.documentElement.classList.remove("no-js");

  function focusFirstProblem() {
    var summary = document.querySelector("[data-focus]");
    if (summary) {
      summary.focus();
    }
  }

  /* A form that is sent must not be sent again by a second click. */
  function stopSecondSending(event) {
    var form = event.target;
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    if (form.method === "post" && !event.defaultPrevented) {
      form.dataset.sent = "yes";
      window.setTimeout(function () { delete form.dataset.sent; }, 4000);
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    window.DKFDS.init();
    focusFirstProblem();
    document.addEventListener("submit", stopSecondSending);
  });
})();
