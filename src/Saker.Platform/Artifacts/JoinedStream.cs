namespace Saker.Platform.Artifacts;

/// <summary>Several streams as one, each opened when the one before it has ended.</summary>
internal sealed class JoinedStream(IEnumerable<Func<CancellationToken, Task<Stream>>> parts) : Stream
{
    private readonly Queue<Func<CancellationToken, Task<Stream>>> _parts = new(parts);
    private Stream? _current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_current is null && _parts.TryDequeue(out var open))
                _current = await open(cancellationToken);
            if (_current is null)
                return 0;
            if (await _current.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                return count;
            await _current.DisposeAsync();
            _current = null;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _current?.Dispose();
        base.Dispose(disposing);
    }
}
