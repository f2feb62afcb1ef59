/* An eye beside every field of a password: what was typed can be read before it is sent. */
(function () {
  "use strict";

  var sprite = document.querySelector("use").getAttribute("href").split("#")[0];
  document.querySelectorAll("main input[type=password]").forEach(function (field) {
    var box = document.createElement("span");
    var button = document.createElement("button");
    box.className = "password";
    button.type = "button";
    button.className = "password__show";
    field.replaceWith(box);
    box.append(field, button);

    function show(open) {
      field.type = open ? "text" : "password";
      button.setAttribute("aria-label", open ? "Скрыть пароль" : "Показать пароль");
      button.innerHTML = '<svg class="icon" aria-hidden="true"><use href="' + sprite + (open ? "#eye-off" : "#eye") + '"></use></svg>';
    }
    show(false);
    button.addEventListener("click", function () { show(field.type === "password"); });
    // Sent as a password, so that the browser keeps it as one and remembers it in no list of typed words.
    field.form.addEventListener("submit", function () { show(false); });
  });
})();
