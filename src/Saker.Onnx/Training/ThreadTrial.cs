using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Gradients;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Training;

/// <summary>Finds out whether one thread or all are faster: small graphs lose more by handing work out than they gain.</summary>
internal static class ThreadTrial
{
    private const int WarmUps = 2;
    private const int Runs = 5;

    // Rewrites beyond this lay images out for threads of their own accord, which gains nothing here.
    public static OnnxSession Open(GradientGraph graph, int threads, ExecutionDevice device) => Open(graph.Model, threads, device);

    public static OnnxSession Open(OnnxModel graph, int threads, ExecutionDevice device) => new(graph, new SessionSettings
    {
        ThreadCount = threads, Device = device, Optimization = GraphOptimizationLevel.ORT_ENABLE_EXTENDED, FlushesDenormals = true,
    });

    /// <summary>Opens a session with whichever number of threads is faster.</summary>
    public static (OnnxSession Session, int Threads) Choose(GradientGraph graph, ParameterBlock parameters, ExecutionDevice device)
    {
        var all = Environment.ProcessorCount;
        var one = Open(graph, 1, device);
        // A GPU does the work, not threads.
        if (all == 1 || device.CudaIndex is not null)
            return (one, 1);
        OnnxSession? many = null;
        try
        {
            many = Open(graph, all, device);
            var isOneFaster = Time(one, graph, parameters) <= Time(many, graph, parameters);
            (isOneFaster ? many : one).Dispose();
            return isOneFaster ? (one, 1) : (many, all);
        }
        catch
        {
            one.Dispose();
            many?.Dispose();
            throw;
        }
    }

    private static long Time(OnnxSession session, GradientGraph graph, ParameterBlock parameters)
    {
        using var memory = new TrainingMemory(session, graph, parameters);
        using var options = new RunOptions();
        using var scope = DenormalScope.Enter();
        var best = long.MaxValue;
        for (var i = 0; i < WarmUps + Runs; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            session.Engine.RunWithBinding(options, memory.Binding);
            if (i >= WarmUps)
                best = Math.Min(best, Stopwatch.GetTimestamp() - begin);
        }
        return best;
    }
}
