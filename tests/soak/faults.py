# SPDX-License-Identifier: MIT
"""Each call that writes fails in turn: a clear message, nothing lost or half-done, and work goes on.

usage: faults.py [EVERY]        each EVERYth call of a command fails; 1: each, in every way"""
import glob
import os
import shutil

from harness import *

EVERY, _ = options(29)
KINDS = ("full", "error", "short", "kill")
SCRIPT = """open 1
goto project
text 经费
key Enter
goto indicators[2].actual
text 12
key Enter
key Ctrl+N
text 新增指标
key Enter
key Ctrl+Z
key Ctrl+Z
key Ctrl+Y
goto goals.actual
text 已完成
key Enter
key Ctrl+S
key Ctrl+S
key Ctrl+S
key Ctrl+S
"""


def commands(place):
    """NAME, ARGUMENTS, the files they write; %s is the folder."""
    return [
        ("new", ["new", "ningxia-project", "--year", "2024", "project=会议"], []),
        ("set", ["set", "1", "project=经费", "funds.fiscal.executed=20"], []),
        ("import", ["import", SOURCE + "/data/examples/ningxia-2023-01.json"], []),
        ("sign", ["sign", "1"], []),
        ("print", ["print", "1", "-o", place + "/out.txt"], ["out.txt"]),
        ("export", ["export", "--all", "--format", "json", "-o", place + "/out.json"], ["out.json"]),
        ("backup", ["backup", place + "/copy.db"], ["copy.db"]),
        ("backup --daily", ["backup", "--daily"], ["backups/ziping.db.2024-03-01"]),
        ("restore", ["restore", place + "/backup.db"], []),
    ]


# Beside the store: its journal, its locks.
OWN = {"ziping.db", "ziping.db-wal", "ziping.db-shm", "ziping.db-holders", "ziping.db-journal", "backup.db", "backups"}
# What restoring replaced.
REPLACED = "ziping.db.2024-03-01-1600"


def files(place):
    return {os.path.relpath(f, place) for f in glob.glob(place + "/**", recursive=True, include_hidden=True)} - {"."}


def is_text(path):
    return not path.endswith(".db") and "backups" not in path


class Place:
    """A fresh copy of the same store, for each try."""

    def __init__(self, folder):
        self.made, self.path = folder + "/made", folder + "/place"
        os.mkdir(self.made)
        run = ziping(self.made + "/ziping.db", "import", EXAMPLE)
        assert run.returncode == 0, run.stderr
        ziping(self.made + "/ziping.db", "backup", self.made + "/backup.db")
        ziping(self.made + "/ziping.db", "set", "1", "project=旧")
        self.store = self.path + "/ziping.db"
        self.fresh()
        self.before = contents(self.store)

    def fresh(self):
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self.made, self.path)


def tries(place, run):
    """run(fault) gives problems; until one runs through.  What is wrong, and how many faults there were."""
    problems, count = [], 0
    for number, kind in enumerate(KINDS):
        for calls, rest in ((1, 0),) if kind == "kill" else ((1, 0), (3, 0), (0, 0), (2, 25)):
            at = 1 + (number + calls) % EVERY
            while True:
                place.fresh()
                fault = Fault(place.path, kind, at, calls, rest)
                found = list(run(fault))
                reached = fault.reached()
                if not reached:
                    break
                problems += [f"{kind} {calls}/{rest} {reached}: {p}" for p in found]
                count += 1
                at += EVERY
    return problems, count


def command(tap, place, name, arguments, outputs):
    place.fresh()
    good = ziping(place.store, *arguments)
    assert good.returncode == 0, good.stderr
    after = contents(place.store)
    wanted = {f: open(f"{place.path}/{f}", "rb").read() for f in outputs if is_text(f)}

    def once(fault):
        for f in outputs:
            if is_text(f):
                with open(f"{place.path}/{f}", "w") as old:
                    old.write("as it was")
        run = ziping(place.store, *arguments, fault=fault)
        if run.returncode and fault.kind != "kill":
            yield from complain(run)
        yield from outcome(run)
        if fault.kind not in ("kill", "error"):
            yield from left_behind(run)
        again = ziping(place.store, *arguments) if run.returncode else run
        if again.returncode and contents(place.store) != after:
            yield f"it cannot be done again: {again.stderr}"
        if fault.kind == "kill":
            yield from (p for p in left_behind(again) if ".part" in p)

    def left_behind(run):
        left = files(place.path) - OWN - set(outputs)
        if name == "restore" and not run.returncode:
            left = {f for f in left if not f.startswith(REPLACED)}
        if left:
            yield f"left behind: {left}"

    def outcome(run):
        yield from check_store(place.store)
        now = contents(place.store)
        if now != after and (now != place.before or not run.returncode):
            yield f"exit status {run.returncode}, and the store is neither as before nor as after"
        for f in outputs:
            yield from output(f, run)

    def output(f, run):
        path = f"{place.path}/{f}"
        if is_text(f):
            text = open(path, "rb").read()
            if text != wanted[f] and (text != b"as it was" or not run.returncode):
                yield f"exit status {run.returncode}, {f} is half-written or gone"
        elif os.path.exists(path):
            yield from check_store(path)
        elif not run.returncode:
            yield f"{f} is not there"

    problems, count = tries(place, once)
    tap.case(f"{name}: {count} faults", problems if count * EVERY > 40 else problems + ["too few faults"])


def prefixes(place):
    """The store after each step of the script, told by its log."""
    states = []
    for lines in range(len(SCRIPT.splitlines()) + 1):
        place.fresh()
        ziping(place.store, "--script", "-", "--dump", "/dev/null", keys="\n".join(SCRIPT.splitlines()[:lines]) + "\n")
        states.append(contents(place.store, ("draft",)))
    return states


def script(tap, place):
    states = prefixes(place)

    def once(fault):
        run = ziping(place.store, "--script", "-", "--size", "100x30", "--dump", "-", keys=SCRIPT, fault=fault)
        lasting = not fault.calls or fault.rest
        yield from check_store(place.store)
        now = contents(place.store, ("draft",))
        if now not in states:
            yield "the store is not what it was after any of the steps"
        if fault.kind == "kill":
            return
        if run.returncode:
            yield from complain(run)
        if "total score" not in run.stdout:
            if not run.returncode:
                yield "the entry was not opened, and nothing said"
            return
        if now != states[-1] and not lasting:
            yield f"the cause is gone, and not all is written: {run.stdout[-300:]}"
        if now != states[-1] and "NOT STORED" not in run.stdout:
            yield f"LOST, and nothing said: {run.stdout[-300:]}"
        if now != states[-1] and run.returncode != 4:
            yield f"LOST, and exit status {run.returncode}"

    problems, count = tries(place, once)
    tap.case(f"typing: {count} faults", problems)


tap = Tap()
with Scratch() as folder:
    place = Place(folder)
    for name, arguments, outputs in commands(place.path):
        command(tap, place, name, arguments, outputs)
    script(tap, place)
tap.finish()
