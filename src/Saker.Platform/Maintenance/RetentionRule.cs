using Saker.Data;
using Saker.Platform.Registry;

namespace Saker.Platform.Maintenance;

/// <summary>Which dataset versions keep their rows: those that one of its parts keeps.</summary>
public sealed record RetentionRule
{
    /// <summary>Keep the newest so many versions of each dataset.</summary>
    public int? KeepLast { get; init; }

    /// <summary>Keep what was stored less than this ago.</summary>
    public TimeSpan? KeepYounger { get; init; }

    /// <summary>Keep what one of these, or something stronger, refers to. A run is the weakest: with it, everything in use is kept.</summary>
    public DatasetUser KeepUsedBy { get; init; } = DatasetUser.Run;

    /// <summary>Only versions of this dataset.</summary>
    public string? Dataset { get; init; }

    /// <exception cref="SakerException">The rule is not possible; all that is wrong is named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        if (KeepLast is null && KeepYounger is null)
            problems.Add(new Problem("rule", "says neither how many versions to keep nor how young they must be; give one of the two."));
        if (KeepLast is < 0)
            problems.Add(new Problem("keepLast", $"is {KeepLast}; it must be 0 or more."));
        if (KeepYounger < TimeSpan.Zero)
            problems.Add(new Problem("keepYounger", $"is {KeepYounger}; give a time such as 30d."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The retention rule is not possible.", problems);
    }

    /// <summary>As the record of what goes by it tells it.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        if (KeepLast is { } count)
            parts.Add(FormattableString.Invariant($"the last {count} of a dataset"));
        if (KeepYounger is { } age)
            parts.Add(FormattableString.Invariant($"what is younger than {age.TotalDays:0.##} days"));
        parts.Add(KeepUsedBy switch
        {
            DatasetUser.Run => "what a run, a model or an alias refers to",
            DatasetUser.Model => "what a model or an alias refers to",
            _ => "what an alias refers to",
        });
        return $"keep {string.Join(", ", parts)}";
    }
}
