using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>How a graph is run.</summary>
public sealed record SessionSettings
{
    /// <summary>Threads inside one run; 1 is best for small models, with parallelism across requests.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>What the graph is computed on.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu;

    /// <summary>
    /// Whether batches of rows may run without the engine where the graph is made of few known operators and made-up rows were answered the same to the bit
    /// when it was opened. For a row of a table, calling the engine's operators takes longer than what they compute.
    /// </summary>
    public bool UsesRowPlans { get; init; }

    /// <summary>The most bytes that the outputs of one run may have together; the engine still computes what is then refused.</summary>
    public long MaxOutputBytes { get; init; } = Array.MaxLength;

    /// <summary>How far the engine may rewrite the graph.</summary>
    internal GraphOptimizationLevel Optimization { get; init; } = GraphOptimizationLevel.ORT_ENABLE_ALL;

    /// <summary>Whether fragile operators are guarded, at the cost of what the engine knows of shapes behind them; without that, nothing may be run.</summary>
    internal bool GuardsShapes { get; init; } = true;

    /// <summary>Whether numbers too small to be normal count as zero: faster by far where many are.</summary>
    internal bool FlushesDenormals { get; init; }
}
