namespace Saker.Server.Http.OpenInference;

/// <summary>What an infer request says beside its tensors. Used again for other requests to the same version.</summary>
internal sealed class InferRequest(int inputCount)
{
    /// <summary>A day; whoever would wait longer waits as long as the endpoint's settings say.</summary>
    public const long MaxTimeoutMicroseconds = 86_400_000_000;

    private readonly bool[] _seen = new bool[inputCount];

    /// <summary>Where the caller's id stands in the body, escaped as it came; null when none came.</summary>
    public Range? Id { get; set; }

    /// <summary>The outputs asked for, in order; empty for all.</summary>
    public List<WantedOutput> Outputs { get; } = [];

    /// <summary>Whether outputs that do not say it themselves come as raw bytes.</summary>
    public bool IsBinary { get; set; }

    /// <summary>How long the caller waits at most, in microseconds; 0 when not said.</summary>
    public long TimeoutMicroseconds { get; set; }

    /// <summary>Whether the answer is to be explained.</summary>
    public bool WantsExplanation { get; set; }

    /// <summary>Where its values stand.</summary>
    public InferHoles Holes { get; } = new();

    /// <summary>Which inputs came.</summary>
    public Span<bool> Seen => _seen;

    public void Clear()
    {
        Id = null;
        Outputs.Clear();
        IsBinary = false;
        TimeoutMicroseconds = 0;
        WantsExplanation = false;
        Holes.Stop();
        _seen.AsSpan().Clear();
    }
}
