using System.Diagnostics;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Batches;

/// <summary>Runs requests to a graph of any shapes one after the other, each as it came.</summary>
internal sealed class ShapeRunner(OnnxSession session) : IBatchRunner
{
    public long KeptBytes => 0;

    public ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
    {
        var timings = default(RunTimings);
        foreach (var part in parts.Span)
            timings += Run(part, cancellationToken);
        return ValueTask.FromResult(timings);
    }

    public void Dispose()
    {
    }

    private RunTimings Run(TensorSet part, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var feed = new Dictionary<string, Tensor>(session.Inputs.Count, StringComparer.Ordinal);
        for (var i = 0; i < session.Inputs.Count; i++)
            feed.Add(session.Inputs[i].Name, BufferTensors.ToTensor(part.Inputs[i]));
        var laidOut = Stopwatch.GetTimestamp();
        var results = session.Run(feed, cancellationToken);
        var run = Stopwatch.GetTimestamp();
        for (var i = 0; i < results.Count; i++)
            BufferTensors.Fill(part.Outputs[i], results[i]);
        return RunTimings.Between(begin, laidOut, run, Stopwatch.GetTimestamp());
    }
}
