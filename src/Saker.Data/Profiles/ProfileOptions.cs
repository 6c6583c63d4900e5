namespace Saker.Data.Profiles;

/// <summary>How a profile is built.</summary>
public sealed record ProfileOptions
{
    /// <summary>Of so many whole and real number columns, the first ones, every pair's correlation is kept: 48 bytes and a multiplication a row for each pair. 0 for none.</summary>
    public int MaxCorrelatedColumns { get; init; } = 16;

    /// <summary>Threads that take part.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <exception cref="SakerException">An option is out of its range; all are named.</exception>
    internal void Validate()
    {
        var problems = new List<Problem>();
        if (MaxCorrelatedColumns is < 0 or > 1_000)
            problems.Add(new Problem(nameof(MaxCorrelatedColumns), FormattableString.Invariant($"{MaxCorrelatedColumns} is not possible; use 0 to 1000.")));
        if (Threads < 1)
            problems.Add(new Problem(nameof(Threads), FormattableString.Invariant($"{Threads} is not possible; use 1 or more.")));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The options of the profile are not right:", problems);
    }
}
