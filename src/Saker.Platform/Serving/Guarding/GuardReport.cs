using Saker.Data;

namespace Saker.Platform.Serving.Guarding;

/// <summary>What a guard found in one request. Serves one request at a time; allocates nothing while there is nothing to say.</summary>
public sealed class GuardReport
{
    /// <summary>The most refusals that are told; a last one says that there are more.</summary>
    internal const int MaxProblems = 100;

    private List<Problem>? _warnings;
    private List<Problem>? _problems;
    private bool _hasMoreWarnings;

    /// <summary>What was let pass or was replaced, and travels with the answer.</summary>
    public IReadOnlyList<Problem> Warnings => _warnings is { Count: > 0 } warnings ? warnings : [];

    /// <summary>Whether the request is to be refused.</summary>
    public bool IsRefused => _problems is { Count: > 0 };

    /// <summary>Empties it for the next request.</summary>
    public void Clear()
    {
        // New lists: the old ones may be on their way to the client.
        _warnings = null;
        _problems = null;
        _hasMoreWarnings = false;
    }

    internal void Refuse(Problem problem)
    {
        _problems ??= [];
        // One more than is told, so that the caller learns that there are more.
        if (_problems.Count <= MaxProblems)
            _problems.Add(problem);
    }

    internal void Warn(Problem problem, int max)
    {
        if (max == 0 || _hasMoreWarnings)
            return;
        _warnings ??= [];
        _hasMoreWarnings = _warnings.Count == max;
        _warnings.Add(_hasMoreWarnings ? new Problem("", $"there are more warnings; only the first {max} are listed.") : problem);
    }

    internal void ThrowIfRefused()
    {
        if (_problems is not { Count: > 0 } problems)
            return;
        var ordered = problems.OrderBy(problem => problem.Row ?? -1).Take(MaxProblems).ToList();
        if (problems.Count > MaxProblems)
            ordered.Add(new Problem("", $"there are more problems; only the first {MaxProblems} are listed."));
        throw new SakerException(ErrorKind.InvalidInput, "The inputs do not fit what the model takes.", ordered);
    }
}
