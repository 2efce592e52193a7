"""What is shipped is whole: the wheel carries its scenarios, cards and templates."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tools.for_windows import windows_lines

ROOT = Path(__file__).parent.parent
SHELVES = ("scenarios", "injects", "debriefs", "starters")


def pinned(lock: str) -> dict[str, str]:
    """Version by package of a lock file."""
    lines = (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
    pins = [line.split(";")[0].split("\\")[0].strip() for line in lines if "==" in line]
    return dict(pin.split("==") for pin in pins)


def test_every_dependency_is_locked_with_its_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    play, dev = pinned("play.txt"), pinned("dev.txt")
    for one in wanted:
        name = one.split("=")[0].split(">")[0].split("[")[0].lower()
        assert name in play and name in dev, one
    assert play.items() <= dev.items()
    for lock in ("play.txt", "dev.txt"):
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        blocks = text.replace("\\\n", " ").splitlines()
        bare = [one for one in blocks if "==" in one and "--hash=" not in one]
        assert bare == []


def test_the_lock_for_windows_follows_its_markers() -> None:
    lock = (
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:aa\n"
        "uvloop==1 ; sys_platform != 'win32' \\\n    --hash=sha256:bb\n"
        "zipp==4 ; python_full_version < '3.12' \\\n    --hash=sha256:cc\n"
        "numpy==2 \\\n    --hash=sha256:dd \\\n    --hash=sha256:ee\n"
    )
    assert windows_lines(lock, "312") == [
        "colorama==0.4.6 --hash=sha256:aa",
        "numpy==2 --hash=sha256:dd --hash=sha256:ee",
    ]
    assert "zipp==4 --hash=sha256:cc" in windows_lines(lock, "311")


def run(*command: str | Path, cwd: Path, home: Path) -> str:
    """The output of a command that must succeed, far from this checkout."""
    inherited = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    done = subprocess.run(
        [str(one) for one in command],
        cwd=cwd,
        env={**inherited, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=1000,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--outdir",
        out,
    ]
    run(*build, ROOT, cwd=out, home=out)
    return next(out.glob("ttx-*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_all_that_is_played_and_printed(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        f"ttx/_data/{path.relative_to(ROOT).as_posix()}"
        for shelf in SHELVES
        for path in (ROOT / shelf).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped and shipped <= packed
    assert "ttx/locale/nl/LC_MESSAGES/ttx.mo" in packed
    kinds = {".tcss", ".css", ".js", ".html"}
    own = {path for path in (ROOT / "ttx").rglob("*") if path.suffix in kinds}
    assert {path.relative_to(ROOT).as_posix() for path in own} <= packed


@pytest.mark.slow
def test_an_installed_wheel_plays_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    place, desk = tmp_path / "env", tmp_path / "desk"
    desk.mkdir()
    venv.create(place, with_pip=False)
    lib = next((place / "lib").glob("python*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(lib)
    other = [one for one in sys.path if one.endswith("site-packages")]
    (lib / "from_here.pth").write_text("\n".join(other), encoding="utf-8")
    python = place / "bin" / "python"
    where = run(python, "-c", "import ttx; print(ttx.__file__)", cwd=desk, home=desk)
    assert str(place) in where
    listed = run(python, "-m", "ttx.cli", "list", cwd=desk, home=desk)
    for name in ("first-exercise", "power-outage", "article5"):
        assert name in listed
    run(python, "-m", "ttx.cli", "check", cwd=desk, home=desk)
    played = ("play", "first-exercise", "--headless", "--policy", "routine")
    run(python, "-m", "ttx.cli", *played, "--journal", "f.ttx", cwd=desk, home=desk)
    run(python, "-m", "ttx.cli", "debrief", "f.ttx", cwd=desk, home=desk)
    assert len(list((desk / "f").glob("debrief-first-exercise.*"))) == 3


@pytest.mark.slow
def test_a_bundle_installs_on_a_laptop_without_a_network(tmp_path: Path) -> None:
    bundle, place, desk = tmp_path / "bundle", tmp_path / "env", tmp_path / "desk"
    desk.mkdir()
    subprocess.run(
        ["make", "bundle", f"BUNDLE={bundle}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    wheels = [one.name for one in (bundle / "wheels").iterdir()]
    for tag in (
        "cp311-cp311-win_amd64",
        "cp312-cp312-win_amd64",
        "cp313-cp313-win_amd64",
    ):
        assert [one for one in wheels if one.startswith("numpy") and tag in one]
    assert (bundle / "INSTALL.md").is_file()
    venv.create(place, with_pip=True)
    offline = ["--no-index", "--find-links", bundle / "wheels"]
    pip = [place / "bin" / "python", "-m", "pip", "--isolated", "install", "--quiet"]
    run(*pip, *offline, "ttx[word,excel]", cwd=desk, home=desk)
    checked = run(place / "bin" / "ttx", "check", "first-exercise", cwd=desk, home=desk)
    assert checked == ""
    for version in ("311", "312", "313"):
        there = ["--platform", "win_amd64", "--python-version", version]
        only = ["--only-binary=:all:", "--implementation", "cp", "--target", desk / "x"]
        run(*pip, "--dry-run", *offline, *there, *only, "ttx", cwd=desk, home=desk)
