// The summary of errors takes the focus, the comment is written in the direction of its language, and the
// browser asks before words typed are lost.
document.querySelector("[data-focus]")?.focus();

const form = document.querySelector("[data-comment-form]");
const language = form?.querySelector("select[name=language]");
let changed = false;

function turn() {
  for (const field of form.querySelectorAll("textarea[name=text]")) {
    field.lang = language.value;
    field.dir = language.value === "ar" ? "rtl" : "ltr";
  }
}

if (language) {
  language.addEventListener("change", turn);
  turn();
}

form?.addEventListener("input", () => { changed = true; });
for (const kept of ["submit", "saved"]) form?.addEventListener(kept, () => { changed = false; });
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
