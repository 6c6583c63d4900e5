using Saker.Onnx.Batches;

namespace Saker.Testing.Soaks;

/// <summary>One request of a <see cref="Soak"/>, on whichever layer the soak is: used once, then returned.</summary>
public interface ISoakCall
{
    /// <summary>Of a <see cref="Toys.DoublingModel"/>; to be filled.</summary>
    ReadOnlySpan<TensorBuffer> Inputs { get; }

    /// <summary>The answer.</summary>
    ReadOnlySpan<TensorBuffer> Outputs { get; }

    ValueTask RunAsync(TimeSpan? timeout, CancellationToken cancellationToken);

    /// <summary>Nothing of it is used any more by who asked.</summary>
    void Return();
}
