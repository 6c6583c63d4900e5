using Saker.Data;

namespace Saker.Platform.Serving.Guarding;

/// <summary>What a guard found in one request. Serves one request at a time; allocates nothing while there is nothing to say.</summary>
public sealed class GuardReport
{
    /// <summary>The most refusals that are told where nobody says otherwise.</summary>
    public const int DefaultMaxProblems = 100;

    private List<Problem>? _warnings;
    private HashSet<int>? _filled;
    private List<MendedValue>? _mended;
    private readonly List<int> _numbers = [];
    private bool _hasMoreWarnings;

    /// <summary>What the request is refused for. Readers add what they find; columns are positions of the model's inputs.</summary>
    public ProblemList Problems { get; } = new(DefaultMaxProblems);

    /// <summary>What was let pass or was replaced, and travels with the answer.</summary>
    public IReadOnlyList<Problem> Warnings => _warnings ?? (IReadOnlyList<Problem>)[];

    /// <summary>What was replaced, as it came.</summary>
    public IReadOnlyList<MendedValue> Mended => _mended ?? (IReadOnlyList<MendedValue>)[];

    /// <summary>Empties it for the next request.</summary>
    public void Clear()
    {
        // A new list: the old one may be on its way to the client.
        _warnings = null;
        _filled = null;
        _mended?.Clear();
        _numbers.Clear();
        _hasMoreWarnings = false;
        Problems.Clear();
        Problems.MaxCount = DefaultMaxProblems;
    }

    /// <summary>The input came as bare numbers, which know no null: where it holds NaN, its caller said NaN.</summary>
    public void MarkNumbers(int input) => _numbers.Add(input);

    internal bool IsNumbers(int input) => _numbers.Contains(input);

    /// <summary>The input was filled with missing values because the request did not have it: nothing more is to be said of them.</summary>
    internal void MarkFilled(int input) => (_filled ??= []).Add(input);

    internal bool IsFilled(int input) => _filled is not null && _filled.Contains(input);

    internal void Keep(MendedValue value) => (_mended ??= []).Add(value);

    internal void Warn(Problem problem, int max)
    {
        if (max == 0 || _hasMoreWarnings)
            return;
        _warnings ??= [];
        _hasMoreWarnings = _warnings.Count == max;
        _warnings.Add(_hasMoreWarnings ? new Problem("", $"there are more warnings; only the first {max} are listed.") : problem);
    }

    internal void ThrowIfRefused() => Problems.ThrowIfAny("The inputs do not fit what the model takes.");
}
