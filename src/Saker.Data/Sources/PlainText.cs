using System.Text;

namespace Saker.Data.Sources;

/// <summary>The file that holds a source's text in UTF-8: its own, or a temporary one.</summary>
internal sealed class PlainText(string fullPath, TempFile? temporary) : IDisposable
{
    private const int SniffedBytes = 4096;
    private const int PieceBytes = 1 << 20;

    public string FullPath => fullPath;

    /// <exception cref="SakerException">It is not there, is no text, or holds bytes that its encoding does not have.</exception>
    public static PlainText Open(TextFileSource source, CancellationToken cancellationToken)
    {
        var full = SourceFile.Require(source.Name);
        var isGzip = PackedFile.IsGzip(source, full);
        var encoding = EncodingOf(source, full, isGzip);
        if (!isGzip && encoding is null)
            return new PlainText(full, null);
        var temporary = new TempFile();
        try
        {
            using var input = PackedFile.Open(source, full, isGzip);
            using var text = encoding is null ? input : Encoding.CreateTranscodingStream(input, encoding, Encoding.UTF8);
            Copy(source, text, temporary, encoding, cancellationToken);
            return new PlainText(temporary.FullPath, temporary);
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    public void Dispose() => temporary?.Dispose();

    /// <summary>Null for UTF-8.</summary>
    private static Encoding? EncodingOf(TextFileSource source, string full, bool isGzip)
    {
        if (source.Encoding is { } name)
        {
            var declared = TextEncodings.Find(name) ?? throw new SakerException(ErrorKind.InvalidInput, $"{source.Name}: the encoding '{name}' is not known.", "encoding");
            return declared.CodePage == Encoding.UTF8.CodePage ? null : declared;
        }
        using var stream = PackedFile.Open(source, full, isGzip);
        var start = new byte[SniffedBytes];
        return TextEncodings.Detect(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }

    private static void Copy(TextFileSource source, Stream text, TempFile temporary, Encoding? encoding, CancellationToken cancellationToken)
    {
        try
        {
            using var output = temporary.Create();
            var piece = new byte[PieceBytes];
            while (text.Read(piece) is > 0 and var read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                output.Write(piece, 0, read);
            }
        }
        catch (DecoderFallbackException e)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{source.Name}: it holds bytes that {encoding!.WebName} does not have; declare its encoding, such as windows-1252, or save it in UTF-8.", "encoding", e);
        }
        catch (IOException e)
        {
            throw new SakerException(ErrorKind.Unavailable, $"{source.Name}: it cannot be unpacked or decoded to {Path.GetDirectoryName(temporary.FullPath)}: {e.Message}", "source", e);
        }
    }
}
