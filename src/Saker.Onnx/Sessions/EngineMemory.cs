using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Sessions;

/// <summary>
/// What the engine takes for a run. It keeps what it took for the next run; after a large one that is given back. Thread-safe.
/// </summary>
/// <param name="model">The graph of the session.</param>
internal sealed class EngineMemory(OnnxModel model) : IDisposable
{
    /// <summary>Outputs from which a run counts as large: to fetch as much anew takes less than to copy it once.</summary>
    private const long LargeBytes = 16L << 20;

    // What memory a run took within is not told; writing to hundreds of megabytes takes longer than this.
    private static readonly TimeSpan LargeTime = TimeSpan.FromMilliseconds(50);

    // Their results are as large as a value says, and not only as their inputs' shapes.
    private static readonly HashSet<string> Sizing = new(StringComparer.Ordinal)
    {
        "AffineGrid", "BlackmanWindow", "CenterCropPad", "Col2Im", "ConstantOfShape", "DFT", "Expand", "HammingWindow", "HannWindow", "Loop", "MaxUnpool", "MelWeightMatrix",
        "OneHot", "Pad", "Range", "Resize", "STFT", "Tile", "Upsample",
    };

    private readonly RunOptions _ending = Ending();

    /// <summary>Whether values may say how large results are; where only shapes do, requests are bounded by their own size.</summary>
    public bool FollowsValues { get; } = model.Proto.Graph.Node.Concat(model.Proto.Functions.SelectMany(function => function.Node)).Any(IsSizing);

    /// <summary>Whether a run was one after which <see cref="GiveBack"/> is worth its while.</summary>
    /// <param name="outputBytes">What the run gave.</param>
    /// <param name="duration">What it took.</param>
    public bool IsLarge(long outputBytes, TimeSpan duration) => outputBytes >= LargeBytes || (FollowsValues && duration >= LargeTime);

    /// <summary>Gives back what the engine keeps and no run uses.</summary>
    /// <param name="run">Begins a run with options, which end it at once.</param>
    public void GiveBack(Action<RunOptions> run)
    {
        try
        {
            run(_ending);
        }
        catch (OnnxRuntimeException)
        {
            // It was ended, as it should be; memory is given back at the end of any run.
        }
    }

    public void Dispose() => _ending.Dispose();

    private static bool IsSizing(NodeProto node) => Sizing.Contains(node.OpType) || ModelWalk.Bodies(node).Any(body => body.Node.Any(IsSizing));

    private static RunOptions Ending()
    {
        var options = new RunOptions { Terminate = true };
        options.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        return options;
    }
}
