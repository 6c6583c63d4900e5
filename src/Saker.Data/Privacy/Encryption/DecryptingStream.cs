namespace Saker.Data.Privacy.Encryption;

/// <summary>Gives the content of an encrypted stream, from its start to its end. Nothing is given that was not authenticated, and an end that was cut off is an error.</summary>
internal sealed class DecryptingStream : Stream
{
    private readonly Stream _inner;
    private readonly ChunkCipher _cipher;
    private readonly string _name;

    // One byte more than a chunk: whether there is one tells whether the chunk is the last.
    private readonly byte[] _read;
    private readonly byte[] _plain;
    private readonly int _chunkBytes;
    private int _held;
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public DecryptingStream(Stream inner, EncryptedHeader header, byte[] key, string name)
    {
        _inner = inner;
        _name = name;
        _cipher = new ChunkCipher(key, header.Fixed);
        _chunkBytes = header.ChunkBytes + ChunkCipher.TagBytes;
        _read = new byte[_chunkBytes + 1];
        _plain = new byte[header.ChunkBytes];
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _end && !_isAtEnd && !buffer.IsEmpty)
            Open(await _inner.ReadAtLeastAsync(_read.AsMemory(_held), _read.Length - _held, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
        return Give(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        while (_start == _end && !_isAtEnd && !buffer.IsEmpty)
            Open(_inner.ReadAtLeast(_read.AsSpan(_held), _read.Length - _held, throwOnEndOfStream: false));
        return Give(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _cipher.Dispose();
            Array.Clear(_plain);
        }
        base.Dispose(disposing);
    }

    private void Open(int read)
    {
        _held += read;
        var isLast = _held <= _chunkBytes;
        var length = Math.Min(_held, _chunkBytes);
        if (length < ChunkCipher.TagBytes || !_cipher.TryDecrypt(_read.AsSpan(0, length), _plain.AsSpan(0, length - ChunkCipher.TagBytes), isLast))
            throw EncryptedHeader.Damaged(_name, "bytes of it were changed, moved or cut off");
        (_start, _end, _isAtEnd) = (0, length - ChunkCipher.TagBytes, isLast);
        _held -= length;
        if (_held > 0)
            _read[0] = _read[length];
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _end - _start);
        _plain.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
