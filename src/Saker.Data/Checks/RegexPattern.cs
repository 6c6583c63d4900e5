using System.Text.RegularExpressions;

namespace Saker.Data.Checks;

/// <summary>Reads regular expressions that run in linear time.</summary>
internal static class RegexPattern
{
    public static string Read(Settings settings)
    {
        var pattern = settings.Text("pattern");
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            settings.Report("pattern", $"'{pattern}' is not a regular expression that can be used here: {e.Message}");
        }
        return pattern;
    }
}
