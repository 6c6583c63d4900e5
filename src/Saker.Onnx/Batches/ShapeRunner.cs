using Saker.Onnx.Sessions;

namespace Saker.Onnx.Batches;

/// <summary>Runs requests to a graph of any shapes one after the other, each as it came.</summary>
internal sealed class ShapeRunner(OnnxSession session) : IBatchRunner
{
    public ValueTask RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
    {
        foreach (var part in parts.Span)
            Run(part, cancellationToken);
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
    }

    private void Run(TensorSet part, CancellationToken cancellationToken)
    {
        var feed = new Dictionary<string, Tensor>(session.Inputs.Count, StringComparer.Ordinal);
        for (var i = 0; i < session.Inputs.Count; i++)
            feed.Add(session.Inputs[i].Name, BufferTensors.ToTensor(part.Inputs[i]));
        var results = session.Run(feed, cancellationToken);
        for (var i = 0; i < results.Count; i++)
            BufferTensors.Fill(part.Outputs[i], results[i]);
    }
}
