"""PHP: classes by their full names, functions that files declare, and included files.

Sources: https://www.php.net/manual/en/language.namespaces.rules.php for names,
https://getcomposer.org/doc/04-schema.md#autoload for where classes are.

References are `c:Full\\Name` for a class and `t:Full\\Name` for one that a text names, `f:name` for a function, with a
bar where PHP tries a second one, and `beside:path`, `path:path` and `end:path` for included files. Names are the
classes, and the functions as `f:name`.
"""

from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression
from riskcheck.graph.facts import Facts
from riskcheck.graph.languages.php.classes import Classes as Classes
from riskcheck.graph.languages.php.classes import resolver as resolver
from riskcheck.graph.languages.php.code import code
from riskcheck.graph.languages.php.includes import included
from riskcheck.graph.languages.php.names import Names

CONFIGURATION: Final = ("composer.json",)

# Forms that begin with plain letters, or one of few, are searched for many times faster; what stands before the first
# character is looked at once that fits.
_DECLARED: Final = tuple(
    expression(
        word
        + rb"(?<![\w$>:\\]"
        + word
        + rb")[ \t\r\n]++(?P<name>[A-Za-z_]\w*+)(?=[ \t\r\n]*+(?:\{|extends|implements|:))"
    )
    for word in (b"class", b"interface", b"trait", b"enum")
)
_FUNCTION = expression(rb"function(?<!\wfunction)[ \t]++&?(?P<name>[A-Za-z_]\w*+)[ \t]*+\(")
_CLASS: Final = (
    expression(rb"[A-Z](?<![\w$>\\]\w)(?<!::\w)\w*+(?:\\\w++)*+"),
    expression(rb"\\(?<!\w\\)[A-Za-z_]\w*+(?:\\\w++)*+"),
)
_LOWER: Final = (expression(rb"new[ \t]++([a-z_]\w*+)"), expression(rb"extends[ \t]++([a-z_]\w*+)"))
_CALL = expression(rb"[a-z_](?<![\w$>\\]\w)(?<!::\w)\w*+(?:\\\w++)*+(?=\()")
_TEXT = expression(rb"[\"']\\{0,2}(?P<name>[A-Z]\w*+(?:\\{1,2}[A-Z]\w*+)++)(?=[\"'@:])")
# The most common functions that are PHP's own: https://www.php.net/manual/en/funcref.php
_OWN: Final = (
    b"abs addslashes array_chunk array_column array_combine array_diff array_diff_key array_fill array_fill_keys "
    b"array_filter array_flip array_intersect array_intersect_key array_key_exists array_key_first array_key_last "
    b"array_keys array_map array_merge array_pad array_pop array_product array_push array_replace array_reverse "
    b"array_search array_shift array_slice array_splice array_sum array_unique array_unshift array_values array_walk "
    b"asort base64_decode base64_encode basename bin2hex call_user_func call_user_func_array ceil chmod chr "
    b"class_exists clearstatcache compact constant copy count current date define defined dirname end error_log "
    b"error_reporting explode extension_loaded extract fclose feof fgets file_exists file_get_contents "
    b"file_put_contents filemtime filesize floor fopen fread func_get_args function_exists fwrite get_class "
    b"get_object_vars gettype gmdate hash header headers_sent html_entity_decode htmlspecialchars http_build_query "
    b"implode in_array ini_get ini_set interface_exists intval is_a is_array is_bool is_callable is_dir is_file "
    b"is_float is_int is_null is_numeric is_object is_readable is_resource is_scalar is_string is_subclass_of "
    b"is_writable iterator_to_array join json_decode json_encode key ksort lcfirst ltrim max mb_strlen mb_strtolower "
    b"mb_substr md5 method_exists microtime min mkdir mt_rand next number_format ob_end_clean ob_get_clean ob_start "
    b"ord parse_str parse_url pathinfo preg_match preg_match_all preg_quote preg_replace preg_replace_callback "
    b"preg_split printf property_exists rand random_int range rawurlencode realpath reset rmdir round rtrim serialize "
    b"sha1 sleep sort spl_object_hash sprintf str_contains str_ends_with str_pad str_repeat str_replace str_split "
    b"str_starts_with strcmp strip_tags stripos stripslashes strlen strpos strrpos strstr strtolower strtotime "
    b"strtoupper strtr strval substr substr_count sys_get_temp_dir tempnam time touch trigger_error trim ucfirst "
    b"ucwords uksort uniqid unlink unserialize urldecode urlencode usleep usort var_dump var_export version_compare"
)
_KEYWORDS: Final = frozenset(
    b"and array catch class declare die echo elseif empty eval exit fn for foreach function if include include_once "
    b"isset list match new or print require require_once return switch unset use while xor parent self static".split()
)
_NO_FUNCTIONS: Final = _KEYWORDS.union(_OWN.split())
_NO_CLASSES: Final = frozenset((b"NULL", b"TRUE", b"FALSE", b"PHP_EOL"))
# What stands before a name that is no call.
_MEANS_OTHER: Final = (b"function ", b"new ")
_LONGEST: Final = 300
_CAPITALS: Final = 6


def extract(content: bytes) -> Facts:
    """The classes, functions and files that a file uses, by the names that its namespace and imports make of them."""
    reading = _Reading(content)
    declared = tuple(dict.fromkeys(reading.declared()))
    own = {name if name.startswith("f:") else f"c:{name}" for name in declared}
    found: dict[str, int] = {}
    for start, name in sorted(reading.found()):
        if name not in own:
            found.setdefault(name, start)
    references: dict[str, int] = {}
    place, line = 0, 1
    for name, start in found.items():
        line += content.count(b"\n", place, start)
        place = start
        references[name] = line
    return Facts(references, declared, reading.computed)


class _Reading:
    """One file that is being read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._text = code(content)
        types = (match for form in _DECLARED for match in form.finditer(self._text))
        self._types = sorted((match.start(), match["name"].decode("utf-8", "replace")) for match in types)
        self._first = self._types[0][0] if self._types else len(content)
        self._names = Names(self._text, self._first)
        self.computed = False

    def found(self) -> Iterator[tuple[int, str]]:
        """What the file refers to, with the place."""
        yield from ((start, f"c:{name}") for start, name in self._names.imported)
        yield from self._classes()
        yield from self._functions()
        yield from self._includes()
        for match in _TEXT.finditer(self._content) if b"\\" in self._content else ():
            if len(match[0]) <= _LONGEST:
                yield match.start(), "t:" + match["name"].replace(b"\\\\", b"\\").decode("utf-8", "replace")

    def declared(self) -> Iterator[str]:
        """The classes and functions that the file declares."""
        yield from (self._names.within(start, name) for start, name in self._types)
        for match in _FUNCTION.finditer(self._text):
            start = match.start()
            before = self._text[max(0, start - 60) : start].rpartition(b"\n")[2]
            if not before or (start < self._first and not before.strip()):
                yield "f:" + self._names.within(start, match["name"].decode("utf-8", "replace"))

    def _classes(self) -> Iterator[tuple[int, str]]:
        text = self._names.rest
        seen: set[bytes] = set()
        for match in (match for form in _CLASS for match in form.finditer(text)):
            name, start, end = match[0], match.start(), match.end()
            if name in seen or len(name) > _LONGEST:
                continue
            if self._names.single:
                seen.add(name)
            if text[end : end + 1] == b"(" and name[:1] == b"\\" and name.rpartition(b"\\")[2][:1].islower():
                if name[1:] not in _NO_FUNCTIONS:
                    yield start, f"f:{name[1:].decode('utf-8', 'replace')}"
            elif self._is_class(name, text[end : end + 2]):
                yield start, f"c:{self._names.whole(start, name.decode('utf-8', 'replace'))}"
        for match in (match for form in _LOWER for match in form.finditer(text)):
            if match[1] not in _KEYWORDS:
                yield match.start(), f"c:{self._names.whole(match.start(), match[1].decode('utf-8', 'replace'))}"

    def _is_class(self, name: bytes, after: bytes) -> bool:
        """Whether a name can be that of a class, at a first look: most that are all capitals are constants."""
        return name not in _NO_CLASSES and (len(name) < _CAPITALS or after == b"::" or not name.isupper())

    def _functions(self) -> Iterator[tuple[int, str]]:
        text = self._names.rest
        seen = set(_NO_FUNCTIONS)
        for match in _CALL.finditer(text):
            name, start = match[0], match.start()
            if name not in seen and not text[max(0, start - 9) : start].endswith(_MEANS_OTHER):
                seen.add(name)
                yield start, f"f:{self._names.function(start, name.decode('utf-8', 'replace'))}"

    def _includes(self) -> Iterator[tuple[int, str]]:
        for start, name in included(self._content, self._text):
            if name:
                yield start, name
            else:
                self.computed = True
