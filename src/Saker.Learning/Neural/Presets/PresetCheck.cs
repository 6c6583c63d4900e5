using System.Runtime.CompilerServices;
using Saker.Data;

namespace Saker.Learning.Neural.Presets;

/// <summary>Looks at the settings of a preset; all that is wrong is told at once, each by its name.</summary>
internal sealed class PresetCheck(string preset)
{
    private readonly List<string> _problems = [];
    private string? _first;

    public PresetCheck Within(double value, double min, double max, [CallerArgumentExpression(nameof(value))] string setting = "") =>
        Demand(value >= min && value <= max, FormattableString.Invariant($"must be between {min} and {max}; got {value}"), setting);

    public PresetCheck Share(double value, [CallerArgumentExpression(nameof(value))] string setting = "") =>
        Demand(value >= 0 && value < 1, FormattableString.Invariant($"must be 0 or more and less than 1; got {value}"), setting);

    /// <summary>A list of numbers, each within the bounds.</summary>
    public PresetCheck Each(IReadOnlyList<int> values, int minCount, int maxCount, int min, int max, [CallerArgumentExpression(nameof(values))] string setting = "") => values is null
        ? Demand(false, "is missing", setting)
        : Demand(values.Count >= minCount && values.Count <= maxCount, $"must have {minCount} to {maxCount} elements; got {values.Count}", setting)
            .Demand(values.All(value => value >= min && value <= max), $"must have elements between {min} and {max}; got {string.Join(", ", values)}", setting);

    public PresetCheck Demand(bool holds, string otherwise, string setting)
    {
        if (holds)
            return this;
        _first ??= setting;
        _problems.Add($"'{setting}' {otherwise}");
        return this;
    }

    /// <exception cref="SakerException">Something is wrong.</exception>
    public void Finish()
    {
        if (_problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{preset}: {string.Join("; ", _problems)}.", _first);
    }
}
