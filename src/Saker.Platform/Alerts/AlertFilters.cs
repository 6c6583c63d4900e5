using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Alerts;

/// <summary>Reads filters as people write them.</summary>
public static class AlertFilters
{
    /// <exception cref="SakerException">A state or a severity is none; all problems are named.</exception>
    public static AlertFilter Read(string? state, bool? isOpen, string? severity, string? endpoint, string? rule)
    {
        List<Problem> problems = [];
        var filter = new AlertFilter
        {
            State = Choose<AlertState>(problems, "state", state),
            IsOpen = isOpen,
            Severity = Choose<Severity>(problems, "severity", severity),
            Endpoint = endpoint,
            Rule = rule,
        };
        return problems.Count == 0 ? filter : throw new SakerException(ErrorKind.InvalidInput, "The filter cannot be read:", problems);
    }

    private static T? Choose<T>(List<Problem> problems, string key, string? text)
        where T : struct, Enum
    {
        if (text is null)
            return null;
        if (EnumText.Find<T>(text) is { } found)
            return found;
        problems.Add(new Problem(key, $"'{text}' is not known; use one of: {string.Join(", ", EnumText.Names<T>())}."));
        return null;
    }
}
