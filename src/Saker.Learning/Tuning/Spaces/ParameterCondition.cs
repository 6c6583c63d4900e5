namespace Saker.Learning.Tuning.Spaces;

/// <summary>When a parameter applies: another one has one of some values, or lies in a range.</summary>
public sealed record ParameterCondition
{
    /// <summary>The other parameter.</summary>
    public required string Parameter { get; init; }

    /// <summary>The values for which it holds; empty where a range is given.</summary>
    public IReadOnlyList<object> Values { get; init; } = [];

    /// <summary>The least number for which it holds.</summary>
    public double From { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest number for which it holds.</summary>
    public double To { get; init; } = double.PositiveInfinity;

    public bool Holds(object value)
    {
        if (Values.Count > 0)
            return Values.Any(one => ParameterText.Of(one) == ParameterText.Of(value));
        return value switch { long whole => whole >= From && whole <= To, double number => number >= From && number <= To, _ => false };
    }

    /// <summary>Equal for equal conditions.</summary>
    internal string Key => Values.Count > 0
        ? $"{Parameter}={string.Join('\u001f', Values.Select(ParameterText.Of).Order(StringComparer.Ordinal))}"
        : FormattableString.Invariant($"{Parameter}:{From}..{To}");

    internal object Describe()
    {
        if (Values.Count > 0)
            return Values.Cast<object?>().ToList();
        var range = new Dictionary<string, object?>();
        if (!double.IsInfinity(From))
            range["from"] = From;
        if (!double.IsInfinity(To))
            range["to"] = To;
        return range;
    }
}
