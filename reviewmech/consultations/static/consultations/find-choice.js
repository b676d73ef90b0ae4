// A box above a long list of choices: only those whose words hold what is typed, and those chosen, stay.
for (const list of document.querySelectorAll("[data-find-choice]")) {
  const box = document.createElement("input");
  box.type = "search";
  box.setAttribute("aria-label", list.dataset.findChoiceLabel);
  box.placeholder = list.dataset.findChoiceLabel;
  box.autocomplete = "off";
  box.className = "w-mb-4";

  const choices = [...list.querySelectorAll("label")].map((label) => ({
    row: label.parentElement,
    words: label.textContent.toLocaleLowerCase(),
    input: label.querySelector("input") ?? document.getElementById(label.htmlFor),
  }));

  const show = () => {
    const asked = box.value.trim().toLocaleLowerCase();
    for (const { row, words, input } of choices) {
      row.hidden = !words.includes(asked) && !input.checked;
    }
    for (const group of list.querySelectorAll("fieldset")) {
      group.hidden = !group.querySelector("div:not([hidden])");
    }
  };

  box.addEventListener("input", show);
  // Enter finds; it must not send the form.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.before(box);
}
