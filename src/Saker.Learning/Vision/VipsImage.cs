namespace Saker.Learning.Vision;

/// <summary>An image of libvips: what made it is remembered, and run when pixels are asked for.</summary>
internal sealed unsafe class VipsImage(nint handle) : IDisposable
{
    private nint _handle = handle;

    public nint Handle => _handle;

    public long PixelCount => (long)Vips.Width(_handle) * Vips.Height(_handle);

    public int Width => Vips.Width(_handle);

    public int Height => Vips.Height(_handle);

    public int BandCount => Vips.Bands(_handle);

    /// <summary>A byte for each band of each pixel, row by row, of an image of bytes.</summary>
    /// <exception cref="VipsException">They cannot be made, such as of a file that is cut short.</exception>
    public byte[] Pixels()
    {
        var memory = Vips.Write(_handle, out var length);
        if (memory is null)
            throw new VipsException(VipsOperation.Problem());
        try
        {
            return new ReadOnlySpan<byte>(memory, checked((int)length)).ToArray();
        }
        finally
        {
            Vips.Free(memory);
        }
    }

    public void Dispose()
    {
        if (_handle != 0)
            Vips.Release(_handle);
        _handle = 0;
    }
}
