namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>A question of which the answer can be given with differential privacy. It is fed all rows, then asked once. For one thread at a time.</summary>
public abstract class PrivateQuery
{
    private protected PrivateQuery(PrivacyParameters parameters) => Parameters = parameters;

    public PrivacyParameters Parameters { get; }

    /// <summary>What is asked, for the budget's file.</summary>
    public abstract string Description { get; }

    internal abstract PrivacyCost Cost { get; }

    /// <summary>The column that is asked about and the type that it is read as, whatever its cells look like; null when no column is.</summary>
    internal abstract (string Column, ColumnType Type)? Asked { get; }

    /// <summary>Adds rows; missing values count for nothing.</summary>
    internal abstract void Add(Table table);

    /// <summary>The answers with noise; to be called once, after the cost is spent.</summary>
    internal abstract IReadOnlyList<PrivateAnswer> Answer(ExactSampler sampler);

    /// <summary>The numbers of a column that are there; NaN and infinities become missing.</summary>
    private protected static IEnumerable<double> Numbers(Table table, string column) => table.Get(column).ToFloat64().Where(double.IsFinite);

    private protected static void ThrowIfInvalid(PrivacyParameters parameters, Action<ProblemList> more)
    {
        var problems = new ProblemList(20);
        parameters.AddProblems(problems);
        more(problems);
        problems.ThrowIfAny("The question cannot be asked.");
    }

    private protected static void CheckBounds(ProblemList problems, double min, double max)
    {
        if (Math.Max(Math.Abs(min), Math.Abs(max)) is < 1e-200 or > 1e200)
            problems.Add(null, "min", "the larger of the bounds must be between 1e-200 and 1e200 in size.");
        if (!double.IsFinite(min) || !double.IsFinite(max) || !(min < max))
            problems.Add(null, "min", FormattableString.Invariant($"{min} to {max} is no range; min and max must be given, be finite, and min below max. They must not be taken from the data, which would tell of it."));
    }
}
