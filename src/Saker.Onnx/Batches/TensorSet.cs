namespace Saker.Onnx.Batches;

/// <summary>The inputs and outputs of one request, in the order of the model's own. Serves one user at a time.</summary>
public sealed class TensorSet
{
    private readonly TensorBuffer[] _inputs;
    private readonly TensorBuffer[] _outputs;

    public TensorSet(IReadOnlyList<TensorSpec> inputs, IReadOnlyList<TensorSpec> outputs)
    {
        _inputs = [.. inputs.Select(spec => new TensorBuffer(spec.Type))];
        _outputs = [.. outputs.Select(spec => new TensorBuffer(spec.Type))];
    }

    public ReadOnlySpan<TensorBuffer> Inputs => _inputs;

    public ReadOnlySpan<TensorBuffer> Outputs => _outputs;

    /// <summary>The first extent of the first input that has one: the rows of a request to a model that takes rows; 0 when there is none.</summary>
    public int Rows
    {
        get
        {
            foreach (var input in _inputs)
                if (input.Shape is [var rows, ..])
                    return (int)Math.Min(rows, int.MaxValue);
            return 0;
        }
    }

    /// <summary>Bytes that inputs and outputs occupy, used or not.</summary>
    public long KeptBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var input in _inputs)
                bytes += input.KeptBytes;
            foreach (var output in _outputs)
                bytes += output.KeptBytes;
            return bytes;
        }
    }

    /// <summary>Bytes that the inputs' elements take now.</summary>
    public long InputBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var input in _inputs)
                bytes += input.UsedBytes;
            return bytes;
        }
    }

    /// <summary>Empties all for the next request.</summary>
    public void Clear()
    {
        foreach (var input in _inputs)
            input.Clear();
        foreach (var output in _outputs)
            output.Clear();
    }
}
