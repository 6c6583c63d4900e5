using System.IO.Compression;

namespace Saker.Data.Sources;

/// <summary>Reads what a gzip file holds: a file that is cut off is an error, and so is one that holds far more than its size lets expect.</summary>
/// <remarks>
/// The framework's reader takes a cut file for a whole one. Hence a further member is put behind the file: what it holds comes out at the end
/// when the file was whole, and only then.
/// </remarks>
internal sealed class GzipReader : Stream
{
    private const long AlwaysAllowed = 64 << 20;
    private const int PieceBytes = 1 << 16;

    private static readonly byte[] End = [0, 0xFF, .. "end of file"u8, 0xFF, 0];
    private static readonly byte[] PackedEnd = Pack(End);

    private readonly GZipStream _unpacked;
    private readonly TextFileSource _source;
    private readonly long _packedBytes;
    private readonly long _allowed;
    private readonly byte[] _held = new byte[PieceBytes];
    private int _start;
    private int _filled;
    private bool _ended;
    private long _given;

    public GzipReader(FileStream file, TextFileSource source)
    {
        _unpacked = new GZipStream(new FollowedStream(file, PackedEnd), CompressionMode.Decompress);
        _source = source;
        _packedBytes = file.Length;
        _allowed = Math.Max(AlwaysAllowed, file.Length > long.MaxValue / source.MaxExpansion ? long.MaxValue : file.Length * source.MaxExpansion);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _given;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (!_ended && _filled - _start <= End.Length)
            Fill();
        var read = Math.Min(buffer.Length, _filled - _start - (_ended ? 0 : End.Length));
        _held.AsSpan(_start, read).CopyTo(buffer);
        _start += read;
        _given += read;
        return _given <= _allowed ? read : throw SourceLimits.Exceeded(FormattableString.Invariant(
            $"{_source.Name}: its {_packedBytes} bytes unpack to more than {_allowed}; if that is meant, allow more than {_source.MaxExpansion} times (max_expansion)."));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _held.AsSpan(_start, _filled - _start).CopyTo(_held);
        _filled -= _start;
        _start = 0;
        int read;
        try
        {
            read = _unpacked.Read(_held, _filled, _held.Length - _filled);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Broken(e);
        }
        _filled += read;
        if (read > 0)
            return;
        if (!_held.AsSpan(0, _filled).EndsWith(End))
            throw Broken(null);
        _ended = true;
        _filled -= End.Length;
    }

    private SakerException Broken(Exception? reason) => new(
        ErrorKind.InvalidInput, FormattableString.Invariant($"{_source.Name}: the packed data are broken or cut off after {_given} unpacked bytes; pack or fetch the file again."), "source", reason);

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
