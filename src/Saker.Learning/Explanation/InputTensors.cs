using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Learning.Explanation;

/// <summary>The rows of a request or a table as the tensors that a graph takes.</summary>
public static class InputTensors
{
    /// <summary>Columns of a table, found by name.</summary>
    /// <exception cref="SakerException">Columns are missing or of another kind (all are reported), or the model takes tensors of several columns.</exception>
    public static IReadOnlyDictionary<string, Tensor> Of(Table rows, IReadOnlyList<TensorSpec> inputs)
    {
        var tensors = new TensorSet(inputs, []);
        TensorColumns.Fill(rows, inputs, tensors.Inputs);
        return Of(inputs, tensors.Inputs);
    }

    /// <summary>Tensors of a request, copied.</summary>
    public static IReadOnlyDictionary<string, Tensor> Of(IReadOnlyList<TensorSpec> inputs, ReadOnlySpan<TensorBuffer> buffers)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (var i = 0; i < inputs.Count; i++)
            tensors[inputs[i].Name] = Copy(inputs[i].Name, buffers[i]);
        return tensors;
    }

    private static Tensor Copy(string name, TensorBuffer buffer) => buffer.Type switch
    {
        ElementType.Text => Tensor.Of(Enumerable.Range(0, buffer.Count).Select(i => System.Text.Encoding.UTF8.GetString(buffer.Text(i))).ToArray(), buffer.Shape),
        ElementType.Float32 => Tensor.Of(buffer.Elements<float>().ToArray(), buffer.Shape),
        ElementType.Float64 => Tensor.Of(buffer.Elements<double>().ToArray(), buffer.Shape),
        ElementType.Int64 => Tensor.Of(buffer.Elements<long>().ToArray(), buffer.Shape),
        ElementType.Int32 => Tensor.Of(buffer.Elements<int>().ToArray(), buffer.Shape),
        ElementType.Boolean => Tensor.Of(buffer.Elements<bool>().ToArray(), buffer.Shape),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"Input '{name}' is {buffer.Type}, which is not explained.", name),
    };
}
