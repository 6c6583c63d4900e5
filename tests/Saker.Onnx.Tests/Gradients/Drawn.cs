namespace Saker.Onnx.Tests.Gradients;

/// <summary>Tensors of numbers drawn from a seed, no two of them close, so that no largest one changes under a small step.</summary>
internal static class Drawn
{
    /// <summary>Numbers between two bounds.</summary>
    public static Tensor Between(double low, double high, params long[] shape)
    {
        var count = (int)shape.Aggregate(1L, (product, extent) => product * extent);
        var random = new Random(count * 31 + shape.Length);
        int[] places = [.. Enumerable.Range(0, count)];
        random.Shuffle(places);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)(low + (high - low) * (places[i] + 0.3 + 0.4 * random.NextDouble()) / count);
        return Tensor.Of(values, shape);
    }

    /// <summary>Numbers between -1 and 1.</summary>
    public static Tensor Of(params long[] shape) => Between(-1, 1, shape);

    /// <summary>Numbers between 0.5 and 2.</summary>
    public static Tensor Positive(params long[] shape) => Between(0.5, 2, shape);
}
