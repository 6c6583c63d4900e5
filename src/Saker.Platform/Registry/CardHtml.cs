using System.Net;
using System.Text;
using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>A card as one HTML file that needs nothing else: no script, no font, no address of elsewhere.</summary>
internal static class CardHtml
{
    private const string Style =
        """
        body { font: 16px/1.5 system-ui, sans-serif; color: #1c2024; background: #fff; margin: 0 auto; padding: 2rem 1rem; max-width: 60rem; }
        h1, h2, h3 { line-height: 1.2; margin: 2rem 0 .5rem; }
        h1:first-child { margin-top: 0; }
        table { border-collapse: collapse; }
        th, td { border-bottom: 1px solid #d8dde2; padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; }
        .scroll { overflow-x: auto; }
        code { font: 14px ui-monospace, monospace; overflow-wrap: anywhere; }
        figure { margin: 1rem 0; }
        figure img { max-width: 100%; height: auto; background: #fff; }
        figcaption { color: #5c6670; font-size: 14px; }
        @media (prefers-color-scheme: dark) { body { color: #e6e9ec; background: #15181b; } th, td { border-color: #3a4148; } figcaption { color: #9aa4ae; } }
        """;

    /// <param name="title">Of the page.</param>
    /// <param name="markdown">The card.</param>
    /// <param name="pictures">Go to its end.</param>
    public static string Write(string title, string markdown, IReadOnlyList<CardPicture> pictures)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<title>").Append(WebUtility.HtmlEncode($"Model card of {title}")).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<main>\n");
        page.Append(MarkdownHtml.Write(markdown, firstLevel: 1));
        if (pictures.Count > 0)
            page.Append("<h2>Pictures</h2>\n");
        foreach (var picture in pictures)
        {
            var name = WebUtility.HtmlEncode(Path.GetFileNameWithoutExtension(picture.Path).Replace('-', ' ').Replace('_', ' '));
            page.Append("<figure><img alt=\"").Append(name).Append("\" src=\"data:image/svg+xml;base64,").Append(Convert.ToBase64String(picture.Svg)).Append("\"><figcaption>").Append(name).Append("</figcaption></figure>\n");
        }
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }
}
