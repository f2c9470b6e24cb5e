// Checks Cypher statements (a JSON list on stdin) by Neo4j's own grammar, as Cypher 5 and as Cypher 25.
// Prints a JSON list of findings: statement's place, version, severity (1 an error), line, message.
import { lintCypherQuery } from "@neo4j-cypher/language-support";
import { readFileSync } from "node:fs";

const statements = JSON.parse(readFileSync(0, "utf8"));
const parameters = { rows: [], own: "", load: "", many: 1, batches: 1, complete: true };
const findings = [];
for (const version of ["CYPHER 5", "CYPHER 25"]) {
  statements.forEach((text, place) => {
    for (const one of lintCypherQuery(text, { defaultLanguage: version, parameters }).diagnostics) {
      findings.push({ place, version, severity: one.severity, line: one.range.start.line + 1, message: one.message });
    }
  });
}
console.log(JSON.stringify(findings));
