/* Keys (WebAuthn): buttons appear where the browser can, and what did not come off is said in words. */
(function () {
  "use strict";

  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("[data-passkey]").forEach(function (part) { part.hidden = false; });
  document.querySelectorAll("[data-passkey-without]").forEach(function (part) { part.hidden = true; });

  var WORDS = {
    NotAllowedError: "Не получилось: запрос отменили или вышло время. Попробуйте ещё раз.",
    InvalidStateError: "Этот ключ уже добавлен.",
    SecurityError: "Ключи работают только по адресу сайта с https: откройте сайт по его обычному адресу.",
    NotSupportedError: "Это устройство так не умеет. Попробуйте другое или приложение с кодами."
  };
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    var name = event.detail.exception && event.detail.exception.name;
    document.querySelectorAll("[data-passkey-trouble]").forEach(function (part) {
      part.textContent = WORDS[name] || "Не получилось. Попробуйте ещё раз или войдите другим способом.";
      part.hidden = false;
    });
  });
})();
