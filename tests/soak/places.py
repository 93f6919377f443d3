# SPDX-License-Identifier: MIT
"""A disk that is really full, a folder that may only be read, a store that becomes read-only while it is open."""
import resource
import shutil

from harness import *
from screen import Screen

STORED, UNSTORED = "stored", "NOT STORED"


def make(folder):
    os.mkdir(folder + "/store")
    store = folder + "/store/ziping.db"
    run = ziping(store, "import", EXAMPLE)
    assert run.returncode == 0, run.stderr
    return store


def read_only_folder(tap, folder):
    store = make(folder)
    how = as_nobody(folder)
    before = contents(store)
    os.chmod(folder + "/store", 0o555)
    tap.case("in a folder that may only be read: what is there is read",
        [] if ziping(store, "get", "1", "unit", **how).returncode == 0 else ["not read"])
    for command in (["set", "1", "project=x"], ["sign", "1"], ["print", "1", "-o", folder + "/out"],
            ["import", EXAMPLE], ["new", "pingliang-project"]):
        run = ziping(store, *command, **how)
        tap.case(f"{command[0]} is refused", complain(run))
    run = ziping(store, "--script", "-", "--size", "100x30", "--dump", "-", keys="open 1\ntext x\n", **how)
    tap.case("so is typing", [] if "read-only" in run.stdout and "can only be read" in run.stdout else [run.stdout])
    run = ziping(folder + "/store/new.db", "new", "pingliang-project", **how)
    tap.case("and a new store", complain(run))
    os.chmod(folder + "/store", 0o755)
    tap.case("nothing has changed", [] if contents(store) == before else ["not as before"])
    tap.case("then it is written again",
        [] if ziping(store, "set", "1", "project=x", **how).returncode == 0 else ["not written"])


def made_read_only(tap, folder):
    """What is open stays open: the work goes on, or says that it cannot, and nothing is lost."""
    store = make(folder)
    how = as_nobody(folder)
    program = how.pop("program")
    run = subprocess.Popen([program, "--store", store, "--script", "-", "--size", "100x30", "--dump", "-"], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)

    def keys(text):
        run.stdin.write(text + "\nscreen\n")
        run.stdin.flush()
        return "".join(run.stdout.readline() for _ in range(30))

    keys("open 1\ngoto project\ntext 经费\nkey Enter")
    os.chmod(store, 0o400)
    os.chmod(folder + "/store", 0o555)
    meanwhile = keys("goto project\ntext 会议\nkey Enter")
    os.chmod(folder + "/store", 0o755)
    os.chmod(store, 0o600)
    last = keys("goto unit\ntext 编办\nkey Enter\nkey Ctrl+S")
    run.communicate()
    tap.case("made read-only while it is open: it is stored, or the clerk is told",
        [] if STORED in meanwhile or "cannot be written" in meanwhile else [meanwhile])
    said = ziping(store, "get", "1", "project", "unit").stdout
    tap.case("and all is there in the end", check_store(store) if said == "会议\n编办\n" and UNSTORED not in last
        else [said, last])


class Full:
    """A small disk of its own, where that is permitted; elsewhere files that may not grow."""

    def __init__(self, folder):
        self.path = folder + "/disk"
        os.mkdir(self.path)
        self.mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", self.path],
            capture_output=True).returncode == 0

    def fill(self, pid):
        if not self.mounted:
            self.limits = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, self.limits[1]))
            return
        with open(self.path + "/filler", "wb", buffering=0) as filler:
            try:
                for size in (65536, 1):
                    while filler.write(b"x" * size):
                        pass
            except OSError:
                pass

    def empty(self, pid):
        if self.mounted:
            os.unlink(self.path + "/filler")
        else:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, self.limits)

    def remove(self):
        if self.mounted:
            subprocess.run(["umount", self.path], check=True)


def type_texts(screen, texts):
    for text in texts:
        screen.send(text)
        screen.until(lambda: screen.line(screen.rows - 2).endswith("typing"))
        screen.send("\r")
        screen.until(lambda: not screen.line(screen.rows - 2).endswith("typing"))


def on_full_disk(tap, disk):
    store = disk.path + "/ziping.db"
    ziping(store, "import", EXAMPLE)
    screen = Screen([PROGRAM, "--store", store, "edit", "1"])
    status = lambda: screen.line(screen.rows - 2)
    screen.until(lambda: status().endswith(STORED))
    type_texts(screen, ["磁盘未满"])
    disk.fill(screen.pid)
    # What SQLite has room for within its own files still fits.
    many = ["已满" + "长" * 200 + str(i) for i in range(40)]
    typed = 0
    told = lambda: UNSTORED in status() and screen.shows("no space is left")
    while typed < len(many) and not told():
        type_texts(screen, many[typed:typed + 1])
        typed += 1
        screen.until(lambda: told() or UNSTORED not in status())
    tap.case("on a full disk the clerk is told", [] if told() else [screen.text()])
    type_texts(screen, ["继续填写"])
    screen.send("说到一半")
    screen.until(lambda: screen.shows("说到一半"))
    disk.empty(screen.pid)
    screen.until(lambda: screen.shows("What had been waiting is stored now."), 10)
    tap.case("as soon as there is room all is written, without a key", [])
    screen.kill()
    db = sqlite3.connect(store)
    new = [r[0] for r in db.execute("select new from change where step > 1 and new is not null")]
    draft = db.execute("select text from draft").fetchone()
    db.close()
    tap.case("and kept", check_store(store) + [t for t in many[:typed] + ["磁盘未满", "继续填写"]
        if not any(n.endswith(t) for n in new)])
    tap.case("with the text being typed", [] if draft and draft[0].endswith("说到一半") else [draft])


def full_disk(tap, folder):
    disk = Full(folder)
    try:
        on_full_disk(tap, disk)
    except (TimeoutError, EOFError) as e:
        tap.case("the screen goes on", [e])
    finally:
        disk.remove()


tap = Tap()
for part in (read_only_folder, made_read_only, full_disk):
    with Scratch() as folder:
        part(tap, folder)
tap.finish()
