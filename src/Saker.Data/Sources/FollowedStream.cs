namespace Saker.Data.Sources;

/// <summary>A stream, then some bytes more.</summary>
internal sealed class FollowedStream(Stream first, byte[] rest) : Stream
{
    private int _given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (first.Read(buffer) is > 0 and var read)
            return read;
        var more = Math.Min(buffer.Length, rest.Length - _given);
        rest.AsSpan(_given, more).CopyTo(buffer);
        _given += more;
        return more;
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
            first.Dispose();
        base.Dispose(disposing);
    }
}
