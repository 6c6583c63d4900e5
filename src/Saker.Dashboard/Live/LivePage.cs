using Microsoft.AspNetCore.Http;
using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Live;

/// <summary>
/// A page that follows what happens, by being rendered anew: its live parts are cut out of it and sent where they changed. So a page
/// and its events are written once.
/// </summary>
internal static class LivePage
{
    /// <summary>The name under which components learn that the page is rendered for its live parts.</summary>
    public const string Marked = "marked";

    /// <summary>Stands behind a live part.</summary>
    public const string Ends = "<!--/part-->";

    private const string Beginning = "<!--part:";

    /// <summary>Stands before the live part of this name.</summary>
    public static string Begins(string name) => Beginning + name + "-->";

    /// <summary>Sends the live parts of a page as long as it is watched.</summary>
    /// <param name="streams">Whom to send by.</param>
    /// <param name="context">The request, whose query the page is shown with.</param>
    /// <param name="show">Gives the page as it is now.</param>
    /// <param name="stamp">What tells whether something on it changed; asked every second, so it is cheap.</param>
    /// <param name="parts">The names of the live parts.</param>
    public static Task FollowAsync(this LiveStreams streams, HttpContext context, Func<CancellationToken, Task<IResult>> show, Func<CancellationToken, Task<string>> stamp, params IReadOnlyList<string> parts) =>
        streams.FollowAsync(context, show, stamp, isPersonal: false, parts);

    /// <summary>As the other, also for a page that shows other things to others of the same role.</summary>
    public static Task FollowAsync(this LiveStreams streams, HttpContext context, Func<CancellationToken, Task<IResult>> show, Func<CancellationToken, Task<string>> stamp, bool isPersonal, params IReadOnlyList<string> parts)
    {
        IReadOnlyDictionary<string, string> cut = new Dictionary<string, string>();
        var version = "";
        return streams.RunAsync(context, [First(), .. parts.Skip(1).Select(Further)], isPersonal);

        // The first looks and renders, the others show what it rendered.
        LiveEvent First() => new(parts[0], async token =>
        {
            cut = Cut(await ((IMarkedPage)await show(token)).RenderMarkedAsync(context));
            return cut.GetValueOrDefault(parts[0], "");
        })
        {
            VersionAsync = async token => version = await stamp(token),
            // What a stamp does not tell of, such as a key that was used.
            IsRechecked = true,
        };

        LiveEvent Further(string name) => new(name, _ => Task.FromResult(cut.GetValueOrDefault(name, ""))) { Version = () => version, IsRechecked = true };
    }

    /// <summary>The live parts of a marked page, by name. What people wrote cannot look like a mark: its brackets are escaped.</summary>
    public static Dictionary<string, string> Cut(string html)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = html.IndexOf(Beginning, StringComparison.Ordinal); at >= 0; at = html.IndexOf(Beginning, at, StringComparison.Ordinal))
        {
            var name = at + Beginning.Length;
            var content = html.IndexOf("-->", name, StringComparison.Ordinal) + "-->".Length;
            at = html.IndexOf(Ends, content, StringComparison.Ordinal);
            parts[html[name..(content - "-->".Length)]] = html[content..at];
        }
        return parts;
    }
}
