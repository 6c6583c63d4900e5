namespace Saker.Onnx.Attribution;

/// <summary>Draws maps up to more places.</summary>
internal static class Interpolation
{
    /// <summary>Linear between the middles of places, level beyond the outermost.</summary>
    public static float[] Linear(ReadOnlySpan<float> maps, int count, int height, int width, int newHeight, int newWidth)
    {
        var drawn = new float[count * newHeight * newWidth];
        for (var map = 0; map < count; map++)
            for (var y = 0; y < newHeight; y++)
            {
                var (top, bottom, down) = Place(y, height, newHeight);
                for (var x = 0; x < newWidth; x++)
                {
                    var (left, right, across) = Place(x, width, newWidth);
                    var start = map * height * width;
                    var upper = maps[start + top * width + left] * (1 - across) + maps[start + top * width + right] * across;
                    var lower = maps[start + bottom * width + left] * (1 - across) + maps[start + bottom * width + right] * across;
                    drawn[(map * newHeight + y) * newWidth + x] = upper * (1 - down) + lower * down;
                }
            }
        return drawn;
    }

    private static (int Before, int After, float Share) Place(int to, int extent, int newExtent)
    {
        var place = Math.Clamp((to + 0.5f) * extent / newExtent - 0.5f, 0, extent - 1);
        var before = (int)place;
        return (before, Math.Min(before + 1, extent - 1), place - before);
    }
}
