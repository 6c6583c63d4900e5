using Saker.Data;

namespace Saker.Learning.Tuning.Spaces;

/// <summary>One thing to search. Samplers see it as a coordinate: 0 to 1 along its range, or the position of a choice that has no order.</summary>
public abstract record SearchParameter
{
    public required string Name { get; init; }

    /// <summary>When it applies; null for always.</summary>
    public ParameterCondition? When { get; init; }

    /// <summary>How many values it can have; null when they cannot be counted.</summary>
    internal abstract int? ValueCount { get; }

    /// <summary>Whether its coordinate is a position among choices that have no order.</summary>
    internal virtual bool IsUnordered => false;

    /// <summary>What is wrong with it, each with the key at fault.</summary>
    internal abstract IEnumerable<Problem> Faults();

    /// <summary>The possible coordinate at a share of the way, 0 to 1; equal shares are equally likely values.</summary>
    internal abstract double Snap(double share);

    internal abstract object ValueAt(double coordinate);

    /// <summary>NaN when it is no possible value.</summary>
    internal abstract double CoordinateOf(object value);

    /// <summary>A possible value in its own type: a whole number may have been read where any number can be, and the other way round.</summary>
    internal abstract object Typed(object value);

    internal Dictionary<string, object?> Describe()
    {
        var values = DescribeRange();
        if (When is { } condition)
            values["when"] = new Dictionary<string, object?> { [condition.Parameter] = condition.Describe() };
        return values;
    }

    private protected abstract Dictionary<string, object?> DescribeRange();
}
