namespace Saker.Onnx.Compression;

/// <summary>Stored matrices of Float32.</summary>
internal static class Matrices
{
    public static Tensor Transpose(Tensor matrix)
    {
        var (rows, columns) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        var values = matrix.Span<float>();
        var turned = new float[values.Length];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                turned[column * rows + row] = values[row * columns + column];
        return Tensor.Of(turned, columns, rows);
    }

    /// <summary>The parts of a tensor at some places of one extent, in their order.</summary>
    public static Tensor Take(Tensor tensor, int axis, IReadOnlyList<int> places)
    {
        var inner = (int)tensor.Shape.Skip(axis + 1).Aggregate(1L, (product, extent) => product * extent);
        var extent = (int)tensor.Shape[axis];
        var outer = tensor.Count / (inner * extent);
        var values = tensor.Span<float>();
        var taken = new float[outer * places.Count * inner];
        for (var block = 0; block < outer; block++)
            for (var i = 0; i < places.Count; i++)
                values.Slice((block * extent + places[i]) * inner, inner).CopyTo(taken.AsSpan((block * places.Count + i) * inner));
        return Tensor.Of(taken, [.. tensor.Shape.Select((size, i) => i == axis ? places.Count : size)]);
    }
}
