using System.IO.Enumeration;

namespace Saker.Platform.Alerts.Rules;

/// <summary>Names with <c>*</c> for any letters and <c>?</c> for one.</summary>
internal static class SignalPattern
{
    public static bool Matches(string pattern, string name) => pattern == "*" || pattern == name || FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    public static bool MatchesAny(IReadOnlyList<string> patterns, string name)
    {
        foreach (var pattern in patterns)
            if (Matches(pattern, name))
                return true;
        return false;
    }
}
