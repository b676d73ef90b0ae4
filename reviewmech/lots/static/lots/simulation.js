// How far a simulation is, every two seconds, until it ends; then the page is read again, with its figures.
const EVERY = 2_000;
const LONGEST = 30_000; // between two tries while the server does not answer
const part = document.querySelector("[data-simulation-progress]");
let pause = EVERY;

function show({ words, sets }) {
  const line = part.querySelector("[data-words]");
  if (line.textContent !== words) line.textContent = words; // a status is read out when it changes
  part.querySelectorAll("[data-set]").forEach((item, number) => {
    item.querySelector("progress").value = sets[number].done;
    item.querySelector("[data-done]").textContent = sets[number].words;
  });
}

async function look() {
  try {
    const answer = await fetch(part.dataset.simulationProgress, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const progress = await answer.json();
    show(progress);
    if (progress.ended) {
      location.reload();
      return;
    }
    pause = EVERY;
  } catch {
    pause = Math.min(2 * pause, LONGEST);
  }
  setTimeout(look, pause);
}

if (part) setTimeout(look, pause);
