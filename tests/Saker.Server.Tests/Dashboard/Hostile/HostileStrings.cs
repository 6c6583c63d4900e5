using System.Text.Json;
using System.Text.RegularExpressions;

namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>Texts that would do something if a page took them for anything but text: <c>window.harmed</c> is set, an element appears, another host is asked.</summary>
internal static partial class HostileStrings
{
    public static IReadOnlyList<string> All { get; } = JsonSerializer.Deserialize<string[]>(
        File.ReadAllText(Path.Combine(Saker.Testing.Checkout.Root, "tests", "Saker.Server.Tests", "Dashboard", "Hostile", "hostile.json")))!;

    /// <summary>Those of visible ASCII only, which ids in headers may be.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. All.Where(one => one.Length <= 128 && one.All(letter => letter is >= '!' and <= '~'))];

    /// <summary>What a page must not have, in words that say what it is: things that only a text that was taken for markup brings.</summary>
    public const string Foreign = """
        () => {
          const own = new URL(location.href).origin;
          const found = [];
          for (const one of document.querySelectorAll('*')) {
            if (/^(base|object|embed|portal|marquee|plaintext|math|audio|video|keygen|xmp|isindex|frame)$/i.test(one.tagName)) found.push(one.outerHTML);
            for (const attribute of one.attributes) {
              if (/^on/i.test(attribute.name) || attribute.name === 'style' && !one.closest('.chart-area') && !one.matches('.chart-area')) found.push(one.outerHTML);
              if (/^(href|src|action|formaction|data|xlink:href|srcdoc)$/i.test(attribute.name) && /^[\s\u0000-\u001f]*(javascript|data|vbscript):/i.test(attribute.value)) found.push(one.outerHTML);
            }
            if (one.tagName === 'SCRIPT' && (!one.src || new URL(one.src).origin !== own)) found.push(one.outerHTML);
            if (one.tagName === 'STYLE' || one.tagName === 'LINK' && new URL(one.href).origin !== own) found.push(one.outerHTML);
            if (one.tagName === 'IFRAME' && new URL(one.src, own).origin !== own) found.push(one.outerHTML);
          }
          if (document.querySelector('main img, main image, main details[ontoggle], main dialog, main [hx-get], main svg script, main template')) found.push(document.querySelector('main img, main image, main details[ontoggle], main dialog, main [hx-get], main svg script, main template').outerHTML);
          if (window.harmed) found.push('a script ran');
          return found.map(one => one.slice(0, 200));
        }
        """;

    /// <summary>A text as a page shows it: blanks and line breaks are one blank.</summary>
    public static string Shown(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\s\u0000-\u001f\u2028\u2029]+")]
    private static partial Regex Blanks();
}
