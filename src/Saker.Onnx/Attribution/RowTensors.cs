namespace Saker.Onnx.Attribution;

/// <summary>Rows of tensors: the parts along the first extent.</summary>
internal static class RowTensors
{
    /// <summary>How many rows all tensors have.</summary>
    public static int Count(IReadOnlyDictionary<string, Tensor> inputs)
    {
        var counts = inputs.Where(input => input.Value.Shape.Count > 0).Select(input => input.Value.Shape[0]).Distinct().ToArray();
        return counts.Length == 1 ? (int)counts[0] : throw new OnnxException($"Inputs have different numbers of rows: {string.Join(", ", inputs.Select(input => $"'{input.Key}' [{string.Join(", ", input.Value.Shape)}]"))}.");
    }

    /// <summary>One row, as often as is asked for.</summary>
    public static Tensor Repeat(Tensor tensor, int row, int times)
    {
        if (tensor.Shape.Count == 0)
            return tensor;
        var length = tensor.Count / (int)tensor.Shape[0];
        var data = Array.CreateInstance(tensor.Data.GetType().GetElementType()!, length * times);
        for (var i = 0; i < times; i++)
            Array.Copy(tensor.Data, row * length, data, i * length, length);
        return tensor.With(data, [times, .. tensor.Shape.Skip(1)]);
    }
}
