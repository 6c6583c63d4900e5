namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// The latest rows that candidates in the shadow answered otherwise, as this process saw them: for people to look at. They are answers to callers, so they are kept in memory only, and go with the process. Thread-safe.
/// </summary>
internal sealed class ShadowExamples(TimeProvider time)
{
    /// <summary>The most of one rollout.</summary>
    public const int MaxExamples = 20;

    private const int MaxRollouts = 100;

    // Every one of many would cost more than anybody can read.
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, Queue<ShadowExample>> _known = new(StringComparer.Ordinal);
    private long _notBefore;

    /// <summary>Keeps a row of a pair that differs, unless one was kept just before.</summary>
    public void Add(Serving.Splits.ShadowPair pair)
    {
        var now = time.GetTimestamp();
        if (now < Volatile.Read(ref _notBefore))
            return;
        if (AnswerComparison.FindDisagreeing(pair.Primary.Outputs, pair.PrimaryOutputs, pair.Shadow.Outputs, pair.ShadowOutputs, pair.RowCount) is not { } found)
            return;
        Volatile.Write(ref _notBefore, now + (long)(s_least.TotalSeconds * time.TimestampFrequency));
        var example = new ShadowExample(pair.Arm, pair.RequestId, found.Row, found.Output, found.Left, found.Right, time.GetUtcNow());
        lock (_lock)
        {
            if (!_known.TryGetValue(pair.Split.RolloutId, out var examples))
            {
                if (_known.Count >= MaxRollouts)
                    _known.RemoveAt(0);
                _known.Add(pair.Split.RolloutId, examples = new Queue<ShadowExample>());
            }
            examples.Enqueue(example);
            if (examples.Count > MaxExamples)
                examples.Dequeue();
        }
    }

    /// <summary>Of a rollout, the latest first.</summary>
    public IReadOnlyList<ShadowExample> List(string rollout)
    {
        lock (_lock)
            return _known.TryGetValue(rollout, out var examples) ? [.. examples.Reverse()] : [];
    }
}
