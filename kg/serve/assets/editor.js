// YASQE over the plain editor: the same form sends what is typed, so that results come as without scripts.

const area = document.querySelector("textarea[name=query]"), box = document.createElement("div");
const terms = area.dataset.terms.split(" "), prefixes = JSON.parse(area.dataset.prefixes), before = /[\w-]*:?[\w-]*$/;
box.id = "yasqe";
area.closest("label").after(box);
area.closest("label").hidden = true;

// Terms that hold what is typed, those that begin with it first.
function matching(typed) {
  const at = (term) => term.toLowerCase().indexOf(typed);
  return terms.filter((term) => at(term) >= 0).sort((one, other) => (at(one) > 3) - (at(other) > 3));
}

Yasqe.registerAutocompleter({
  name: "kg", bulk: false, autoShow: false,
  isValidCompletionPosition: (editor) => before.exec(editor.getLine(editor.getCursor().line).slice(0, editor.getCursor().ch))[0].length > 1,
  get: (_, token) => matching(token.string.toLowerCase().replace(/^.*:/, "")),
}, false);
Yasqe.defaults.autocompleters = ["variables", "kg"]; // the others ask servers elsewhere

const editor = new Yasqe(box, {
  value: area.value, persistenceId: null, createShareableLink: null, showQueryButton: false, resizeable: true, editorHeight: "260px",
  prefixCcApi: null, screenReaderLabel: "SPARQL",
  extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => area.form.requestSubmit(), "Cmd-Enter": () => area.form.requestSubmit() },
});

let declaring = false; // what is written out changes the text in turn

// Prefixes that the server knows anyway are written out where they are used, so that the query runs elsewhere too.
function declare() {
  if (declaring) return;
  declaring = true;
  const text = editor.getValue(), there = editor.getPrefixesFromQuery();
  const wanted = Object.keys(prefixes).filter((name) => !(name in there) && new RegExp(`(^|[^\\w<:/])${name}:`).test(text));
  if (wanted.length) editor.addPrefixes(Object.fromEntries(wanted.map((name) => [name, prefixes[name]])));
  declaring = false;
}
editor.on("change", declare);
declare();
area.form.addEventListener("submit", () => { area.value = editor.getValue(); });
