/* Comforts only: every page works without this file. */
(function () {
  "use strict";

  // A video plays in its place, and only after a click that says where it comes from.
  document.querySelectorAll("[data-embed]").forEach(function (frame) {
    var link = frame.querySelector("a");
    if (!link) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.append(link.querySelector("svg").cloneNode(true));
    var words = document.createElement("span");
    var provider = frame.dataset.provider;
    words.textContent = provider ? "Смотреть здесь: загрузится с " + provider : "Смотреть здесь";
    button.append(words);
    button.addEventListener("click", function () {
      var player = document.createElement("iframe");
      player.src = frame.dataset.embed;
      player.title = "Видео: " + (frame.dataset.title || provider || "");
      player.allow = "fullscreen; encrypted-media; picture-in-picture";
      player.allowFullscreen = true;
      player.referrerPolicy = "strict-origin-when-cross-origin";
      frame.replaceChildren(player);
      player.focus();
    });
    link.replaceWith(button);
  });

  // Older browsers: the menu lies open on wide screens.
  var menu = document.querySelector(".menu");
  if (menu && !(window.CSS && CSS.supports("selector(::details-content)")) && matchMedia("(min-width: 60rem)").matches) {
    menu.open = true;
  }

  // What drops down closes by Escape, and by a click or the focus beside it.
  var drops = document.querySelectorAll(".drop, .menu");
  function isOverlay(drop) {
    return drop.open && !(drop.classList.contains("menu") && matchMedia("(min-width: 60rem)").matches);
  }
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    drops.forEach(function (drop) {
      if (!isOverlay(drop)) return;
      var inside = drop.contains(document.activeElement);
      drop.open = false;
      if (inside) drop.querySelector("summary").focus();
    });
  });
  function closeOthers(event) {
    drops.forEach(function (drop) {
      if (isOverlay(drop) && !drop.contains(event.target)) drop.open = false;
    });
  }
  document.addEventListener("click", closeOthers);
  document.addEventListener("focusin", closeOthers); // what has the focus must not lie under an open menu

  // Pictures that wait to come near would be white on paper.
  function hurry() {
    document.querySelectorAll("img[loading=lazy]").forEach(function (image) { image.loading = "eager"; });
  }
  window.addEventListener("beforeprint", hurry);

  // «Напечатать» is useless without scripts, so it is hidden until they run.
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      hurry();
      var come = Array.from(document.images, function (image) { return image.decode().catch(function () {}); });
      var enough = new Promise(function (resolve) { setTimeout(resolve, 5000); });
      Promise.race([Promise.all(come), enough]).then(function () { window.print(); });
    });
  });

  // A form is sent once.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || "download" in form.dataset) return;  // a file leaves the page standing
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
})();
