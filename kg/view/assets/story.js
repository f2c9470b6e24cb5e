// A story over the page: each step has a title, a text and a state of its own; the reader may leave it at any time.

function renderStory() {
  const step = DATA.story[state.step - 1];
  $("story").hidden = !step;
  if (!step) return;
  const kept = document.activeElement?.id;
  const button = (id, sign, key, act, off) => h("button", { type: "button", id, "aria-label": t(key), disabled: off, on: { click: act } }, sign);
  $("story").replaceChildren(
    h("p", { class: "fine" }, t("story.step", { n: state.step, all: DATA.story.length })),
    h("h2", {}, quoted(step.title)), ...step.text.split("\n\n").filter(Boolean).map((text) => h("p", {}, quoted(text))),
    h("p", { class: "act" }, button("story-back", "←", "story.back", () => tellStep(state.step - 1), state.step < 2),
      button("story-next", "→", "story.next", () => tellStep(state.step + 1), state.step >= DATA.story.length), button("story-end", "×", "story.end", () => tellStep(0))));
  if (kept?.startsWith("story-")) ($(kept).disabled ? $("story-end") : $(kept)).focus();
}

function tellStep(number) {
  if (number < 0 || number > DATA.story.length) return;
  const { language, theme } = state;
  const next = number ? fromHash(DATA.story[number - 1].state) : state;
  moved = false;
  change({ ...next, language, theme, step: number }, true);
}
