"""Load the YAML declarations strictly: a duplicate key, an unknown word or a missing entry stops the run with its place."""

import difflib
import string
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from gouji.declared.locations import shipped


class DeclarationError(ValueError):
    """A declaration is wrong: the message names the file, the entry, the wrong word and the nearest right one."""


class Entry(BaseModel):
    """One mapping of a declaration file; any key that the model does not name is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


EntryT = TypeVar("EntryT", bound=Entry)


def declarations_dir(chosen: Path | None = None) -> Path:
    """The folder of declarations: the chosen one, else the one that ships with Gouji.

    Raises DeclarationError where the chosen path is not a folder.
    """
    if chosen is None:
        return shipped("expectations")
    if not chosen.is_dir():
        raise DeclarationError(f"{chosen}: not a folder of declarations; expected one laid out like expectations/")
    return chosen


class _StrictLoader(yaml.CSafeLoader):
    """YAML that refuses a key given twice, which PyYAML would silently settle for the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key: Hashable = self.construct_object(key_node, deep=True)  # pyright: ignore[reportUnknownMemberType]
            if key in seen:
                mark = key_node.start_mark
                raise DeclarationError(f"{mark.name}, line {mark.line + 1}: key {key!r} is given twice; keep one")
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """The content of one declaration file. Raises DeclarationError if it is missing or not YAML."""
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=_StrictLoader)  # noqa: S506 - a safe loader, made stricter
    except FileNotFoundError as error:
        raise DeclarationError(f"{path}: this declaration file is missing") from error
    except yaml.YAMLError as error:
        raise DeclarationError(f"{path}: not readable as YAML: {error}") from error


def parse(model: type[EntryT], data: Any, where: str) -> EntryT:
    """`data` as a `model`. Raises DeclarationError naming every entry that does not fit."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = "; ".join(_explain(model, data, detail) for detail in error.errors())
        raise DeclarationError(f"{where}: {problems}") from error


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """`words` so that the first that fits is the longest."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


Positive = Annotated[int, Field(ge=1)]

# Puts a list of words in that order as it is loaded.
LONGEST_FIRST = AfterValidator(lambda words: list(longest_first(words)))


def checked_by(check: Callable[[str], str]) -> AfterValidator:
    """Accept what `check` returns; it raises ValueError for what is wrong."""
    return AfterValidator(check)


def places_for(*names: str) -> AfterValidator:
    """Accept a sentence only if it has a place for each of `names` and for nothing else."""

    def check(sentence: str) -> str:
        found = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
        if found != set(names):
            raise ValueError(f"needs exactly the places {', '.join(f'{{{name}}}' for name in names)}")
        return sentence

    return AfterValidator(check)


def places_among(*names: str) -> AfterValidator:
    """Accept a sentence whose places are all among `names`; it need not have each of them."""

    def check(sentence: str) -> str:
        for _, name, _, _ in string.Formatter().parse(sentence):
            if name is not None and name not in names:
                raise ValueError(f"unknown place {{{name}}}{suggestion(name, names)}")
        return sentence

    return AfterValidator(check)


def _explain(model: type[Entry], data: Any, detail: ErrorDetails) -> str:
    location = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        word = str(detail["loc"][-1])
        near = suggestion(word, _known_keys(model, detail["loc"][:-1]))
        return f"{location}: unknown key {word!r}{near}"
    if detail["type"] == "missing":
        return f"{location}: missing"
    return f"{location}: {detail['msg']}, found {detail['input']!r}"


def _known_keys(model: type[Entry], location: Iterable[int | str]) -> set[str]:
    """The keys that the mapping at `location` may have, to suggest the nearest right word from."""
    models = {model}
    for part in location:
        # Ranks of lists and keys of free mappings lead to the same models.
        fields = [one.model_fields[part] for one in models if isinstance(part, str) and part in one.model_fields]
        models = {inner for field in fields for inner in _entries_in(field.annotation)} or models
    return {name for one in models for name in one.model_fields}


def _entries_in(kind: object) -> Iterator[type[Entry]]:
    if isinstance(kind, type) and issubclass(kind, Entry):
        yield kind
    else:
        for inner in get_args(kind):
            yield from _entries_in(inner)


def suggestion(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the known word nearest to `word`, or the list of known words where none is near."""
    choices = sorted(set(known))
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known here: {', '.join(choices)}" if choices else ""


def yaml_files(folder: Path) -> Iterator[Path]:
    """The declaration files of a folder in a fixed order. Raises DeclarationError where there is none."""
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise DeclarationError(f"{folder}: no declaration file (*.yml) here")
    yield from files
