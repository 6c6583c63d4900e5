using System.Runtime.InteropServices;
using Saker.Data;
using Saker.Onnx;

namespace Saker.Learning.Vision;

/// <summary>
/// Reads JPEG, PNG and WebP files as tensors that networks take: brought to one size (Lanczos), turned upright as the file says, in sRGB or grey, from 0 to 1; what is see-through is over black.
/// Other formats are refused, whatever a file is called. Thread-safe; one image is read at a time.
/// </summary>
public static class ImageReader
{
    // GLib's levels "warning" and "message": what is wrong with a file is in the error.
    private const int ToldLevels = (1 << 4) | (1 << 5);

    private static readonly string[] s_loaders = ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"];
    private static readonly Lock s_lock = new();
    private static bool s_isReady;

    /// <summary>Files as one tensor of Float32 [images, channels, height, width].</summary>
    /// <param name="paths">The files, one or more.</param>
    /// <param name="settings">Their size.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    /// <exception cref="SakerException">A file is not there (not found), too large (too large) or no whole image (invalid input): it is named. All together are more than a tensor holds (too large). The library is not there (unavailable).</exception>
    public static Tensor Read(IReadOnlyList<string> paths, ImageSettings settings, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "There are no images to read; name one file or more.", "paths");
        Check(settings);
        var size = settings.ChannelCount * settings.Height * settings.Width;
        if ((long)paths.Count * size > Array.MaxLength)
            throw new SakerException(ErrorKind.TooLarge, $"{paths.Count:N0} images of {settings.ChannelCount} x {settings.Height} x {settings.Width} are too many for one tensor, which has room for {Array.MaxLength / size:N0}; read them part by part.", "paths");
        var values = new float[paths.Count * size];
        for (var i = 0; i < paths.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(Content(paths[i], settings), paths[i], settings, values.AsSpan(i * size, size));
        }
        return Tensor.Of(values, paths.Count, settings.ChannelCount, settings.Height, settings.Width);
    }

    /// <summary>The content of one file, written as [channels, height, width].</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="name">What the file is called in errors.</param>
    /// <param name="settings">Its size.</param>
    /// <param name="destination">As many elements as channels, rows and columns make.</param>
    /// <exception cref="SakerException">As for several files.</exception>
    public static void Read(ReadOnlySpan<byte> content, string name, ImageSettings settings, Span<float> destination)
    {
        Check(settings);
        if (destination.Length != settings.ChannelCount * settings.Height * settings.Width)
            throw new SakerException(ErrorKind.InvalidInput, $"'{name}' becomes {settings.ChannelCount} x {settings.Height} x {settings.Width} numbers, and there is room for {destination.Length}.", "destination");
        if (content.Length > settings.MaxBytes)
            throw TooLarge(name, $"{content.Length:N0} bytes", $"{settings.MaxBytes:N0}");
        var (pixels, bands) = Unpack(content, name, settings);
        Spread(pixels, bands, settings, destination);
    }

    private static void Check(ImageSettings settings)
    {
        if (settings is not { Width: >= 1 and <= ImageSettings.MaxExtent, Height: >= 1 and <= ImageSettings.MaxExtent })
            throw new SakerException(ErrorKind.InvalidInput, $"Images are brought to 1 to {ImageSettings.MaxExtent} rows and columns; {settings.Height} x {settings.Width} was asked for.", "size");
    }

    private static byte[] Content(string path, ImageSettings settings)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new SakerException(ErrorKind.NotFound, $"There is no image file '{path}'.", "paths");
        return file.Length <= settings.MaxBytes ? File.ReadAllBytes(path) : throw TooLarge(path, $"{file.Length:N0} bytes", $"{settings.MaxBytes:N0}");
    }

    private static unsafe (byte[] Pixels, int Bands) Unpack(ReadOnlySpan<byte> content, string name, ImageSettings settings)
    {
        fixed (byte* bytes = content)
        {
            lock (s_lock)
            {
                try
                {
                    Begin_NeedsLock();
                    return Unpack_NeedsLock(bytes, content.Length, name, settings);
                }
                catch (VipsException exception)
                {
                    throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is no whole image: {exception.Message}. Save it anew, or leave it out.", "paths", exception);
                }
                catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
                {
                    throw new SakerException(ErrorKind.Unavailable, "The library that reads images (libvips) is not beside the program: run 'npm ci --ignore-scripts' and build again, on a system that it is made for.", "paths", exception);
                }
            }
        }
    }

    private static unsafe (byte[] Pixels, int Bands) Unpack_NeedsLock(byte* content, int length, string name, ImageSettings settings)
    {
        var loader = length == 0 ? null : Marshal.PtrToStringUTF8(Vips.FindLoader(content, (nuint)length));
        Vips.ClearErrors();
        if (Array.IndexOf(s_loaders, loader) < 0)
            throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is no JPEG, PNG or WebP image; others are not read.", "paths");
        using var opening = new VipsOperation(loader!);
        using var whole = opening.WithBuffer(content, length).With("fail-on", "error").Run();
        if (whole.PixelCount > settings.MaxPixels)
            throw TooLarge(name, $"{whole.Width:N0} x {whole.Height:N0} pixels", $"{settings.MaxPixels:N0}");
        // Shrinking while a file is read would be faster, and does not tell of files that are damaged.
        using var shrinking = new VipsOperation("thumbnail_image");
        using var small = shrinking.With(whole).With("width", $"{settings.Width}").With("height", $"{settings.Height}").With("size", "force").Run();
        using var colouring = new VipsOperation("colourspace");
        using var coloured = colouring.With(small).With("space", settings.IsGrey ? "b-w" : "srgb").Run();
        return (coloured.Pixels(), coloured.BandCount);
    }

    private static unsafe void Begin_NeedsLock()
    {
        if (s_isReady)
            return;
        if (Vips.Initialise("saker") != 0)
            throw new VipsException(VipsOperation.Problem());
        // Nothing is kept between images, loaders that are not made for files of strangers stay off, and each image is read by the thread that asks.
        Vips.SetCacheSize(0);
        Vips.SetThreadCount(1);
        Vips.BlockUntrusted(1);
        Vips.SetLogHandler("VIPS", ToldLevels, &Hush, 0);
        s_isReady = true;
    }

    [UnmanagedCallersOnly]
    private static void Hush(nint domain, int level, nint message, nint data)
    {
    }

    private static void Spread(byte[] pixels, int bands, ImageSettings settings, Span<float> destination)
    {
        var (channels, places) = (settings.ChannelCount, settings.Height * settings.Width);
        for (var place = 0; place < places; place++)
        {
            var pixel = pixels.AsSpan(place * bands, bands);
            var cover = bands > channels ? pixel[channels] / 255f : 1;
            for (var channel = 0; channel < channels; channel++)
                destination[channel * places + place] = pixel[channel] / 255f * cover;
        }
    }

    private static SakerException TooLarge(string name, string has, string most) => new(ErrorKind.TooLarge, $"'{name}' has {has}, and at most {most} are read; make it smaller, or allow more.", "paths");
}
