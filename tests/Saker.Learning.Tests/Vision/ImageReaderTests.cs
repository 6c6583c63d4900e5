using System.Text;
using Saker.Data;
using Saker.Learning.Vision;
using Saker.Testing;

namespace Saker.Learning.Tests.Vision;

public sealed class ImageReaderTests
{
    // 16 by 8 pixels, black on the left and white on the right, made for this test.
    private const string TinyJpeg =
        "/9j/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAAIABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQA" +
        "AAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJ" +
        "ytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APyqr+qiv//Z";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Pixels_of_a_file_of_the_same_size_are_taken_as_they_are_channel_by_channel()
    {
        byte[] pixels = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 51, 102, 204, 255, 255, 255];
        var read = Read(PngBytes.Of(3, 2, 3, pixels), new ImageSettings { Width = 3, Height = 2 });
        for (var place = 0; place < 6; place++)
            for (var channel = 0; channel < 3; channel++)
                Assert.Equal(pixels[place * 3 + channel] / 255f, read[channel * 6 + place], 1e-6f);
    }

    [Fact]
    public void Grey_files_become_grey_or_three_equal_channels()
    {
        byte[] pixels = [0, 64, 128, 255];
        var png = PngBytes.Of(2, 2, 1, pixels);
        Assert.Equal(pixels.Select(value => value / 255f), Read(png, new ImageSettings { Width = 2, Height = 2, IsGrey = true }));
        Assert.Equal(pixels.Concat(pixels).Concat(pixels).Select(value => value / 255f), Read(png, new ImageSettings { Width = 2, Height = 2 }));
    }

    [Fact]
    public void Colours_become_grey_by_how_bright_they_are()
    {
        var grey = Read(PngBytes.Of(3, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255]), new ImageSettings { Width = 3, Height = 1, IsGrey = true });
        Assert.True(grey[1] > grey[0] && grey[0] > grey[2] && grey[2] > 0, string.Join(' ', grey));
    }

    [Fact]
    public void What_is_seen_through_is_black()
    {
        var read = Read(PngBytes.Of(2, 1, 4, [255, 255, 255, 255, 255, 255, 255, 0]), new ImageSettings { Width = 2, Height = 1 });
        Assert.Equal([1f, 0, 1, 0, 1, 0], read);
    }

    [Fact]
    public void Images_are_brought_to_the_size_asked_for()
    {
        var half = Enumerable.Range(0, 40 * 20).Select(place => (byte)(place % 40 < 20 ? 0 : 200)).ToArray();
        var read = Read(PngBytes.Of(40, 20, 1, half), new ImageSettings { Width = 4, Height = 8, IsGrey = true });
        Assert.Equal(32, read.Length);
        for (var row = 0; row < 8; row++)
        {
            Assert.Equal(0, read[row * 4], 0.05f);
            Assert.Equal(200 / 255f, read[row * 4 + 3], 0.05f);
        }
    }

    [Fact]
    public void JPEG_files_are_read()
    {
        var read = Read(Convert.FromBase64String(TinyJpeg), new ImageSettings { Width = 16, Height = 8, IsGrey = true });
        for (var place = 0; place < read.Length; place++)
            Assert.Equal(place % 16 < 8 ? 0 : 1, read[place], 0.02f);
    }

    [Fact]
    public void Broken_files_are_named_with_what_is_wrong()
    {
        var png = PngBytes.Of(64, 64, 1, [.. Enumerable.Range(0, 64 * 64).Select(place => (byte)(place * 31))]);
        var size = new ImageSettings { Width = 8, Height = 8 };
        byte[][] broken = [png[..(png.Length / 2)], png[..40], Convert.FromBase64String(TinyJpeg)[..300], [0xFF, 0xD8, 0xFF], Damaged(png)];
        foreach (var content in broken)
        {
            var refused = Assert.Throws<SakerException>(() => Read(content, size));
            Assert.Equal((ErrorKind.InvalidInput, "paths"), (refused.Kind, refused.Field));
            Assert.StartsWith("'some.file' is no", refused.Message, StringComparison.Ordinal);
        }
        foreach (var content in (byte[][])[[], "hello"u8.ToArray(), Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"), "GIF89a"u8.ToArray()])
            Assert.Contains("no JPEG, PNG or WebP", Assert.Throws<SakerException>(() => Read(content, size)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_or_unpack_too_large_are_refused_before_they_are_unpacked()
    {
        var size = new ImageSettings { Width = 8, Height = 8, MaxPixels = 1_000_000, MaxBytes = 2_000 };
        Assert.Equal(ErrorKind.TooLarge, Assert.Throws<SakerException>(() => Read(PngBytes.Claiming(60_000, 60_000), size)).Kind);
        Assert.Equal(ErrorKind.TooLarge, Assert.Throws<SakerException>(() => Read(new byte[2_001], size)).Kind);
    }

    [Fact]
    public async Task Several_files_become_one_tensor_and_one_that_is_not_there_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("saker-images-");
        try
        {
            var path = Path.Combine(folder.FullName, "one.png");
            await File.WriteAllBytesAsync(path, PngBytes.Of(2, 1, 1, [0, 255]), Cancellation);
            var settings = new ImageSettings { Width = 2, Height = 1, IsGrey = true };
            var read = ImageReader.Read([path, path], settings, Cancellation);
            Assert.Equal([2L, 1, 1, 2], read.Shape);
            Assert.Equal([0f, 1, 0, 1], read.Span<float>().ToArray());
            var missing = Assert.Throws<SakerException>(() => ImageReader.Read([path, path + "x"], settings, Cancellation));
            Assert.Equal(ErrorKind.NotFound, missing.Kind);
            Assert.Contains("one.pngx", missing.Message, StringComparison.Ordinal);
            Assert.Throws<SakerException>(() => ImageReader.Read([], settings, Cancellation));
            Assert.Equal((ErrorKind.TooLarge, "paths"), Assert.Throws<SakerException>(() => ImageReader.Read([.. Enumerable.Repeat(path, 43)], new ImageSettings { Width = 4_096, Height = 4_096 }, Cancellation)) is var many ? (many.Kind, many.Field) : default);
            Assert.Throws<SakerException>(() => ImageReader.Read([path], settings with { Width = 0 }, Cancellation));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Photos_are_read_by_several_threads_alike()
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");
        var path = RealData.FullPath("images_photos", "china.jpg");
        var settings = new ImageSettings { Width = 32, Height = 24 };
        var alone = ImageReader.Read([path], settings, Cancellation).Span<float>().ToArray();
        Assert.InRange(alone.Average(), 0.2f, 0.8f);
        Parallel.For(0, 8, _ => Assert.Equal(alone, ImageReader.Read([path], settings, Cancellation).Span<float>().ToArray()));
    }

    private static byte[] Damaged(byte[] png)
    {
        var damaged = (byte[])png.Clone();
        for (var i = png.Length / 2; i < png.Length / 2 + 20; i++)
            damaged[i] ^= 0xA5;
        return damaged;
    }

    private static float[] Read(byte[] content, ImageSettings settings)
    {
        var read = new float[settings.ChannelCount * settings.Width * settings.Height];
        ImageReader.Read(content, "some.file", settings, read);
        return read;
    }
}
