namespace Saker.Platform.Monitoring.Capture;

/// <summary>Memory that captured requests are written to, one after the other. One writer at a time.</summary>
internal sealed class CaptureChunk(int size)
{
    // Requests to few endpoints share a chunk; the last one comes again most often.
    private readonly List<CaptureSource> _sources = [];
    private int _last;

    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(size);

    public int Used { get; set; }

    /// <summary>Requests in it.</summary>
    public int Count { get; set; }

    public IReadOnlyList<CaptureSource> Sources => _sources;

    public Span<byte> Free => Bytes.AsSpan(Used);

    /// <summary>The place of a source, which is added where it is new.</summary>
    public int IndexOf(CaptureSource source)
    {
        if (_last < _sources.Count && ReferenceEquals(_sources[_last], source))
            return _last;
        _last = _sources.IndexOf(source);
        if (_last < 0)
        {
            _last = _sources.Count;
            _sources.Add(source);
        }
        return _last;
    }

    public void Clear()
    {
        _sources.Clear();
        (Used, Count, _last) = (0, 0, 0);
    }
}
