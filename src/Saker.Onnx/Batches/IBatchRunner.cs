namespace Saker.Onnx.Batches;

/// <summary>Runs requests of one model together. Serves one caller at a time; make as many as runs should overlap.</summary>
public interface IBatchRunner : IDisposable
{
    /// <summary>
    /// Runs the parts as one batch and writes the outputs of each. Every part has every input set, with the model's type and a shape that
    /// fits. Several parts are given only to a model that takes rows. On an exception no part's outputs mean anything.
    /// </summary>
    /// <exception cref="OnnxException">The engine failed.</exception>
    ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken);

    /// <summary>About the bytes that it keeps between runs.</summary>
    long KeptBytes { get; }
}
