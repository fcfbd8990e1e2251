"""The Chromium that shows the pages, and how it is started."""

from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")

# Ours replaces Playwright's list: this is that, then two pages that every window of the whole
# browser loads behind its address bar.
WITHOUT = [
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
    "--host-resolver-rules=MAP *.example 127.0.0.1",
    f"--disable-features={','.join(WITHOUT)}",
]
