// The transcript is read and checked in this browser: nothing leaves it. Needs verifyLots of verify_lots.js.
(() => {
  const zone = document.querySelector("[data-verify]");
  const place = document.querySelector("[data-verdict]");
  const words = JSON.parse(document.getElementById("verify-words").textContent);
  const input = zone.querySelector("input");
  let asked = 0;

  // "The bowl of %(slot)s" with what a verdict says in place of the name.
  function filled(sentence, parameters) {
    return sentence.replace(/%\((\w+)\)s/g, (name, key) => String(parameters[key] ?? name));
  }

  function element(name, className, text, attributes = {}) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function paragraph(className, text) {
    return element("p", `verdict__${className}`, text);
  }

  function right(verdict) {
    const draw = words.draws[verdict.hash];
    return [
      paragraph("title", words.right),
      paragraph(verdict.kind === "simulation" ? "kind verdict__kind--simulation" : "kind", words[verdict.kind] ?? ""),
      paragraph("label", words.hash),
      element("code", "verdict__hash", verdict.hash, { dir: "ltr", translate: "no" }),
      paragraph("known", draw ? filled(words.known, { name: draw }) : words.unknown),
    ];
  }

  function wrong(verdict) {
    const sentence = words.sentences[verdict.code] ?? verdict.code;
    return [
      paragraph("title", verdict.line ? filled(words.wrong, verdict) : words.unreadable),
      paragraph("sentence", filled(sentence, verdict.parameters ?? {})),
    ];
  }

  function show(kind, name, lines) {
    place.className = `verdict verdict--${kind}`;
    place.replaceChildren(element("p", "verdict__file", name, { dir: "auto", translate: "no" }), ...lines);
  }

  async function check(file) {
    const number = ++asked;
    show("waiting", file.name, [paragraph("title", words.checking)]);
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      await new Promise((resolve) => { setTimeout(resolve, 30); }); // the browser shows that it is at work
      if (number !== asked) return; // another file was chosen meanwhile
      const verdict = verifyLots(bytes);
      show(verdict.ok ? "right" : "wrong", file.name, verdict.ok ? right(verdict) : wrong(verdict));
    } catch (error) {
      console.error(error);
      show("wrong", file.name, [paragraph("title", words.failed)]);
    }
  }

  // A file that misses the field would be opened in place of the page.
  for (const name of ["dragover", "drop"]) {
    addEventListener(name, (event) => {
      if (event.target !== input) event.preventDefault();
    });
  }
  addEventListener("drop", (event) => {
    const file = event.target !== input && event.dataTransfer?.files[0];
    if (file) check(file);
  });
  for (const name of ["dragenter", "dragleave", "drop"]) {
    input.addEventListener(name, () => { zone.classList.toggle("drop--over", name === "dragenter"); });
  }
  input.addEventListener("change", () => {
    const [file] = input.files;
    input.value = ""; // the same file, changed, can be chosen again
    if (file) check(file);
  });
  zone.hidden = false;
})();
