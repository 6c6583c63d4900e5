namespace Saker.Learning.Neural.Training;

/// <summary>
/// Changes images in place by chance: one affine map, read with bilinear weights, then colours. It allocates nothing per image; images are [channels, height, width].
/// Not thread-safe.
/// </summary>
internal sealed class ImageAugmenter
{
    private readonly ImageAugmentation _settings;
    private readonly int _channels;
    private readonly int _height;
    private readonly int _width;
    private readonly float[] _copy;

    public ImageAugmenter(ImageAugmentation settings, int channels, int height, int width)
    {
        settings.Require();
        (_settings, _channels, _height, _width) = (settings, channels, height, width);
        _copy = new float[channels * height * width];
    }

    /// <summary>Changes one image.</summary>
    public void Apply(Span<float> image, Xoshiro256 chance)
    {
        var (a, b, c, d, x, y) = Draw(chance);
        if ((a, b, c, d, x, y) != (1, 0, 0, 1, 0, 0))
        {
            image.CopyTo(_copy);
            for (var channel = 0; channel < _channels; channel++)
                Map(_copy.AsSpan(channel * _height * _width, _height * _width), image.Slice(channel * _height * _width, _height * _width), (a, b, c, d, x, y));
        }
        if (_settings.Colour > 0)
            Colour(image, 1 + Around(_settings.Colour, chance), 1 + Around(_settings.Colour, chance), 1 + Around(_settings.Colour, chance));
    }

    private static float Around(double most, Xoshiro256 chance) => most == 0 ? 0 : (float)((2 * chance.NextDouble() - 1) * most);

    // From a place in the new image to one in the old, both about the middle: rotation and shear, zoom, flips, then the shift.
    private (float A, float B, float C, float D, float X, float Y) Draw(Xoshiro256 chance)
    {
        var angle = Around(_settings.Rotate * Math.PI / 180, chance);
        var shear = MathF.Tan(Around(_settings.Shear * Math.PI / 180, chance));
        var zoom = 1 / (1 + Around(_settings.Zoom, chance));
        var sideways = _settings.FlipsSideways && chance.Below(2) == 1 ? -zoom : zoom;
        var upright = _settings.FlipsUpright && chance.Below(2) == 1 ? -zoom : zoom;
        var (sine, cosine) = (MathF.Sin(angle), MathF.Cos(angle));
        var x = Around(_settings.Shift * _width, chance);
        var y = Around(_settings.Shift * _height, chance);
        return (cosine * sideways, (cosine * shear - sine) * upright, sine * sideways, (sine * shear + cosine) * upright, x, y);
    }

    private void Map(ReadOnlySpan<float> from, Span<float> to, (float A, float B, float C, float D, float X, float Y) map)
    {
        var (middleX, middleY) = ((_width - 1) / 2f, (_height - 1) / 2f);
        for (var row = 0; row < _height; row++)
        {
            for (var column = 0; column < _width; column++)
            {
                var (u, v) = (column - middleX, row - middleY);
                to[row * _width + column] = Read(from, map.A * u + map.B * v + map.X + middleX, map.C * u + map.D * v + map.Y + middleY);
            }
        }
    }

    private float Read(ReadOnlySpan<float> from, float x, float y)
    {
        if (_settings.Fill is { } fill && (x < -0.5f || y < -0.5f || x > _width - 0.5f || y > _height - 0.5f))
            return fill;
        x = Math.Clamp(x, 0, _width - 1);
        y = Math.Clamp(y, 0, _height - 1);
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, _width - 1), Math.Min(top + 1, _height - 1));
        var (shareX, shareY) = (x - left, y - top);
        var upper = from[top * _width + left] * (1 - shareX) + from[top * _width + right] * shareX;
        var lower = from[bottom * _width + left] * (1 - shareX) + from[bottom * _width + right] * shareX;
        return upper * (1 - shareY) + lower * shareY;
    }

    private void Colour(Span<float> image, float brightness, float contrast, float saturation)
    {
        var mean = 0f;
        foreach (var value in image)
            mean += value;
        mean /= image.Length;
        for (var i = 0; i < image.Length; i++)
            image[i] = ((image[i] - mean) * contrast + mean) * brightness;
        if (_channels != 3)
            return;
        var size = _height * _width;
        for (var i = 0; i < size; i++)
        {
            // Luma as of ITU-R BT.601.
            var grey = 0.299f * image[i] + 0.587f * image[size + i] + 0.114f * image[2 * size + i];
            for (var channel = 0; channel < 3; channel++)
                image[channel * size + i] = grey + (image[channel * size + i] - grey) * saturation;
        }
    }
}
