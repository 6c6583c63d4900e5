using System.Runtime.InteropServices;

namespace Saker.Learning.Vision;

/// <summary>
/// One operation of libvips, given its arguments and then run for the image that it makes. Arguments go by properties and not by the functions that take any number of them, whose calls differ
/// between processors. Not thread-safe: what went wrong is told in one place for the whole process.
/// </summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private nint _handle;

    public VipsOperation(string name)
    {
        _handle = Vips.NewOperation(name);
        if (_handle == 0)
            throw new VipsException(Problem());
    }

    /// <summary>What went wrong last, on one line.</summary>
    public static string Problem()
    {
        var text = (Marshal.PtrToStringUTF8(Vips.Errors()) ?? "").Trim().ReplaceLineEndings("; ");
        Vips.ClearErrors();
        return text.Length > 0 ? text : "the image library says no more";
    }

    /// <summary>Sets a number or a choice, as text.</summary>
    public VipsOperation With(string name, string value) => Vips.SetArgument(_handle, name, value) == 0 ? this : throw new VipsException(Problem());

    /// <summary>Sets the bytes to read from, which must stay where they are for as long as the image that comes of them is used.</summary>
    public VipsOperation WithBuffer(byte* content, int length)
    {
        var blob = Vips.NewBlob(0, content, (nuint)length);
        Vips.TypedValue value = default;
        Vips.InitialiseValue(&value, Vips.BlobType());
        Vips.SetBoxed(&value, blob);
        Vips.SetProperty(_handle, "buffer", &value);
        Vips.ClearValue(&value);
        Vips.ReleaseBlob(blob);
        return this;
    }

    /// <summary>Sets the image to work on.</summary>
    public VipsOperation With(VipsImage image)
    {
        Vips.TypedValue value = default;
        Vips.InitialiseValue(&value, Vips.ImageType());
        Vips.SetObject(&value, image.Handle);
        Vips.SetProperty(_handle, "in", &value);
        Vips.ClearValue(&value);
        return this;
    }

    /// <summary>The image that it makes; most of the work is done when its pixels are asked for.</summary>
    /// <exception cref="VipsException">It cannot be made.</exception>
    public VipsImage Run()
    {
        if (Vips.Build(ref _handle) != 0)
            throw new VipsException(Problem());
        Vips.TypedValue value = default;
        Vips.InitialiseValue(&value, Vips.ImageType());
        Vips.GetProperty(_handle, "out", &value);
        var image = Vips.TakeObject(&value);
        Vips.ClearValue(&value);
        return new VipsImage(image);
    }

    public void Dispose()
    {
        if (_handle == 0)
            return;
        Vips.ReleaseOutputs(_handle);
        Vips.Release(_handle);
        _handle = 0;
    }
}
