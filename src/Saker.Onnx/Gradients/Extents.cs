namespace Saker.Onnx.Gradients;

/// <summary>Arithmetic over extents.</summary>
internal static class Extents
{
    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var extent in shape)
            count *= extent;
        return count;
    }

    public static long[] Broadcast(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        var shape = new long[Math.Max(left.Length, right.Length)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var a = i <= left.Length ? left[^i] : 1;
            var b = i <= right.Length ? right[^i] : 1;
            shape[^i] = a == 1 ? b : a;
        }
        return shape;
    }

    public static int Axis(long axis, int rank) => (int)(axis < 0 ? axis + rank : axis);

    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
