using Saker.Data;

namespace Saker.Platform.Serving.Settings;

/// <summary>Reads <c>guard.out_of_range=clip</c>: a key with its sections, and a value as YAML has it.</summary>
internal static class SettingAssignment
{
    /// <summary>The section whose keys are names of outputs.</summary>
    public const string Outputs = "outputs";

    /// <returns>The value in its sections; null when it is none, which is reported.</returns>
    public static Dictionary<string, object?>? Read(string assignment, List<Problem> problems)
    {
        var at = assignment.IndexOf('=', StringComparison.Ordinal);
        var path = at < 0 ? [] : Path(assignment[..at].Trim());
        if (path.Count == 0 || path.Any(part => part.Length == 0 || part.Any(char.IsControl)))
        {
            problems.Add(new Problem(assignment, "this is no setting; write its key, '=' and its value: key=value, or section.key=value."));
            return null;
        }
        try
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal) { [path[^1]] = Value(path, assignment[(at + 1)..].Trim()) };
            for (var i = path.Count - 2; i >= 0; i--)
                values = new Dictionary<string, object?>(StringComparer.Ordinal) { [path[i]] = values };
            return values;
        }
        catch (SakerException exception)
        {
            problems.Add(new Problem(assignment[..at].Trim(), exception.Message));
            return null;
        }
    }

    /// <summary>The sections and the key; what stands behind <c>outputs</c> is one name, which may have points.</summary>
    private static List<string> Path(string key)
    {
        var parts = key.Split('.').ToList();
        var names = parts.IndexOf(Outputs) + 1;
        return names > 0 && names < parts.Count ? [.. parts[..names], string.Join('.', parts[names..])] : parts;
    }

    private static object? Value(List<string> path, string text)
    {
        // An expression is SQL to its last quote.
        if (path is ["fallback", "rules", Outputs, ..] && text.Length > 0)
            return text;
        var isFlow = text.StartsWith('[') || text.StartsWith('{');
        // A note, a second line or a key cannot stand here: it is a text, such as a SQL expression, that looks like one.
        if (!isFlow && (text.Contains(" #", StringComparison.Ordinal) || text.Contains('\n', StringComparison.Ordinal)))
            return text;
        try
        {
            return YamlText.Parse($"value: {text}").Values["value"];
        }
        catch (SakerException) when (!isFlow)
        {
            return text;
        }
    }
}
