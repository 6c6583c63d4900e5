namespace Saker.Architecture.Tests.Hygiene;

/// <summary>Texts that no file may hold. They are put together here so that this file does not hold them either.</summary>
internal static class TextRule
{
    private static readonly (string Text, string Why)[] s_everywhere =
    [
        ("/wo" + "rk/", "a path of one machine"),
        ("/tm" + "p/wt", "a path of one machine"),
        ("/ro" + "ot/", "a path of one machine"),
        ("../sha" + "red", "a folder outside the repository"),
        ("registry.npm" + "js", "a registry's address"),
        ("npm" + "js.com", "a registry's address"),
        ("nuget" + ".org", "a registry's address"),
        ("pypi" + ".org", "a registry's address"),
        ("deb.debian" + ".org", "a registry's address"),
        ("proxy.golang" + ".org", "a registry's address"),
    ];

    private static readonly (string Text, string Why)[] s_inCode =
    [
        ("TO" + "DO", "unfinished work; finish it or file it"),
        ("FIX" + "ME", "unfinished work; finish it or file it"),
        ("NotImplemented" + "Exception", "unfinished work; finish it or leave it out"),
        ("#reg" + "ion", "a region; split the file"),
    ];

    public static IEnumerable<string> Everywhere(string path, string text) => Find(path, text, s_everywhere);

    public static IEnumerable<string> InCode(string path, string text) => Find(path, text, s_inCode);

    /// <summary>Where a lock file or a package client's settings name a server to fetch from.</summary>
    public static IEnumerable<string> Addresses(string path, string text) => Find(path, text, [("http" + "://", "an address"), ("https" + "://", "an address"), ("\"resolved\": \"h", "an address"), ("registry=", "a registry")])
        .Where(offender => !offender.Contains("omit-lockfile-" + "registry", StringComparison.Ordinal));

    private static IEnumerable<string> Find(string path, string text, (string Text, string Why)[] needles)
    {
        // Most files hold none: look at the lines only where one is somewhere.
        var present = needles.Where(needle => text.Contains(needle.Text, StringComparison.Ordinal)).ToList();
        if (present.Count == 0)
            return [];
        return from line in text.Split('\n').Index()
               from needle in present
               where line.Item.Contains(needle.Text, StringComparison.Ordinal)
               select $"{path}({line.Index + 1}) holds {needle.Why}: {line.Item.Trim()}";
    }
}
