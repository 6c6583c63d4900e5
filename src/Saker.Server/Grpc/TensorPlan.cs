using System.Text;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.OpenInference.Tensors;
using DescribedInput = Saker.Server.Http.OpenInference.InferInput;

namespace Saker.Server.Grpc;

/// <summary>An input or output of a model as it is on the wire.</summary>
internal sealed class TensorPlan(TensorSpec spec, SignatureColumn? column)
{
    public string Name { get; } = spec.Name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(spec.Name);

    /// <summary>As the graph has it.</summary>
    public Datatype Datatype { get; } = ElementDatatypes.Of(spec.Type);

    /// <summary>What it is described as, the same over HTTP: the signature's column where there is one, else <see cref="Datatype"/>.</summary>
    public Datatype Described { get; } = Datatypes.TryParse(new DescribedInput(spec, column).Datatype.ToString(), out var described) ? described : ElementDatatypes.Of(spec.Type);

    /// <summary>-1 where requests choose.</summary>
    public long[] Shape { get; } = [.. spec.Shape];

    /// <summary>The model's own form of a column that came as a plain list, [N] for [N, 1], or the other way round; null for any other shape.</summary>
    public long[]? AsColumn(ReadOnlySpan<long> shape) => Shape switch
    {
        [-1, 1 or -1] when shape is [>= 0 and var rows] => [rows, 1],
        [-1] when shape is [>= 0 and var rows, 1] => [rows],
        _ => null,
    };

    /// <summary>Whether a tensor of the shape can be given; any, where the graph says nothing of it, for the engine knows what fits.</summary>
    public bool Takes(ReadOnlySpan<long> shape)
    {
        if (Shape.Length == 0)
            return !shape.ContainsAnyInRange(long.MinValue, -1);
        if (shape.Length != Shape.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
            if (shape[i] < 0 || (Shape[i] >= 0 && Shape[i] != shape[i]))
                return false;
        return true;
    }
}
