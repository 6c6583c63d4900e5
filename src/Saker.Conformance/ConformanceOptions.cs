namespace Saker.Conformance;

/// <summary>Which server is checked, with which model, how far.</summary>
public sealed record ConformanceOptions
{
    /// <summary>Where its HTTP routes begin: <c>http://host:port</c>, with a path where they lie below one.</summary>
    public required Uri Server { get; init; }

    /// <summary>Where it speaks gRPC; without it the gRPC checks are skipped.</summary>
    public Uri? Grpc { get; init; }

    /// <summary>The model to ask; null takes the first ready one that the server lists.</summary>
    public string? Model { get; init; }

    /// <summary>The version to ask; null leaves the choice to the server.</summary>
    public string? Version { get; init; }

    public ConformanceLevel Level { get; init; } = ConformanceLevel.Core;

    /// <summary>A valid infer request as JSON, <c>{"inputs": [...]}</c>; null makes values up from the model's metadata.</summary>
    public string? Inputs { get; init; }

    /// <summary>Where made-up values start; the same seed sends the same requests.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long one answer may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many requests the concurrency checks send at the same time.</summary>
    public int ParallelCount { get; init; } = 16;

    /// <summary>Sent with every request, for servers that want a key.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The clock for elapsed times.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
