/* The matrix by keyboard and with running counts: arrows move, x marks. Without it every box still works. */
(function () {
  "use strict";

  function boxesOf(cells) {
    return cells.map(function (cell) { return cell.querySelector('input[name="celle"]'); }).filter(Boolean);
  }

  function show(table, form) {
    var all = form.querySelector('input[name="alle"]');
    var columns = new Set(Array.from(table.querySelectorAll("thead input:checked")).map(function (box) {
      return box.dataset.column;
    }));
    var marked = 0;
    table.querySelectorAll("tbody tr").forEach(function (row) {
      var whole = row.querySelector("input[data-row]");
      Array.from(row.cells).forEach(function (cell) {
        var own = cell.querySelector('input[name="celle"]');
        var on = Boolean(own) && (all.checked || own.checked || whole.checked || columns.has(cell.dataset.column));
        cell.classList.toggle("matrix-marked", on);
        marked += on ? 1 : 0;
      });
    });
    form.querySelector("[data-matrix-count]").textContent = String(marked);
  }

  function beside(cell, key) {
    var row = cell.parentElement;
    var at = cell.cellIndex;
    if (key === "ArrowLeft" || key === "ArrowRight") {
      return row.cells[at + (key === "ArrowRight" ? 1 : -1)];
    }
    var rows = Array.from(row.closest("table").rows);
    var next = rows[rows.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
    return next && next.cells[at];
  }

  function move(table, event) {
    var cell = event.target.closest("td, th");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "x") {
      var box = cell.querySelector('input[type="checkbox"]');
      if (box) {
        box.click();
      }
      return;
    }
    if (!event.key.startsWith("Arrow")) {
      return;
    }
    event.preventDefault();
    var next = beside(cell, event.key);
    while (next && !next.querySelector("a, input")) {
      next = beside(next, event.key);
    }
    if (next) {
      next.querySelector("a, input").focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var table = document.querySelector("[data-matrix]");
    var form = table && table.closest("[data-matrix-form]");
    if (!table) {
      return;
    }
    table.addEventListener("keydown", function (event) { move(table, event); });
    if (form) {
      form.addEventListener("change", function (event) {
        var box = event.target;
        if (box.matches("input[data-row]")) {
          boxesOf(Array.from(box.closest("tr").cells)).forEach(function (each) { each.checked = false; });
        }
        show(table, form);
      });
      show(table, form);
    }
  });
})();
