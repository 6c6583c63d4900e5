namespace Saker.Data.Checks;

/// <summary>Reads patterns of SQL's LIKE.</summary>
internal static class LikePattern
{
    public static string Read(Settings settings)
    {
        var pattern = settings.Text("pattern");
        // The engine refuses such a pattern only when it meets a row.
        if (pattern.Length - pattern.TrimEnd('\\').Length is var backslashes && backslashes % 2 == 1)
            settings.Report("pattern", $"'{pattern}' ends with a single backslash, which takes the next character as it is; write two for one.");
        return pattern;
    }
}
