namespace Saker.Benchmarks.Training;

/// <summary>What <c>peers/training.py</c> prints.</summary>
internal sealed record PeerAnswer
{
    public required double TotalSeconds { get; init; }

    /// <summary>Part of the total that preparation took.</summary>
    public required double PrepareSeconds { get; init; }

    public required IReadOnlyDictionary<string, ModelOutcome> Models { get; init; }

    public required Latency PredictMicroseconds { get; init; }

    /// <summary>Library to version.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}
