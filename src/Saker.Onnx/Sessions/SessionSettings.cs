namespace Saker.Onnx.Sessions;

/// <summary>How a graph is run.</summary>
public sealed record SessionSettings
{
    /// <summary>Threads inside one run; 1 is best for small models, with parallelism across requests.</summary>
    public int ThreadCount { get; init; } = 1;
}
