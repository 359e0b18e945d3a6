// Comfort only: the page is whole without it. It filters by actor, sorts the table and lights up a node's arrows.
(function () {
  "use strict";
  var doc = document, each = function (q, f, in_) { Array.prototype.forEach.call((in_ || doc).querySelectorAll(q), f); };
  each("table[data-sortable]", function (table) {
    each("thead th", function (head, column) {
      if (!head.textContent.trim() || head.hasAttribute("data-plain")) return;
      var button = doc.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") !== "descending", body = table.tBodies[0];
        each("th[aria-sort]", function (other) { other.removeAttribute("aria-sort"); }, table);
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var value = function (row) {
          var cell = row.cells[column], v = cell.getAttribute("data-v");
          return v === null ? cell.textContent.trim().toLowerCase() : v === "" ? -Infinity : parseFloat(v);
        };
        Array.prototype.slice.call(body.rows).sort(function (a, b) {
          var x = value(a), y = value(b), order = x < y ? -1 : x > y ? 1 : 0;
          return down ? -order : order;
        }).forEach(function (row) { body.appendChild(row); });
      });
    }, table);
  });
  var tools = doc.getElementById("tools"), choice = doc.getElementById("actor");
  if (tools && choice) {
    tools.hidden = false;
    choice.addEventListener("change", function () {
      var code = choice.value, has = function (list) { return !code || (list || "").split(" ").indexOf(code) >= 0; };
      each("[data-actors]", function (row) { row.hidden = !has(row.getAttribute("data-actors")); });
      each(".article .s", function (s) { s.classList.toggle("dim", !has(s.getAttribute("data-codes"))); });
    });
  }
  each(".eq-network", function (svg) {
    each(".eq-node", function (node) {
      var code = node.getAttribute("data-code");
      var light = function (on) {
        each(".eq-tie", function (tie) {
          var mine = tie.getAttribute("data-a") === code || tie.getAttribute("data-b") === code;
          tie.classList.toggle("dim", on && !mine);
        }, svg);
      };
      node.addEventListener("mouseenter", function () { light(true); });
      node.addEventListener("mouseleave", function () { light(false); });
    }, svg);
  });
})();
