# SPDX-License-Identifier: MIT
"""For the tests of what the store survives: TAP, the program, and what a store must be like afterwards."""
import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

SOURCE = os.environ["top_srcdir"]
BUILD = os.environ["top_builddir"]
PROGRAM = BUILD + "/ziping"
SHIM = BUILD + "/tests/soak/faults.so"
EXAMPLE = SOURCE + "/data/examples/pingliang-2023-01.json"
os.environ.update(LANGUAGE="en", ZIPING_NOW="2024-03-01T08:00:00Z")


class Scratch:
    """A folder in memory, if there is one: what is killed here is the program, not the machine."""

    def __init__(self):
        memory = "/dev/shm"
        self.path = tempfile.mkdtemp(prefix="ziping-test-", dir=memory if os.access(memory, os.W_OK) else None)

    def __enter__(self):
        return self.path

    def __exit__(self, *unused):
        shutil.rmtree(self.path, ignore_errors=True)


class Tap:
    def __init__(self):
        self.cases = self.failures = 0

    def case(self, name, problems):
        """`problems`: sentences; none: it passed."""
        problems = list(problems)
        self.cases += 1
        self.failures += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.cases} - {name}")
        for line in problems[:20]:
            print("# " + str(line).replace("\n", "\n# "))
        if len(problems) > 20:
            print(f"# and {len(problems) - 20} more")
        sys.stdout.flush()

    def finish(self):
        print(f"1..{self.cases}")
        sys.exit(self.failures > 0)


class Fault:
    """The call number `at` below `folder` fails, and `calls` - 1 after it (0: all); after `rest` more the same again."""

    def __init__(self, folder, kind, at, calls=1, rest=0):
        self.kind, self.calls, self.rest = kind, calls, rest
        self.log = folder + ".reached"
        self.set = dict(LD_PRELOAD=SHIM, FAULT_FOLDER=folder, FAULT_KIND=kind, FAULT_AT=str(at),
            FAULT_CALLS=str(calls), FAULT_REST=str(rest), FAULT_LOG=self.log)

    def reached(self):
        """What failed first; "": the program made no such call."""
        try:
            with open(self.log) as log:
                what = log.read().strip()
            os.unlink(self.log)
            return what
        except FileNotFoundError:
            return ""


def ziping(store, *args, fault=None, keys=None, **how):
    how.setdefault("timeout", 60)
    return subprocess.run([how.pop("program", PROGRAM), "--store", store, *args], text=True, input=keys,
        capture_output=True, env={**os.environ, **(fault.set if fault else {})}, **how)


def complain(run):
    """What is wrong with how the program refused."""
    said = run.stderr.splitlines()
    if run.returncode != 4:
        yield f"exit status {run.returncode}: {run.stderr}"
    if len(said) != 1 or not said[0].startswith("ziping: ") or not any(c in said[0] for c in ";:("):
        yield f"not one sentence: {run.stderr!r}"


def check_store(store):
    run = ziping(store, "check-store")
    return [] if run.returncode == 0 else [f"check-store: {run.stdout}{run.stderr}"]


TABLES = ("form", "entry", "entry_row", "value", "step", "change", "draft", "revision", "review", "earlier",
    "entry_text")


def contents(store, leave_out=()):
    """All that a person stored; not who has it open, nor where somebody stood last."""
    db = sqlite3.connect(store)
    try:
        return {t: columns(db, t, ("focus",) if t == "entry" else ()) for t in TABLES
            if t not in leave_out and has_table(db, t)}
    finally:
        db.close()


def has_table(db, name):
    return db.execute("select count(*) from sqlite_schema where name = ?", (name,)).fetchone()[0]


def columns(db, table, but):
    names = [c[1] for c in db.execute(f"pragma table_info({table})") if c[1] not in but]
    return db.execute(f"select {', '.join(names)} from {table} order by 1, 2").fetchall()


def sound(store):
    """What SQLite itself says, by a program that knows nothing of ours."""
    db = sqlite3.connect(store)
    try:
        said = db.execute("pragma integrity_check").fetchone()[0]
        return [] if said == "ok" else [f"integrity check: {said}"]
    except sqlite3.DatabaseError as e:
        return [str(e)]
    finally:
        db.close()


def unpack(name, store):
    with gzip.open(f"{SOURCE}/tests/data/{name}") as packed, open(store, "wb") as plain:
        shutil.copyfileobj(packed, plain)
    os.chmod(store, 0o600)


NOBODY = 65534


def as_nobody(folder):
    """How to run a program that permissions mean something to, and the program, where it can reach it."""
    shutil.copy(PROGRAM, folder + "/ziping")
    os.chmod(folder, 0o755)
    if os.getuid() != 0:
        return dict(program=folder + "/ziping")
    os.chown(folder + "/store", NOBODY, NOBODY)
    for name in os.listdir(folder + "/store"):
        os.chown(f"{folder}/store/{name}", NOBODY, NOBODY)
    return dict(program=folder + "/ziping", user=NOBODY)


def options(default):
    """[SCALE] [SEED]: how much is done, and from which number the choices are drawn."""
    given = [int(a) for a in sys.argv[1:]]
    return (given + [default])[0], given[1] if len(given) > 1 else None
