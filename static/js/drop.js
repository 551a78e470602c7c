/* A file dropped on a question goes to the question's own form. Without JavaScript the form has a field and a button. */
(function () {
  "use strict";

  /* The part of a question that takes files: beneath the question, or the question itself. */
  function target(event) {
    var over = event.target.closest && event.target.closest(".question, [data-drop]");
    if (!over) {
      return null;
    }
    var taking = over.matches("[data-drop]") ? over : over.nextElementSibling;
    return taking && taking.matches("[data-drop]") ? taking : null;
  }

  function hasFiles(event) {
    return event.dataTransfer && Array.from(event.dataTransfer.types).indexOf("Files") !== -1;
  }

  function clear() {
    document.querySelectorAll(".is-dropping").forEach(function (each) { each.classList.remove("is-dropping"); });
  }

  document.addEventListener("dragover", function (event) {
    if (!hasFiles(event)) {
      return;
    }
    event.preventDefault(); // a file that misses does not open in the question's place
    clear();
    var taking = target(event);
    if (taking) {
      taking.classList.add("is-dropping");
    }
  });

  document.addEventListener("dragleave", clear);

  document.addEventListener("drop", function (event) {
    if (!hasFiles(event)) {
      return;
    }
    event.preventDefault();
    clear();
    var taking = target(event);
    var form = taking && document.getElementById(taking.dataset.drop);
    var input = taking && taking.querySelector("input[type='file']");
    if (!form || !input || !event.dataTransfer.files.length) {
      return;
    }
    taking.querySelector("details").open = true;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
})();
