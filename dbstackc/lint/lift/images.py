"""Images that are built: what their Dockerfiles say, called what they are built as."""

from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath

from dbstackc.lint.facts.image import Built, Recipe
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, statement, text, value, word
from dbstackc.lint.registry import original
from dbstackc.syntax.tree import Statement, Text, Word


def images(draft: Draft) -> Iterator[Statement]:
    """Yield a statement for each image whose Dockerfile says no more than the language can."""
    recipes: dict[str, list[Recipe]] = {}
    for recipe in draft.stack.all(Recipe):
        recipes.setdefault(dirname(normpath(recipe.span.source.name)), []).append(recipe)
    told: set[str] = set()
    for built in draft.stack.all(Built):
        place = normpath(join(dirname(built.span.source.name), built.folder.text))
        found = recipes.get(place, [])
        if len(found) != 1 or not found[0].is_ours or found[0].base is None:
            continue
        draft.used |= {id(built), id(found[0])}
        if built.name.text not in told:
            told.add(built.name.text)
            yield _image(draft, built, found[0], is_first=len(told) == 1)


def _image(draft: Draft, built: Built, recipe: Recipe, *, is_first: bool) -> Statement:
    at = recipe.name.span
    name = draft.names.take(basename(dirname(normpath(recipe.span.source.name))), "image")
    tag = built.name
    if draft.hub and tag.text.startswith(f"{draft.hub}/"):
        tag = Said(original(tag.text.partition("/")[2]), tag.span)
    clauses = [clause("as", text(tag))]
    if recipe.by != "plain":
        clauses.append(clause("by", Word(recipe.by, at)))
    return statement(
        "image", at, [value(Word(name, at))], clauses, list(_block(recipe)), blank=is_first
    )


def _block(recipe: Recipe) -> Iterator[Statement]:
    if recipe.base is not None:
        yield statement("base", recipe.base.span, [value(text(recipe.base))])
    if recipe.packages:
        names = [word(each) for each in recipe.packages]
        yield statement("packages", names[0].span, [value(*names)])
    if recipe.archive is not None:
        yield statement("archive", recipe.archive.span, [value(text(recipe.archive))])
    if recipe.checksum is not None:
        yield statement("sha256", recipe.checksum.span, [value(word(recipe.checksum))])
    for line in recipe.rest:
        yield statement("verbatim", line.span, [value(Text(line.text, line.span))])
