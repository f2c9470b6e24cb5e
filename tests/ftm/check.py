"""Checks entities (JSON Lines on stdin) by FollowTheMoney's own model. Run by the Python of `tests/ftm/.venv`.

Prints a JSON list of findings: the entity's id and what is wrong. Beside the schema's own validation, every value must
come back out of an entity that FollowTheMoney itself has read: what it cannot use it drops without a word.
"""

import json
import sys
from typing import Any

from followthemoney import EntityProxy, model
from followthemoney.exc import InvalidData

CHANGED = ("text", "name", "string", "html")
"""Types whose values FollowTheMoney may spell otherwise (white space, control characters), but not drop."""


def findings(entity: dict[str, Any]) -> list[str]:
    """What is wrong with an entity."""
    schema = model.get(entity["schema"])
    if schema is None:
        return [f"no schema {entity['schema']}"]
    try:
        schema.validate(entity)
    except InvalidData as error:
        return [str(error.errors)]
    if unknown := set(entity["properties"]) - set(schema.properties):
        return [f"no property of {schema.name}: {', '.join(sorted(unknown))}"]
    wrong = []
    read = EntityProxy.from_dict(entity, cleaned=False)
    for name, values in entity["properties"].items():
        back = read.get(name)
        kept = len(back) == len(set(values)) if schema.get(name).type.name in CHANGED else set(back) == set(values)
        if not kept:
            wrong.append(f"{name}: {values} became {back}")
    return wrong


if __name__ == "__main__":
    entities = (json.loads(line) for line in sys.stdin)
    sys.stdout.write(json.dumps([(one["id"], wrong) for one in entities if (wrong := findings(one))]))
