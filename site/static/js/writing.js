/* Comforts of writing: text pasted from Word, a rescued draft, a count of signs. The form works without. */
(function () {
  "use strict";

  // Pasted HTML becomes the signs that the form reads; what only Word needs is left out.
  var BLOCKS = /^(P|DIV|H[1-6]|LI|UL|OL|TABLE|TR|BLOCKQUOTE|SECTION|ARTICLE)$/;
  function inline(node) {
    var text = "";
    node.childNodes.forEach(function (child) {
      if (child.nodeType === 3) { text += child.data.replace(/[ \t\r\n]+/g, " "); return; }
      if (child.nodeType !== 1 || /^(STYLE|SCRIPT|META|TITLE|XML|O:P|DEL)$/.test(child.tagName)) return;
      if (/mso-list:\s*ignore/i.test(child.getAttribute("style") || "")) return;
      if (child.tagName === "BR") { text += "\n"; return; }
      if (/^(UL|OL|TABLE)$/.test(child.tagName)) return;
      var words = inline(child);
      var style = child.style || {};
      var bare = words.trim();
      if (!bare) { text += words; return; }
      if (child.tagName === "A" && /^https?:/.test(child.getAttribute("href") || "")) {
        var href = child.getAttribute("href").replace(/\s/g, "%20").replace(/\(/g, "%28").replace(/\)/g, "%29");
        words = bare === href ? bare : "[" + bare.replace(/[\[\]\n]/g, " ") + "](" + href + ")";
      } else if ((/^(B|STRONG)$/.test(child.tagName) && style.fontWeight !== "normal") || /^(bold|[6-9]00)$/.test(style.fontWeight || "")) {
        words = words.replace(bare, function () { return "**" + bare.replace(/\*\*/g, "") + "**"; });
      }
      text += words;
    });
    return text;
  }
  function blocks(node, lines) {
    var loose = document.createElement("p");
    function flush() {
      var text = inline(loose).trim();
      if (text) lines.push(text);
      loose.replaceChildren();
    }
    node.childNodes.forEach(function (child) {
      if (child.nodeType === 1 && BLOCKS.test(child.tagName)) {
        flush();
        block(child, lines);
      } else if (child.nodeType === 1 && child.querySelector("p, div, ul, ol, table, h1, h2, h3")) {
        flush();
        blocks(child, lines);
      } else {
        loose.append(child.cloneNode(true));
      }
    });
    flush();
  }
  function block(node, lines) {
    var heading = /^H([1-6])$/.exec(node.tagName);
    var text;
    if (heading) {
      text = inline(node).replace(/\*\*|\n/g, " ").trim();
      if (text) lines.push((heading[1] < 3 ? "## " : "### ") + text);
    } else if (/^(UL|OL)$/.test(node.tagName)) {
      list(node, lines);
    } else if (node.tagName === "TABLE") {
      var rows = [];
      node.querySelectorAll("tr").forEach(function (row) {
        var cells = Array.from(row.cells, function (cell) {
          return cell.textContent.replace(/\s+/g, " ").trim().replace(/\|/g, "\\|");
        });
        rows.push("| " + cells.join(" | ") + " |");
      });
      if (rows.length) lines.push(rows.join("\n"));
    } else if (node.querySelector("p, div, ul, ol, table, h1, h2, h3")) {
      blocks(node, lines);
    } else {
      text = inline(node).trim();
      var isItem = /mso-list:/i.test(node.getAttribute("style") || "") || /MsoListParagraph/.test(node.className);
      if (!text) return;
      var last = lines.length - 1;
      if (isItem && last >= 0 && /^- /.test(lines[last])) lines[last] += "\n- " + text;
      else lines.push(isItem ? "- " + text : text);
    }
  }
  function list(node, lines) {
    var items = [];
    (function gather(inner) {
      Array.from(inner.children).forEach(function (item) {
        if (/^(UL|OL)$/.test(item.tagName)) { gather(item); return; }
        var text = inline(item).replace(/\n/g, " ").trim();
        if (text) items.push((node.tagName === "OL" ? items.length + 1 + ". " : "- ") + text);
        item.querySelectorAll(":scope > ul, :scope > ol").forEach(gather);
      });
    })(node);
    if (items.length) lines.push(items.join("\n"));
  }
  function typed(html) {
    var lines = [];
    blocks(new DOMParser().parseFromString(html, "text/html").body, lines);
    return lines.join("\n\n");
  }

  document.querySelectorAll("textarea[data-text]").forEach(function (area) {
    area.addEventListener("paste", function (event) {
      var html = event.clipboardData && event.clipboardData.getData("text/html");
      if (!html || !/<(p|li|h[1-6]|table|b|strong|a)[\s>]/i.test(html)) return;
      var text = typed(html);
      if (!text) return;
      event.preventDefault();
      // The browser's own way, so that «отменить» takes the pasted text back.
      if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    var count = document.querySelector("[data-count]");
    var most = Number(area.dataset.text);
    function tell() {
      count.hidden = false;
      count.textContent = "Знаков: " + area.value.length.toLocaleString("ru") + " из " + most.toLocaleString("ru");
    }
    if (count) { area.addEventListener("input", tell); tell(); }
  });

  // Snapshots are sent as soon as they are chosen: one touch less.
  document.querySelectorAll("[data-upload]").forEach(function (input) {
    input.form.querySelector("[data-upload-button]").hidden = true;
    input.addEventListener("change", function () {
      if (input.files.length) input.form.requestSubmit(input.form.querySelector("[value=upload]"));
    });
  });

  // What was typed and not sent stays in this browser for a week, and is offered back.
  var WEEK = 7 * 24 * 3600 * 1000;
  function key(name) { return "napisat:" + name; }
  function kept(name) {
    try {
      var found = JSON.parse(localStorage.getItem(key(name)) || "null");
      return found && Date.now() - found.at < WEEK ? found : null;
    } catch (error) { return null; }
  }
  function forget(name) { try { localStorage.removeItem(key(name)); } catch (error) { /* no storage, nothing kept */ } }

  document.querySelectorAll("[data-forget]").forEach(function (form) {
    form.dataset.forget.split(" ").forEach(forget);
  });
  document.querySelectorAll("form[data-rescue]").forEach(function (form) {
    var name = form.dataset.rescue;
    var fields = Array.from(form.querySelectorAll("input[type=text], textarea:not([readonly])"));
    function now() {
      return Object.fromEntries(fields.map(function (field) { return [field.name, field.value]; }));
    }
    function same(values) {
      return fields.every(function (field) { return (values[field.name] || "").trim() === field.value.trim(); });
    }
    var found = kept(name);
    if (found && same(found.fields)) { forget(name); found = null; }
    if (found) {
      var note = document.createElement("div");
      note.className = "note note--important writing__rescue";
      note.setAttribute("role", "status");
      var words = document.createElement("p");
      words.textContent = "В этом браузере остался текст, который вы не сохранили: " +
        new Date(found.at).toLocaleString("ru", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }) + ".";
      var actions = document.createElement("div");
      actions.className = "actions";
      [["Вернуть его", function () {
        fields.forEach(function (field) {
          if (field.name in found.fields) {
            field.value = found.fields[field.name];
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
        });
      }], ["Забыть", function () { forget(name); }]].forEach(function (pair) {
        var button = document.createElement("button");
        button.type = "button";
        button.className = "button";
        button.textContent = pair[0];
        button.addEventListener("click", function () { pair[1](); note.remove(); fields[0].focus(); });
        actions.append(button);
      });
      note.append(words, actions);
      form.prepend(note);
    }
    var timer = 0;
    function keep() {
      if (!timer) return;
      clearTimeout(timer);
      timer = 0;
      try { localStorage.setItem(key(name), JSON.stringify({ at: Date.now(), fields: now() })); } catch (error) { /* full or forbidden */ }
    }
    form.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(keep, 500);
    });
    addEventListener("pagehide", keep);
  });
})();
