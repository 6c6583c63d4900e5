using Saker.Data;

namespace Saker.Platform.Rollouts;

/// <summary>Settings of rollouts from the fields of a form: a field has the name of its setting, and an empty one says nothing.</summary>
public static class RolloutFields
{
    /// <summary>Before the name of a guard: its tolerance.</summary>
    public const string Tolerance = "tolerance.";

    /// <summary>Before the name of a guard: that it does not watch.</summary>
    public const string Without = "without.";

    private static readonly string[] s_plain = ["strategy", "key", "min_time", "min_requests", "metric", "decide", "risk", "confidence", "approval", "require_within"];
    private static readonly string[] s_lists = ["steps", "weights"];

    /// <param name="fields">Names and what was filled in.</param>
    /// <exception cref="SakerException">A field is no assignment (invalid input). What is no possible setting is told when the changes are applied.</exception>
    public static RolloutSettingsPatch Read(IEnumerable<KeyValuePair<string, string>> fields) => RolloutSettingsPatch.OfAssignments(fields.Select(Assignment).OfType<string>());

    private static string? Assignment(KeyValuePair<string, string> field)
    {
        var (name, value) = (field.Key, field.Value.Trim());
        if (value.Length == 0)
            return null;
        if (s_plain.Contains(name))
            return $"{name}={value}";
        if (s_lists.Contains(name))
            return $"{name}=[{value}]";
        if (name.StartsWith(Tolerance, StringComparison.Ordinal))
            return $"guards.{name[Tolerance.Length..]}.tolerance={value}";
        return name.StartsWith(Without, StringComparison.Ordinal) ? $"guards.{name[Without.Length..]}.enabled=false" : null;
    }
}
