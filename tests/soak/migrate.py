# SPDX-License-Identifier: MIT
"""A store that an earlier version wrote: brought up to date once and whole, whatever interrupts it.

usage: migrate.py [EVERY]       each EVERYth call is the one that the program dies in; 1: each"""
import os
import shutil
import sqlite3

from harness import *

OLD = "store-1.db.gz"
EVERY, _ = options(11)
# What version 2 keeps of version 1; the rest it makes of that.
KEPT = ("form", "entry", "entry_row", "value", "step", "change", "draft")


def version(store):
    db = sqlite3.connect(store)
    try:
        return db.execute("pragma user_version").fetchone()[0]
    finally:
        db.close()


def kept(store):
    """What version 1 had, without what was added to its tables."""
    db = sqlite3.connect(store)
    try:
        return {t: columns(db, t, ("seal", "money")) for t in KEPT}
    finally:
        db.close()


def differs(store, old):
    now, then = kept(store), kept(old)
    for table in KEPT:
        if now[table] != then[table]:
            yield f"{table} is not what it was"


def is_version_1(store, old):
    """Byte by byte, if nothing waits in a journal."""
    yield from sound(store)
    if version(store) != 1:
        yield f"version {version(store)}"
    elif contents(store) != contents(old):
        yield "not what it was"


def find(store, text):
    return ziping(store, "list", "--search", text).stdout.count("\n")


def whole(tap, folder):
    old, store = folder + "/old.db", folder + "/ziping.db"
    unpack(OLD, old)
    shutil.copy(old, store)
    entries = len(kept(old)["entry"])
    run = ziping(store, "check-store")
    tap.case("a store of version 1 is brought up to date, and nothing is wrong with it",
        [] if run.returncode == 0 and f" {entries} entries" in run.stdout else [run.stdout, run.stderr])
    tap.case("it holds what it held", differs(store, old))
    tap.case("the version before stays beside it", is_version_1(store + ".version-1", old))
    tap.case("a word of its texts is found", [] if find(store, "公务用车") == 2 and find(store, "没有这样的话") == 1
        else [ziping(store, "list", "--search", "公务用车").stdout])
    draft = ziping(store, "--script", "-", "--size", "100x30", "--dump", "-", keys="open 9\n").stdout
    tap.case("the text being typed then is offered", [] if "半句话" in draft and "was being typed" in draft else [draft])
    ziping(store, "--script", "-", "--dump", "/dev/null", keys="open 9\nkey Enter\nkey Ctrl+Z\nkey Ctrl+Z\n")
    told = ziping(store, "history", "9").stdout
    tap.case("its undo list goes on", [] if told.count("\n") > 5 and not check_store(store) else [told])


def refused(tap, folder):
    os.mkdir(folder + "/store")
    store = folder + "/store/ziping.db"
    unpack(OLD, store)
    how = as_nobody(folder)
    os.chmod(folder + "/store", 0o555)
    run = ziping(store, "list", **how)
    os.chmod(folder + "/store", 0o755)
    tap.case("one that may only be read says what to do", [] if run.returncode == 4
        and "bring it up to date" in run.stderr and version(store) == 1 else [run.stdout + run.stderr])
    db = sqlite3.connect(store)
    db.execute("pragma user_version = 99")
    db.close()
    run = ziping(store, "list")
    tap.case("a newer one is refused", complain(run) if "install that version" in run.stderr else [run.stderr])
    tap.case("and left alone", [] if version(store) == 99 else [version(store)])


def survives(store, old):
    """After an interruption: version 1 as it was or version 2, and the next start makes it that."""
    shutil.copytree(os.path.dirname(store), os.path.dirname(store) + ".looked")
    looked = os.path.dirname(store) + ".looked/ziping.db"
    then = version(looked)
    yield from is_version_1(looked, old) if then == 1 else differs(looked, old)
    if os.path.exists(looked + ".version-1"):
        yield from is_version_1(looked + ".version-1", old)
    elif then != 1:
        yield "no copy of version 1"
    shutil.rmtree(os.path.dirname(looked))
    yield from check_store(store)
    yield from differs(store, old)
    yield from is_version_1(store + ".version-1", old)
    left = sorted(f for f in os.listdir(os.path.dirname(store)) if ".part" in f)
    if left:
        yield f"left behind: {left}"


def interrupted(tap, folder, kind):
    old, place = folder + "/old.db", folder + "/place"
    unpack(OLD, old)
    problems, at, died = [], 1 + len(kind) % EVERY, 0
    while True:
        os.mkdir(place)
        shutil.copy(old, place + "/ziping.db")
        fault = Fault(place, kind, at, 0)
        run = ziping(place + "/ziping.db", "list", fault=fault)
        what = fault.reached()
        if what:
            problems += [f"{what}: {p}" for p in survives(place + "/ziping.db", old)]
            died += run.returncode != 0
        shutil.rmtree(place)
        if not what:
            break
        at += EVERY
    if died * EVERY < 50:
        problems.append(f"only {died} times")
    tap.case(f"{kind}: at each of {died} moments version 1 stays or version 2 is whole", problems)


tap = Tap()
for part in (whole, refused):
    with Scratch() as folder:
        part(tap, folder)
for kind in ("kill", "full", "error"):
    with Scratch() as folder:
        interrupted(tap, folder, kind)
tap.finish()
