"""The commands and what each takes: the one table that parsing, help and completion read."""

from dbstackc.base.record import record

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")
LEVELS = ("error", "warning", "advice", "never")


@record(frozen=True, slots=True)
class Flag:
    """An option.

    kind: switch, count (a switch that may be repeated), text, or many (text that may be repeated,
        or separated by commas). choices: the only values, if any. metavar: what its value is.
    """

    name: str
    doc: str
    kind: str = "switch"
    short: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    metavar: str = ""

    @property
    def key(self) -> str:
        """The name without dashes in front, as values are looked up."""
        return self.name.lstrip("-")

    @property
    def variable(self) -> str:
        """The environment variable that says the same."""
        return "DBSTACKC_" + self.key.replace("-", "_").upper()


@record(frozen=True, slots=True)
class Argument:
    """What stands by itself; of several only the last may be `many`."""

    name: str
    doc: str
    required: bool = False
    many: bool = False


@record(frozen=True, slots=True)
class Command:
    """One command: its first line of help, what it takes, and under which heading it is listed."""

    name: str
    doc: str
    group: str
    arguments: tuple[Argument, ...] = ()
    flags: tuple[Flag, ...] = ()


GLOBAL = (
    Flag("--directory", "Work in this folder.", "text", "-C", metavar="DIR"),
    Flag("--quiet", "Say less; twice, say nothing.", "count", "-q"),
    Flag("--verbose", "Say more; twice, show tracebacks.", "count", "-v"),
    Flag(
        "--color", "Colour what is drawn.", "text", choices=("auto", "always", "never"),
        default="auto",
    ),
    Flag("--no-progress", "Draw nothing while a run takes long."),
)  # fmt: skip

_FORMAT = Flag("--output-format", "How findings are told.", "text", choices=FORMATS, default="full")
_FAIL = Flag(
    "--fail-on", "The mildest finding that makes the exit code 1.", "text",
    choices=LEVELS, default="error",
)  # fmt: skip
_SELECT = Flag("--select", "Run only these rules.", "many", metavar="RULES")
_IGNORE = Flag("--ignore", "Do not run these rules.", "many", metavar="RULES")
_SINGLE = Flag("--single-host", "Put everything on this one machine.")
_STDIN = Flag("--stdin-filename", "What to call standard input.", "text", metavar="PATH")
_OUT = Flag("--out", "The folder of the bundle.", "text", "-o", default="out", metavar="DIR")
_AS = Flag(
    "--output-format", "How it is printed.", "text",
    choices=("full", "json", "markdown"), default="full",
)  # fmt: skip
_AS_JSON = Flag(
    "--output-format", "How it is printed.", "text", choices=("full", "json"), default="full"
)
_FILE = Argument("FILE", "A .dbs file, or - for standard input; the only one here if not said.")

EVERYDAY, UNDERSTAND = "Everyday", "Understand"

COMMANDS = (
    Command(
        "init", "Write a small stack to start from.", EVERYDAY,
        (Argument("DIR", "Where; here if not said."),),
        (Flag("--force", "Replace files that are there."),),
    ),
    Command(
        "check", "Tell what is wrong; write nothing.", EVERYDAY,
        (Argument("PATH", _FILE.doc, many=True),),
        (
            _FORMAT,
            Flag("--output-file", "Write findings to this file.", "text", "-o", metavar="PATH"),
            _SELECT, _IGNORE, _FAIL,
            Flag("--exit-zero", "Exit with 0 whatever is found."),
            _STDIN, _SINGLE,
        ),
    ),
    Command(
        "lint", "Tell what is wrong with files that exist, as one system.", EVERYDAY,
        (Argument("PATH", "Files and folders, or - for standard input; here if not said.",
                  many=True),),
        (
            _FORMAT,
            Flag("--output-file", "Write findings to this file.", "text", "-o", metavar="PATH"),
            Flag("--kind", "What kind of file they are; their content tells if not said.", "text",
                 metavar="KIND"),
            _SELECT, _IGNORE, _FAIL,
            Flag("--fix", "Make the fixes that keep what was meant, each proved."),
            Flag("--unsafe-fixes", "Make the others too."),
            Flag("--diff", "Write nothing; print what fixes would change, and exit with 1 if any "
                 "would."),
            Flag("--baseline", "Tell only what this file does not know.", "text", metavar="PATH"),
            Flag("--update-baseline", "Write the findings to the baseline, and tell none."),
            Flag("--exit-zero", "Exit with 0 whatever is found."),
            Flag("--isolated", "Read no dbstackc.toml and no pyproject.toml."),
            _STDIN,
        ),
    ),
    Command(
        "import", "Say in the language what files of a stack say that exists.", EVERYDAY,
        (Argument("PATH", "Files and folders of the stack.", True, many=True),),
        (
            Flag("--out", "Write it to this file.", "text", "-o", metavar="FILE"),
            Flag("--report", "Write what could not be carried to this file, as JSON.", "text",
                 metavar="FILE"),
            Flag("--force", "Replace the file if it is there."),
        ),
    ),
    Command(
        "build", "Compile a stack into a bundle of files for its engines.", EVERYDAY,
        (_FILE,),
        (
            _OUT, _SINGLE,
            Flag("--only", "Ask only these targets.", "many", metavar="TARGETS"),
            Flag("--targets", "Ask the targets of this folder too.", "text", metavar="DIR"),
            Flag("--check", "Write nothing; exit with 1 if the bundle is stale."),
            Flag("--diff", "Write nothing; print what would change, and exit with 1 if it would."),
            Flag("--dry-run", "Write nothing; list what would be written."),
            Flag("--stdout", "Print one file of the bundle instead.", "text", metavar="PATH"),
            Flag("--force", "Drop edits in the bundle, and build around files of others."),
            _FORMAT, _SELECT, _IGNORE, _FAIL, _STDIN,
        ),
    ),
    Command(
        "secrets", "Make passwords for a bundle, and lay each with the hosts that need it.",
        EVERYDAY, (_FILE,), (_OUT, _SINGLE, _STDIN),
    ),
    Command(
        "verify", "Ask the engines that are here what they make of a bundle.", EVERYDAY,
        (Argument("DIR", "The folder of a bundle; `out` if not said."),),
        (
            Flag("--require", "Checkers that must be here, or `all` that the bundle asks for.",
                 "many", metavar="CHECKERS"),
            Flag("--timeout", "Seconds that an engine may think about one file.", "text",
                 default="60", metavar="NUMBER"),
            _FORMAT,
            Flag("--output-file", "Write findings to this file.", "text", "-o", metavar="PATH"),
            _FAIL,
        ),
    ),
    Command(
        "lab", "Run a stack on this machine, load it, break it, and count what was lost.",
        EVERYDAY,
        (
            Argument(
                "ACTION", "One of `up`, `status`, `load`, `fault`, `run`, `drill`, `down`.", True
            ),
            Argument("FILE", "A .dbs file.", True),
            Argument(
                "WORD", "For `fault`: its name and what it takes, further ones after `and` and "
                "`then`; for `run`: a script of the bundle.", many=True,
            ),
        ),
        (
            Flag("--engine", "What `up` runs it on: namespaces, or the Docker engine of this "
                 "machine.", "text", choices=("namespaces", "docker"), default="namespaces"),
            Flag("--state", "The folder of the laboratory.", "text", metavar="DIR",
                 default="one for each file in /var/tmp/dbstackc-lab"),
            Flag("--seconds", "How long to load.", "text", default="20", metavar="NUMBER"),
            Flag("--writers", "How many write at once.", "text", default="4", metavar="NUMBER"),
            Flag("--cluster", "Which cluster to load.", "text",
                 default="by the routers if any runs, else the first with a user", metavar="NAME"),
            Flag("--fault", "Faults to make while it is loaded.", "text", metavar="TEXT"),
            Flag("--output-format", "How what came of a load or a drill is printed.", "text",
                 choices=("full", "json"), default="full"),
            _SINGLE,
        ),
    ),
    Command(
        "fmt", "Lay files out in the one style.", EVERYDAY,
        (Argument("PATH", ".dbs files or folders, or - for standard input.", many=True),),
        (
            Flag("--check", "Write nothing; exit with 1 if a file would change."),
            Flag("--diff", "Write nothing; print what would change, and exit with 1 if it would."),
            _STDIN,
        ),
    ),
    Command(
        "explain", "Explain a rule, a word, a method, an exit code, or a line of a bundle.",
        UNDERSTAND,
        (Argument(
            "WHAT", "As in port-taken, vip, mod, exit:3, out/hosts/vm1/compose.yml:14.", True
        ),),
        (_AS_JSON,),
    ),
    Command(
        "graph", "Draw the stack as a tree, from its addresses down to its nodes.", UNDERSTAND,
        (_FILE,), (_SINGLE, _STDIN),
    ),
    Command(
        "model", "Print the topology that a file means.", UNDERSTAND, (_FILE,),
        (
            Flag("--output-format", "How it is printed.", "text", choices=("json",),
                 default="json"),
            _SINGLE, _STDIN,
        ),
    ),
    Command(
        "route", "Tell where the rows of some keys live.", UNDERSTAND,
        (
            Argument("FILE", "A .dbs file, or - for standard input.", True),
            Argument("TABLE", "A table of it.", True),
            Argument("KEY", "Values of the column that chooses the shard.", True, many=True),
        ),
        (
            Flag("--schema", "The schema, where several have such a table.", "text",
                 metavar="NAME"),
            Flag("--output-format", "How it is printed.", "text", choices=("full", "json"),
                 default="full"),
            _STDIN,
        ),
    ),
    Command(
        "rules", "List what is checked.", UNDERSTAND, (),
        (
            _AS,
            Flag("--over", "Only rules over .dbs files, or over files that exist.", "text",
                 choices=("dbs", "files")),
        ),
    ),
    Command("words", "List the words of the language.", UNDERSTAND, (), (_AS,)),
    Command(
        "targets", "List the formats that are written.", UNDERSTAND, (),
        (Flag("--targets", "List those of this folder too.", "text", metavar="DIR"), _AS),
    ),
    Command(
        "doctor", "Tell what this installation has, and which engines are here.", UNDERSTAND,
        (), (_AS_JSON,),
    ),
    Command("version", "Tell which release this is.", UNDERSTAND, (), (_AS_JSON,)),
)  # fmt: skip


def command(name: str) -> Command | None:
    """Return a command by its name, or None."""
    return next((each for each in COMMANDS if each.name == name), None)
