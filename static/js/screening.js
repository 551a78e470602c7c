/* Keys of the screening: 1-5 choose an answer, g saves and goes on, n skips. They obey the switch of keys.js. */
(function () {
  "use strict";

  function typing(element) {
    return element.matches("input:not([type=radio]), textarea, select, [contenteditable]");
  }

  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("[data-screening]");
    if (!form) {
      return;
    }
    var answers = form.querySelectorAll('input[type="radio"][name="screening"]');
    document.addEventListener("keydown", function (event) {
      var off = window.localStorage.getItem("genveje") === "fra";
      if (off || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      var answer = answers[Number(event.key) - 1];
      if (answer) {
        answer.checked = true;
        answer.focus();
      } else if (event.key === "g") {
        form.requestSubmit();
      } else if (event.key === "n") {
        form.querySelector("[data-skip]").click();
      }
    });
  });
})();
